"""The event's headline: of so many handed out, so many were back by then.

What stalls forgot to scan (unseen issues) is missing from the denominator, so beside the rate stands its **scan
coverage**: returns with a seen issue ÷ returns. While coverage is 95 % or more, in all and at every stall that handed out
more than 1 %, the rate of the seen issues speaks for all. Below, it is given as a bound. With I issues seen, R of them returned, U unseen issues whose container came back:

* *Naive* (R + U) ÷ I is never shown: its numerator holds trips its denominator does not, and it can pass 100 %.
* *Value*, R ÷ I: the rate of what the stalls saw. It is right for all if a scan was forgotten without regard to
  whether the container would come back, which a guest cannot know of.
* *Upper bound*, (R + U) ÷ (I + U): needs no assumption. Every forgotten issue that we know of came back, so this is
  the rate if there were no others. Each other one only lowers it.
* *Lower bound*, R ÷ I ÷ (2 − coverage): the forgotten issues that never came back left no trace, and scans alone
  cannot count them. This is the rate if forgotten containers came back half as often as seen ones
  (`FORGOTTEN_COME_BACK_MIN`): then U ÷ (½ · R ÷ I) were forgotten, and (R + U) ÷ (I + 2 · U · I ÷ R) is this figure.

`low` and `high` are then the lower bound of Wilson's low end and Wilson's high end of the upper bound: uncertainty of
chance and of not knowing, in one span.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pantbox.reports.intervals import Share, wilson

COVERAGE_MIN = 0.95
"""Below this scan coverage a rate is a bound."""

STALL_COUNTS_FROM = 0.01
"""A stall that handed out more than this share must have scanned as well as all together."""

FORGOTTEN_COME_BACK_MIN = 0.5
"""The one assumption of the lower bound: forgotten issues come back at least this many times as often as seen ones."""


class Grade(StrEnum):
    """What the numbers rest on."""

    EVERY_ITEM = "A"
    """Every item scanned, out and back."""
    INCOMPLETE = "A, incomplete"
    """The same, and too many scans forgotten, in all or at a stall: the rate is a bound."""
    RETURNS_ONLY = "B"
    """Returns scanned, issues counted: a rate and trips, but no dwell and no cohort by hour."""
    COUNTS_ONLY = "C"
    """Counts by type only: a loss."""


@dataclass(frozen=True, slots=True)
class Window:
    """When the cohort was issued, and up to when its returns were counted. `closed`: nothing more will be counted."""

    issued_from: datetime | None
    issued_until: datetime | None
    counted_until: datetime
    closed: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """What a headline is made of. `unseen` are returns of which no stall had scanned the issue."""

    issued: int
    returned: int
    unseen: int = 0

    @property
    def handed_out(self) -> int:
        """All that is known to have been handed out."""
        return self.issued + self.unseen

    @property
    def scan_coverage(self) -> float | None:
        """Returns with a seen issue ÷ returns; None before the first return."""
        returns = self.returned + self.unseen
        return self.returned / returns if returns else None


@dataclass(frozen=True, slots=True)
class ReturnRate:
    """A return rate with everything that must stand beside it. `definition` is the key of the sentence that says it."""

    share: Share
    low: float
    high: float
    is_bound: bool
    scan_coverage: float | None
    unseen: int
    grade: Grade
    window: Window
    definition: str

    @property
    def value(self) -> float | None:
        """Returned ÷ issued, of issues that were seen. None when nothing was issued."""
        return self.share.value

    @property
    def n(self) -> int:
        """Issues seen: the denominator."""
        return self.share.n


def is_complete(tally: Tally, stalls: Collection[Tally]) -> bool:
    """Whether enough was scanned for a rate: in all, and at every one of these stalls that handed out more than 1 %."""
    handed_out = sum(stall.handed_out for stall in stalls)
    large = [stall for stall in stalls if stall.handed_out > STALL_COUNTS_FROM * handed_out]
    return all(one.scan_coverage is None or one.scan_coverage >= COVERAGE_MIN for one in (tally, *large))


def grade(counted: Grade, tally: Tally, stalls: Collection[Tally]) -> Grade:
    """The grade of a cohort: of how it was counted, and of whether enough of it was."""
    return max(counted, Grade.EVERY_ITEM if is_complete(tally, stalls) else Grade.INCOMPLETE)


def event_headline(
    tally: Tally, window: Window, stalls: Collection[Tally] = (), counted: Grade = Grade.EVERY_ITEM
) -> ReturnRate:
    """Returned ÷ issued of a cohort with its 95 % interval, or with bounds when too many issues were not seen.

    `stalls` are those it was handed out at, `counted` says how.
    """
    seen, coverage = wilson(tally.returned, tally.issued), tally.scan_coverage
    is_bound = not is_complete(tally, stalls)
    low, high = (lower_bound(tally).low, upper_bound(tally).high) if is_bound else (seen.low, seen.high)
    return ReturnRate(
        share=seen,
        low=low,
        high=high,
        is_bound=is_bound,
        scan_coverage=coverage,
        unseen=tally.unseen,
        grade=grade(counted, tally, stalls),
        window=window,
        definition="metric-return-rate-bound" if is_bound else "metric-return-rate",
    )


def upper_bound(tally: Tally) -> Share:
    """The rate if no stall forgot any issue but those that came back to us. No assumption behind it."""
    return wilson(tally.returned + tally.unseen, tally.issued + tally.unseen)


def lower_bound(tally: Tally) -> Share:
    """The rate if what stalls forgot came back only half as often as what they scanned."""
    seen = wilson(tally.returned, tally.issued)
    coverage = tally.scan_coverage
    if coverage is None or seen.value is None:
        return Share(count=tally.returned, n=tally.issued, value=seen.value, low=0.0, high=seen.high)
    shrink = coverage + (1 - coverage) / FORGOTTEN_COME_BACK_MIN
    return Share(seen.count, seen.n, seen.value / shrink, seen.low / shrink, seen.high / shrink)
