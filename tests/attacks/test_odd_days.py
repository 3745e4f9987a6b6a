"""Days that begin on a half-hour, and hours that come twice: what is counted and how it is called."""

from datetime import UTC, datetime

import pytest

from admin.figures import hour_label
from pantbox.clock import new_id
from tests.attacks.scene import Scene

TWICE = [datetime(2026, 10, 25, hour, tzinfo=UTC) for hour in (0, 1)]


@pytest.mark.parametrize(
    ("zone", "times", "begins_at"),
    [
        ("Europe/Copenhagen", ["06:30"], datetime(2026, 8, 2, 4, 30, tzinfo=UTC)),
        ("America/St_Johns", ["06:00"], datetime(2026, 8, 2, 8, 30, tzinfo=UTC)),
        ("Asia/Kathmandu", ["06:00"], datetime(2026, 8, 2, 0, 15, tzinfo=UTC)),
    ],
)
def test_a_stations_day_begins_with_its_first_minute_and_not_with_the_hour_after_or_before(
    make_scene, zone: str, times: list[str], begins_at: datetime
) -> None:
    scene: Scene = make_scene(timezone=zone, turnaround_times=times)
    scene.time.now = begins_at
    scene.time.later(minutes=-3)
    yesterday = scene.hand_out(2)
    scene.send("east", scene.scan("return", yesterday[0], visit=new_id()))
    scene.time.later(minutes=6)
    today = scene.hand_out(4)
    scene.send("east", *(scene.scan("return", code, visit=new_id()) for code in [yesterday[1], *today[:2]]))
    scene.send("east", scene.scan("return", scene.stock[0], visit=new_id()))
    scene.time.later(hours=2)
    scene.hand_out(1)

    assert scene.get("/station", "soup").json["today"] == {"issued": 5, "returned": 0, "unseen": 0}
    assert scene.get("/station", "east").json["today"] == {"issued": 0, "returned": 4, "unseen": 1}


def test_no_two_hours_are_called_alike(scene: Scene) -> None:
    with scene.app.test_request_context("/?lang=en"):
        names = [hour_label(hour, "Europe/Copenhagen") for hour in TWICE]
        half = hour_label(datetime(2026, 8, 1, 12, tzinfo=UTC), "America/St_Johns")
        usual = hour_label(datetime(2026, 8, 1, 12, tzinfo=UTC), "Europe/Copenhagen")

    assert names == ["Sun 25/10 02 CEST", "Sun 25/10 02 CET"]
    assert (half, usual) == ("Sat 1/8 09:30", "Sat 1/8 14")
