"""An independent estimator, straight from the textbook: one trip after another, in exact fractions, with no marginals.

It shares nothing with `pantbox.reports.curve` but the meaning of the words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

MINUTES_TO = ((240, 1), (1440, 5), (10080, 60), (129600, 1440))


@dataclass(frozen=True)
class Trip:
    """`how` is None while it is out; then `age` is its age now."""

    age: int
    how: str | None


def rounded(age: int) -> int:
    """An age in minutes, rounded down by the published rule, written out by hand."""
    for until, width in MINUTES_TO:
        if age < until:
            return max(age, 0) // width * width
    return 129600


def incidence(trips: Sequence[Trip], age: int, how: str) -> Fraction:
    """The Aalen–Johansen share of `trips` that ended `how` at a rounded age of at most `age`."""
    surviving, ended_so = Fraction(1), Fraction(0)
    ages = sorted({rounded(trip.age) for trip in trips if trip.how is not None})
    for then in (a for a in ages if a <= age and a < 129600):
        at_risk = sum(1 for trip in trips if rounded(trip.age) >= then)
        here = [trip.how for trip in trips if trip.how is not None and rounded(trip.age) == then]
        ended_so += surviving * Fraction(here.count(how), at_risk)
        surviving *= 1 - Fraction(len(here), at_risk)
    return ended_so


def still_out(trips: Sequence[Trip], age: int) -> Fraction:
    """The Kaplan–Meier share that had not ended at all."""
    surviving = Fraction(1)
    ages = sorted({rounded(trip.age) for trip in trips if trip.how is not None})
    for then in (a for a in ages if a <= age and a < 129600):
        at_risk = sum(1 for trip in trips if rounded(trip.age) >= then)
        here = sum(1 for trip in trips if trip.how is not None and rounded(trip.age) == then)
        surviving *= 1 - Fraction(here, at_risk)
    return surviving


def variance(trips: Sequence[Trip], age: int, how: str) -> Fraction:
    """The delta-method variance in its closed form (Gaynor et al. 1993). Needs someone left at risk at every age."""
    total = Fraction(0)
    share_then = incidence(trips, age, how)
    ages = sorted({rounded(trip.age) for trip in trips if trip.how is not None})
    for then in (a for a in ages if a <= age and a < 129600):
        n = sum(1 for trip in trips if rounded(trip.age) >= then)
        here = [trip.how for trip in trips if trip.how is not None and rounded(trip.age) == then]
        d, d_how = len(here), here.count(how)
        before = still_out(trips, then - 1)
        rest = share_then - incidence(trips, then, how)
        if rest:
            total += rest**2 * Fraction(d, n * (n - d))
        total += before**2 * Fraction((n - d_how) * d_how, n**3)
        total -= 2 * rest * before * Fraction(d_how, n**2)
    return total
