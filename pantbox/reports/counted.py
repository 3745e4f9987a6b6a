"""Counting instead of scanning: crates that stalls were given, and bags of boxes that were counted."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, column, select

from pantbox import sets
from pantbox.circulation.scan import Kind
from pantbox.circulation.tables import ScanRow, TripRow
from pantbox.places.stations import StationKind

SCANS, TRIPS = ScanRow.__table__, TripRow.__table__
THE_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Count:
    """A scan of a type, a crate or a bag."""

    kind: Kind
    station_id: int
    station_kind: StationKind
    type_id: int | None
    bag: str | None
    quantity: int
    at: datetime
    reason: str | None = None
    """Why it was sorted out: `damaged`, `contaminated`, `foreign`, `rubbish`."""


NOT_OURS = frozenset({"foreign", "rubbish"})
"""What lies in a bag and was never claimed as ours."""


@dataclass(frozen=True, slots=True)
class Bag:
    """A bag that hung in a box from one emptying to the next, and what was counted in it. `items` None: not counted."""

    station_id: int
    since: datetime
    until: datetime
    items: int | None


@dataclass(frozen=True, slots=True)
class Box:
    """A box's bags that were counted: how many, what was in them, and what guests had scanned while they hung there."""

    bags: int = 0
    counted: int = 0
    claimed: int = 0


def counts_of(connection: Connection, event_id: int) -> list[Count]:
    """Every scan of an event that is of no single container, in order of time."""
    names = ("kind", "station_id", "station_kind", "type_id", "bag", "quantity", "effective_at", "reason")
    rows = connection.execute(
        select(*(SCANS.c[name] for name in names))
        .where(SCANS.c.event_id == event_id, SCANS.c.container_id.is_(None), SCANS.c.acts)
        .order_by(SCANS.c.effective_at, SCANS.c.id)
    )
    return [
        Count(Kind(kind), station_id, StationKind(station_kind), type_id, bag, quantity, at, reason)
        for kind, station_id, station_kind, type_id, bag, quantity, at, reason in rows
    ]


def given_by_the_crate(counts: Iterable[Count]) -> Counter[tuple[int, int]]:
    """Containers given to stalls by the crate less those counted back, by (station, type)."""
    given: Counter[tuple[int, int]] = Counter()
    for count in counts:
        if count.station_kind is StationKind.STALL and count.type_id is not None:
            sign = {Kind.RECEIVE: 1, Kind.DISPATCH: -1}.get(count.kind, 0)
            given[(count.station_id, count.type_id)] += sign * count.quantity
    return given


def bags_of(counts: Iterable[Count]) -> list[Bag]:
    """The bags of every box. A count belongs to the last bag with its tag that was taken down before it."""
    taken_down: dict[str, Bag] = {}
    hung_since: dict[int, datetime] = {}
    bags: list[Bag] = []
    for count in counts:
        if count.bag is None:
            continue
        if count.kind is Kind.EMPTY:
            since = hung_since.get(count.station_id, THE_BEGINNING)
            if count.bag in taken_down:
                bags.append(taken_down[count.bag])
            taken_down[count.bag] = Bag(count.station_id, since, count.at, None)
            hung_since[count.station_id] = count.at
        elif count.kind is Kind.COUNT and count.bag in taken_down and count.reason not in NOT_OURS:
            bag = taken_down[count.bag]
            items = (bag.items or 0) + count.quantity
            taken_down[count.bag] = Bag(bag.station_id, bag.since, bag.until, items)
    return [*bags, *taken_down.values()]


def counted_boxes(connection: Connection, event_id: int, bags: Iterable[Bag]) -> Mapping[int, Box]:
    """For each box with a counted bag: what was in its bags, and what was claimed while they hung there."""
    counted = [bag for bag in bags if bag.items is not None]
    claims = _claimed(connection, event_id, counted)
    boxes: dict[int, Box] = {}
    for bag in counted:
        box = boxes.get(bag.station_id, Box())
        boxes[bag.station_id] = Box(
            box.bags + 1, box.counted + (bag.items or 0), claims.get(bag.station_id, 0)
        )
    return boxes


def _claimed(connection: Connection, event_id: int, bags: list[Bag]) -> dict[int, int]:
    """Returns that ended a trip at each box while one of these bags hung there."""
    wanted: list[dict[str, Any]] = [
        {"ended_station_id": bag.station_id, "opened_at": bag.since, "ended_at": bag.until} for bag in bags
    ]
    trips = sets.Statement(
        f"""SELECT t.ended_station_id, COUNT(*) AS n FROM {{given}} g JOIN trip t
            ON t.ended_station_id = g.ended_station_id AND t.ended_at > g.opened_at AND t.ended_at <= g.ended_at
            WHERE t.ended_event_id = {int(event_id)} AND t.end_how = 'returned' GROUP BY t.ended_station_id""",  # noqa: S608
        [TRIPS.c.ended_station_id, TRIPS.c.opened_at, TRIPS.c.ended_at],
        wanted,
        [TRIPS.c.ended_station_id, column("n", BigInteger)],
    )
    return {row.ended_station_id: int(row.n) for row in sets.run(connection, trips).rows}
