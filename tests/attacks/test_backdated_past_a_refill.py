"""A picture, sent as of a time before a bar filled the cup again, makes no hand-out of that refill: its guest paid nothing."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.attacks.scene import Scene


@pytest.fixture
def cup(scene: Scene) -> str:
    """A cup that soup sold and grill has filled again, forty minutes later."""
    [cup] = scene.hand_out()
    scene.time.later(minutes=40)
    assert scene.verdicts("grill", scene.scan("refill", cup)) == [("accepted", None)]
    scene.time.later(minutes=10)
    return cup


def back_by_phone(scene: Scene, cup: str, minutes_ago: int, box: str = "sign") -> dict[str, Any]:
    """A guest's phone says that it fell in so long ago; what is answered."""
    visit = scene.phone(box, code=scene.box_code(box) if box != "sign" else None)
    at = (scene.time.now - timedelta(minutes=minutes_ago)).isoformat()
    [answer] = scene.send(visit["token"], scene.scan("return", cup, at=at, told="waiting"))["results"]
    return dict(answer)


def owed(scene: Scene, stall: str) -> int:
    return -scene.balances().get(f"vendor:{scene.stations[stall]}", 0)


def test_the_bar_owes_nothing_and_the_picture_waits(scene: Scene, cup: str) -> None:
    answer = back_by_phone(scene, cup, minutes_ago=30)

    assert (answer["verdict"], answer["reason"]) == ("held", "awaiting_scan")
    assert (owed(scene, "soup"), owed(scene, "grill")) == (500, 0)
    assert scene.failures() == []


def test_the_holder_is_paid_at_once_and_once(scene: Scene, cup: str) -> None:
    back_by_phone(scene, cup, minutes_ago=30)
    scene.time.later(minutes=20)

    assert scene.verdicts("east", scene.scan("return", cup, visit=str(uuid4()))) == [("accepted", None)]

    assert (owed(scene, "soup"), owed(scene, "grill")) == (500, 0)
    assert scene.balances()[f"payable:{scene.stations['east']}"] == 500
    assert scene.failures() == []


def test_two_pictures_of_which_one_is_backdated_are_paid_once(scene: Scene, cup: str) -> None:
    paid = back_by_phone(scene, cup, minutes_ago=0)
    waits = back_by_phone(scene, cup, minutes_ago=30, box="east")

    assert (paid["verdict"], waits["verdict"]) == ("accepted", "held")
    assert (owed(scene, "soup"), owed(scene, "grill")) == (500, 0)
    assert scene.failures() == []


def test_the_bar_may_fill_it_once_more(scene: Scene, cup: str) -> None:
    back_by_phone(scene, cup, minutes_ago=30)
    scene.time.later(minutes=20)

    scene.send("grill", scene.scan("refill", cup))

    assert (owed(scene, "soup"), owed(scene, "grill")) == (500, 0)
    assert scene.failures() == []
