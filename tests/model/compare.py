"""One random world told to the oracle and to us, fact by fact, and every difference between the two."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Protocol

from tests.model.oracle import (
    RETURNS,
    Books,
    Count,
    Decision,
    Earlier,
    Forfeit,
    PaidOut,
    Rules,
    Scan,
    Sent,
    interested,
)
from tests.model.pure import PERIOD_MINUTES
from tests.model.worlds import UNIT, undo_of, world

SMALL = Rules(
    day=PERIOD_MINUTES, reread=10, late=10, oldest=36 * 60, half_hour=30, per_phone=1, per_code=1, per_box=2,
    unseen_base=1, unseen_share=0.5, seconds=1,
)  # fmt: skip
"""Bounds so small that worlds of a few scans reach them; periods of eight steps."""
NOW = 200
"""Minutes when the first fact is recorded: after all that happened."""
END = 400


class Ours(Protocol):
    """What is held against the oracle."""

    def record(self, fact: object, now: float) -> None: ...
    def statuses(self) -> dict[str, str]: ...
    def states(self) -> dict[str, str]: ...
    def balances(self) -> dict[str, int]: ...
    def servings(self) -> dict[str, list[str]]: ...


class _Used(Counter[tuple]):
    """The oracle counts a use as seen for ever. Ours counts those that stand: else one cup that a box's own device returns
    and undoes again and again would raise what that box pays without an issue as high as one likes."""

    def __init__(self, books: Books) -> None:
        super().__init__()
        self.books = books

    def __getitem__(self, key: tuple) -> int:
        return self._seen(key[1:]) if key[0] == "seen" else super().__getitem__(key)

    def _seen(self, where: tuple) -> int:
        return sum(where == self._paid_at(slot) for c in self.books.scans for slot in self.books.fold(c)[0])

    def _paid_at(self, slot) -> tuple | None:
        use = self.books.trips_use(slot)
        ids = {claim.id for claim in use.returns} if use else set()
        first = next((self.books.by_id[one] for one in self.books.paid if one in ids), None)
        if first is None or first.phone or interested(first) or first.id in self.books.released:
            return None
        return (first.station, self.books.period(first.at))


def oracle_of(rules: Rules) -> Books:
    """The oracle, with the one count of its that ours replaces."""
    books = Books(rules)
    books.used = _Used(books)
    return books


@dataclass(frozen=True)
class World:
    """A set of scans, and what else goes on while it arrives."""

    scans: Sequence[Scan]
    rules: Rules
    bags: bool

    def orders(self, rnd: random.Random, most: int) -> Iterator[Sequence[Scan]]:
        """All orders of arrival, or some."""
        if len(self.scans) <= 4:
            every = list(permutations(self.scans))
            yield from every if len(every) <= most else rnd.sample(every, most)
        else:
            yield from (rnd.sample(self.scans, len(self.scans)) for _ in range(most))


def random_world(rnd: random.Random) -> World:
    """A few scans of one to three containers; in one world of four, mugs that bars fill again."""
    if rnd.random() < 0.25:
        return refilling_world(rnd)
    bags = rnd.random() < 0.4
    rules = SMALL._replace(pays_unseen=rnd.random() < 0.8, per_bag=2 if rnd.random() < 0.3 else None)
    scans = world(rnd, rnd.randrange(2, 9), containers=rnd.choice([1, 1, 2, 3]), bags=bags)
    return World(scans, rules, bags)


def refilling_world(rnd: random.Random) -> World:
    """Mugs that two bars hand out and fill again, and that come back at the desk: what an earlier deposit is for."""
    kinds = rnd.choice(["iiifrr", "iiifrru", "iiiiffrrrucwl"])
    made = world(
        rnd,
        rnd.randrange(3, 9),
        kinds=kinds,
        ways="kkkkbps",
        span=rnd.choice([8, 10]),
        containers=rnd.choice([1, 1, 2]),
    )
    for back in [scan for scan in made if scan.kind in ("return", "issue") and rnd.random() < 0.2]:
        made.append(undo_of(back, f"u{back.id[1:]}", min(back.at + rnd.randrange(3) * UNIT, 9 * UNIT)))
    return World(made, SMALL._replace(unseen_base=9), bags=False)


def crowded_world(rnd: random.Random) -> World:
    """Phones and boxes at the same few containers that were handed out: what bounds of second payments are for."""
    out = [Scan(f"i{n}", "issue", f"c{n}", 0, "s1", "stall", "s1") for n in range(3)]
    back = world(rnd, 9, kinds="r", ways="bp", span=8, containers=3)
    return World(out + back, SMALL._replace(per_phone=9, per_code=9, per_box=9), bags=False)


def full_world(rnd: random.Random) -> World:
    """Containers that were handed out, given to boxes that hold few."""
    bags = rnd.random() < 0.5
    scans = world(rnd, 12, kinds="irr", ways="bbbp", containers=5, bags=bags)
    rules = SMALL._replace(per_bag=2, per_phone=9, per_code=9, per_box=9, unseen_base=9, seconds=9)
    return World(scans, rules, bags)


def any_world(rnd: random.Random) -> World:
    """One of any kind."""
    return rnd.choices([random_world, crowded_world, full_world], [5, 4, 1])[0](rnd)


def first_difference(rnd: random.Random, told: World, order: Sequence[Scan], ours: Ours) -> str | None:
    """Tell both the same facts in this order, and say where they first differ, with all that was told."""
    books = oracle_of(told.rules)
    log: list[tuple[float, object]] = []
    for place, scan in enumerate(order):
        twice = [scan] if rnd.random() < 0.1 else []
        for fact in [*_meanwhile(rnd, books, told), scan, *twice]:
            log.append((NOW + place, fact))
            _tell(books, ours, fact, NOW + place)
            if found := _differ(books, ours):
                return _shown(found, log)
    if rnd.random() < 0.3:
        # Twice: what the first leaves to be judged anew waits for the second.
        for minute in (END, END + 1):
            log.append((minute, Forfeit(minute)))
            books.record(Forfeit(END), minute)
            ours.record(Forfeit(END), minute)
        if found := _differ(books, ours):
            return _shown(found, log)
    return None


def difference_after(facts: Sequence[object], rules: Rules, ours: Ours) -> str | None:
    """Tell both these facts, one a minute, and say where they first differ."""
    books = oracle_of(rules)
    log: list[tuple[float, object]] = []
    for minute, fact in enumerate(facts, NOW):
        log.append((minute, fact))
        _tell(books, ours, fact, minute)
        if found := _differ(books, ours):
            return _shown(found, log)
    return None


def _meanwhile(rnd: random.Random, books: Books, told: World) -> list[object]:
    facts: list[object] = []
    paid = [s for s in books.by_id.values() if s.visit and s.place != "stall" and s.id in books.paid]
    if paid and rnd.random() < 0.15:
        facts.append(PaidOut(rnd.choice(paid).visit))
    waiting = [claim for claim, status in books.status.items() if status.startswith("waits")]
    if waiting and rnd.random() < 0.15:
        claim = rnd.choice(waiting)
        facts.append(Decision(books.by_id[claim].container, claim if rnd.random() < 0.5 else None, (claim,)))
    if told.bags and rnd.random() < 0.15:
        facts.append(Count(rnd.choice(["gb1", "gb2"]), rnd.randrange(1, 4)))
    if rnd.random() < 0.5:
        facts += _at_the_desk(rnd, books)
    if rnd.random() < 0.1:
        facts.append(Sent(rnd.choice(["b1", "k", "s1"]), rnd.randrange(20) * UNIT))
    return facts


def _at_the_desk(rnd: random.Random, books: Books) -> list[object]:
    """A desk is asked for the deposit of the trip before: where there is one, or where there is none; once or twice."""
    back = [s.id for s in books.by_id.values() if s.kind == "return"]
    offered = [one for one in back if books.offered(one)]
    if (not offered and rnd.random() < 0.8) or not back:
        return []
    return [Earlier(rnd.choice(offered or back))] * rnd.choice([1, 1, 2])


def _tell(books: Books, ours: Ours, fact: object, now: float) -> None:
    books.record(fact, now)
    books.balances()
    ours.record(fact, now)


def _differ(books: Books, ours: Ours) -> str | None:
    status = {one: told for one, told in books.status.items() if books.by_id[one].kind in RETURNS}
    got = {one: told or _follows(status[one]) for one, told in ours.statuses().items()}
    if status != got:
        return f"statuses { ({one: (status[one], got.get(one)) for one in status if status[one] != got.get(one)}) }"
    if books.balances() != ours.balances():
        return f"balances {books.balances()} {ours.balances()}"
    states = {container: books.fold(container)[1] for container in books.scans}
    if states != ours.states():
        return f"states {states} {ours.states()}"
    slots = [slot for container in books.scans for slot in books.fold(container)[0]]
    servings = {
        slot.issue.id: [one.id for one in slot.refills] for slot in slots if slot.issue and slot.refills
    }
    return None if servings == ours.servings() else f"servings {servings} {ours.servings()}"


def _follows(status: str) -> str:
    """What no row says, because it follows from the other claims each time."""
    return status if status in {"duplicate", "already_returned", "undone"} else ""


def _shown(found: str, log: list[tuple[float, object]]) -> str:
    return "\n".join([f"{found} (oracle, ours) after", *(f"    {minute}: {fact}" for minute, fact in log)])
