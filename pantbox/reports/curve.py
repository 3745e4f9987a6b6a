"""The return curve: what share of the trips issued was returned within each age, with honest treatment of the rest.

Aalen–Johansen cumulative incidence. A trip ends *returned*, or in a competing way (collected, seen again, lost,
written off), or is still out and then counts as long as it was watched and no longer (right-censored). At every age
the parts and what is still out sum to 1.

Exact and flat: it needs only two marginals, how many trips ended in each age bin and in which way, and how many are
out since each minute. Their rows are bounded by bins and minutes, not by scans, and the result is the direct estimate
of the same rounded ages.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pantbox.circulation.age_bins import BEYOND, bin_of, end_minutes, start_minutes
from pantbox.reports.intervals import log_log, wilson

RETURNED = "returned"
COLLECTED = "collected"
SEEN_AGAIN = "seen_again"
LOST = "lost"
WRITTEN_OFF = "written_off"
WAYS = (RETURNED, COLLECTED, SEEN_AGAIN, LOST, WRITTEN_OFF)
"""How a trip can end. The first is what is measured, the others compete with it."""


@dataclass(frozen=True, slots=True)
class Marginals:
    """All the curve needs of a cohort: trips ended by (age bin, way), and trips still out by their age bin now."""

    ended: Mapping[tuple[int, str], int]
    still_out: Mapping[int, int]

    @property
    def n(self) -> int:
        """Trips in the cohort."""
        return sum(self.ended.values()) + sum(self.still_out.values())


def still_out_by_bin(issued_in_minute: Mapping[int, int], now_minute: int) -> Counter[int]:
    """Open trips by age bin, from how many went out in each minute. Minutes are counted from any one origin."""
    ages: Counter[int] = Counter()
    for minute, trips in issued_in_minute.items():
        ages[bin_of(now_minute - minute)] += trips
    return ages


def together(cohorts: Iterable[Marginals]) -> Marginals:
    """Several cohorts (days, types) as one."""
    ended: Counter[tuple[int, str]] = Counter()
    still_out: Counter[int] = Counter()
    for cohort in cohorts:
        ended.update(cohort.ended)
        still_out.update(cohort.still_out)
    return Marginals(ended, still_out)


@dataclass(frozen=True, slots=True)
class Risk:
    """One age bin in which something ended: how many were watched into it, and how many ended in which way."""

    bin: int
    at_risk: int
    ended: Mapping[str, int]


def risks(cohort: Marginals) -> list[Risk]:
    """The bins in which trips ended, youngest first. Who is out or ends in a bin was at risk in it."""
    ended_in: dict[int, Counter[str]] = {}
    leaving: Counter[int] = Counter(cohort.still_out)
    for (number, way), trips in cohort.ended.items():
        leaving[number] += trips
        ended_in.setdefault(number, Counter())[way] += trips
    at_risk, rows = cohort.n, []
    for number in sorted(leaving):
        if number in ended_in and number < BEYOND:
            rows.append(Risk(number, at_risk, ended_in[number]))
        at_risk -= leaving[number]
    return rows


@dataclass(frozen=True, slots=True)
class Step:
    """The curve from one age to the next at which something ended.

    `parts` are the shares that had ended in each way before `within_minutes`, `still_out` the share that had not.
    `low` and `high` are the 95 % interval of the returned part.
    """

    within_minutes: int
    rounded_minutes: int
    at_risk: int
    parts: Mapping[str, float]
    still_out: float
    low: float
    high: float

    @property
    def returned(self) -> float:
        """The share returned by then."""
        return self.parts[RETURNED]


@dataclass(frozen=True, slots=True)
class Curve:
    """A cohort's whole curve. Between its steps nothing changes."""

    n: int
    steps: tuple[Step, ...]
    watched_minutes: int
    """The age up to which somebody was still watched. Later than this the curve says nothing."""

    def at(self, age_minutes: int) -> Step | None:
        """The step in force at an age. None before anything ended, and where nobody has been watched for so long."""
        if age_minutes > self.watched_minutes:
            return None
        passed = [step for step in self.steps if step.within_minutes <= age_minutes]
        return passed[-1] if passed else None


def return_curve(cohort: Marginals) -> Curve:
    """The cumulative incidence of *returned* and of each competing end. An empty cohort has no steps."""
    steps = tuple(_steps(risks(cohort)))
    everyone_ended = bool(steps) and steps[-1].still_out == 0.0
    oldest = max(_bins(cohort), default=0)
    watched_minutes = end_minutes(BEYOND if everyone_ended else oldest) if cohort.n else 0
    return Curve(n=cohort.n, steps=steps, watched_minutes=watched_minutes)


