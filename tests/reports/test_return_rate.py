"""The headline, and what it says when stalls forgot to scan."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantbox.reports.return_rate import (
    Grade,
    Tally,
    Window,
    event_headline,
    grade,
    lower_bound,
    upper_bound,
)

SUNDAY_NOON = datetime(2024, 10, 6, 10, 0, tzinfo=UTC)
WINDOW = Window(datetime(2024, 10, 1, 8, 0, tzinfo=UTC), SUNDAY_NOON, SUNDAY_NOON, closed=True)


@st.composite
def tallies(draw):
    """Any counts that can be."""
    issued = draw(st.integers(1, 50_000))
    return Tally(issued, draw(st.integers(0, issued)), draw(st.integers(0, 50_000)))


def test_the_headline_of_a_closed_cohort():
    rate = event_headline(Tally(issued=9412, returned=8604), WINDOW)

    assert rate.value == pytest.approx(0.914, abs=5e-4)
    assert (round(rate.low, 3), round(rate.high, 3)) == (0.908, 0.920)
    assert (rate.n, rate.window, rate.grade, rate.scan_coverage) == (9412, WINDOW, Grade.EVERY_ITEM, 1.0)
    assert (rate.is_bound, rate.definition) == (False, "metric-return-rate")


def test_a_few_forgotten_scans_leave_it_a_rate_and_stand_beside_it():
    rate = event_headline(Tally(issued=1000, returned=870, unseen=30), WINDOW)

    assert rate.scan_coverage == pytest.approx(870 / 900)
    assert rate.is_bound is False
    assert rate.unseen == 30


def test_many_forgotten_scans_make_it_a_bound_wide_enough_for_what_is_not_known():
    rate = event_headline(Tally(issued=1000, returned=870, unseen=100), WINDOW)

    assert rate.value == 0.87
    assert (rate.is_bound, rate.definition) == (True, "metric-return-rate-bound")
    assert rate.low < 0.87 / (2 - 870 / 970)
    assert rate.high > 970 / 1100


def test_the_upper_bound_is_reached_when_nothing_else_was_forgotten():
    bound = upper_bound(Tally(issued=1000, returned=870, unseen=100))

    assert bound.value == 970 / 1100


def test_the_lower_bound_is_the_rate_if_forgotten_ones_come_back_half_as_often():
    tally = Tally(issued=1000, returned=870, unseen=100)

    forgotten = 100 / (0.5 * 0.87)

    assert lower_bound(tally).value == pytest.approx((870 + 100) / (1000 + forgotten))


@given(tallies())
def test_bounds_hold_the_rate_between_them_and_stay_shares(tally):
    rate = event_headline(tally, WINDOW)

    assert rate.value is not None
    assert 0.0 <= rate.low <= rate.value <= rate.high <= 1.0
    assert (lower_bound(tally).value or 0.0) <= rate.value <= (upper_bound(tally).value or 0.0)


def test_a_rate_can_never_pass_one_however_many_were_forgotten():
    rate = event_headline(Tally(issued=10, returned=10, unseen=500), WINDOW)

    assert rate.high <= 1.0


def test_before_the_first_issue_there_is_no_rate():
    rate = event_headline(Tally(issued=0, returned=0), WINDOW)

    assert (rate.value, rate.low, rate.high, rate.scan_coverage) == (None, 0.0, 1.0, None)


def test_when_every_issue_was_forgotten_only_the_lack_of_knowledge_is_told():
    rate = event_headline(Tally(issued=0, returned=0, unseen=40), WINDOW)

    assert rate.value is None
    assert rate.scan_coverage == 0.0
    assert (rate.is_bound, rate.low) == (True, 0.0)


def test_one_stall_that_forgets_makes_the_whole_rate_a_bound():
    stalls = [Tally(issued=960, returned=860), Tally(issued=40, returned=10, unseen=10)]

    rate = event_headline(Tally(issued=1000, returned=870, unseen=10), WINDOW, stalls)

    assert rate.scan_coverage == pytest.approx(870 / 880)
    assert (rate.is_bound, rate.grade) == (True, Grade.INCOMPLETE)
    assert rate.low < rate.share.low


def test_a_stall_that_handed_out_next_to_nothing_does_not():
    stalls = [Tally(issued=9990, returned=8000), Tally(issued=5, returned=0, unseen=4)]

    rate = event_headline(Tally(issued=9995, returned=8000, unseen=4), WINDOW, stalls)

    assert (rate.is_bound, rate.grade) == (False, Grade.EVERY_ITEM)


def test_what_was_counted_by_the_crate_is_never_an_a():
    rate = event_headline(Tally(issued=100, returned=80), WINDOW, (), Grade.RETURNS_ONLY)

    assert rate.grade is Grade.RETURNS_ONLY
    assert grade(Grade.COUNTS_ONLY, Tally(100, 0), ()) is Grade.COUNTS_ONLY
