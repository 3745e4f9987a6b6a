"""What reports read of one event: a fixed number of statements, each over rows bounded by places, hours and ages."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    Subquery,
    and_,
    case,
    distinct,
    exists,
    func,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.engine import Row

from pantbox.circulation.rows import SCANS
from pantbox.circulation.scan import Kind, Verdict
from pantbox.circulation.tables import Rollup, RollupDelta, ScanRow, TripRow, VisitRow
from pantbox.circulation.tallies import EVERYWHERE
from pantbox.containers.containers import Batch, Container
from pantbox.containers.types import ContainerType
from pantbox.errors import NotFound
from pantbox.places.crates import CrateMode
from pantbox.places.events import Event, EventType, Rail
from pantbox.places.stations import Station
from pantbox.places.vendors import Vendor
from pantbox.refunds.tables import RefundRow
from pantbox.reports.cohorts import Counts
from pantbox.reports.lives import trips_known
from pantbox.reports.model import EventFacts

EVENTS, TYPES, STATIONS = Event.__table__, ContainerType.__table__, Station.__table__
CRATES = CrateMode.__table__
CONTAINERS, TRIPS = Container.__table__, TripRow.__table__
ROLLUPS, DELTAS = Rollup.__table__, RollupDelta.__table__


def event_facts(connection: Connection, event_id: int) -> tuple[EventFacts, list[str]]:
    """The event, and the times of day its turnaround periods begin. Raises `NotFound("event_unknown")`."""
    row = connection.execute(select(EVENTS).where(EVENTS.c.id == event_id)).one_or_none()
    if row is None:
        raise NotFound("event_unknown", event=event_id)
    facts = EventFacts(
        id=row.id,
        organisation_id=row.organisation_id,
        slug=row.slug,
        name=row.name,
        timezone=row.timezone,
        currency=row.currency,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        return_until=row.return_until,
        closed_at=row.closed_at,
        causes=(*row.causes, *row.closed_causes),
        assumptions=tuple(row.assumptions),
    )
    return facts, list(row.turnaround_times)


def types_of(
    connection: Connection, event_id: int, scanned: Iterable[int], by: datetime | None
) -> list[Row[Any]]:
    """The container types of an event in the order they were given to it, then others that were scanned there; `by`: as
    far as they were given before that moment."""
    uses = EventType.__table__
    by_the_crate = _is_by_the_crate(event_id, by)
    of_event = and_(
        uses.c.type_id == TYPES.c.id, uses.c.event_id == event_id, known_before(uses.c.added_at, by)
    )
    return list(
        connection.execute(
            select(TYPES, by_the_crate.label("pooled"))
            .outerjoin(uses, of_event)
            .where(or_(uses.c.id.is_not(None), TYPES.c.id.in_(sorted(scanned))))
            .order_by(uses.c.id.is_(None), uses.c.id, TYPES.c.id)
        )
    )


def types_by_the_crate(connection: Connection, event_id: int, by: datetime | None) -> set[int]:
    """The types that some stall of the event hands out by the crate, or did; `by`: as far as was known before that moment."""
    return set(connection.scalars(select(TYPES.c.id).where(_is_by_the_crate(event_id, by))))


def _is_by_the_crate(event_id: int, by: datetime | None) -> ColumnElement[bool]:
    ended = CRATES.c.until.is_(None) if by is None else or_(CRATES.c.until.is_(None), CRATES.c.until >= by)
    mode = exists().where(
        CRATES.c.event_id == event_id, CRATES.c.type_id == TYPES.c.id, known_before(CRATES.c.since, by), ended
    )
    # What was on, and by which nothing was delivered, was a slip of the finger.
    delivered = exists().where(
        SCANS.c.event_id == event_id, SCANS.c.type_id == TYPES.c.id, SCANS.c.container_id.is_(None),
        SCANS.c.kind == Kind.RECEIVE, SCANS.c.deposit_ore > 0, SCANS.c.acts, known_before(SCANS.c.recorded_at, by),
    )  # fmt: skip
    return or_(mode, delivered)


def stations(connection: Connection, event_id: int) -> list[Row[Any]]:
    """The stations of an event, by kind and number, with their vendors' names."""
    vendors = Vendor.__table__
    return list(
        connection.execute(
            select(STATIONS, vendors.c.name.label("vendor_name"))
            .outerjoin(vendors, vendors.c.id == STATIONS.c.vendor_id)
            .where(STATIONS.c.event_id == event_id)
            .order_by(STATIONS.c.kind, STATIONS.c.number)
        )
    )


