"""The same scans in another order, in other requests, sent twice: trips, states and the deposits that go out are the same.

Each set of scans is sent through the API in several orders, each time of a container of its own, and compared with what the
oracle of the model says of the set. Devices hand in what they scanned in the order they scanned it.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from sqlalchemy import select

from pantbox.circulation.rows import SCANS, TRIPS
from pantbox.containers.containers import Container
from pantbox.places.pairing import make_pairing_code, pair
from pantbox.places.stations import Station
from tests.attacks.play import TIMES
from tests.attacks.scene import Scene
from tests.model import oracle
from tests.model.worlds import UNIT, world

BEGIN = datetime(2026, 8, 1, 4, tzinfo=UTC)
"""When a turnaround period begins: six in the morning in Copenhagen."""
AT = {"s1": "soup", "s2": "grill", "b1": "east", "b2": "west", "k": "desk", "wash": "wash", "store": "store"}
ORDERS = 3
HOUR, DAY = 60 // UNIT, 24 * 60 // UNIT
PLENTY = {"unseen_per_period_max": 1_000, "second_payments_max": 1_000, "phones_per_box_max": 1_000}
RULES = oracle.Rules(unseen_base=1_000, seconds=1_000, per_box=1_000)


class Outcome(NamedTuple):
    """What must not depend on the order: trips by the scan that opened them, the container's state, deposits gone out."""

    trips: list[tuple[str, bool, str | None, datetime | None]]
    state: str
    paid: int | None


@pytest.mark.parametrize("seed", range(4 * TIMES))
def test_a_short_history_ends_the_same_in_every_order(make_scene: Callable[..., Scene], seed: int) -> None:
    chance = random.Random(seed)
    scene = scene_at(make_scene, hours=30)

    for _ in range(6):
        size, hours = chance.choice([3, 5, 8, 12]), chance.choice([1, 6, 28])
        scans = world(chance, size, kinds="iirrrcwlu", ways="bbk", span=hours * HOUR)
        assert_every_order_ends_as_the_oracle_says(scene, scans, chance)

    assert scene.failures() == []


@pytest.mark.parametrize("seed", range(2 * TIMES))
def test_a_history_of_four_days_ends_the_same_in_every_order(
    make_scene: Callable[..., Scene], seed: int
) -> None:
    chance = random.Random(100 + seed)
    scene = scene_at(make_scene, hours=4 * 24)

    for size in (20, 30, 45):
        scans = world(chance, size, kinds="iirrrcwlu", ways="bbk", span=4 * DAY)
        assert_every_order_ends_as_the_oracle_says(scene, scans, chance)

    assert scene.failures() == []


@pytest.mark.parametrize("seed", range(2 * TIMES))
def test_phones_change_no_trip_by_when_their_returns_arrive(
    make_scene: Callable[..., Scene], seed: int
) -> None:
    chance = random.Random(200 + seed)
    scene = scene_at(make_scene, hours=30)

    for _ in range(4):
        scans = world(chance, 10, kinds="iirrrcwlu", ways="bkpp", span=28 * HOUR)
        assert_every_order_ends_as_the_oracle_says(scene, scans, chance, pays=False)

    assert scene.failures() == []


def scene_at(make_scene: Callable[..., Scene], *, hours: int) -> Scene:
    """A town so many hours after the first scan, with bounds that nothing here reaches."""
    scene = make_scene(**PLENTY)
    scene.time.now = BEGIN + timedelta(hours=hours)
    return scene


def assert_every_order_ends_as_the_oracle_says(
    scene: Scene, scans: Sequence[oracle.Scan], chance: random.Random, *, pays: bool = True
) -> None:
    """`pays`: compare the deposits too. A picture waits that came after our own people had the container; one before is paid."""
    if not scans:
        return  # of one undo and nothing to undo
    by_oracle = said_by_oracle(scene, list(in_some_order(scans, chance)), pays=pays)

    for _ in range(ORDERS):
        code = scene.stock.pop()
        pair_anew(scene)
        names = send(scene, code, list(in_some_order(scans, chance)), chance)

        assert outcome(scene, names, pays=pays) == by_oracle, "\n".join(map(str, scans))


def pair_anew(scene: Scene) -> None:
    """Other devices at all stations, which have sent nothing yet."""
    with scene.core.database.transaction(scene.organisation_id) as session:
        for name in AT.values():
            station = session.get_one(Station, scene.stations[name])
            code = make_pairing_code(session, station, BEGIN)
            scene.tokens[name] = pair(session, code, name=name, now=BEGIN).token


