"""The return curve against an independent estimator in exact fractions, and its properties."""

import itertools
from fractions import Fraction
from math import exp, log, sqrt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pantbox.circulation.age_bins import BEYOND, LONGEST_MINUTES
from pantbox.reports.curve import RETURNED, WAYS, Marginals, return_curve, risks, still_out_by_bin, together
from pantbox.reports.intervals import Z_95, wilson
from tests.reports import direct
from tests.reports.cohorts import COHORTS, marginals, random_cohort
from tests.reports.direct import Trip

CLOSE = 1e-12


@given(COHORTS)
def test_who_is_at_risk_and_what_ended_is_exactly_what_counting_one_by_one_gives(trips):
    rows = risks(marginals(trips))

    ages = sorted({direct.rounded(t.age) for t in trips if t.how and direct.rounded(t.age) < LONGEST_MINUTES})
    assert [row.at_risk for row in rows] == [sum(direct.rounded(t.age) >= age for t in trips) for age in ages]
    assert [sum(row.ended.values()) for row in rows] == [
        sum(direct.rounded(t.age) == age for t in trips if t.how) for age in ages
    ]


@given(COHORTS)
def test_the_curve_is_the_direct_estimate_of_the_same_rounded_ages(trips):
    curve = return_curve(marginals(trips))

    for step in curve.steps:
        assert step.still_out == pytest.approx(
            float(direct.still_out(trips, step.rounded_minutes)), abs=CLOSE
        )
        for way in WAYS:
            exact = direct.incidence(trips, step.rounded_minutes, way)
            assert step.parts[way] == pytest.approx(float(exact), abs=CLOSE)


@pytest.mark.parametrize("seed", range(60))
def test_sixty_random_festivals_agree_with_exact_fractions(seed):
    trips = random_cohort(seed, size=150)

    curve = return_curve(marginals(trips))

    last = curve.steps[-1]
    exact = {way: direct.incidence(trips, last.rounded_minutes, way) for way in WAYS}
    assert sum(exact.values(), direct.still_out(trips, last.rounded_minutes)) == Fraction(1)
    assert {way: float(share) for way, share in exact.items()} == pytest.approx(dict(last.parts), abs=CLOSE)


@pytest.mark.parametrize("seed", range(5))
def test_the_interval_is_the_closed_forms_by_the_log_log_transform(seed):
    trips = [*random_cohort(seed, size=70), Trip(age=200_000, how=None)]

    curve = return_curve(marginals(trips))

    for step in curve.steps[10::4]:
        share = float(direct.incidence(trips, step.rounded_minutes, RETURNED))
        spread = Z_95 * sqrt(direct.variance(trips, step.rounded_minutes, RETURNED)) / (share * log(share))
        assert [step.low, step.high] == pytest.approx(
            sorted([share ** exp(spread), share ** exp(-spread)]), abs=1e-9
        )


@given(COHORTS)
def test_the_parts_and_what_is_still_out_sum_to_one(trips):
    curve = return_curve(marginals(trips))

    for step in curve.steps:
        assert sum(step.parts.values()) + step.still_out == pytest.approx(1.0, abs=CLOSE)


@given(COHORTS)
@example([Trip(age, RETURNED) for age in (0, 0, 0, 0, 1, 2)])  # was 0.999…9, and its interval overflowed
def test_parts_only_grow_with_age_and_stay_within_their_interval(trips):
    steps = return_curve(marginals(trips)).steps

    for earlier, later in itertools.pairwise(steps):
        assert earlier.within_minutes < later.within_minutes
        assert all(earlier.parts[way] <= later.parts[way] for way in WAYS)
    for step in steps:
        assert 0.0 <= step.low <= step.returned + CLOSE
        assert step.returned - CLOSE <= step.high <= 1.0


@given(COHORTS, st.randoms())
def test_the_order_in_which_trips_are_counted_changes_nothing(trips, chance):
    shuffled = list(trips)
    chance.shuffle(shuffled)

    assert return_curve(marginals(shuffled)) == return_curve(marginals(trips))


@given(COHORTS, COHORTS)
def test_two_days_together_are_one_cohort(first_day, second_day):
    joined = together([marginals(first_day), marginals(second_day)])

    assert return_curve(joined) == return_curve(marginals([*first_day, *second_day]))


@given(
    st.lists(st.builds(Trip, age=st.integers(0, 100_000), how=st.sampled_from(WAYS)), min_size=1, max_size=80)
)
def test_where_nothing_is_out_the_curve_ends_at_the_plain_shares(trips):
    last = return_curve(marginals(trips)).steps[-1]

    for way in WAYS:
        assert last.parts[way] == pytest.approx(
            sum(trip.how == way for trip in trips) / len(trips), abs=CLOSE
        )
    assert last.still_out == 0.0


def test_the_curve_counts_whoever_is_out_only_as_long_as_they_were_watched():
    # Two back after 10 minutes, one out for 5, one out for 20: three were watched into minute 10.
    cohort = marginals([Trip(10, RETURNED), Trip(10, RETURNED), Trip(5, None), Trip(20, None)])

    step = return_curve(cohort).steps[0]

    assert step.at_risk == 3
    assert step.returned == pytest.approx(2 / 3)
    assert step.within_minutes == 11


def test_the_curve_says_nothing_of_ages_nobody_was_watched_to():
    curve = return_curve(marginals([Trip(10, RETURNED), Trip(30, None)]))

    assert curve.at(9) is None
    assert curve.at(25) == curve.steps[0]
    assert curve.at(600) is None


def test_once_everyone_has_ended_the_curve_holds_for_every_later_age():
    curve = return_curve(marginals([Trip(10, RETURNED), Trip(30, "lost")]))

    last = curve.at(100_000)

    assert last is not None
    assert last.parts == {RETURNED: 0.5, "collected": 0.0, "seen_again": 0.0, "lost": 0.5, "written_off": 0.0}


def test_a_return_after_ninety_days_is_out_on_every_published_age():
    curve = return_curve(marginals([Trip(LONGEST_MINUTES, RETURNED), Trip(60, RETURNED)]))

    assert curve.steps[-1].returned == 0.5
    assert curve.steps[-1].still_out == 0.5


def test_nothing_back_and_everything_back_have_wilsons_interval():
    nothing = return_curve(marginals([Trip(3, "lost"), *[Trip(9, None)] * 19])).steps[-1]
    everything = return_curve(marginals([Trip(3, RETURNED)] * 20)).steps[-1]

    assert (nothing.returned, nothing.low, nothing.high) == (0.0, 0.0, wilson(0, 20).high)
    assert (everything.returned, everything.low, everything.high) == (1.0, wilson(20, 20).low, 1.0)


@given(st.lists(st.integers(0, 500), min_size=1, max_size=80), st.lists(st.integers(0, 400), max_size=20))
def test_when_all_who_were_watched_to_the_end_came_back_it_is_all_of_them_exactly(returned_after, out_for):
    trips = [Trip(age, RETURNED) for age in returned_after] + [Trip(age, None) for age in out_for]

    last = return_curve(marginals([*trips, Trip(600, RETURNED)])).steps[-1]

    assert (last.returned, last.still_out, last.high) == (1.0, 0.0, 1.0)


def test_an_empty_cohort_has_an_empty_curve():
    curve = return_curve(Marginals({}, {}))

    assert (curve.n, curve.steps, curve.at(10)) == (0, (), None)


def test_open_trips_are_binned_by_their_age_now():
    assert still_out_by_bin({1_000: 4, 1_007: 2, -200_000: 1}, now_minute=1_010) == {10: 4, 3: 2, BEYOND: 1}
