"""What is left of a type, and how long that lasts: pure rules."""

from datetime import UTC, datetime, timedelta

import pytest

from pantbox.circulation.scan import Kind
from pantbox.places.stations import StationKind
from pantbox.stock.level import Base, Movement, base_of, hourly_rate, minutes_left

NOON = datetime(2026, 8, 1, 12, tzinfo=UTC)


def moved(*told: tuple[Kind, int]) -> list[Movement]:
    return [Movement(kind, quantity, NOON + timedelta(minutes=n)) for n, (kind, quantity) in enumerate(told)]


def test_what_came_in_less_what_went_back_is_left_where_nobody_counted() -> None:
    told = moved((Kind.RECEIVE, 120), (Kind.RECEIVE, 36), (Kind.DISPATCH, 20))

    assert base_of(told, StationKind.STALL) == Base(delivered=136, left=136, since=None)


def test_a_count_is_the_truth_of_its_moment() -> None:
    told = moved((Kind.RECEIVE, 120), (Kind.COUNT, 31), (Kind.RECEIVE, 36))

    assert base_of(told, StationKind.STALL) == Base(156, 67, NOON + timedelta(minutes=1))


def test_what_comes_to_a_wash_is_dirty_until_it_is_washed() -> None:
    told = moved((Kind.RECEIVE, 500), (Kind.WASH, 360), (Kind.DISPATCH, 120))

    assert base_of(told, StationKind.WASH).left == 240


@pytest.mark.parametrize(
    ("minute", "this_hour", "hour_before", "rate"),
    [(0, 0, 60, 60), (30, 30, 60, 60), (45, 90, 40, 100), (59, 12, 0, 12), (10, 0, 0, 0)],
)
def test_the_rate_is_of_the_last_sixty_minutes(
    minute: int, this_hour: int, hour_before: int, rate: int
) -> None:
    assert hourly_rate(this_hour, hour_before, NOON + timedelta(minutes=minute)) == rate


@pytest.mark.parametrize(
    ("left", "per_hour", "minutes"),
    [(50, 120, 25), (0, 60, 0), (-4, 60, 0), (50, 5, None), (None, 120, None), (7, 6, 70)],
)
def test_how_long_it_lasts_is_said_only_where_something_moves(
    left: int | None, per_hour: int, minutes: int | None
) -> None:
    assert minutes_left(left, per_hour) == minutes
