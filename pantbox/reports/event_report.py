"""The report of one event: everything `docs/metrics.md` defines, from a fixed number of SQL statements."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection
from sqlalchemy.engine import Row

from pantbox.circulation.bags import bags_of, counts_of
from pantbox.circulation.tallies import ISSUED, REFILLED, RETURNED
from pantbox.clock import Boundaries
from pantbox.containers.figures import figures_as_of, figures_of
from pantbox.ledger.balances import turnover
from pantbox.reports import cohorts, gather, lines
from pantbox.reports.assumptions import assumptions_of
from pantbox.reports.climate import in_total as effects_in_total
from pantbox.reports.cohorts import Counts, CurveCounts, in_total, rate_of
from pantbox.reports.counted import counted_boxes, given_by_the_crate, given_by_type
from pantbox.reports.curve import return_curve, together
from pantbox.reports.dwell import dwell
from pantbox.reports.flow import loss, recovery_rate
from pantbox.reports.intervals import wilson
from pantbox.reports.lines import TypeFacts
from pantbox.reports.lives import life_facts
from pantbox.reports.model import (
    Cohort,
    EventFacts,
    EventReport,
    Flow,
    Guests,
    Later,
    Money,
    TypeLine,
)
from pantbox.reports.money import changes, money
from pantbox.reports.return_rate import Grade, Window
from pantbox.reports.rotations import Rotations, fleet_turn
from pantbox.reports.single_use import in_total as avoided_in_total
from pantbox.reports.written_off import NotByTrip, not_by_trip
from pantbox.seals.sealing import head_of

NO_FLEET = gather.Fleet(0, 0, {})


def event_report(connection: Connection, event_id: int, now: datetime) -> EventReport:
    """The report of an event as of now; of one that is closed as of its closing, with what became known later beside it.

    Raises `NotFound("event_unknown")`. Read it in one snapshot (`REPEATABLE READ` on PostgreSQL; a read transaction on
    SQLite is one), so that all of it is of the same moment.
    """
    facts, turnaround_times = gather.event_facts(connection, event_id)
    by = facts.closed_at
    by_station = gather.counts_by(connection, event_id, "station_id", by)
    by_hour = lines.hour_lines(gather.counts_by(connection, event_id, "hour", by))
    window = lines.window_of(by_hour, facts.closed_at, now)
    days = Boundaries(ZoneInfo(facts.timezone), (min(time.fromisoformat(text) for text in turnaround_times),))
    curves = cohorts.curve_counts_of(
        gather.curve_counts(connection, event_id, by), days, window.counted_until
    )
    counts = counts_of(connection, event_id, by)
    boxes = counted_boxes(connection, bags_of(counts), by)
    stations = _there(gather.stations(connection, event_id), by_station, boxes, by)
    by_stall = lines.stall_lines(stations, by_station, window)
    stalls = [line.cohort for line in by_stall]
    given = given_by_type(given_by_the_crate(connection, event_id, by))
    by_type, counted = _types(connection, facts, curves, window, given, stalls)
    by_day = lines.day_lines(curves)
    cohort = in_total(line.cohort for line in by_type)
    curve = return_curve(together(curves.marginals.values()))
    fleet = sum(line.fleet for line in by_type)
    visits, donating = gather.guests(connection, event_id, by)
    rate = rate_of(cohort, window, stalls, counted)
    sums = money(turnover(connection, event_id, known_before=by))
    return EventReport(
        event=facts,
        generated_at=now,
        sealed=head_of(connection),
        grade=rate.grade,
        rate=rate,
        cohort=cohort,
        curve=curve,
        dwell=dwell(curve),
        flow=Flow(returns=sum(line.returns for line in by_hour), issues=cohort.totals.issued),
        recovery=recovery_rate(cohort.totals),
        loss=loss(cohort.totals, cohort.trips),
        rotations=_all_rotations(by_type),
        fleet=fleet,
        fleet_turn=fleet_turn(cohort.trips, fleet, len(by_day)),
        single_use=avoided_in_total(line.single_use for line in by_type),
        climate=effects_in_total(line.climate for line in by_type if line.cohort.trips),
        by_type=by_type,
        by_stall=by_stall,
        by_vendor=lines.vendor_lines(by_stall, window),
        by_box=lines.box_lines(stations, by_station, boxes),
        by_hour=by_hour,
        by_day=by_day,
        guests=Guests(visits, wilson(donating, visits)),
        money=sums,
        later=_later(connection, event_id, by, sums) if by else None,
        assumptions=assumptions_of(facts, rate, by_type),
    )


def _there(
    stations: list[Row[Any]], counts: Counts, boxes: Collection[int], by: datetime | None
) -> list[Row[Any]]:
    """The stations of an event; of one that is closed those at which anything happened, for one may be made at any time."""
    if by is None:
        return stations
    told = {station_id for (station_id, _measure), n in counts.items() if n}
    return [station for station in stations if station.id in told or station.id in boxes]


def _later(connection: Connection, event_id: int, closing: datetime, then: Money) -> Later:
    """What became known after the closing."""
    counts = gather.counts_since(connection, event_id, "type_id", closing)
    changed = in_total(cohorts.cohort_of_type(counts, type_id) for type_id in {key for key, _ in counts})
    return Later(
        totals=changed.totals,
        unseen=changed.unseen,
        told_late=gather.told_late(connection, event_id, closing),
        money=changes(then, money(turnover(connection, event_id))),
    )


def _types(
    connection: Connection,
    facts: EventFacts,
    curves: CurveCounts,
    window: Window,
    given: Mapping[int, int],
    stalls: Sequence[Cohort],
) -> tuple[tuple[TypeLine, ...], Grade]:
    """A line of each type; and how they were counted, the worst of those that were used."""
    event_id, by = facts.id, facts.closed_at
    counts = gather.counts_by(connection, event_id, "type_id", by)
    scanned = {
        type_id for (type_id, measure), n in counts.items() if n and measure in (ISSUED, REFILLED, RETURNED)
    }
    types = gather.types_of(connection, event_id, scanned, by)
    ids = [kind.id for kind in types]
    fleets = gather.fleets(connection, event_id, ids, by)
    figures = figures_as_of(connection, ids, by) if by else figures_of(connection, ids)
    planned = {one: told.planned_uses for one, told in figures.items() if told.planned_uses}
    written_off = not_by_trip(life_facts(connection, event_id, planned, by), planned, event_id)

    def told(kind: Row[Any]) -> TypeFacts:
        out = given.get(kind.id, 0)
        cohort = (
            cohorts.cohort_of_pool(counts, kind.id, out)
            if kind.pooled
            else cohorts.cohort_of_type(counts, kind.id)
        )
        return TypeFacts(
            cohort=cohort,
            refills=counts.get((kind.id, REFILLED), 0),
            fleet=fleets.get(kind.id, NO_FLEET),
            figures=figures[kind.id],
            not_by_trip=written_off.get(kind.id, NotByTrip()),
            counted=lines.how_counted(kind, cohort, out),
        )

    all_told = [(kind, told(kind)) for kind in types]
    counted = max((one.counted for _, one in all_told if one.cohort.trips), default=Grade.EVERY_ITEM)
    return tuple(lines.type_line(kind, one, curves, window, stalls) for kind, one in all_told), counted


def _all_rotations(by_type: Sequence[TypeLine]) -> Rotations:
    return Rotations(
        count=sum(line.rotations.count for line in by_type),
        units=sum(line.rotations.units for line in by_type),
        estimated=any(line.rotations.estimated for line in by_type),
    )