def known_before(moment: Any, by: datetime | None) -> ColumnElement[bool]:
    return true() if by is None else moment < by


def _counted(event_id: int, by: datetime | None) -> Subquery:
    """Counts folded in already and those still to come, as one table: both are read in one snapshot. `by`: the closing
    of the event, without what came after it."""
    return _together(
        event_id,
        (ROLLUPS, known_before(ROLLUPS.c.since, by)),
        (DELTAS, known_before(DELTAS.c.recorded_at, by)),
    )


def _counted_since(event_id: int, closing: datetime) -> Subquery:
    """How counts changed after the closing of the event."""
    return _together(
        event_id, (ROLLUPS, ROLLUPS.c.since >= closing), (DELTAS, DELTAS.c.recorded_at >= closing)
    )


def _together(event_id: int, *parts: tuple[FromClause, ColumnElement[bool]]) -> Subquery:
    names = ("station_id", "type_id", "hour", "measure", "n")
    return union_all(
        *(
            select(*(table.c[name] for name in names)).where(table.c.event_id == event_id, only)
            for table, only in parts
        )
    ).subquery()


def counts_by(connection: Connection, event_id: int, key: str, by: datetime | None = None) -> Counts:
    """What happened and what became of it, counted by `type_id`, `station_id` or `hour`. Not the curve's marginals.

    `by`: the closing of the event, as of which it is counted."""
    return _summed(connection, _counted(event_id, by), key)


def counts_since(connection: Connection, event_id: int, key: str, closing: datetime) -> Counts:
    """How the same counts changed after the closing of the event, whenever it happened."""
    return _summed(connection, _counted_since(event_id, closing), key)


def _summed(connection: Connection, counted: Subquery, by: str) -> Counts:
    key, n = counted.c[by], func.sum(counted.c.n)
    rows = connection.execute(
        select(key, counted.c.measure, n)
        .where(counted.c.station_id > EVERYWHERE)
        .group_by(key, counted.c.measure)
    )
    return {(where, measure): int(count) for where, measure, count in rows}


def happened_by_type(
    connection: Connection, event_id: int, measures: Sequence[str]
) -> list[tuple[int, int, str, int]]:
    """What happened at each station, by (station, type, measure), of these measures."""
    counted = _counted(event_id, None)
    key, n = (counted.c.station_id, counted.c.type_id, counted.c.measure), func.sum(counted.c.n)
    rows = connection.execute(
        select(*key, n)
        .where(counted.c.station_id > EVERYWHERE, counted.c.measure.in_(measures))
        .group_by(*key)
    )
    return [(station_id, type_id, measure, int(count)) for station_id, type_id, measure, count in rows]


def curve_counts(
    connection: Connection, event_id: int, by: datetime | None
) -> list[tuple[int, datetime, str, int]]:
    """The curve's marginals: (type, period or minute, measure, trips)."""
    counted = _counted(event_id, by)
    key, n = (counted.c.type_id, counted.c.hour, counted.c.measure), func.sum(counted.c.n)
    rows = connection.execute(
        select(*key, n).where(counted.c.station_id == EVERYWHERE).group_by(*key).having(n != 0)
    )
    return [(type_id, moment, measure, int(count)) for type_id, moment, measure, count in rows]


def cells(connection: Connection, event_id: int, by: datetime | None) -> list[Row[Any]]:
    """Each count there is that is not 0: `station_id`, `type_id`, `hour`, `measure`, `n`."""
    counted = _counted(event_id, by)
    key = [counted.c[name] for name in ("station_id", "type_id", "hour", "measure")]
    n = func.sum(counted.c.n)
    return list(connection.execute(select(*key, n.label("n")).group_by(*key).having(n != 0)))


