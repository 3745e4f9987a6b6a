"""Two events of one organisation, with other prices, time zones and turnaround times, share their containers."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest

from pantbox.places.setup import NewEvent
from pantbox.places.stations import StationKind
from tests.api.town import NOW, another_event
from tests.attacks.play import TIMES, Player
from tests.attacks.scene import Scene
from tests.attacks.test_money_fuzz import assert_books_are_right, forfeit

MOVES = 70
SECOND = {
    "soup2": StationKind.STALL,
    "east2": StationKind.PANT_BOX,
    "desk3": StationKind.CASH_DESK,
    "wash2": StationKind.WASH,
}
STATIONS = {
    "soup": ["issue", "issue", "return"], "soup2": ["issue", "issue", "return"], "grill": ["issue"], "east": ["return"],
    "east2": ["return"], "desk3": ["return"], "wash": ["wash"], "wash2": ["wash"],
}  # fmt: skip


@pytest.mark.parametrize("seed", range(2 * TIMES))
def test_what_one_event_pays_for_the_other_stands_in_both_books(
    make_scene: Callable[..., Scene], seed: int
) -> None:
    scene = make_scene(unseen_per_period_max=1)
    second = _second_event(scene)
    desks, stalls = ["desk", "desk3"], ["soup", "soup2"]
    player = Player(scene, random.Random(1000 + seed), STATIONS, scene.stock[:8], desks, stalls)
    events = (scene.event_id, second)

    player.play(MOVES)
    scene.time.later(days=12)
    for event_id in events:
        forfeit(scene, event_id)

    for event_id in events:
        assert_books_are_right(scene, event_id)
    owed = [_due(scene, event_id) for event_id in events]
    assert sum(owed) == 0
    assert _crossed(scene, events) > 0


@pytest.mark.parametrize("policy", ["pay", "hold"])
def test_undoing_a_return_at_the_other_event_pays_the_next_reading_and_moves_nothing_between_the_events(
    make_scene: Callable[..., Scene], policy: str
) -> None:
    """What the one event owes the other for the first reading it owes for the second: no account is booked to itself."""
    scene = make_scene(unseen_policy=policy)
    second = _second_event(scene)
    [cup] = scene.hand_out()
    scene.time.later(hours=1)
    first = scene.scan("return", cup)
    undo = scene.scan("undo", cup, undoes=first["id"])

    scene.send("east2", first)
    scene.time.later(minutes=20)
    scene.send("east2", scene.scan("return", cup))
    owed = _due(scene, second)
    undone = scene.verdicts("east2", undo | {"at": scene.time.now.isoformat()})

    assert undone == [("accepted", None)]
    assert (owed, _due(scene, second), _due(scene, scene.event_id)) == (-500, -500, 500)
    assert [scene.failures(one) for one in (scene.event_id, second)] == [[], []]


def _second_event(scene: Scene) -> int:
    new = NewEvent(
        slug="second", name="Second", starts_at=NOW - timedelta(days=2), ends_at=NOW + timedelta(days=5),
        return_until=NOW + timedelta(days=9), timezone="America/New_York", turnaround_times=("03:00", "15:00"),
        deposits={scene.type_id: 750},
    )  # fmt: skip
    return another_event(scene, new, SECOND, vendor="Second kitchen", slips=3)


def _due(scene: Scene, event_id: int) -> int:
    """What other events owe this one, in øre."""
    return sum(amount for name, amount in scene.balances(event_id).items() if name.startswith("due:"))


def _crossed(scene: Scene, events: tuple[int, int]) -> int:
    """Containers that both events scanned."""
    first, second = events
    return len(
        scene.sql(
            "SELECT container_id FROM scan WHERE event_id = :first INTERSECT"
            " SELECT container_id FROM scan WHERE event_id = :second",
            first=first, second=second,
        )
    )  # fmt: skip
