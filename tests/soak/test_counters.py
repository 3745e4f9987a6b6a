"""What the fault runs count as honest."""

from soak.counters import never_damaged


def test_a_line_that_was_damaged_after_it_was_made_is_no_honest_scan():
    made = [{"id": "1", "sound": True}, {"id": "2", "sound": True}, {"id": "2", "sound": False}]

    assert never_damaged(made) == {"1"}
