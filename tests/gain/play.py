"""A strategy played at a small festival, through any door, and what its actor has in hand in the end.

Gain is counted in deposits, against honest play of the same acts: who holds which container and who paid whom is kept here,
beside what is scanned. An actor has (1) what was credited to their visits, paid out or not, less (2) the deposits they paid
at stalls; a container still held in the end is brought to the desk and is worth what the desk pays for it, so whoever honestly
bought and honestly returned has 0. A vendor has (3) the deposits in the till of its stall s1, less goods given for containers
that really came back, plus (4) what the books say of it after settlement: `V`, `UNSEEN` and `DISPUTED` of s1, each dispute
decided against it. Honest play of the same sales and take-backs has 0 there too. What a stranger loses is nobody's gain.

An honest stall takes a deposit when its screen says that a refill was an issue. By the end everybody brings back what they hold,
and all bags are truly counted.
"""

from collections.abc import Callable
from math import inf

from tests.gain.door import Outcome
from tests.gain.festival import (
    AFTER,
    DESK,
    END,
    GUEST,
    HALF_HOUR,
    ME,
    OUT,
    STEP,
    STOLEN,
    STORE,
    WASH,
    WITH_SCREEN,
    Festival,
)
from tests.gain.moves import BOXES, VENDORS, VERBS, Actor, Move
from tests.model.pure import PERIOD_MINUTES


