"""A stall that counted wrong counts again: the second closing stands for both times together."""

from pantbox.reports.live import live
from tests.api.test_stock import close, deliver, everything_is_proved
from tests.api.town import CUP_ORE, Town


def test_counting_again_is_of_both_times_together_and_what_was_missing_is_found(town: Town) -> None:
    deliver(town, 30)
    town.hand_out(4)
    wrong = close(town, 25, 40).json
    town.time.later(minutes=3)
    town.hand_out(1)

    right = close(town, 25, 5 * CUP_ORE, corrects=wrong["id"]).json
    town.time.later(hours=12)
    next_night = close(town, 25, 0).json

    assert (wrong["difference_ore"], wrong["counted"][0]["difference"]) == (40 - 4 * CUP_ORE, -1)
    assert (right["expected_till_ore"], right["difference_ore"]) == (5 * CUP_ORE, 0)
    assert (right["counted"][0]["expected"], right["counted"][0]["difference"]) == (25, 0)
    assert (right["since"], right["corrects"]) == (wrong["since"], wrong["id"])
    assert (next_night["difference_ore"], next_night["since"]) == (0, right["at"])
    everything_is_proved(town)


def test_the_live_page_tells_nothing_of_a_closing_that_was_counted_again(town: Town) -> None:
    deliver(town, 30)
    town.hand_out(4)
    wrong = close(town, 25, 40).json
    before = closing_alerts(town)
    town.time.later(minutes=3)

    close(town, 26, 4 * CUP_ORE, corrects=wrong["id"])

    assert (before, closing_alerts(town)) == ({"till-short", "stock-short"}, set())


def closing_alerts(town: Town) -> set[str]:
    """What the live page says of stalls that closed with a difference."""
    with town.core.database.reading() as session:
        now = live(session.connection(), town.event_id, town.time.now)
    return {alert.kind for alert in now.alerts} & {"till-short", "till-over", "stock-short"}
