"""Counting instead of scanning: crates that stalls were given, and bags of boxes that were counted."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import BigInteger, Connection, and_, column, func, not_, select

from pantbox import sets
from pantbox.circulation.bags import Bag
from pantbox.circulation.crate_counts import crate_counts
from pantbox.circulation.rows import SCANS
from pantbox.circulation.tables import TripRow
from pantbox.ledger.crates import fold_crates
from pantbox.ledger.pools import stalls_make_up

TRIPS = TripRow.__table__


@dataclass(frozen=True, slots=True)
class Box:
    """A box's bags that were counted: how many, what was in them, and what guests had scanned while they hung there."""

    bags: int = 0
    counted: int = 0
    claimed: int = 0


def given_by_the_crate(connection: Connection, event_id: int) -> Counter[tuple[int, int]]:
    """Containers given to stalls by the crate less those counted back and those scanned out after all, by (station, type).

    What a stall scanned out of its crates and took back itself is in them again; what it counted back or scanned out and is in no
    pool was brought back by guests already."""
    given: Counter[tuple[int, int]] = Counter()
    for share, counts in crate_counts(connection, SCANS.c.event_id == event_id).items():
        crates = fold_crates(counts)
        if crates.delivered or crates.back:
            given[(share.station_id, share.type_id)] = crates.delivered - crates.back
    if given:
        given.subtract(_scanned_out_of_crates(connection, event_id))
        given.update(_made_up_for(connection, event_id))
    return Counter({spot: n for spot, n in given.items() if n > 0})


def _scanned_out_of_crates(connection: Connection, event_id: int) -> Counter[tuple[int, int]]:
    key = (TRIPS.c.opened_station_id, TRIPS.c.type_id)
    took_back = func.coalesce(TRIPS.c.credited_station_id, 0)
    is_back = and_(TRIPS.c.credited_at_stall, took_back == TRIPS.c.opened_station_id)
    rows = connection.execute(
        select(*key, func.count())
        .where(TRIPS.c.event_id == event_id, TRIPS.c.seen, TRIPS.c.pooled, not_(is_back))
        .group_by(*key)
    )
    return Counter({(row[0], row[1]): row[2] for row in rows})


def _made_up_for(connection: Connection, event_id: int) -> Counter[tuple[int, int]]:
    """The containers whose deposits stalls make up for, at what theirs are worth on average."""
    ore = stalls_make_up(connection, event_id)
    if not ore:
        return Counter()
    key = (SCANS.c.station_id, SCANS.c.type_id)
    rows = connection.execute(
        select(*key, func.sum(SCANS.c.quantity * SCANS.c.deposit_ore), func.sum(SCANS.c.quantity))
        .where(SCANS.c.event_id == event_id, SCANS.c.container_id.is_(None), SCANS.c.acts)
        .where(SCANS.c.deposit_ore > 0)
        .group_by(*key)
    )
    worth = {(row[0], row[1]): Fraction(int(row[2]), int(row[3])) for row in rows}
    spots = {(share.station_id, share.type_id): made for share, made in ore.items()}
    return Counter({spot: round(made / worth[spot]) for spot, made in spots.items() if spot in worth})


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