class Play(Festival):
    """One strategy on its way."""

    def play(self) -> Outcome:
        """All of it, and the settlement. Of containers that nobody touches nothing is told: whoever has one is as before."""
        for container, stall in OUT.items():
            if container in self.touched:
                name = f"a{container}"
                self.scans[name] = ("issue", container, stall)
                self.door.begin(name, container, stall, container * AFTER)
                self.now = container * AFTER
        for move in self.strategy.moves:
            self._arrive(move.step * STEP)
            self._tick(move.step * STEP)
            act = _ACTS.get(move.verb)
            self.did: Move | None = move
            if act:
                act(self, move)
            else:
                more, seen = self.door.of_the_api(move, self.now, self.mine)
                self.cash += more
                self.outcome.seen_by_counts += seen
            if self.did:
                self.outcome.done.append(self.did)
        self._arrive(inf)
        self._settle()
        return self.outcome

    def _settle(self) -> None:
        self._tick(END)
        holders = (GUEST, ME) if self.actor in VENDORS else (ME,)
        for container in [one for one in sorted(self.touched) if self.where[one] in holders]:
            by_me = self.where[container] == ME
            self._at_desk(container, mine=by_me)
        outcome, door = self.outcome, self.door
        guests = self.mine if self.actor is Actor.HONEST else self.honest
        outcome.at_once = self.goods + sum(door.credited(visit) for visit in guests)
        for box in BOXES:
            self._count(box)
        credited = sum(door.credited(visit) for visit in self.mine)
        outcome.gain = credited + self.cash
        outcome.lost = -door.account("LOSS contested")
        outcome.by_scanners = door.by_scanners()
        outcome.after_a_stall = door.after_a_stall()
        outcome.released = door.released(self.mine)
        outcome.without_an_issue = door.without_an_issue(self.mine)
        outcome.undisputed = door.undisputed(self.lies)
        outcome.charged_in_vain = sum(not door.opened(name) for name in self.charged)
        sold = [
            name for name, (kind, _, at) in self.scans.items() if at == "s1" and kind in ("issue", "refill")
        ]
        outcome.undone = max(0, door.undone(sold) + door.account("UNSEEN s1"))
        outcome.on_another_day = door.on_another_day()
        if self.actor in VENDORS:
            outcome.gain += self.till + sum(
                door.account(f"{name} s1") for name in ("V", "UNSEEN", "DISPUTED")
            )

    # -- what is done -------------------------------------------------------------------------------------------------
    def buy(self, move: Move) -> None:
        if stall := self._stands(move):
            self._sold(move.container, stall, GUEST)
            at, container, late = self.now, move.container, move.late
            name = self._name()
            self.scans[name] = ("issue", container, stall)
            if late:
                send = lambda: self.door.scan(name, "issue", container, stall, at, self.now)  # noqa: E731
                self.later.append((self.now + late * STEP, send))
            else:
                self.door.scan(name, "issue", container, stall, at, at)

    def forgotten(self, move: Move) -> None:
        if stall := self._stands(move):
            self._sold(move.container, stall, GUEST)

    def back(self, move: Move) -> None:
        if self._is_with(move, GUEST):
            self._back(move.container, move.place, mine=False)

    def refill(self, move: Move) -> None:
        if self._is_with(move, GUEST):
            self._refill(move.container, move.place, GUEST)

    def _refill(self, container: int, stall: str, holder: str) -> None:
        name = self._scan("refill", container, stall)
        self.outcome.refills[container] += 1
        if self.door.opened(name):
            self.charged += [name] if stall == "s1" else []
            self.sales[container] += 1
            self.deposit.add(container)
            self._paid_to(stall, holder)

    def collect(self, move: Move) -> None:
        if self._is_with(move, GUEST):
            self.where[move.container] = STORE
            self.deposit.discard(move.container)
            self._scan("collect", move.container, WASH)

    def wash(self, move: Move) -> None:
        if self._is_with(move, STORE, DESK):
            self.where[move.container] = move.place
            self.outcome.washes[move.container] += 1
            self._scan("wash", move.container, WASH)
            self._scan("receive", move.container, move.place)

    def count(self, move: Move) -> None:
        self._count(move.place)
        self.outcome.counted[move.place] += 1

    def heard(self, move: Move) -> None:
        self.door.sent(move.place, self.now)

    def retry(self, _move: Move) -> None:
        self.door.retry(self.now)

    def my_buy(self, move: Move) -> None:
        if stall := self._stands(move):
            self._sold(move.container, stall, ME)
            self._scan("issue", move.container, stall)

    def my_back(self, move: Move) -> None:
        container = self._mine(move)
        if container is not None:
            self._back(container, move.place, mine=True)

    def my_refill(self, move: Move) -> None:
        container = self._mine(move)
        if container is not None:
            self._refill(container, move.place, ME)

    def my_phone(self, move: Move) -> None:
        if self._mine(move) is not None and self.did:
            self._by_phone(self.did)

    def my_drop(self, move: Move) -> None:
        container = self._mine(move)
        if container is not None and self.did:
            self.where[container] = move.place.split()[1]
            self.deposit.discard(container)
            self._by_phone(self.did)

    def picture(self, move: Move) -> None:
        self._by_phone(move)

    def type_code(self, move: Move) -> None:
        self._by_phone(move, typed=True)

    def _by_phone(self, move: Move, *, typed: bool = False) -> None:
        phone, box, *has_code = move.place.split()
        self.outcome.pictured |= {(move.container, sale) for sale in range(1, self.sales[move.container] + 1)}
        self.outcome.half_hours.add((box, int((move.step * STEP) // HALF_HOUR)))
        at = self.now - move.late * STEP
        self.outcome.told_in.add((box, int(at // PERIOD_MINUTES)))
        if has_code or box != WITH_SCREEN:
            when = move.step if has_code else int((move.step * STEP) // HALF_HOUR)
            self.outcome.entries.add((phone, when, bool(has_code)))
        code = str(move.step) if has_code else None
        self._scan(
            "return", move.container, box, move, mine=True, visit=f"{phone}{box}{code or ''}", phone=phone, code=code,
            typed=typed or (box == WITH_SCREEN and not has_code),
        )  # fmt: skip

    def keep(self, move: Move) -> None:
        container = self._mine(move)
        if container is not None:
            self._scan("return", container, move.place, mine=True)

    def earlier(self, move: Move) -> None:
        name = self._last(move.container, DESK, ("return",))
        if name:
            self._tick(self.now)
            self.door.earlier(name, self.now)

    def pay_out(self, _move: Move) -> None:
        for visit in self.mine:
            self.door.pay_out(visit, self.now)

    def undo(self, move: Move) -> None:
        self._undo(move, "s1", ("issue", "refill"))

    def take_back(self, move: Move) -> None:
        self.lies.append(self._scan("return", move.container, "s1", move))

    def undo_take_back(self, move: Move) -> None:
        self._undo(move, "s1", ("return", "swap"))

    def swap(self, move: Move) -> None:
        self.lies.append(self._scan("swap", move.container, "s1", move))

    def phantom(self, move: Move) -> None:
        self._scan("issue", move.container, "s1", move)

    def as_a_refill(self, move: Move) -> None:
        if self._stands(move, ("s1",)):
            self._sold(move.container, "s1", GUEST)
            self._scan("refill", move.container, "s1", move)

    def says(self, move: Move) -> None:
        self._scan(move.place, move.container, "s1", move)

    def hide(self, move: Move) -> None:
        if self._stands(move, ("s1",)):
            self._sold(move.container, "s1", GUEST)

    def false(self, move: Move) -> None:
        at = self.now + AFTER - move.late * STEP
        box = self._stood_at(at)
        if not self.is_revoked:
            outcome, container = self.outcome, move.container
            outcome.pictured |= {(container, sale) for sale in range(1, self.sales[container] + 1)}
            outcome.claimed.add(container)
            outcome.stood_at.add(box)
            outcome.told_in.add((box, int(at // PERIOD_MINUTES)))
        self._scan("return", move.container, box, move, mine=True, device=STOLEN)

    def _stood_at(self, at: float) -> str:
        """The box at which the stolen device stood then, whatever it says."""
        return "b1" if at < self.moved_at else "b2"

    def undo_back(self, move: Move) -> None:
        name = self._last(move.container, self.box_device, ("return",))
        if name is None:
            self.did = None
        else:
            at = self._stood_at(self.now + AFTER - move.late * STEP)
            self._scan("undo", move.container, at, move, undoes=name, device=STOLEN)

    def new_bag(self, _move: Move) -> None:
        self.outcome.changed[self.box_device] += not self.is_revoked
        self.door.change_bag(self.box_device, self.now, device=STOLEN)

    def move(self, _move: Move) -> None:
        if self.box_device == "b1":
            self.box_device, self.moved_at = "b2", self.now
            self.door.move(self.now)

    def revoke(self, _move: Move) -> None:
        if not self.is_revoked:
            self.is_revoked = True
            self.door.revoke(self.now)

    def undo_at_desk(self, move: Move) -> None:
        self._undo(move, DESK, ("return",))

    def refuse(self, move: Move) -> None:
        self._decide(move, pays=False)

    def let_pay(self, move: Move) -> None:
        self._decide(move, pays=True)

    def _decide(self, move: Move, *, pays: bool) -> None:
        names = [
            name for name, (kind, of, _) in self.scans.items() if of == move.container and kind == "return"
        ]
        for name in names:
            if self.door.status(name).startswith("waits"):
                self._tick(self.now)
                self.door.decide(name, self.now, pays=pays)

    def by_hand(self, move: Move) -> None:
        self._scan("return", move.container, DESK, move, mine=True)


_NAMED = {"type": "type_code"}
_ACTS: dict[str, Callable[[Play, Move], None]] = {}


def _find_acts() -> None:
    for name, verb in VERBS.items():
        if not verb.of_the_api:
            _ACTS[name] = getattr(Play, _NAMED.get(name, name.replace(" ", "_")))


_find_acts()
