"""The report of one event: everything `docs/metrics.md` defines, from a fixed number of SQL statements."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection
from sqlalchemy.engine import Row

from pantbox.circulation.bags import bags_of, counts_of
from pantbox.circulation.tallies import ISSUED, REFILLED, RETURNED
from pantbox.clock import Boundaries
from pantbox.ledger.balances import turnover
from pantbox.reports import cohorts, gather, lines
from pantbox.reports.assumptions import assumptions_of
from pantbox.reports.climate import in_total as effects_in_total
from pantbox.reports.cohorts import CurveCounts, in_total, rate_of
from pantbox.reports.counted import counted_boxes, given_by_the_crate
from pantbox.reports.curve import return_curve, together
from pantbox.reports.dwell import dwell
from pantbox.reports.flow import loss_rate, recovery_rate
from pantbox.reports.intervals import wilson
from pantbox.reports.model import EventReport, Flow, Guests, TypeLine
from pantbox.reports.money import money
from pantbox.reports.return_rate import Grade, Window
from pantbox.reports.rotations import Rotations, fleet_turn
from pantbox.reports.single_use import in_total as avoided_in_total

NO_FLEET = gather.Fleet(0, 0, {})


def event_report(connection: Connection, event_id: int, now: datetime) -> EventReport:
    """The report of an event as of now. Raises `NotFound("event_unknown")`.

    Read it in one snapshot (`REPEATABLE READ` on PostgreSQL; a read transaction on SQLite is one), so that all of it
    is of the same moment.
    """
    facts, turnaround_times = gather.event_facts(connection, event_id)
    by_station = gather.counts_by(connection, event_id, "station_id")
    by_hour = lines.hour_lines(gather.counts_by(connection, event_id, "hour"))
    stations = gather.stations(connection, event_id)
    window = lines.window_of(by_hour, facts.closed_at, now)
    days = Boundaries(ZoneInfo(facts.timezone), (min(time.fromisoformat(text) for text in turnaround_times),))
    curves = cohorts.curve_counts_of(gather.curve_counts(connection, event_id), days, now)
    counts = counts_of(connection, event_id)
    by_type = _types(
        connection, event_id, curves, window, _given_by_type(given_by_the_crate(connection, event_id))
    )
    by_stall = lines.stall_lines(stations, by_station, window)
    by_day = lines.day_lines(curves)
    cohort = in_total(line.cohort for line in by_type)
    grade = max((line.rate.grade for line in by_type if line.cohort.trips), default=Grade.EVERY_ITEM)
    curve = return_curve(together(curves.marginals.values()))
    fleet = sum(line.fleet for line in by_type)
    visits, donating = gather.guests(connection, event_id)
    rate = rate_of(cohort, window, grade)
    return EventReport(
        event=facts,
        generated_at=now,
        grade=grade,
        rate=rate,
        cohort=cohort,
        curve=curve,
        dwell=dwell(curve),
        flow=Flow(returns=sum(line.returns for line in by_hour), issues=cohort.totals.issued),
        recovery=recovery_rate(cohort.totals),
        loss=loss_rate(cohort.totals),
        rotations=_all_rotations(by_type),
        fleet=fleet,
        fleet_turn=fleet_turn(cohort.trips, fleet, len(by_day)),
        single_use=avoided_in_total(line.single_use for line in by_type),
        climate=effects_in_total(line.climate for line in by_type if line.cohort.trips),
        by_type=by_type,
        by_stall=by_stall,
        by_vendor=lines.vendor_lines(by_stall, window),
        by_box=lines.box_lines(stations, by_station, counted_boxes(connection, event_id, bags_of(counts))),
        by_hour=by_hour,
        by_day=by_day,
        guests=Guests(visits, wilson(donating, visits)),
        money=money(turnover(connection, event_id)),
        assumptions=assumptions_of(facts, rate, by_type),
    )


def _given_by_type(given: Mapping[tuple[int, int], int]) -> dict[int, int]:
    by_type: dict[int, int] = {}
    for (_station, type_id), n in given.items():
        by_type[type_id] = by_type.get(type_id, 0) + n
    return by_type


def _types(
    connection: Connection, event_id: int, curves: CurveCounts, window: Window, given: dict[int, int]
) -> tuple[TypeLine, ...]:
    counts = gather.counts_by(connection, event_id, "type_id")
    scanned = {
        type_id for (type_id, measure), n in counts.items() if n and measure in (ISSUED, REFILLED, RETURNED)
    }
    types = gather.types_of(connection, event_id, scanned)
    fleets = gather.fleets(connection, event_id, [kind.id for kind in types])

    def line(kind: Row[Any]) -> TypeLine:
        cohort = (
            cohorts.cohort_of_pool(counts, kind.id, given.get(kind.id, 0))
            if kind.pooled
            else cohorts.cohort_of_type(counts, kind.id)
        )
        refills = counts.get((kind.id, REFILLED), 0)
        return lines.type_line(kind, cohort, refills, curves, fleets.get(kind.id, NO_FLEET), window)

    return tuple(line(kind) for kind in types)


def _all_rotations(by_type: Sequence[TypeLine]) -> Rotations:
    return Rotations(
        count=sum(line.rotations.count for line in by_type),
        units=sum(line.rotations.units for line in by_type),
        estimated=any(line.rotations.estimated for line in by_type),
    )
