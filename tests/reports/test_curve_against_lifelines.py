"""The return curve against `lifelines`, another team's implementation of the same estimator."""

import warnings

import pytest
from lifelines import AalenJohansenFitter

from pantbox.reports.curve import WAYS, return_curve
from tests.reports.cohorts import marginals, random_cohort
from tests.reports.direct import Trip, rounded

EVENT = {way: number for number, way in enumerate(WAYS, start=1)}


def fitted(trips: list[Trip], way: str) -> AalenJohansenFitter:
    """Their fit of the rounded ages. They break ties at random, so the seed is fixed."""
    fitter = AalenJohansenFitter(seed=1, jitter_level=1e-6)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that it breaks ties, and how its own dependencies feel about it
        fitter.fit(
            [rounded(trip.age) + 1 for trip in trips],
            [EVENT[trip.how] if trip.how else 0 for trip in trips],
            event_of_interest=EVENT[way],
        )
    return fitter


def unique_ages(seed: int, size: int) -> list[Trip]:
    """A cohort in which no two share an age: 200 ages of one minute each, all different."""
    return [Trip(age=n, how=trip.how) for n, trip in enumerate(random_cohort(seed, size))]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("way", WAYS)
def test_without_ties_every_part_is_theirs(seed, way):
    trips = unique_ages(seed, size=200)

    theirs = fitted(trips, way).cumulative_density_.iloc[:, 0]

    for step in return_curve(marginals(trips)).steps:
        assert step.parts[way] == pytest.approx(theirs.loc[step.rounded_minutes + 1], abs=1e-9)


@pytest.mark.parametrize("seed", range(6))
def test_without_ties_the_interval_is_theirs(seed):
    # Theirs has no value where the last one at risk ends: so one is left.
    trips = [*unique_ages(seed, size=200), Trip(age=239, how=None)]

    theirs = fitted(trips, "returned").confidence_interval_

    for step in return_curve(marginals(trips)).steps:
        if step.returned > 0:
            low, high = theirs.loc[step.rounded_minutes + 1]
            assert (step.low, step.high) == pytest.approx((low, high), abs=1e-9)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("way", WAYS)
def test_with_ties_censoring_and_competing_ends_it_is_theirs_but_for_their_random_breaking_of_ties(seed, way):
    trips = random_cohort(seed, size=600)

    theirs = fitted(trips, way).cumulative_density_.iloc[:, 0]

    for step in return_curve(marginals(trips)).steps:
        their_share = theirs[theirs.index <= step.rounded_minutes + 1.5].iloc[-1]
        assert step.parts[way] == pytest.approx(their_share, abs=0.01)
