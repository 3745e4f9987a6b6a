"""An undo of an earlier day's scan, which lies before all that is looked at: it comes too late, and says so."""

from datetime import timedelta

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
