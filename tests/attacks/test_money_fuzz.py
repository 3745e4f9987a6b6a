"""Whatever is done at a festival, in whatever order: not an øre is made or lost, and the audit can tell."""

import random
from collections.abc import Callable
from datetime import datetime

import pytest

from pantbox.circulation.forfeits import forfeit_due
from pantbox.places.events import Event
from tests.attacks.play import TIMES, Player
from tests.attacks.scene import Scene

MOVES = 70
STATIONS = {
    "soup": ["issue", "issue", "return", "swap"], "grill": ["issue", "issue", "return"], "east": ["return"],
    "west": ["return"], "desk": ["return", "collect"], "wash": ["wash", "write_off"],
    "store": ["lost", "collect", "write_off", "receive"],
}  # fmt: skip


@pytest.mark.parametrize("seed", range(2 * TIMES))
def test_no_order_of_scans_payments_and_decisions_makes_or_loses_an_ore(
    make_scene: Callable[..., Scene], seed: int
) -> None:
    chance = random.Random(seed)
    scene = make_scene(
        offline_redeem_ore=chance.choice([0, 2000]),
        unseen_policy=chance.choice(["pay", "hold_then_pay", "hold_then_refuse"]),
    )
    scene.pay("/desk/float_in", {"amount_ore": 500_000}, "desk")
    player = Player(scene, chance, STATIONS, scene.stock[:12], ["desk"], ["soup", "grill"])

    player.play(MOVES)
    assert_books_are_right(scene, scene.event_id)
    scene.time.later(days=12)
    forfeit(scene, scene.event_id)

    assert_books_are_right(scene, scene.event_id)
    assert {"scan", "undo", "ask_for_money", "redeem"} <= set(player.done)
    assert (
        scene.sql("SELECT count(*) FROM transfer WHERE event_id = :id", id=scene.event_id)[0][0] > MOVES / 10
    )


def forfeit(scene: Scene, event_id: int, at: datetime | None = None) -> None:
    """As the worker does when the date on the poster is past."""
    with scene.core.database.reading() as session:
        event = session.get_one(Event, event_id)
        session.expunge(event)
    forfeit_due(scene.core, event, at or scene.time.now)


def assert_books_are_right(scene: Scene, event_id: int) -> None:
    """Debits are credits, no visit was paid more than it came to, and the audit finds nothing."""
    overpaid = scene.sql("SELECT id FROM visit WHERE event_id = :id AND paid_ore > credited_ore", id=event_id)
    assert sum(scene.balances(event_id).values()) == 0
    assert overpaid == []
    assert scene.failures(event_id) == []
