"""The festival's door on the pure rules: the product's fold, ladder and postings, as `tests.model.pure` drives them, with bags."""

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from pantbox.circulation.bound_counts import BAG, BoundKey, BoundKind, Bounds
from pantbox.circulation.claims import ClaimState, Releaser, Rung
from pantbox.circulation.fold import RETURNS
from pantbox.circulation.history import History, Part
from pantbox.circulation.judge import Judged, judge
from pantbox.circulation.judge import Rules as JudgesRules
from pantbox.circulation.scan import Kind, Scan
from pantbox.circulation.settle import seen_uses_of
from pantbox.ledger.postings import Purse, moves
from pantbox.refunds.phones import token_until
from tests.gain.bounds import RULES
from tests.gain.door import Outcome
from tests.gain.moves import BOXES, Move
from tests.gain.play import Play
from tests.gain.strategies import Strategy
from tests.model import facts, pure
from tests.model.pure import DEPOSIT_ORE, STATIONS, Container, Pure, status_of, uuid_of

PLACES = {"s": "stall", "b": "box", "k": "desk", "w": "wash"}
NAMES = {number: name for name, number in STATIONS.items()}
QUARANTINED = "quarantined"
HANDED_OUT = (Part.OPENS,)


class Used(Bounds):
    """Bounds that are looked up as they are asked for, but for what was seen: for that it is judged anew, as the product does."""

    def __init__(self, door: "PureDoor", known: dict[BoundKey, int]) -> None:
        super().__init__(known)
        self.door = door

    def __getitem__(self, key: BoundKey) -> int:
        if key not in self.known and key.kind is not BoundKind.SEEN:
            self.known[key] = self.door.used_of(key)
        return super().__getitem__(key)


