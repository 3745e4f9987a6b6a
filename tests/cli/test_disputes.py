"""Disputes with stalls on the command line."""

import pytest

from tests.support.festival import Festival


@pytest.fixture
def disputed(core):
    """A cup that the grill took back and a box was given after that: the box's answer."""
    festival = Festival(core)
    festival.stall("soup").issue("CUP-1", at="20:00")
    festival.stall("grill").take("CUP-1", at="20:30")
    return festival.box("east").take("CUP-1", at="21:00")


def test_a_dispute_is_listed_and_decided_once(disputed, made, run):
    listed = made("dispute", "list", "fest")["disputes"]
    settled = made("dispute", "settle", "fest", disputed.id, "--against", "stall")
    again = run("dispute", "settle", "fest", disputed.id, "--against", "scheme")

    assert [one["id"] for one in listed] == [str(disputed.id)]
    assert (settled["settled"], settled["settled_by"], settled["amount_ore"]) == ("stall", "by cli", 500)
    assert (again.exit_code, "decided already" in again.output) == (1, True)
    assert run("dispute", "list", "fest").output == "No disputes.\n"
    assert "decided against the stall" in run("dispute", "list", "fest", "--all").output
