"""The live page: how it stands at this moment, from counts alone, cheap enough to be asked for every few seconds."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, func, not_, select, text
from sqlalchemy.engine import Row

from pantbox.circulation.history import TripEnd
from pantbox.circulation.tables import ReturnClaimRow, ScanRow, TripRow
from pantbox.circulation.tallies import ISSUED, REFILLED, RETURNED, UNSEEN
from pantbox.containers.containers import Container, ContainerState
from pantbox.places.devices import Device
from pantbox.places.stations import (
    FULL_PERCENT,
    NEARLY_FULL_PERCENT,
    Station,
    StationKind,
    StationState,
)
from pantbox.reports import gather
from pantbox.reports.claim_alerts import claim_alerts
from pantbox.reports.cohorts import Counts, cohort_of_pool, cohort_of_stall, cohort_of_type, in_total, rate_of
from pantbox.reports.corrections import NONE, Corrections, corrections
from pantbox.reports.counted import given_by_the_crate, given_by_type
from pantbox.reports.lines import hour_lines, window_of
from pantbox.reports.live_model import Alert, Live, LiveDevice, LiveHour, LiveStation
from pantbox.reports.model import Cohort, EventFacts
from pantbox.reports.return_rate import COVERAGE_MIN, Grade, ReturnRate, Window
from pantbox.reports.stock_alerts import stock_alerts
from pantbox.reports.without_device import without_device

SILENT_AFTER = timedelta(minutes=10)
"""A device that shows no sign of life for so long is listed."""
RETURNS_MIN = 20
"""With fewer returns of a stall's containers its forgotten share says nothing yet."""
OUTBOX_MAX = 500
BATTERY_MIN_PERCENT = 15


def live(connection: Connection, event_id: int, now: datetime) -> Live:
    """The event as of now. Raises `NotFound("event_unknown")`. Read it in one snapshot."""
    facts, _times = gather.event_facts(connection, event_id)
    by_type = gather.counts_by(connection, event_id, "type_id")
    by_hour = gather.counts_by(connection, event_id, "hour")
    by_station = gather.counts_by(connection, event_id, "station_id")
    cohort, _grade = _cohort(connection, event_id, by_type)
    stations = _stations(connection, facts, by_station)
    devices = _devices(connection, event_id, now)
    held_ore, waiting = _money_and_waiting(connection, event_id)
    contested, disputed = _second_payments(connection, event_id)
    window = window_of(hour_lines(by_hour), facts.closed_at, now)
    names = {station.id: station.name for station in stations}
    rate = _rate(connection, facts, by_station, stations, window)
    watches = _is_on(facts, now)
    if watches:
        of_stock = tuple(stock_alerts(connection, event_id, now, names))
        of_claims = tuple(claim_alerts(connection, event_id, names))
        alone = tuple(without_device(connection, event_id))
    else:
        of_stock = of_claims = alone = ()
    return Live(
        event=facts,
        generated_at=now,
        totals=cohort.totals,
        unseen=cohort.unseen,
        rate=rate,
        returns=sum(station.taken for station in stations),
        by_hour=_hours(by_hour),
        stations=stations,
        devices=devices,
        alerts=(
            *alone,
            *(_alerts(stations, devices, now) if watches else ()),
            *of_claims,
            *of_stock,
            *_questions(waiting, contested, disputed),
        ),
        held_ore=held_ore,
        waiting=waiting,
        contested=contested,
        disputed=disputed,
        watches=watches,
    )


def _cohort(
    connection: Connection, event_id: int, by_type: Counts, by: datetime | None = None
) -> tuple[Cohort, Grade]:
    """All trips issued here as the report counts them, and what that rests on; `by`: as far as was known before that moment."""
    crates = gather.types_by_the_crate(connection, event_id, by)
    given = given_by_type(given_by_the_crate(connection, event_id, by)) if crates else Counter[int]()
    scanned = {key for key, _measure in by_type}
    every = [cohort_of_type(by_type, type_id) for type_id in scanned - crates]
    by_the_crate = [cohort_of_pool(by_type, type_id, given[type_id]) for type_id in crates]
    grade = Grade.RETURNS_ONLY if any(cohort.trips for cohort in by_the_crate) else Grade.EVERY_ITEM
    return in_total([*every, *by_the_crate]), grade


def _rate(
    connection: Connection,
    facts: EventFacts,
    by_station: Counts,
    stations: Sequence[LiveStation],
    window: Window,
) -> ReturnRate:
    """As the report says it: of an event that is closed as of its closing."""
    by = facts.closed_at
    if by is not None:
        by_station = gather.counts_by(connection, facts.id, "station_id", by)
    by_type = gather.counts_by(connection, facts.id, "type_id", by)
    cohort, grade = _cohort(connection, facts.id, by_type, by)
    stalls = [one.id for one in stations if one.kind is StationKind.STALL]
    return rate_of(cohort, window, [cohort_of_stall(by_station, one) for one in stalls], grade)


def _hours(counts: Counts) -> tuple[LiveHour, ...]:
    return tuple(
        LiveHour(line.hour, line.issues, line.returns, counts.get((line.hour, UNSEEN), 0))
        for line in hour_lines(counts)
    )


def _stations(connection: Connection, facts: EventFacts, counts: Counts) -> tuple[LiveStation, ...]:
    containers = Container.__table__
    rows = connection.execute(
        select(containers.c.station_id, func.count())
        .where(
            containers.c.organisation_id == facts.organisation_id,
            containers.c.state == ContainerState.IN_STOCK,
            containers.c.station_id.is_not(None),
        )
        .group_by(containers.c.station_id)
    )
    in_stock = {station_id: n for station_id, n in rows if station_id is not None}
    corrected = corrections(connection, facts.id)
    return tuple(
        _station(row, counts, in_stock.get(row.id, 0), corrected.get(row.id, NONE))
        for row in gather.stations(connection, facts.id)
    )


