"""Random cohorts for the tests of the curve, and their marginals."""

from collections import Counter
from collections.abc import Sequence
from random import Random

from hypothesis import strategies as st

from pantbox.circulation.age_bins import bin_of
from pantbox.reports.curve import WAYS, Marginals
from tests.reports.direct import Trip

AGES = st.one_of(st.integers(0, 30), st.integers(0, 2000), st.integers(0, 140_000))
TRIPS = st.builds(Trip, age=AGES, how=st.sampled_from([*WAYS, "returned", "returned", None, None]))
COHORTS = st.lists(TRIPS, min_size=1, max_size=60)


def marginals(trips: Sequence[Trip]) -> Marginals:
    """What a GROUP BY over the trips would give."""
    ended = Counter((bin_of(trip.age), trip.how) for trip in trips if trip.how is not None)
    return Marginals(ended, Counter(bin_of(trip.age) for trip in trips if trip.how is None))


def random_cohort(seed: int, size: int) -> list[Trip]:
    """A festival-like cohort: most back within hours, some never, some still out; with ties."""
    chance = Random(seed)
    return [
        Trip(
            age=int(chance.expovariate(1 / chance.choice([20, 90, 400]))),
            how=chance.choices([*WAYS, None], weights=[60, 6, 4, 5, 3, 22])[0],
        )
        for _ in range(size)
    ]
