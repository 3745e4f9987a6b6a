"""Trips, rotations, and how long a container lasts."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantbox.reports.rotations import (
    containers_used_up,
    expected_trips,
    fleet_turn,
    rotations_counted,
    rotations_estimated,
)


@pytest.mark.parametrize(("back", "trips"), [(0.87, 7.7), (0.92, 12.5), (0.95, 20.0), (0.98, 50.0)])
def test_expected_trips_of_a_container_that_does_not_wear_out(back, trips):
    assert expected_trips(back) == pytest.approx(trips, abs=0.05)


@given(st.integers(0, 99), st.integers(1, 300))
def test_expected_trips_is_the_sum_of_the_chances_to_be_there_for_each(percent, uses_max):
    chance = Fraction(percent, 100)

    exact = sum(chance**use for use in range(uses_max))

    assert expected_trips(percent / 100, uses_max) == pytest.approx(float(exact), rel=1e-9)


def test_what_always_comes_back_is_used_until_it_is_worn():
    assert expected_trips(1.0, uses_max=500) == 500.0


def test_what_always_comes_back_and_never_wears_has_no_average():
    with pytest.raises(ValueError, match="never wears out"):
        expected_trips(1.0)


@pytest.mark.parametrize("back", [-0.1, 1.2])
def test_a_chance_is_between_nought_and_one(back):
    with pytest.raises(ValueError, match="not a probability"):
        expected_trips(back, 10)


def test_a_container_stands_at_least_one_use():
    with pytest.raises(ValueError, match="at least one use"):
        expected_trips(0.9, 0)


def test_containers_used_up_is_servings_by_the_trips_each_makes():
    assert containers_used_up(1000, 0.95) == pytest.approx(50)
    assert containers_used_up(1000, 0.0, uses_max=8) == 1000


def test_an_estimated_rotation_is_a_trip_with_another_after_it():
    rotations = rotations_estimated(trips=350, containers_used=100, units=120)

    assert (rotations.count, rotations.estimated) == (250, True)
    assert rotations.average == 250 / 120


def test_a_counted_rotation_is_a_wash_after_a_trip():
    rotations = rotations_counted(washed_after_a_trip=330, units=120)

    assert (rotations.count, rotations.estimated) == (330, False)


def test_without_units_there_is_no_average():
    assert rotations_counted(washed_after_a_trip=0, units=0).average is None


def test_fleet_turn_is_trips_per_container_and_day():
    assert fleet_turn(trips=6000, fleet=2000, days=5) == 0.6
    assert fleet_turn(trips=6000, fleet=0, days=5) is None
