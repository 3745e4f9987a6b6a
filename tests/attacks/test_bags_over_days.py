"""Days of a festival with bags changed and counted, cups filled again, and undos told late: what the door leaves of each
container, folded from its last trips on, is what the audit folds from the beginning."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest

from pantbox.jobs.held_returns import end_waiting, settle_counted_bags
from tests.attacks.play import TIMES, Player
from tests.attacks.scene import Scene
from tests.attacks.test_money_fuzz import STATIONS

PARTS, MOVES, BAGS = 4, 15, 5
MINUTES_BETWEEN = (0, 2, 15, 45, 300, 900)


class DaysPlayer(Player):
    """Plays few containers for days."""

    type_code: str

    def play(self, moves: int) -> None:
        """So many moves, some minutes or hours apart."""
        there_are = {
            self.scan: 40, self.undo: 8, self.undo_late: 6, self.refill: 8, self.return_by_phone: 10, self.decide: 6,
            self.ask_for_money: 6, self.change_bag: 7, self.count_bag: 9, self.work: 3,
        }  # fmt: skip
        for _ in range(moves):
            self.chance.choices(list(there_are), list(there_are.values()))[0]()
            self.scene.time.later(minutes=self.chance.choice(MINUTES_BETWEEN))

    def undo_late(self) -> None:
        if self.scans:
            station, scan = self.chance.choice(self.scans[-40:])
            told = {"at": scan["at"], "told": "accepted"}
            self._send(station, self.scene.scan("undo", scan["code"], undoes=scan["id"], **told))

    def refill(self) -> None:
        scan = self.scene.scan("refill", self.chance.choice(self.stock))
        self._send(self.chance.choice(self.stalls), scan, keep=True)

    def change_bag(self) -> None:
        self._send(self.chance.choice(["east", "west", "sign"]), self._of_a_bag("empty", ""))

    def count_bag(self) -> None:
        count = self._of_a_bag("count", self.type_code, quantity=self.chance.choice([1, 2, 3, 8]))
        self._send(self.chance.choice(["wash", "wash", "store", "east"]), count)

    def work(self) -> None:
        settle_counted_bags(self.scene.core, self.scene.time.now)
        end_waiting(self.scene.core, self.scene.time.now)

    def _of_a_bag(self, kind: str, code: str, **more: object) -> dict[str, object]:
        if self.chance.random() < 0.3:
            late = timedelta(minutes=self.chance.choice([5, 60, 300]))
            more |= {"at": (self.scene.time.now - late).isoformat(), "told": "accepted"}
        return self.scene.scan(kind, code, bag=f"B-{self.chance.randrange(BAGS)}", **more)


@pytest.mark.parametrize("seed", range(4 * TIMES))
def test_what_is_left_of_days_with_bags_refills_and_late_undos_is_what_follows_from_all_of_them(
    make_scene: Callable[..., Scene], seed: int
) -> None:
    chance = random.Random(seed)
    scene = make_scene(unseen_policy=chance.choice(["pay", "hold_then_pay", "hold_then_refuse"]))
    scene.pay("/desk/float_in", {"amount_ore": 500_000}, "desk")
    player = DaysPlayer(
        scene, chance, STATIONS, scene.stock[: chance.choice([4, 6])], ["desk"], ["soup", "grill"]
    )
    asset = scene.sql("SELECT asset FROM container_type WHERE id = :id", id=scene.type_id)[0].asset
    player.type_code = f"http://pant.example/8003/0{asset}"

    for _part in range(PARTS):
        player.play(MOVES)
        assert scene.failures() == []