@dataclass(frozen=True, slots=True)
class Fleet:
    """One type's containers: how many there are, how many made a trip at this event, and how many made how many ever."""

    size: int
    used: int
    by_trips: Mapping[int, int]


def fleets(
    connection: Connection, event_id: int, type_ids: Collection[int], by: datetime | None
) -> dict[int, Fleet]:
    """The fleet of each type, as it is now or as was known before a moment."""
    each = _each_now(event_id) if by is None else _each_as_of(event_id, type_ids, by)
    of_one = each.where(CONTAINERS.c.type_id.in_(sorted(type_ids))).subquery()
    rows = connection.execute(
        select(of_one.c.type_id, of_one.c.trips, func.count(), func.sum(of_one.c.used)).group_by(
            of_one.c.type_id, of_one.c.trips
        )
    )
    found: dict[int, Fleet] = {}
    for type_id, made, n, n_used in rows:
        before = found.get(type_id, Fleet(0, 0, {}))
        found[type_id] = Fleet(before.size + n, before.used + int(n_used), {**before.by_trips, made: n})
    return found


def _each_now(event_id: int) -> Select[Any]:
    """One look per container at whether it was here: bounded by the fleet, not by trips.

    A container's trips are looked through for the time of the event only, not for all festivals before it.
    """
    first, last = (
        select(edge(TRIPS.c.opened_at)).where(TRIPS.c.event_id == event_id).scalar_subquery()
        for edge in (func.min, func.max)
    )
    here = (
        select(TRIPS.c.event_id)
        .where(
            TRIPS.c.container_id == CONTAINERS.c.id,
            TRIPS.c.event_id == event_id,
            TRIPS.c.opened_at.between(first, last),
        )
        .limit(1)
        .correlate(CONTAINERS)
        .scalar_subquery()
    )
    used = case((CONTAINERS.c.trips == 0, 0), (here.is_(None), 0), else_=1)
    return select(CONTAINERS.c.type_id, CONTAINERS.c.trips.label("trips"), used.label("used"))


def _each_as_of(event_id: int, type_ids: Collection[int], by: datetime) -> Select[Any]:
    """Every container that was made before, with its trips as they were known: one pass over the trips of the fleet."""
    trips = trips_known(type_ids, by, "container_id", "event_id").subquery()
    at_event = case((trips.c.event_id == event_id, 1), else_=0)
    then = (
        select(trips.c.container_id, func.count().label("trips"), func.max(at_event).label("used")).group_by(
            trips.c.container_id
        )
    ).subquery()
    batches = Batch.__table__
    return (
        select(
            CONTAINERS.c.type_id,
            func.coalesce(then.c.trips, 0).label("trips"),
            func.coalesce(then.c.used, 0).label("used"),
        )
        .outerjoin(then, then.c.container_id == CONTAINERS.c.id)
        .outerjoin(batches, batches.c.id == CONTAINERS.c.batch_id)
        .where(or_(batches.c.id.is_(None), batches.c.created_at < by))
    )


def guests(connection: Connection, event_id: int, by: datetime | None) -> tuple[int, int]:
    """Visits with at least one deposit, and how many of them gave something away."""
    visits, refunds = VisitRow.__table__, RefundRow.__table__
    credited = and_(visits.c.credited_since.is_not(None), known_before(visits.c.credited_since, by))
    with_deposits = select(func.count()).where(visits.c.event_id == event_id, credited)
    donating = (
        select(func.count(distinct(refunds.c.visit_id)))
        .join(visits, visits.c.id == refunds.c.visit_id)
        .where(refunds.c.event_id == event_id, refunds.c.rail == Rail.DONATION, credited)
        .where(known_before(refunds.c.at, by))
    )
    row = connection.execute(select(with_deposits.scalar_subquery(), donating.scalar_subquery())).one()
    return int(row[0]), int(row[1])


def told_late(connection: Connection, event_id: int, closing: datetime) -> int:
    """Scans at the event of before its closing that were told after it."""
    scans = ScanRow.__table__
    n = connection.scalar(
        select(func.count()).where(
            scans.c.event_id == event_id,
            scans.c.effective_at < closing,
            scans.c.recorded_at >= closing,
            scans.c.verdict != Verdict.REJECTED,
        )
    )
    return int(n or 0)
