"""Counting instead of scanning: crates that stalls were given, and bags of boxes that were counted."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    and_,
    column,
    func,
    not_,
    select,
    true,
    union_all,
)

from pantbox import sets
from pantbox.circulation.bags import Bag
from pantbox.circulation.crate_counts import crate_counts
from pantbox.circulation.fold import RETURNS
from pantbox.circulation.rows import SCANS, TRIPS
from pantbox.circulation.scan import Verdict
from pantbox.circulation.tables import FormerTrip
from pantbox.ledger.crates import fold_crates
from pantbox.ledger.pools import stalls_made_up_by, stalls_make_up
from pantbox.places.stations import StationKind
from pantbox.reports.gather import known_before

FORMER = FormerTrip.__table__
FOREVER = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Box:
    """A box's bags that were counted: how many, what was in them, and what guests had scanned while they hung there."""

    bags: int = 0
    counted: int = 0
    claimed: int = 0


def given_by_the_crate(
    connection: Connection, event_id: int, by: datetime | None = None
) -> Counter[tuple[int, int]]:
    """Containers given to stalls by the crate less those counted back and those scanned out after all, by (station, type).

    What a stall scanned out of its crates and took back itself is in them again; what it counted back or scanned out and is in no
    pool was brought back by guests already. `by`: as far as was known before that moment."""
    given: Counter[tuple[int, int]] = Counter()
    for share, counts in crate_counts(
        connection, SCANS.c.event_id == event_id, known_before(SCANS.c.recorded_at, by)
    ).items():
        crates = fold_crates(counts)
        if crates.delivered or crates.back:
            given[(share.station_id, share.type_id)] = crates.delivered - crates.back
    if given:
        given.subtract(_scanned_out_of_crates(connection, event_id, by))
        given.update(_made_up_for(connection, event_id, by))
    return Counter({spot: n for spot, n in given.items() if n > 0})


def given_by_type(given: Mapping[tuple[int, int], int]) -> Counter[int]:
    """What all stalls together were given, by type."""
    found: Counter[int] = Counter()
    for (_station, type_id), n in given.items():
        found[type_id] += n
    return found


def _scanned_out_of_crates(
    connection: Connection, event_id: int, by: datetime | None
) -> Counter[tuple[int, int]]:
    trips = union_all(_out_of_crates_now(event_id, by), *_out_of_crates_then(event_id, by)).subquery()
    key = (trips.c.opened_station_id, trips.c.type_id)
    rows = connection.execute(select(*key, func.count()).group_by(*key))
    return Counter({(row[0], row[1]): row[2] for row in rows})


def _out_of_crates_now(event_id: int, by: datetime | None) -> Select[Any]:
    took_back = func.coalesce(TRIPS.c.credited_station_id, 0)
    is_back = and_(TRIPS.c.credited_at_stall, took_back == TRIPS.c.opened_station_id)
    known: ColumnElement[bool] = true()
    if by is not None:
        is_back, known = and_(is_back, TRIPS.c.credited_at < by), TRIPS.c.known_at < by
    return select(TRIPS.c.opened_station_id, TRIPS.c.type_id).where(
        TRIPS.c.event_id == event_id, TRIPS.c.seen, TRIPS.c.pooled, not_(is_back), known
    )


def _out_of_crates_then(event_id: int, by: datetime | None) -> Iterator[Select[Any]]:
    if by is not None:
        yield select(FORMER.c.opened_station_id, FORMER.c.type_id).where(
            FORMER.c.event_id == event_id, FORMER.c.seen, FORMER.c.pooled,
            FORMER.c.known_at < by, FORMER.c.gone_at >= by,
        )  # fmt: skip


def _made_up_for(connection: Connection, event_id: int, by: datetime | None) -> Counter[tuple[int, int]]:
    """The containers whose deposits stalls make up for, at what theirs are worth on average."""
    ore = stalls_make_up(connection, event_id) if by is None else stalls_made_up_by(connection, event_id, by)
    if not ore:
        return Counter()
    key = (SCANS.c.station_id, SCANS.c.type_id)
    rows = connection.execute(
        select(*key, func.sum(SCANS.c.quantity * SCANS.c.deposit_ore), func.sum(SCANS.c.quantity))
        .where(SCANS.c.event_id == event_id, SCANS.c.container_id.is_(None), SCANS.c.acts)
        .where(SCANS.c.deposit_ore > 0)
        .where(true() if by is None else SCANS.c.recorded_at < by)
        .group_by(*key)
    )
    worth = {(row[0], row[1]): Fraction(int(row[2]), int(row[3])) for row in rows}
    spots = {(share.station_id, share.type_id): made for share, made in ore.items()}
    return Counter({spot: round(made / worth[spot]) for spot, made in spots.items() if spot in worth})


def counted_boxes(connection: Connection, bags: Iterable[Bag], by: datetime | None) -> Mapping[int, Box]:
    """For each box with a counted bag: what was in its bags, and what was claimed while they hung there. `by`: as far as
    was known before that moment; so are `bags`."""
    boxes: dict[int, Box] = {}
    for bag, claimed in claimed_in(connection, [bag for bag in bags if bag.items is not None], by):
        box = boxes.get(bag.station_id, Box())
        boxes[bag.station_id] = Box(box.bags + 1, box.counted + (bag.items or 0), box.claimed + claimed)
    return boxes


def claimed_in(
    connection: Connection, bags: Sequence[Bag], by: datetime | None = None
) -> Iterator[tuple[Bag, int]]:
    """Each of these bags, and of how many containers a return was taken in at its box while it hung there."""
    wanted: list[dict[str, Any]] = [
        {"station_id": bag.station_id, "effective_at": bag.since, "at": bag.until, "recorded_at": by or FOREVER}
        for bag in bags
    ]  # fmt: skip
    kinds = ", ".join(f"'{kind}'" for kind in sorted(RETURNS))
    scans = sets.Statement(
        f"""SELECT g.station_id, g.effective_at, COUNT(DISTINCT s.container_id) AS n FROM {{given}} g JOIN scan s
            ON s.station_id = g.station_id AND s.effective_at > g.effective_at AND s.effective_at <= g.at
            WHERE s.station_kind = '{StationKind.PANT_BOX}' AND s.kind IN ({kinds}) AND s.recorded_at < g.recorded_at
            AND s.verdict IN ('{Verdict.ACCEPTED}', '{Verdict.HELD}')
            GROUP BY g.station_id, g.effective_at""",  # noqa: S608
        [SCANS.c.station_id, SCANS.c.effective_at, SCANS.c.at, SCANS.c.recorded_at],
        wanted,
        [SCANS.c.station_id, SCANS.c.effective_at, column("n", BigInteger)],
    )
    claims = {(row.station_id, row.effective_at): int(row.n) for row in sets.run(connection, scans).rows}
    for bag in bags:
        yield bag, claims.get((bag.station_id, bag.since), 0)
