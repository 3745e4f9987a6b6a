"""In the nights in which clocks are changed a turnaround period still begins before its moments, and no moment goes back to the one
before."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from pantbox.audit import audit
from pantbox.clock import Boundaries
from pantbox.core import Core
from tests.support.festival import DAY, Festival

DANISH = ZoneInfo("Europe/Copenhagen")
SPRING, AUTUMN = datetime(2025, 3, 30, tzinfo=UTC), datetime(2024, 10, 27, tzinfo=UTC)
MINUTES = timedelta(minutes=5)


@pytest.mark.parametrize("night", [SPRING, AUTUMN], ids=["spring", "autumn"])
@pytest.mark.parametrize("at", ["02:30", "02:00", "03:00", "06:00"])
def test_a_period_begins_before_its_moments_and_none_comes_twice(night: datetime, at: str) -> None:
    boundaries = Boundaries(DANISH, (time.fromisoformat(at), time(18, 0)))
    moments = [night - timedelta(days=1) + number * MINUTES for number in range(3 * 288)]

    periods = [boundaries.period(moment) for moment in moments]

    assert all(period <= moment for period, moment in zip(periods, moments, strict=True))
    assert periods == sorted(periods)
    assert max(moment - period for period, moment in zip(periods, moments, strict=True)) < timedelta(hours=25)


def _festival(core: Core, night: datetime) -> Festival:
    """One whose periods begin in the hour that is left out, or comes twice."""
    return Festival(
        core, timezone="Europe/Copenhagen", turnaround_times=("02:30",), starts_at=night - timedelta(days=3),
        ends_at=night + timedelta(days=2), return_until=night + timedelta(days=12),
    )  # fmt: skip


def _at(night: datetime, clock: str, *, day: int = 0) -> str:
    return f"{(night - DAY).days + 1 + day} {clock}"


def _failures(festival: Festival) -> list[str]:
    return [found.name for found in audit(festival.core, festival.event_id) if found.ok is False]


def test_a_box_without_network_in_the_night_that_is_short_ends_the_trip_before(core: Core) -> None:
    festival = _festival(core, SPRING)
    festival.stall().issue("CUP-1", _at(SPRING, "20:00", day=-1))
    box = festival.box().offline()
    box.take("CUP-1", _at(SPRING, "01:10"))
    festival.stall("grill").issue("CUP-1", _at(SPRING, "01:15"))
    box.back_online(_at(SPRING, "01:17"))

    assert [trip.end for trip in festival.trips("CUP-1")] == ["returned", None]
    assert _failures(festival) == []


def test_one_cup_is_paid_once_in_the_night_that_is_long(core: Core) -> None:
    festival = _festival(core, AUTUMN)
    festival.stall().issue("CUP-1", _at(AUTUMN, "20:00", day=-1))
    festival.box("east").take("CUP-1", _at(AUTUMN, "00:40"))
    again = festival.box("west").take("CUP-1", _at(AUTUMN, "01:10"))

    assert (festival.money_out(), again.verdict, _failures(festival)) == (500, "rejected", [])


def test_a_box_undoes_a_return_three_minutes_later_in_the_night_that_is_long(core: Core) -> None:
    festival = _festival(core, AUTUMN)
    box = festival.box("east")
    festival.stall().issue("CUP-1", _at(AUTUMN, "20:00", day=-1))
    took = box.take("CUP-1", _at(AUTUMN, "00:58"))

    told = box.undo(took, "CUP-1", _at(AUTUMN, "01:01"))

    assert (told.verdict, told.reason) == ("accepted", None)
