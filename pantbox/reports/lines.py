"""The lines of a report: one per type, stall, vendor, box, hour and day. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.engine import Row

from pantbox.circulation.tallies import ISSUED, REFILLED, RETURNED, UNSEEN
from pantbox.containers.figures import Figures
from pantbox.places.stations import StationKind
from pantbox.reports.climate import Effect, Use, break_even_uses, climate_effect, share_past
from pantbox.reports.climate_factors import Factors, factors_from_json
from pantbox.reports.cohorts import (
    Counts,
    CurveCounts,
    cohort_of_stall,
    in_total,
    rate_of,
    totals_of,
)
from pantbox.reports.counted import Box
from pantbox.reports.curve import WAYS, return_curve, together
from pantbox.reports.dwell import dwell
from pantbox.reports.flow import Totals, loss, recovery_rate
from pantbox.reports.gather import Fleet
from pantbox.reports.model import BoxLine, Cohort, DayLine, HourLine, StallLine, TypeLine, VendorLine
from pantbox.reports.return_rate import Grade, Window
from pantbox.reports.rotations import rotations_estimated
from pantbox.reports.single_use import avoided
from pantbox.reports.written_off import NotByTrip

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class TypeFacts:
    """What one type's line is made of."""

    cohort: Cohort
    refills: int
    fleet: Fleet
    figures: Figures
    not_by_trip: NotByTrip
    counted: Grade


def type_line(
    kind: Row[Any], told: TypeFacts, curves: CurveCounts, window: Window, stalls: Sequence[Cohort]
) -> TypeLine:
    """One container type."""
    cohort, fleet, figures = told.cohort, told.fleet, told.figures
    servings = cohort.trips + told.refills
    curve = return_curve(together(curves.of_type(kind.id)))
    factors = factors_from_json(figures.factors)
    turns = break_even_uses(factors) if factors else None
    charged = told.not_by_trip.charged(cohort.trips)
    return TypeLine(
        id=kind.id,
        slug=kind.slug,
        names=dict(kind.names),
        picture=kind.picture,
        cohort=cohort,
        rate=rate_of(cohort, window, stalls, told.counted),
        curve=curve,
        dwell=dwell(curve),
        recovery=recovery_rate(cohort.totals),
        loss=loss(cohort.totals, cohort.trips),
        fleet=fleet.size,
        used=fleet.used,
        rotations=rotations_estimated(max(cohort.trips, fleet.used), fleet.used, fleet.size),
        refills=told.refills,
        single_use=avoided(servings, figures.replaces_grams),
        climate=_effect(cohort, servings, charged, figures, factors),
        planned_uses=figures.planned_uses,
        written_off=charged,
        break_even_uses=turns,
        past_break_even=share_past(turns, fleet.by_trips) if turns is not None else None,
    )


def _effect(
    cohort: Cohort, servings: int, charged: int, figures: Figures, factors: Factors | None
) -> Effect | None:
    """None without factors, and without planned uses: nobody said over what a container is written off."""
    if figures.planned_uses is None:
        return None
    washes = cohort.returns + cohort.totals.collected
    return climate_effect(Use(servings, washes, charged / figures.planned_uses), factors)


def how_counted(kind: Row[Any], cohort: Cohort, given: int) -> Grade:
    """Types handed out by the crate are counted out and scanned back; or counted back too, if nothing of them was scanned."""
    if not kind.pooled:
        return Grade.EVERY_ITEM
    is_scanned = cohort.totals.returned or cohort.totals.issued > given
    return Grade.RETURNS_ONLY if is_scanned else Grade.COUNTS_ONLY


def stall_lines(stations: Iterable[Row[Any]], counts: Counts, window: Window) -> tuple[StallLine, ...]:
    """Every stall, by number."""
    lines = []
    for station in stations:
        if station.kind != StationKind.STALL:
            continue
        cohort = cohort_of_stall(counts, station.id)
        lines.append(
            StallLine(
                id=station.id,
                number=station.number,
                name=station.name,
                vendor_id=station.vendor_id,
                vendor=station.vendor_name or "",
                cohort=cohort,
                rate=rate_of(cohort, window, [cohort]),
                taken_back=counts.get((station.id, RETURNED), 0),
                refills=counts.get((station.id, REFILLED), 0),
            )
        )
    return tuple(lines)


def vendor_lines(stalls: Sequence[StallLine], window: Window) -> tuple[VendorLine, ...]:
    """Every vendor with a stall, by name."""
    by_vendor: dict[int, list[StallLine]] = {}
    for stall in stalls:
        if stall.vendor_id is not None:
            by_vendor.setdefault(stall.vendor_id, []).append(stall)
    lines = []
    for vendor_id, theirs in by_vendor.items():
        cohort = in_total(stall.cohort for stall in theirs)
        lines.append(
            VendorLine(
                id=vendor_id,
                name=theirs[0].vendor,
                stalls=len(theirs),
                cohort=cohort,
                rate=rate_of(cohort, window, [stall.cohort for stall in theirs]),
                taken_back=sum(stall.taken_back for stall in theirs),
                refills=sum(stall.refills for stall in theirs),
            )
        )
    return tuple(sorted(lines, key=lambda line: line.name))


def box_lines(stations: Iterable[Row[Any]], counts: Counts, boxes: Mapping[int, Box]) -> tuple[BoxLine, ...]:
    """Every pant box, and every other place that took returns."""
    lines = []
    for station in stations:
        taken = counts.get((station.id, RETURNED), 0)
        if station.kind == StationKind.PANT_BOX or taken:
            box = boxes.get(station.id, Box())
            lines.append(
                BoxLine(
                    id=station.id,
                    kind=StationKind(station.kind),
                    number=station.number,
                    name=station.name,
                    taken=taken,
                    unseen=counts.get((station.id, UNSEEN), 0),
                    bags=box.bags,
                    counted=box.counted,
                    claimed=box.claimed,
                )
            )
    return tuple(lines)


def hour_lines(counts: Counts) -> tuple[HourLine, ...]:
    """Every hour in which anything was handed out or back, in order."""
    hours = sorted({hour for (hour, measure), n in counts.items() if n and measure in (ISSUED, RETURNED)})
    return tuple(
        HourLine(
            hour=hour,
            issues=counts.get((hour, ISSUED), 0),
            returns=counts.get((hour, RETURNED), 0),
            cohort=Cohort(totals_of(counts, hour)),
        )
        for hour in hours
    )


def day_lines(curves: CurveCounts) -> tuple[DayLine, ...]:
    """Every event day on which anything was issued, with its own curve."""
    lines = []
    for day in curves.days:
        marginals = together(curves.of_day(day))
        ended = dict.fromkeys(WAYS, 0)
        for (_number, way), trips in marginals.ended.items():
            ended[way] += trips
        lines.append(DayLine(day, Cohort(Totals(issued=marginals.n, **ended)), return_curve(marginals)))
    return tuple(lines)


def window_of(hours: Sequence[HourLine], closed_at: datetime | None, now: datetime) -> Window:
    """When the cohort was issued, to the hour, and up to when its returns were counted."""
    with_issues = [line.hour for line in hours if line.issues]
    return Window(
        issued_from=min(with_issues, default=None),
        issued_until=max(with_issues) + HOUR if with_issues else None,
        counted_until=min(now, closed_at) if closed_at else now,
        closed=closed_at is not None,
    )
