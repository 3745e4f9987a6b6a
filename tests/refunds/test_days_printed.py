"""The day that is printed is the day the program goes by: on posters, vouchers and slips, in any time zone."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantbox.circulation.forfeits import due_before
from pantbox.clock import last_whole_day
from pantbox.errors import Conflict
from pantbox.places.events import Event
from pantbox.refunds.making import good_until
from pantbox.refunds.redeeming import _check_good
from pantbox.refunds.tables import Bearer

ZONES = st.sampled_from(["Europe/Copenhagen", "Europe/London", "America/New_York", "Pacific/Auckland", "UTC"])
MOMENTS = st.integers(0, 5 * 365 * 86_400).map(
    lambda n: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=n)
)


def first_and_last(day, zone):
    """A day's first and last second there."""
    begins = datetime.combine(day, time(), ZoneInfo(zone))
    ends = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone)).astimezone(UTC) - timedelta(
        seconds=1
    )
    return begins.astimezone(UTC), ends


@given(until=MOMENTS, zone=ZONES)
def test_all_of_the_day_on_the_poster_returns_are_good(until, zone):
    event = Event(return_until=until, timezone=zone)

    first, last = first_and_last(last_whole_day(until, zone), zone)

    assert due_before(event, first) is due_before(event, last) is None


@given(until=MOMENTS, zone=ZONES)
def test_the_day_on_the_poster_is_the_last_of_which_that_is_so(until, zone):
    event = Event(return_until=until, timezone=zone)

    _first, last = first_and_last(last_whole_day(until, zone) + timedelta(days=1), zone)

    assert due_before(event, last) is not None or last == until


@given(now=MOMENTS, zone=ZONES)
def test_a_voucher_is_good_on_all_of_the_day_printed_on_it_and_not_on_the_next(now, zone):
    bearer = Bearer(valid_until=good_until(now, zone).astimezone(UTC), number=1)

    _first, last = first_and_last(last_whole_day(bearer.valid_until, zone), zone)

    _check_good(bearer, last, in_cash=False)
    with pytest.raises(Conflict, match="bearer_expired"):
        _check_good(bearer, last + timedelta(seconds=1), in_cash=False)


@pytest.mark.parametrize(
    ("until", "day"),
    [
        ("2026-11-29T22:59:59+00:00", "2026-11-29"),
        ("2026-11-29T23:00:00+00:00", "2026-11-29"),
        ("2026-11-29T11:00:00+00:00", "2026-11-28"),
        ("2026-11-28T23:00:00+00:00", "2026-11-28"),
    ],
)
def test_a_day_that_ends_before_it_is_over_is_not_printed(until, day):
    assert last_whole_day(datetime.fromisoformat(until), "Europe/Copenhagen").isoformat() == day
