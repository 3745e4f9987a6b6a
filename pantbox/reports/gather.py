"""What reports read of one event: a fixed number of statements, each over rows bounded by places, hours and ages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Subquery,
    and_,
    case,
    distinct,
    exists,
    func,
    or_,
    select,
    union_all,
)
from sqlalchemy.engine import Row

from pantbox.circulation.rows import SCANS
from pantbox.circulation.scan import Kind
from pantbox.circulation.tables import Rollup, RollupDelta, TripRow, VisitRow
from pantbox.circulation.tallies import EVERYWHERE
from pantbox.containers.containers import Container
from pantbox.containers.types import ContainerType
from pantbox.errors import NotFound
from pantbox.places.crates import CrateMode
from pantbox.places.events import Event, EventType, Rail
from pantbox.places.stations import Station
from pantbox.places.vendors import Vendor
from pantbox.refunds.tables import RefundRow
from pantbox.reports.cohorts import Counts
from pantbox.reports.model import EventFacts

EVENTS, TYPES, STATIONS = Event.__table__, ContainerType.__table__, Station.__table__
CRATES = CrateMode.__table__
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


def types_of(connection: Connection, event_id: int, scanned: Iterable[int]) -> list[Row[Any]]:
    """The container types of an event in the order they were given to it, then others that were scanned there."""
    uses = EventType.__table__
    mode = exists().where(
        CRATES.c.event_id == event_id, CRATES.c.type_id == TYPES.c.id, CRATES.c.until.is_(None)
    )
    # What was on, and by which nothing was delivered, was a slip of the finger.
    delivered = exists().where(
        SCANS.c.event_id == event_id, SCANS.c.type_id == TYPES.c.id, SCANS.c.container_id.is_(None),
        SCANS.c.kind == Kind.RECEIVE, SCANS.c.deposit_ore > 0, SCANS.c.acts,
    )  # fmt: skip
    by_the_crate = or_(mode, delivered)
    return list(
        connection.execute(
            select(TYPES, by_the_crate.label("pooled"))
            .outerjoin(uses, and_(uses.c.type_id == TYPES.c.id, uses.c.event_id == event_id))
            .where(or_(uses.c.id.is_not(None), TYPES.c.id.in_(sorted(scanned))))
            .order_by(uses.c.id.is_(None), uses.c.id, TYPES.c.id)
        )
    )


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


def _counted(event_id: int) -> Subquery:
    """Counts folded in already and those still to come, as one table: both are read in one snapshot."""
    names = ("station_id", "type_id", "hour", "measure", "n")
    parts = [
        select(*(table.c[name] for name in names)).where(table.c.event_id == event_id)
        for table in (ROLLUPS, DELTAS)
    ]
    return union_all(*parts).subquery()


def counts_by(connection: Connection, event_id: int, by: str) -> Counts:
    """What happened and what became of it, counted by `type_id`, `station_id` or `hour`. Not the curve's marginals."""
    counted = _counted(event_id)
    key, n = counted.c[by], func.sum(counted.c.n)
    rows = connection.execute(
        select(key, counted.c.measure, n)
        .where(counted.c.station_id > EVERYWHERE)
        .group_by(key, counted.c.measure)
    )
    return {(where, measure): int(count) for where, measure, count in rows}


def curve_counts(connection: Connection, event_id: int) -> list[tuple[int, datetime, str, int]]:
    """The curve's marginals: (type, period or minute, measure, trips)."""
    counted = _counted(event_id)
    key, n = (counted.c.type_id, counted.c.hour, counted.c.measure), func.sum(counted.c.n)
    rows = connection.execute(
        select(*key, n).where(counted.c.station_id == EVERYWHERE).group_by(*key).having(n != 0)
    )
    return [(type_id, moment, measure, int(count)) for type_id, moment, measure, count in rows]


@dataclass(frozen=True, slots=True)
class Fleet:
    """One type's containers: how many there are, how many made a trip at this event, and how many made how many ever."""

    size: int
    used: int
    by_trips: Mapping[int, int]


def fleets(connection: Connection, event_id: int, type_ids: Iterable[int]) -> dict[int, Fleet]:
    """The fleet of each type. One look per container at whether it was here: bounded by the fleet, not by trips.

    A container's trips are looked through for the time of the event only, not for all festivals before it.
    """
    containers, trips = Container.__table__, TripRow.__table__
    first, last = (
        select(edge(trips.c.opened_at)).where(trips.c.event_id == event_id).scalar_subquery()
        for edge in (func.min, func.max)
    )
    here = (
        select(trips.c.event_id)
        .where(
            trips.c.container_id == containers.c.id,
            trips.c.event_id == event_id,
            trips.c.opened_at.between(first, last),
        )
        .limit(1)
        .correlate(containers)
        .scalar_subquery()
    )
    used = case((containers.c.trips == 0, 0), (here.is_(None), 0), else_=1).label("used")
    each = (
        select(containers.c.type_id, containers.c.trips, used)
        .where(containers.c.type_id.in_(sorted(type_ids)))
        .subquery()
    )
    rows = connection.execute(
        select(each.c.type_id, each.c.trips, func.count(), func.sum(each.c.used)).group_by(
            each.c.type_id, each.c.trips
        )
    )
    found: dict[int, Fleet] = {}
    for type_id, made, n, n_used in rows:
        before = found.get(type_id, Fleet(0, 0, {}))
        found[type_id] = Fleet(before.size + n, before.used + int(n_used), {**before.by_trips, made: n})
    return found


def guests(connection: Connection, event_id: int) -> tuple[int, int]:
    """Visits with at least one deposit, and how many of them gave something away."""
    visits, refunds = VisitRow.__table__, RefundRow.__table__
    with_deposits = select(func.count()).where(visits.c.event_id == event_id, visits.c.credited_ore > 0)
    donating = (
        select(func.count(distinct(refunds.c.visit_id)))
        .join(visits, visits.c.id == refunds.c.visit_id)
        .where(refunds.c.event_id == event_id, refunds.c.rail == Rail.DONATION, visits.c.credited_ore > 0)
    )
    row = connection.execute(select(with_deposits.scalar_subquery(), donating.scalar_subquery())).one()
    return int(row[0]), int(row[1])
