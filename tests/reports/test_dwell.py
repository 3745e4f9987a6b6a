"""Dwell time, read off the curve."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantbox.reports.curve import RETURNED, WAYS, return_curve
from pantbox.reports.dwell import Dwell, dwell, quantile_seconds
from tests.reports import direct
from tests.reports.cohorts import COHORTS, marginals
from tests.reports.direct import Trip

ENDED = st.lists(
    st.builds(Trip, age=st.integers(0, 20_000), how=st.sampled_from(WAYS)), min_size=1, max_size=60
)


def test_median_and_p90_of_ten_returns():
    trips = [Trip(age, RETURNED) for age in (5, 10, 15, 20, 25, 30, 35, 40, 45, 50)]

    assert dwell(return_curve(marginals(trips))) == Dwell(median_seconds=25 * 60, p90_seconds=45 * 60)


def test_what_did_not_come_back_does_not_make_dwell_longer():
    trips = [
        Trip(10, RETURNED),
        Trip(20, RETURNED),
        Trip(30, RETURNED),
        Trip(200, "lost"),
        Trip(200, "collected"),
    ]

    assert dwell(return_curve(marginals(trips))).median_seconds == 20 * 60


def test_before_the_first_return_there_is_none():
    assert dwell(return_curve(marginals([Trip(10, None), Trip(4, "lost")]))) == Dwell(None, None)


@given(ENDED)
def test_when_nothing_is_out_it_is_the_plain_quantile_of_the_rounded_times(trips):
    times = sorted(direct.rounded(trip.age) for trip in trips if trip.how == RETURNED)
    curve = return_curve(marginals(trips))

    for share in (Fraction(1, 2), Fraction(9, 10)):
        expected = next(
            (t * 60 for rank, t in enumerate(times, start=1) if Fraction(rank, len(times)) >= share), None
        )
        assert quantile_seconds(curve, float(share)) == expected


@given(COHORTS)
def test_the_median_is_never_after_the_ninetieth_percentile(trips):
    times = dwell(return_curve(marginals(trips)))

    if times.median_seconds is not None and times.p90_seconds is not None:
        assert times.median_seconds <= times.p90_seconds


@pytest.mark.parametrize("share", [0.5, 0.9])
def test_the_quantile_is_the_first_age_at_which_the_exact_share_is_reached(share):
    trips = [Trip(n * 3, RETURNED if n % 3 else None) for n in range(1, 60)]
    came_back = direct.incidence(trips, 10_000, RETURNED)

    found = quantile_seconds(return_curve(marginals(trips)), share)

    assert found is not None
    assert direct.incidence(trips, found // 60, RETURNED) >= Fraction(share) * came_back
    assert direct.incidence(trips, found // 60 - 1, RETURNED) < Fraction(share) * came_back
