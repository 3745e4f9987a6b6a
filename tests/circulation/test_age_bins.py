"""The published ages."""

from pantbox.circulation.age_bins import BEYOND, BIN_COUNT, STARTS, bin_of, end_minutes, start_minutes
from tests.reports.direct import rounded


def test_there_are_707_published_ages():
    assert BIN_COUNT == len(STARTS) == 707


def test_bins_are_next_to_each_other_from_zero_to_ninety_days():
    assert STARTS[0] == 0
    assert [end_minutes(number) for number in range(BIN_COUNT)] == [*STARTS[1:], 90 * 1440]


def test_widths_are_those_published():
    width = {end_minutes(n) - start_minutes(n): None for n in range(BIN_COUNT)}

    assert list(width) == [1, 5, 60, 1440]
    assert [start_minutes(n) for n in (240, 480, 624)] == [4 * 60, 24 * 60, 7 * 1440]


def test_an_age_is_rounded_down_to_its_bin():
    ages = [
        *range(0, 12_000, 7),
        *range(12_000, 140_000, 997),
        239,
        240,
        1439,
        1440,
        10079,
        10080,
        129599,
        129600,
    ]

    assert [start_minutes(bin_of(age)) for age in ages] == [rounded(age) for age in ages]


def test_an_age_below_zero_is_zero():
    assert bin_of(-3) == 0


def test_ninety_days_and_more_are_beyond_the_curve():
    assert bin_of(90 * 1440) == bin_of(10**9) == BEYOND
