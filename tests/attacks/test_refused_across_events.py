"""A use that begins at one event and goes on at another, whose day begins at another hour: refused, nothing before it is forgotten."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from tests.attacks.scene import Scene
from tests.attacks.test_two_events import _second_event


def shown_at_a_stall(scene: Scene, cup: str) -> None:
    assert scene.verdicts("soup2", scene.scan("return", cup)) == [("rejected", "box_or_desk")]


def refused_at_a_desk(scene: Scene, cup: str) -> None:
    visit = scene.phone("east2", code=scene.box_code("east2"))
    assert scene.verdicts(visit["token"], scene.scan("return", cup))[0][0] == "held"
    refuse(scene, "desk3")


def refuse(scene: Scene, desk: str) -> None:
    """All that waits, by a desk."""
    held = (scene.get("/desk/held", desk).json or {})["held"]
    answer = scene.post("/desk/refuse", {"scan_ids": [one["scan_id"] for one in held]}, desk)
    assert len((answer.json or {})["scan_ids"]) == 1


def undo(scene: Scene, cup: str, scan_id: str) -> None:
    assert scene.verdicts("desk", scene.scan("undo", cup, undoes=scan_id)) == [("accepted", None)]


@pytest.fixture
def returned(make_scene: Callable[..., Scene]) -> tuple[Scene, int, str]:
    """A cup that was given back at one event's box, half a night before."""
    scene = make_scene(unseen_policy="hold_then_pay")
    second = _second_event(scene)
    [cup] = scene.hand_out()
    scene.time.later(minutes=30)
    assert scene.verdicts("east", scene.scan("return", cup, visit=str(uuid4()))) == [("accepted", None)]
    scene.time.now = datetime(2026, 8, 2, 0, 30, tzinfo=UTC)
    return scene, second, cup


@pytest.mark.parametrize("before", [shown_at_a_stall, refused_at_a_desk])
def test_a_return_that_is_refused_leaves_the_container_where_it_was_seen_last(
    returned: tuple[Scene, int, str], before: Callable[[Scene, str], None]
) -> None:
    scene, second, cup = returned
    before(scene, cup)
    scene.time.now = datetime(2026, 8, 2, 4, 30, tzinfo=UTC)
    visit = scene.phone("sign")
    assert scene.verdicts(visit["token"], scene.scan("return", cup))[0][0] == "held"

    refuse(scene, "desk")

    where = "SELECT state, station_id FROM container WHERE id = (SELECT max(container_id) FROM scan WHERE event_id = :e)"
    assert scene.sql(where, e=second) == [("returned", scene.stations["east"])]
    assert [scene.failures(event) for event in (scene.event_id, second)] == [[], []]


def test_a_return_that_is_undone_leaves_the_container_where_it_was_seen_last(
    returned: tuple[Scene, int, str],
) -> None:
    scene, second, cup = returned
    shown_at_a_stall(scene, cup)
    scene.time.now = datetime(2026, 8, 2, 4, 30, tzinfo=UTC)
    back = scene.scan("return", cup, visit=str(uuid4()))
    scene.send("desk", back)
    scene.time.later(minutes=1)

    undo(scene, cup, back["id"])

    where = "SELECT state, station_id FROM container WHERE id = (SELECT max(container_id) FROM scan WHERE event_id = :e)"
    assert scene.sql(where, e=second) == [("returned", scene.stations["east"])]
    assert [scene.failures(event) for event in (scene.event_id, second)] == [[], []]