def _bins(cohort: Marginals) -> Iterator[int]:
    yield from (number for (number, _way), trips in cohort.ended.items() if trips)
    yield from (number for number, trips in cohort.still_out.items() if trips)


@dataclass(slots=True)
class _State:
    """What is carried from bin to bin: the shares, and the covariances of (still out, returned).

    The Greenwood-type covariance by recursion: Andersen, Borgan, Gill & Keiding, *Statistical Models Based on Counting
    Processes* (1993), eq. 4.4.20; Allignol, Schumacher & Beyersmann (2010), Computational Statistics 25, 643–656. With
    h the share of those at risk that ended, r that was returned, S still out before:

        var S  ← (1−h)² var S                            + S² h (1−h) / n
        cov    ← (1−h) (r var S + cov)                   − S² r (1−h) / n
        var F  ← r² var S + 2 r cov + var F              + S² r (1−r) / n

    Summed up it is the delta-method variance of Gaynor et al. (1993), J. Am. Stat. Assoc. 88, 400–409, but needs no
    division by n − d, so it holds where everyone at risk ends.
    """

    still_out: float = 1.0
    variance_out: float = 0.0
    covariance: float = 0.0
    variance_returned: float = 0.0

    def pass_bin(self, at_risk: int, ended: int, returned: int) -> None:
        stays, back = (at_risk - ended) / at_risk, returned / at_risk
        noise = self.still_out**2 / at_risk
        self.variance_returned += (
            back**2 * self.variance_out + 2 * back * self.covariance + noise * back * (1 - back)
        )
        self.covariance = stays * (back * self.variance_out + self.covariance) - noise * back * stays
        self.variance_out = stays**2 * self.variance_out + noise * (1 - stays) * stays
        self.still_out *= stays


def _steps(rows: Iterable[Risk]) -> Iterator[Step]:
    state, shares, counted = _State(), _Shares(), Counter[str]()
    for row in rows:
        counted.update(row.ended)
        shares.pass_bin(row)
        state.pass_bin(row.at_risk, sum(row.ended.values()), row.ended.get(RETURNED, 0))
        parts = shares.parts
        if shares.still_out == 0.0 and counted[RETURNED] == counted.total():
            parts[RETURNED] = 1.0  # All of them, whatever the last digit of a long sum says.
        low, high = _interval(parts[RETURNED], state.variance_returned, row.at_risk, counted[RETURNED])
        yield Step(
            within_minutes=end_minutes(row.bin),
            rounded_minutes=start_minutes(row.bin),
            at_risk=row.at_risk,
            parts=parts,
            still_out=shares.still_out,
            low=low,
            high=high,
        )


@dataclass(slots=True)
class _Shares:
    """The parts and what is still out, with as few roundings as can be.

    From one censoring to the next the product of (n − d) ÷ n telescopes: who was at risk at the beginning is who is
    left and who ended since. So a share is counted and divided once, and while nobody was censored it is count ÷ n.
    """

    still_out: float = 1.0
    left: int = -1
    out_then: float = 1.0
    at_risk_then: int = 1
    parts_then: dict[str, float] = field(default_factory=lambda: dict.fromkeys(WAYS, 0.0))
    ended_since: Counter[str] = field(default_factory=Counter)

    def pass_bin(self, row: Risk) -> None:
        if row.at_risk != self.left:  # somebody was censored, or this is the first
            self.out_then, self.at_risk_then, self.parts_then = self.still_out, row.at_risk, self.parts
            self.ended_since = Counter()
        self.ended_since.update(row.ended)
        self.left = row.at_risk - sum(row.ended.values())
        self.still_out = self.out_then * self.left / self.at_risk_then

    @property
    def parts(self) -> dict[str, float]:
        return {
            way: min(then + self.out_then * self.ended_since[way] / self.at_risk_then, 1.0)
            for way, then in self.parts_then.items()
        }


def _interval(share: float, variance: float, at_risk: int, returned: int) -> tuple[float, float]:
    """At 0 and at 1 the transform has no value; there Wilson's interval of those watched so far takes its place."""
    if returned == 0:
        return 0.0, wilson(0, at_risk).high
    if variance <= 0 or share >= 1:
        return wilson(returned, returned).low, 1.0
    return log_log(share, variance)
