"""From counts to cohorts: trips issued somewhere or at some time, and what became of them. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from pantbox.circulation.history import TripEnd
from pantbox.circulation.tallies import (
    BECAME_FORFEITED,
    FORGOTTEN,
    ISSUED,
    OUT,
    RETURNED,
    UNSEEN,
    became,
)
from pantbox.clock import Boundaries
from pantbox.reports.curve import Marginals, still_out_by_bin
from pantbox.reports.flow import Totals
from pantbox.reports.model import Cohort
from pantbox.reports.return_rate import Grade, ReturnRate, Tally, Window, event_headline

Counts = Mapping[tuple[Any, str], int]
"""How often each measure was counted, by one of the key's columns."""

MINUTE = timedelta(minutes=1)
THE_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def totals_of(counts: Counts, key: Any) -> Totals:
    """What became of the trips issued at one place, of one type, or in one hour."""
    return Totals(
        issued=counts.get((key, ISSUED), 0),
        **{end.value: counts.get((key, became(end)), 0) for end in TripEnd},
        forfeited=counts.get((key, BECAME_FORFEITED), 0),
    )


def cohort_of_type(counts: Counts, type_id: int) -> Cohort:
    """The cohort of one type, and the returns of it whose issue nobody scanned."""
    return Cohort(totals_of(counts, type_id), counts.get((type_id, UNSEEN), 0))


def cohort_of_pool(counts: Counts, type_id: int, given: int) -> Cohort:
    """The cohort of a type handed out by the crate: issues are counted, and a return is of one of them while there is one.

    What came back beyond them is `unseen`: nobody has counted the delivery yet, a stall forgot to scan, or another event
    handed it out.
    """
    seen = totals_of(counts, type_id)
    issued, back = seen.issued + max(0, given), counts.get((type_id, RETURNED), 0)
    returned = min(back, issued - (seen.ended - seen.returned))
    return Cohort(replace(seen, issued=issued, returned=returned), back - returned)


def cohort_of_stall(counts: Counts, station_id: int) -> Cohort:
    """The cohort of one stall; `unseen` are those forgotten issues that are known to be its own."""
    return Cohort(totals_of(counts, station_id), counts.get((station_id, FORGOTTEN), 0))


def in_total(cohorts: Iterable[Cohort]) -> Cohort:
    """Several cohorts as one."""
    every = list(cohorts)
    totals = [cohort.totals for cohort in every]
    return Cohort(
        Totals(
            issued=sum(one.issued for one in totals),
            returned=sum(one.returned for one in totals),
            collected=sum(one.collected for one in totals),
            seen_again=sum(one.seen_again for one in totals),
            lost=sum(one.lost for one in totals),
            written_off=sum(one.written_off for one in totals),
            forfeited=sum(one.forfeited for one in totals),
        ),
        sum(cohort.unseen for cohort in every),
    )


def rate_of(
    cohort: Cohort, window: Window, stalls: Iterable[Cohort], counted: Grade = Grade.EVERY_ITEM
) -> ReturnRate:
    """A cohort's return rate with all that stands beside it. `stalls`: what each stall handed out of it."""
    return event_headline(tally_of(cohort), window, [tally_of(stall) for stall in stalls], counted)


def tally_of(cohort: Cohort) -> Tally:
    """What a cohort's headline is made of."""
    return Tally(cohort.totals.issued, cohort.totals.returned, cohort.unseen)


@dataclass(frozen=True, slots=True)
class CurveCounts:
    """The curve's two marginals by type and event day."""

    marginals: Mapping[tuple[int, datetime], Marginals]

    def of_type(self, type_id: int) -> list[Marginals]:
        """One type, all days."""
        return [part for (kind, _day), part in self.marginals.items() if kind == type_id]

    def of_day(self, day: datetime) -> list[Marginals]:
        """One event day, all types."""
        return [part for (_kind, begins_at), part in self.marginals.items() if begins_at == day]

    @property
    def days(self) -> list[datetime]:
        """The event days on which anything was issued, in order."""
        return sorted({day for _kind, day in self.marginals})


def curve_counts_of(
    rows: Iterable[tuple[int, datetime, str, int]], days: Boundaries, now: datetime
) -> CurveCounts:
    """The marginals, from counts of (type, period or minute, measure). Who is out is as old as the minute says."""
    ended: dict[tuple[int, datetime], Counter[tuple[int, str]]] = defaultdict(Counter)
    out: dict[tuple[int, datetime], Counter[int]] = defaultdict(Counter)
    for type_id, moment, measure, n in rows:
        key = (type_id, days.period(moment))
        if measure == OUT:
            out[key][_minutes(moment)] += n
        else:
            way, number = measure.split("@")
            ended[key][(int(number), way)] += n
    now_minute = _minutes(now)
    return CurveCounts(
        {key: Marginals(ended[key], still_out_by_bin(out[key], now_minute)) for key in sorted({*ended, *out})}
    )


def _minutes(moment: datetime) -> int:
    return (moment - THE_EPOCH) // MINUTE
