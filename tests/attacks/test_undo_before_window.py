"""An undo of an earlier day's scan, which lies before all that is looked at: it comes too late, and says so."""

from datetime import timedelta

import pytest

from pantbox.clock import new_id
from tests.attacks.scene import Scene


def test_an_undo_of_yesterdays_issue_is_too_late_though_a_later_trip_began(scene: Scene) -> None:
    code, began = scene.stock[0], scene.time.now
    issue = scene.scan("issue", code)
    scene.send("soup", issue)
    scene.time.later(hours=1)
    scene.send("east", scene.scan("return", code, visit=new_id()))
    scene.time.later(hours=1)
    scene.send("grill", scene.scan("issue", code))
    scene.time.later(days=1)
    undo = scene.scan(
        "undo", code, undoes=issue["id"], at=(began + timedelta(days=1)).isoformat(), told="accepted"
    )

    [result] = scene.send("soup", undo)["results"]

    assert (result["verdict"], result["reason"], result["standing"]) == (
        "rejected", "undo_too_late", "rejected",
    )  # fmt: skip
    assert scene.failures() == []


def test_two_returns_that_were_paid_stay_paid_when_the_issue_between_them_is_undone(scene: Scene) -> None:
    (cup,), scene.stock = scene.stock[:1], scene.stock[1:]
    first = scene.scan("return", cup, visit=new_id())
    scene.time.later(minutes=1)
    issue = scene.scan("issue", cup)
    scene.time.later(minutes=1)
    undo = scene.scan("undo", cup, undoes=issue["id"])
    scene.time.later(minutes=1)
    second = scene.scan("return", cup, visit=new_id())
    assert scene.verdicts("soup", issue) == [("accepted", None)]
    told = [scene.send(box, one)["visit"] for box, one in (("east", second), ("west", first))]
    assert [visit["credited_ore"] for visit in told] == [500, 500]

    assert scene.verdicts("soup", undo) == [("accepted", None)]

    assert scene.failures() == []
    visits = "SELECT credited_ore FROM visit WHERE event_id = :id"
    assert [row.credited_ore for row in scene.sql(visits, id=scene.event_id)] == [500, 500]


def undone_long_after(scene: Scene) -> str:
    """A cup whose issue is undone by an undo that is not believed, once a phone said that it came back."""
    cup = scene.stock[0]
    issue = scene.scan("issue", cup)
    scene.send("grill", issue)
    undo = scene.scan("undo", cup, undoes=issue["id"], told="accepted")
    scene.time.later(hours=38)
    scene.send(scene.phone("sign")["token"], scene.scan("return", cup))
    scene.send("grill", undo)
    return cup


@pytest.mark.parametrize("hours", [1, 25])
def test_what_sees_a_container_makes_an_undo_too_late_that_is_not_believed_whatever_trip_began_since(
    scene: Scene, hours: int
) -> None:
    cup = undone_long_after(scene)
    scene.time.later(hours=hours)

    scene.send("wash", scene.scan("wash", cup))

    assert scene.balances()[f"vendor:{scene.stations['grill']}"] == -500
    assert scene.failures() == []


def test_a_guest_whose_stall_undid_too_late_is_paid_at_a_box_the_day_after(scene: Scene) -> None:
    cup = undone_long_after(scene)
    scene.time.later(hours=25)

    told = scene.verdicts("east", scene.scan("return", cup, visit=new_id()))

    assert told == [("accepted", "issue_unseen")]
    assert scene.failures() == []
