"""What trips count for."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from pantbox.circulation.history import Trip, TripEnd
from pantbox.circulation.tallies import EVERYWHERE, change, tally

EVENT, STALL, BOX, BOWL = 1, 10, 20, 3
DAY = datetime(2026, 7, 1, 4, 0, tzinfo=UTC)
AT_NOON = datetime(2026, 7, 1, 12, 7, 42, tzinfo=UTC)
HOUR, MINUTE = datetime(2026, 7, 1, 12, tzinfo=UTC), datetime(2026, 7, 1, 12, 7, tzinfo=UTC)


def trip(**more: object) -> Trip:
    """A bowl handed out at noon."""
    plain = {"id": UUID(int=1), "container_id": 1, "type_id": BOWL, "event_id": EVENT, "seen": True, "pooled": False,
             "deposit_ore": 500, "opened_at": AT_NOON, "period": DAY, "opened_station_id": STALL}  # fmt: skip
    return Trip(**(plain | more))


def back(after: timedelta, **more: object) -> Trip:
    """The same bowl, returned."""
    return trip(
        end=TripEnd.RETURNED, ended_at=AT_NOON + after, ended_station_id=BOX, ended_event_id=EVENT, **more
    )


def test_a_container_that_is_out_counts_as_issued_and_as_out_since_its_minute():
    assert tally([trip()]) == {
        (EVENT, STALL, BOWL, HOUR, "issued"): 1,
        (EVENT, EVERYWHERE, BOWL, MINUTE, "out"): 1,
    }


def test_a_return_counts_where_it_was_taken_and_for_the_stall_and_the_day_it_was_issued():
    returned = back(timedelta(hours=2, seconds=20))

    assert tally([returned]) == {
        (EVENT, STALL, BOWL, HOUR, "issued"): 1,
        (EVENT, BOX, BOWL, HOUR + timedelta(hours=2), "returned"): 1,
        (EVENT, STALL, BOWL, HOUR, "became_returned"): 1,
        (EVENT, EVERYWHERE, BOWL, DAY, "returned@121"): 1,
    }


def test_a_forgotten_issue_counts_where_it_came_back_and_at_its_stall_but_in_no_cohort():
    forgotten = back(timedelta(0), seen=False, opened_station_id=BOX, unseen_stall_id=STALL)

    assert tally([forgotten]) == {
        (EVENT, BOX, BOWL, HOUR, "returned"): 1,
        (EVENT, BOX, BOWL, HOUR, "unseen"): 1,
        (EVENT, STALL, BOWL, HOUR, "forgotten"): 1,
    }


def test_a_return_before_its_issue_by_another_clock_is_of_age_zero():
    early = tally([back(timedelta(minutes=-3))])

    assert early[(EVENT, EVERYWHERE, BOWL, DAY, "returned@0")] == 1


def test_what_changes_is_the_difference_without_what_stays():
    assert change([trip()], [back(timedelta(minutes=5))]) == {
        (EVENT, EVERYWHERE, BOWL, MINUTE, "out"): -1,
        (EVENT, BOX, BOWL, HOUR, "returned"): 1,
        (EVENT, STALL, BOWL, HOUR, "became_returned"): 1,
        (EVENT, EVERYWHERE, BOWL, DAY, "returned@5"): 1,
    }
