"""The festival itself: who holds which container, who paid whom, and how what happens is scanned.

Two boxes (b1 with a screen, b2 with a printed sign), a desk k, stalls s1 to s3, a wash, eight containers of which five are out
with honest guests. A box's opening takes what is shown to its scanner. An honest desk lets pay what waits of a container it
holds, also when a stall claimed it before, and refuses what was paid to a guest already.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from math import inf

from tests.gain.door import Door, Outcome
from tests.gain.moves import BOXES, STALLS, Actor, Move
from tests.gain.strategies import STEPS, Strategy

STEP = 10
END = STEPS * STEP + 10
"""Minutes from the first sale to the settlement."""
AFTER = 0.01
"""Minutes between two facts of one step."""
OUT = {0: "s1", 1: "s1", 2: "s1", 3: "s2"}
"""Containers that guests bought before it begins, and where."""
FORGOTTEN = {4: "s3"}
"""The same, where the stall forgot to scan."""
SHELVES = {5: "s1", 6: "s2", 7: "s3"}
GUEST, ME, STORE, DESK, WASH = "guest", "me", "store", "k", "w"
HALF_HOUR = 30
STOLEN = "x"
"""A device of b1 beside the one that honest guests use: a volunteer's, or a thief's."""
WITH_SCREEN = "b1"
"""Without the code that its screen shows a phone is paid for nothing by itself, as for codes that were typed."""


class Festival:
    """What is so, beside what is scanned of it."""

    def __init__(self, strategy: Strategy, door: Door) -> None:
        self.actor = strategy.actor
        self.strategy = strategy
        self.door = door
        self.outcome = Outcome(holds=strategy.holds)
        self.where = {**dict.fromkeys((*OUT, *FORGOTTEN), GUEST), **SHELVES}
        self.deposit = {*OUT, *FORGOTTEN}
        self.sales = Counter(self.deposit)
        self.touched = {move.container for move in strategy.moves}
        self.till = sum(stall == "s1" for container, stall in OUT.items() if container in self.touched)
        self.mine: dict[str, None] = {}
        self.honest: dict[str, None] = {}
        self.goods = 0
        self.cash = 0
        self.box_device, self.moved_at = "b1", inf
        self.is_revoked = False
        self.number = 0
        self.now = 0.0
        self.scans: dict[str, tuple[str, int, str]] = {}
        self.lies: list[str] = []
        self.charged: list[str] = []
        self.later: list[tuple[float, Callable[[], None]]] = []

    # -- what is scanned ----------------------------------------------------------------------------------------------
    def _tick(self, minute: float) -> None:
        self.now = max(minute, self.now + AFTER)

    def _arrive(self, minute: float) -> None:
        due = [one for one in self.later if one[0] <= minute]
        self.later = [one for one in self.later if one[0] > minute]
        for moment, send in sorted(due, key=lambda one: one[0]):
            self._tick(moment)
            send()

    def _name(self) -> str:
        self.number += 1
        return f"f{self.number:03}"

    def _scan(
        self, kind: str, container: int, station: str, move: Move | None = None, *, mine: bool = False, **more
    ) -> str:
        """Something is scanned; if `move` is late, of a time before."""
        name = self._name()
        self._tick(self.now)
        at = self.now - (move.late * STEP if move else 0)
        if kind in ("return", "swap") and "visit" not in more:
            more["visit"] = f"v{name}"
        if kind == "return":
            (self.mine if mine else self.honest)[more["visit"]] = None
        self.door.scan(name, kind, container, station, at, self.now, **more)
        self.scans[name] = (kind, container, station)
        return name

    def _last(self, container: int, station: str, kinds: tuple[str, ...]) -> str | None:
        names = [
            name
            for name, (kind, of, at) in self.scans.items()
            if of == container and at == station and kind in kinds
        ]
        return names[-1] if names else None

    def _undo(self, move: Move, station: str, kinds: tuple[str, ...], **more: str) -> None:
        name = self._last(move.container, station, kinds)
        if name is None:
            self.did = None
        else:
            self._scan("undo", move.container, station, move, undoes=name, **more)

    def _stands(self, move: Move, at: tuple[str, ...] = STALLS) -> str:
        """The stall on whose shelf a container stands: it is bought there, whatever place the move names."""
        stall = self.where[move.container]
        self.did = replace(move, place=stall) if stall in at else None
        return stall if stall in at else ""

    def _mine(self, move: Move) -> int | None:
        """The container a move of the actor is of: the one it names, or else another that they hold."""
        held = [one for one in sorted(self.touched) if self.where[one] == ME]
        if not held:
            self.did = None
            return None
        container = move.container if move.container in held else held[move.container % len(held)]
        self.did = replace(move, container=container)
        return container

    def _is_with(self, move: Move, *holders: str) -> bool:
        """Whether somebody has the container. If not, nothing is done."""
        if self.where[move.container] not in holders:
            self.did = None
        return self.did is not None

    # -- hands and money --------------------------------------------------------------------------------
    def _sold(self, container: int, stall: str, to: str) -> None:
        self.where[container] = to
        self.deposit.add(container)
        self.sales[container] += 1
        self._paid_to(stall, to)

    def _paid_to(self, stall: str, by: str) -> None:
        self.till += stall == "s1"
        self.cash -= by == ME

    def _back(self, container: int, place: str, *, mine: bool) -> None:
        if place in BOXES:
            self.outcome.given += 1
            self.where[container] = place
            self._scan("return", container, place, mine=mine)
        elif place == DESK:
            self._at_desk(container, mine=mine)
        elif self.door.status(self._scan("return", container, place)) == "paid":
            self.where[container] = STORE
            self.till -= place == "s1"
            self.cash += mine
            self.goods += mine or self.actor is not Actor.HONEST
        else:
            return
        self.deposit.discard(container)

    def _at_desk(self, container: int, *, mine: bool) -> None:
        self.where[container] = DESK
        self.deposit.discard(container)
        name = self._scan("return", container, DESK, mine=mine)
        status = self.door.status(name)
        if status.startswith("waits"):
            self._tick(self.now)
            self.door.decide(name, self.now, pays=status != "waits: second")

    def _count(self, box: str) -> None:
        inside = [one for one, where in self.where.items() if where == box]
        self._tick(self.now)
        self.door.change_bag(box, self.now)
        self._tick(self.now)
        self.door.count(box, len(inside), self.now)
        self.where |= dict.fromkeys(inside, STORE)
