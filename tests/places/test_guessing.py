"""When somebody who sent wrong codes may guess again, from what is known of the last minute. Pure."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pantbox.keys import Keys
from pantbox.places.guessing import WINDOW, Guesser, Misses, of_address, open_again_at

NOW = datetime(2026, 8, 1, 18, tzinfo=UTC)
SOMEBODY = Guesser("somebody", 5)


def at(*seconds_ago: float, n: int = 1) -> list[Misses]:
    return [Misses(NOW - timedelta(seconds=one), n) for one in seconds_ago]


def test_fewer_than_allowed_keep_nobody_waiting():
    assert open_again_at(SOMEBODY, at(50, 40, 30, 20), NOW) is None


def test_as_many_as_allowed_wait_until_the_first_of_them_is_a_minute_old():
    assert open_again_at(SOMEBODY, at(50, 40, 30, 20, 10), NOW) == NOW + timedelta(seconds=10)


def test_what_is_a_minute_old_counts_no_more():
    assert open_again_at(SOMEBODY, at(60, 40, 30, 20, 10), NOW) is None


def test_many_at_once_count_as_many():
    assert open_again_at(SOMEBODY, at(30, n=5), NOW) == NOW + timedelta(seconds=30)


@given(st.lists(st.tuples(st.floats(0, 120), st.integers(1, 9)), max_size=30))
def test_when_it_is_over_fewer_than_allowed_count_and_not_before(told):
    recent = sorted((Misses(NOW - timedelta(seconds=ago), n) for ago, n in told), key=lambda one: one.at)

    until = open_again_at(SOMEBODY, recent, NOW)

    def counting(moment: datetime) -> int:
        return sum(one.n for one in recent if one.at > moment - WINDOW)

    assert (until is None) == (counting(NOW) < SOMEBODY.misses_max)
    if until is not None:
        assert counting(until) < SOMEBODY.misses_max <= counting(until - timedelta(microseconds=1))


def test_an_address_is_kept_as_what_only_this_installation_can_make_of_it():
    mine, other = (of_address(Keys(secret * 8), "192.0.2.1").who for secret in ("mine", "other"))

    assert mine != other
    assert "192.0.2.1" not in mine
