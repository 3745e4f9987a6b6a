"""One cup that is read at boxes of two events of one organisation within one day of either is paid once."""

from datetime import timedelta
from uuid import uuid4

import pytest

from pantbox.places.setup import NewEvent
from pantbox.places.stations import StationKind
from tests.api.town import NOW, another_event
from tests.attacks.scene import Scene

THERE = {
    "soup2": StationKind.STALL, "east2": StationKind.PANT_BOX, "desk3": StationKind.CASH_DESK,
    "wash2": StationKind.WASH, "store2": StationKind.STORE,
}  # fmt: skip


@pytest.mark.parametrize("times", [("06:00",), ("06:00", "18:00"), ("18:00",), ("00:00",), ("20:00",)])
def test_it_is_paid_once(scene: Scene, times: tuple[str, ...]) -> None:
    new = NewEvent(
        slug="second", name="Second", starts_at=NOW - timedelta(days=2), ends_at=NOW + timedelta(days=5),
        return_until=NOW + timedelta(days=9), turnaround_times=times, deposits={scene.type_id: 500},
    )  # fmt: skip
    other = another_event(scene, new, THERE, vendor="k2", slips=3)
    scene.everything_is_sent()
    [cup] = scene.hand_out()  # 20:00 in Copenhagen
    scene.time.later(minutes=30)

    first = scene.send("east", scene.scan("return", cup, visit=str(uuid4())))
    scene.time.later(minutes=5)
    again = scene.send("east2", scene.scan("return", cup, visit=str(uuid4())))

    assert [one["visit"]["credited_ore"] for one in (first, again)] == [500, 0]
    assert [scene.failures(one) for one in (scene.event_id, other)] == [[], []]