def in_some_order(scans: Sequence[oracle.Scan], chance: random.Random) -> Iterator[oracle.Scan]:
    """Any order of arrival in which each device hands in its own in order, and phones theirs as they please."""
    outboxes: dict[str, list[oracle.Scan]] = {}
    for scan in sorted(scans, key=lambda one: (one.at, one.kind == "undo", one.id)):
        outboxes.setdefault(scan.device or scan.id, []).append(scan)
    turns = [scan.device or scan.id for scan in scans]
    for turn in chance.sample(turns, len(turns)):
        yield outboxes[turn].pop(0)


def send(scene: Scene, code: str, order: Sequence[oracle.Scan], chance: random.Random) -> dict[UUID, str]:
    """Send them of this container, some together and some twice. The scans' names by their ids."""
    base = chance.getrandbits(60) << 60
    ids = {name: UUID(int=base | n) for n, name in enumerate(sorted(scan.id for scan in order))}
    tokens: dict[str, str] = {}
    some: list[oracle.Scan] = []
    for scan in [*order, None]:
        if some and (scan is None or scan.phone or sender(scan) != sender(some[0]) or chance.random() < 0.3):
            wire = [as_sent(scene, code, one, ids) for one in some]
            for _ in range(chance.choice([1, 1, 2])):
                scene.send(token(scene, some[0], tokens), *wire)
            some = []
        if scan is not None:
            some.append(scan)
    return {id_: name for name, id_ in ids.items()}


def sender(scan: oracle.Scan) -> str:
    """The station whose device sends a scan, or the scan itself, for a phone opens a visit for each."""
    return scan.id if scan.phone else AT.get(scan.place, AT.get(scan.station, ""))


def token(scene: Scene, scan: oracle.Scan, tokens: dict[str, str]) -> str:
    if not scan.phone:
        return sender(scan)
    if scan.id not in tokens:
        tokens[scan.id] = scene.phone(AT[scan.station])["token"]
    return tokens[scan.id]


def as_sent(scene: Scene, code: str, scan: oracle.Scan, ids: dict[str, UUID]) -> dict[str, Any]:
    more: dict[str, Any] = {"id": ids[scan.id], "at": moment(scan.at).isoformat(), "told": "accepted"}
    if scan.undoes:
        more["undoes"] = ids[scan.undoes]
    if scan.kind == "return" and not scan.phone:
        more["visit"] = UUID(int=ids[scan.id].int ^ (1 << 50))
    return scene.scan(scan.kind, code, **more)


def moment(minutes: float) -> datetime:
    return BEGIN + timedelta(minutes=minutes)


def outcome(scene: Scene, names: dict[UUID, str], *, pays: bool) -> Outcome:
    """What became of the container whose scans these are."""
    with scene.core.database.reading(scene.organisation_id) as session:
        found = session.execute(select(TRIPS).where(TRIPS.c.id.in_(names))).all()
        scanned = select(SCANS.c.container_id).where(SCANS.c.id.in_(names)).distinct()
        [container] = session.scalars(select(Container).where(Container.id.in_(scanned)))
        assert container.trips == len(found)
        trips = [(names[row.id], row.seen, row.end_how, row.ended_at) for row in found]
        paid = sum(row.seen and row.credited_scan_id is not None for row in found)
        return Outcome(sorted(trips), str(container.state), paid if pays else None)


def said_by_oracle(scene: Scene, order: Sequence[oracle.Scan], *, pays: bool) -> Outcome:
    """What becomes of a container with these scans, recorded now."""
    now = (scene.time.now - BEGIN).total_seconds() / 60
    books = oracle.Books(RULES)
    for scan in order:
        books.record(scan._replace(early=now - scan.at) if scan.phone else scan, now)
    [container] = {scan.container for scan in order}
    slots, state = books.fold(container)
    trips = [trip for slot, after in pairwise([*slots, None]) for trip in trips_of(books, slot, after)]
    paid = sum(
        any(claim.id in books.paid for claim in use.returns)
        for use in map(books.trips_use, slots)
        if use is not None
    )
    return Outcome(sorted(trips), state, paid if pays else None)


def trips_of(
    books: oracle.Books, slot: oracle.Slot, after: oracle.Slot | None
) -> Iterator[tuple[str, bool, str | None, datetime | None]]:
    """A slot's trip, and one for each use that is none of it."""
    ended = books.trips_use(slot)
    if slot.issue:
        ends = [("returned", use.returns[0]) for use in [ended] if use]
        ends += [("collected", scan) for scan in slot.staff[:1]]
        ends += [("seen_again", after.issue)] if after and after.issue else []
        ends += [("lost", slot.lost)] if slot.lost else []
        how, at = (ends[0][0], moment(ends[0][1].at)) if ends else (None, None)
        yield slot.issue.id, True, how, at
    for use in slot.uses:
        if use is not ended:
            yield use.returns[0].id, False, "returned", moment(use.returns[0].at)