class PureDoor(Pure):
    """The pure rules behind the door of a festival."""

    def __init__(self, *, holds: bool = False) -> None:
        super().__init__(RULES._replace(pays_unseen=not holds))
        self.hung: dict[str, list[float]] = {box: [] for box in BOXES}
        self.last: facts.Scan | None = None
        self.revoked = self.is_sent_crates = False
        self.judging = ""
        self.visits: dict[tuple[str, str, bool], tuple[float, float]] = {}

    # -- the door -----------------------------------------------------------------------------------------------------
    def scan(
        self, name: str, kind: str, container: int, station: str, at: float, now: float, *, visit: str | None = None,
        phone: str | None = None, code: str | None = None, typed: bool = False, undoes: str | None = None,
        device: str | None = None,
    ) -> None:  # fmt: skip
        if self.revoked and device:
            return  # kept in quarantine, for a person to look at
        place = PLACES[station[0]]
        self.last = facts.Scan(
            name, kind, f"c{container}", at, station, place, "" if phone else device or station, phone=phone,
            visit=None if place == "stall" else visit, code=code, typed=typed,
            early=self._opened_at(phone, station, code, now) - at if phone else 0.0,
            bag=self._bag_at(station, at) if station in self.hung else None, undoes=undoes, insist=False,
        )  # fmt: skip
        self.record(self.last, now)

    def begin(self, name: str, container: int, stall: str, at: float) -> None:
        """A container is handed out before it begins: the same for all strategies, so judged once."""
        if name not in _BEGUN:
            self.scan(name, "issue", container, stall, at, at)
            begun = self.containers[f"c{container}"]
            _BEGUN[name] = (replace(begun), self.last)
            return
        begun, self.last = _BEGUN[name]
        self.containers[f"c{container}"] = replace(begun)
        self.of[name], self.facts[name] = f"c{container}", self.last
        self.word[stall] = at
        for move in moves(begun.history.trips[0].money):
            self.booked[move.debit.kind, move.debit.of] -= move.amount_ore
            self.booked[move.credit.kind, move.credit.of] += move.amount_ore

    def _opened_at(self, phone: str, box: str, code: str | None, now: float) -> float:
        """When a phone's visit was opened that it sends in now: the one it has open there, or a new one."""
        key = (phone, box, code is not None)
        opened, last = self.visits.get(key, (now, now))
        if token_until(pure.moment(opened), pure.moment(last)) <= pure.moment(now):
            opened = now
        self.visits[key] = (opened, now)
        return opened

    def retry(self, now: float) -> None:
        if self.last:
            self.record(self.last, now)

    def status(self, name: str) -> str:
        """As `tests.model` says it; what waits because a guest, or a person of ours, was paid already is a *second*."""
        if name not in self.of:
            return QUARANTINED
        return said_of(self.containers[self.of[name]].history, uuid_of(name))

    def opened(self, name: str) -> bool:
        return self.containers[self.of[name]].history.parts.get(uuid_of(name)) in HANDED_OUT

    def change_bag(self, box: str, now: float, *, device: str | None = None) -> None:
        if not (self.revoked and device):
            self.hung[box].append(now)

    def count(self, box: str, number: int, now: float) -> None:
        if number:  # nobody counts nothing
            self.record(facts.Count(f"{box}#{max(len(self.hung[box]) - 1, 0)}", number), now)

    def sent(self, station: str, now: float) -> None:
        self.record(facts.Sent(station, now), now)

    def decide(self, name: str, now: float, *, pays: bool) -> None:
        self.record(facts.Decision(self.of[name], name if pays else None, (name,)), now)

    def earlier(self, name: str, now: float) -> None:
        self.record(facts.Earlier(name), now)

    def pay_out(self, visit: str, now: float) -> None:
        self.record(facts.PaidOut(visit), now)

    def move(self, now: float) -> None:
        """A device that moved is believed no further back than it has spoken: at its new place as at its old."""

    def revoke(self, now: float) -> None:
        self.revoked = True

    def of_the_api(self, move: Move, now: float, mine: Collection[str]) -> tuple[int, int]:
        """No pure rule moves this money. A stall that closes, or counts what it was sent, has spoken of that time."""
        self.is_sent_crates |= move.verb == "send crates"
        if move.verb == "close" or (move.verb == "confirm crates" and self.is_sent_crates):
            self.sent("s1", now)
        return 0, 0

    def credited(self, visit: str) -> int:
        return self.purses.get(uuid_of(visit), _EMPTY).credited_ore // DEPOSIT_ORE

    def account(self, name: str) -> int:
        return self.balances().get(name, 0)

    def without_an_issue(self, visits: Collection[str]) -> int:
        mine = {uuid_of(visit) for visit in visits}
        found = 0
        for container in self.containers.values():
            for claim in (one for trip in container.history.trips if not trip.seen for one in trip.paid):
                decided = container.decisions[claim.scan_id]
                is_cut_off = decided.rung in (Rung.PICTURE, Rung.SEEN)
                is_released = decided.released_by is Releaser.BAG
                found += claim.visit_id in mine and (is_cut_off or is_released)
        return found

    def released(self, visits: Collection[str]) -> int:
        mine = {uuid_of(visit) for visit in visits}
        return sum(
            claim.visit_id in mine and container.decisions[claim.scan_id].released_by is Releaser.BAG
            for container in self.containers.values()
            for trip in container.history.trips
            for claim in trip.paid
        )

    def on_another_day(self) -> int:
        found = 0
        for container in self.containers.values():
            scans = {scan.id: scan for scan in container.scans}
            weak = False
            for trip in (one for one in container.history.trips if one.credited):
                found += not trip.seen and weak
                paid = [scans[claim.scan_id] for claim in trip.paid if claim.scan_id in scans]
                weak = all(scan.by_phone or scan.is_interested for scan in paid)
        return found

    def by_scanners(self) -> int:
        trips = [trip for container in self.containers.values() for trip in container.history.trips]
        boxes = {STATIONS[box] for box in BOXES}
        seconds = [claim for trip in trips for claim in trip.seconds]
        return sum(
            claim.station_id in boxes
            and claim.rival is not None
            and not claim.rival.at_stall
            and claim.rival.station_id != claim.station_id
            for claim in seconds
        )

    def after_a_stall(self) -> int:
        boxes = {STATIONS[box] for box in BOXES}
        return sum(
            claim.station_id in boxes and claim.rival is not None and claim.rival.at_stall
            for container in self.containers.values()
            for trip in container.history.trips
            for claim in trip.seconds
        )

    def undisputed(self, claims: Collection[str]) -> int:
        told = {uuid_of(name) for name in claims}
        return sum(
            claim.scan_id in told
            and claim is trip.paid[-1]
            and container.decisions[claim.scan_id].rung is Rung.STALL
            for container in self.containers.values()
            for trip in container.history.trips
            for claim in trip.paid
        )

    def undone(self, issues: Collection[str]) -> int:
        parts = (self.containers[self.of[name]].history.parts.get(uuid_of(name)) for name in issues)
        return sum(part is Part.UNDONE for part in parts)

    # -- bounds -------------------------------------------------------------------------------------------------------
    def _bag_at(self, box: str, at: float) -> str:
        return f"{box}#{sum(hung < at for hung in self.hung[box])}"

    def used_of(self, key: BoundKey) -> int:
        """How much of a bound is used, from what is known here."""
        match key.kind:
            case BoundKind.BAG:
                at = datetime.fromisoformat(key.of)
                return sum(pure.moment(hung) < at for hung in self.hung.get(NAMES[key.station_id], ()))
            case BoundKind.CLAIMED:
                bag = f"{NAMES[key.station_id]}#{key.of.removeprefix(BAG)}"
                return sum(
                    fact.bag == bag
                    and Kind(fact.kind) in RETURNS
                    and name != self.judging
                    and self.status(name) != "duplicate"
                    for name, fact in self.facts.items()
                )
            case BoundKind.SEEN:
                return sum(seen_uses_of(one.scans, one.decisions)[key] for one in self.containers.values())
            case BoundKind.POOL:
                return 0
        return self.used[key]

    def _bounds(self, container: Container) -> Bounds:
        return Used(self, {})

    def _asked(self, bounds: Bounds) -> dict[BoundKey, int]:
        return bounds.known | {key: self.used_of(key) for key in bounds.missing}

    # -- as the model's, but for how bounds are looked up ---------------------------------------------------------------
    def _scan(self, fact: facts.Scan, now: float) -> None:
        self.judging = fact.id
        super()._scan(fact, now)

    def _judge(self, name: str, *new: Scan) -> None:
        container = self.containers.setdefault(name, Container())
        judged = self._judged(container, new)
        self.used.update(judged.used)
        if judged.anything_counts:
            before, self.judging = container.history.trips, ""
            container.scans, container.decisions, container.history = (
                judged.scans,
                judged.decisions,
                judged.history,
            )
            if before != container.history.trips:
                self._book(before, container.history.trips, f"{name} {len(self.facts)} {len(new)}")

    def _judged(self, container: Container, new: tuple[Scan, ...]) -> Judged:
        bounds: Bounds = Used(self, {})
        while True:
            judged = judge(
                container.scans,
                container.decisions,
                new,
                JudgesRules(self.terms, {}, self.purses, Counter()),
                bounds,
            )
            if not bounds.missing:
                return judged
            bounds = Used(self, self._asked(bounds))


_EMPTY = Purse()
_BEGUN: dict[str, tuple[Container, facts.Scan]] = {}


def said_of(history: History, one: UUID) -> str:
    """What a return counts for."""
    claim = history.claims.get(one)
    if history.parts.get(one) is Part.UNDONE:
        return "undone"
    if claim and claim.state is ClaimState.WAITING and claim.rung is Rung.SECOND_AT_DESK:
        paid = [scan for scan in history.uses.get(one, ()) if history.is_paid(scan.id)]
        return "waits: after a stall" if all(scan.is_interested for scan in paid) else "waits: second"
    return status_of(claim) if claim else ""


def played(strategy: Strategy) -> Outcome:
    """A strategy on the pure rules."""
    return Play(strategy, PureDoor(holds=strategy.holds)).play()