def _station(row: Row[Any], counts: Counts, in_stock: int, corrected: Corrections) -> LiveStation:
    cohort = cohort_of_stall(counts, row.id)
    return LiveStation(
        id=row.id,
        kind=StationKind(row.kind),
        number=row.number,
        name=row.name,
        sign=row.sign,
        vendor=row.vendor_name or "",
        issued=counts.get((row.id, ISSUED), 0),
        taken=counts.get((row.id, RETURNED), 0),
        taken_unseen=counts.get((row.id, UNSEEN), 0),
        undone=corrected.undone,
        undone_too_late=corrected.undone_too_late,
        sent_on=corrected.sent_on,
        refills=counts.get((row.id, REFILLED), 0),
        came_back=cohort.returns,
        unseen=cohort.unseen,
        unseen_share=cohort.unseen / cohort.returns if cohort.returns else None,
        fill_percent=row.fill_percent,
        fill_state=Station(state=StationState(row.state), fill_percent=row.fill_percent).fill_state,
        in_stock=in_stock,
        latitude=row.latitude,
        longitude=row.longitude,
    )


def _devices(connection: Connection, event_id: int, now: datetime) -> tuple[LiveDevice, ...]:
    devices, stations = Device.__table__, Station.__table__
    rows = connection.execute(
        select(devices, stations.c.name.label("station_name"))
        .join(stations, stations.c.id == devices.c.station_id)
        .where(devices.c.event_id == event_id, devices.c.revoked_at.is_(None))
        .order_by(stations.c.kind, stations.c.number, devices.c.id)
    )
    return tuple(
        LiveDevice(
            id=row.id,
            name=row.name,
            station_id=row.station_id,
            station=row.station_name,
            last_seen_at=row.last_seen_at,
            silent=now - (row.last_seen_at or row.paired_at) > SILENT_AFTER,
            outbox=row.outbox,
            battery_percent=row.battery_percent,
        )
        for row in rows
    )


def _money_and_waiting(connection: Connection, event_id: int) -> tuple[int, int]:
    """Deposits of containers that are out or whose return nobody decided yet, and returns that wait."""
    trips, claims = TripRow.__table__, ReturnClaimRow.__table__
    # Said in the words of the partial index, which a parameter would hide from both planners.
    waits = and_(claims.c.event_id == event_id, text("return_claim.state = 'waiting'"))
    out = and_(trips.c.end_how.is_(None), trips.c.event_id == event_id)
    undecided = select(trips.c.id).where(
        trips.c.container_id.in_(select(claims.c.container_id).where(waits)),
        trips.c.event_id == event_id,
        trips.c.end_how == TripEnd.RETURNED,
        trips.c.seen,
        trips.c.credited_scan_id.is_(None),
    )
    total = func.coalesce(func.sum(trips.c.deposit_ore), 0)
    sums = (select(total).where(out), select(total).where(trips.c.id.in_(undecided)))
    row = connection.execute(
        select(*(one.scalar_subquery() for one in sums), select(func.count()).where(waits).scalar_subquery())
    ).one()
    return int(row[0]) + int(row[1]), int(row[2])


def _second_payments(connection: Connection, event_id: int) -> tuple[int, int]:
    """Returns that were paid though another was: after a guest's phone or a box; and after a stall, undecided yet."""
    claims, rivals = ReturnClaimRow.__table__, ScanRow.__table__
    by_stall = and_(rivals.c.station_kind == StationKind.STALL, rivals.c.by_phone.is_(False))
    row = connection.execute(
        select(func.count().filter(not_(by_stall)), func.count().filter(by_stall, claims.c.settled.is_(None)))
        .select_from(claims)
        .join(rivals, rivals.c.id == claims.c.second_of)
        .where(claims.c.second_of.is_not(None), claims.c.event_id == event_id)
    ).one()
    return int(row[0]), int(row[1])


def _is_on(facts: EventFacts, now: datetime) -> bool:
    """Whether somebody could still do something about what is wrong."""
    is_over = facts.ends_at is not None and now > facts.ends_at
    return facts.closed_at is None and now >= facts.starts_at and not is_over


def _alerts(stations: Sequence[LiveStation], devices: Sequence[LiveDevice], now: datetime) -> Iterator[Alert]:
    for station in stations:
        percent = station.fill_percent or 0
        if station.kind is StationKind.PANT_BOX and percent >= NEARLY_FULL_PERCENT:
            kind = "box-full" if percent >= FULL_PERCENT else "box-nearly-full"
            yield Alert(kind, station.id, station.name, percent)
        share = station.unseen_share or 0.0
        if share > 1 - COVERAGE_MIN and station.came_back >= RETURNS_MIN:
            yield Alert("stall-forgets", station.id, station.name, round(share * 100))
    for device in devices:
        if device.silent and device.last_seen_at:
            minutes = (now - device.last_seen_at) // timedelta(minutes=1)
            yield Alert("device-silent", device.station_id, device.station, minutes)
        if device.outbox > OUTBOX_MAX:
            yield Alert("outbox-filling", device.station_id, device.station, device.outbox)
        if device.battery_percent is not None and device.battery_percent < BATTERY_MIN_PERCENT:
            yield Alert("battery-low", device.station_id, device.station, device.battery_percent)


def _questions(waiting: int, contested: int, disputed: int) -> tuple[Alert, ...]:
    asked = (("held", waiting), ("contested", contested), ("disputed", disputed))
    return tuple(Alert(kind, None, "", n) for kind, n in asked if n)
