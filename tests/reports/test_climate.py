"""Climate effect: with a band, negative when it is, and silent when nothing is known."""

from math import inf

import pytest

from pantbox.reports.climate import Use, break_even_uses, climate_effect, in_total, share_past
from pantbox.reports.climate_factors import (
    CUP,
    DEFAULTS,
    Factor,
    Factors,
    as_json,
    exactly,
    factors_from_json,
)

PLAIN = Factors(exactly(30, "a"), exactly(70, "b"), exactly(30, "b"), exactly(5, "c"), exactly(5, "d"))


def test_the_effect_is_what_was_replaced_less_what_it_took():
    effect = climate_effect(Use(servings=1000, washes=900, units_written_off=200), PLAIN)

    assert effect is not None
    assert effect.grams_co2e == 1000 * 30 - (200 * 100 + 900 * 5 + 1000 * 5)
    assert (effect.low, effect.high) == (effect.grams_co2e, effect.grams_co2e)
    assert effect.sources == ("a", "b", "c", "d")
    assert effect.left_out == ()


def test_a_fleet_used_too_little_costs_and_is_shown_to():
    effect = climate_effect(Use(servings=100, washes=100, units_written_off=100), PLAIN)

    assert effect is not None
    assert effect.grams_co2e < 0


def test_the_band_runs_from_the_worst_to_the_best_of_every_factor():
    factors = Factors(
        Factor(30, 20, 40, "a"), Factor(70, 60, 90, "a"), exactly(30, "a"), Factor(5, 2, 9, "a")
    )

    effect = climate_effect(Use(servings=100, washes=100, units_written_off=10), factors)

    assert effect is not None
    assert effect.low == 100 * 20 - (10 * 120 + 100 * 9)
    assert effect.high == 100 * 40 - (10 * 90 + 100 * 2)
    assert effect.left_out == ("transport",)


def test_no_factor_no_figure():
    assert climate_effect(Use(100, 100, 10), None) is None
    assert "bowl" not in DEFAULTS
    assert factors_from_json({"make": {"grams_co2e": 702, "source": "TemaNord 2024:515"}}) is None


def test_a_sum_that_would_leave_a_type_out_is_no_figure():
    known = climate_effect(Use(100, 100, 10), PLAIN)

    assert in_total([known, None]) is None
    assert in_total([]) is None


def test_a_sum_adds_effects_and_bands_and_names_each_source_once():
    one, other = climate_effect(Use(100, 100, 10), PLAIN), climate_effect(Use(50, 40, 5), CUP)

    total = in_total([one, other])

    assert one is not None
    assert other is not None
    assert total is not None
    assert total.grams_co2e == one.grams_co2e + other.grams_co2e
    assert (total.low, total.high) == (one.low + other.low, one.high + other.high)
    assert (total.weak, len(set(total.sources))) == (True, len(total.sources))


def test_break_even_is_where_making_it_is_paid_back():
    assert break_even_uses(PLAIN) == 100 / (30 - 5 - 5)
    assert break_even_uses(CUP) == pytest.approx((76 + 27.6) / (29.6 - 1.74))


def test_washing_dearer_than_what_it_replaces_never_breaks_even():
    factors = Factors(exactly(5, "a"), exactly(70, "a"), exactly(0, "a"), exactly(6, "a"))

    assert break_even_uses(factors) == inf
    assert share_past(inf, {3: 10, 100: 1}) == 0.0


def test_the_share_of_the_fleet_past_break_even():
    assert share_past(3.7, {1: 40, 3: 30, 4: 20, 9: 10}) == 0.3
    assert share_past(3.7, {}) is None


def test_factors_survive_being_stored():
    assert factors_from_json(as_json(CUP)) == CUP
    assert factors_from_json(as_json(PLAIN)) == PLAIN


def test_a_band_out_of_order_is_refused():
    with pytest.raises(ValueError, match="not a band"):
        Factor(5, low=6, high=9, source="a")
