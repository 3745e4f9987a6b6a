"""The crew behind the boxes: changing bags, counting what is in them, picking up what lies about, and washing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from random import Random

from pantbox.planning.devices import Device
from pantbox.planning.doors import Doors
from pantbox.planning.festival import Portion
from pantbox.planning.ground import Ground
from pantbox.planning.scenario import Scenario

NIGHT_ENDS_HOUR = 6
FULL_PERCENT = 100


def is_night(moment: datetime) -> bool:
    """Whether the gates are closed and the crew counts and washes. `moment` is local."""
    return moment.hour < NIGHT_ENDS_HOUR


class Crew:
    """People of the organiser, with the wash's device and a bag of bags."""

    def __init__(
        self, doors: Doors, scenario: Scenario, ground: Ground, boxes: Sequence[Device], chance: Random
    ) -> None:
        self._doors, self._scenario, self._ground, self._boxes = doors, scenario, ground, boxes
        self._wash = Device.pair(doors, ground.washes[0], chance)
        self._in_box: list[Counter[str]] = [Counter() for _ in boxes]
        self._to_wash: Counter[str] = Counter()
        self._told_full: set[int] = set()
        self._bags = 0

    def dropped(self, box: int, portions: Iterable[Portion]) -> None:
        """Somebody dropped containers into a box."""
        self._in_box[box].update(portion.kind for portion in portions)

    def collect(self, portion: Portion) -> None:
        """Pick up a container from a table, and bring it to the wash."""
        code = self._ground.labels[portion.kind][portion.container]
        self._wash.scan("collect", code, portion.gone_at or portion.at)
        self._to_wash[portion.kind] += 1

    def go_on_until(self, moment: datetime) -> None:
        """Look after the boxes: a full bag is changed, and at night every bag. At night all that was counted is washed."""
        self._look_after_full_boxes(moment)
        for box, dropped in enumerate(self._in_box):
            if dropped and (is_night(moment) or self._is_full(box)):
                self._change_bag(box, moment)
        if is_night(moment):
            for kind, number in sorted(self._to_wash.items()):
                self._wash.scan("wash", self._ground.type_codes[kind], moment, quantity=number)
            self._to_wash.clear()
        self._wash.send()

    def _look_after_full_boxes(self, moment: datetime) -> None:
        for full in self._scenario.trouble.overfull:
            box = next(place for place, one in enumerate(self._scenario.boxes) if one.name == full.box)
            since = self._scenario.moment(full.day, full.at)
            is_full = since <= moment < since + timedelta(hours=full.hours)
            if is_full and box not in self._told_full:
                self._told_full.add(box)
                self.say_how_full(box, FULL_PERCENT)
            elif not is_full and box in self._told_full:
                self._told_full.discard(box)
                self._change_bag(box, moment)

    def _is_full(self, box: int) -> bool:
        """Whether a box has as much as it holds, and nobody left it so on purpose."""
        capacity = self._scenario.boxes[box].capacity
        return capacity is not None and self._in_box[box].total() >= capacity and box not in self._told_full

    def look_into_boxes(self) -> None:
        """Let every box with a screen say how full it is."""
        for box, plan in enumerate(self._scenario.boxes):
            if plan.has_screen and plan.capacity and box not in self._told_full:
                self.say_how_full(box, min(self._in_box[box].total() * 100 // plan.capacity, FULL_PERCENT))

    def say_how_full(self, box: int, percent: int) -> None:
        """What a box's own screen says of it."""
        self._doors.must("/station/state", {"fill_percent": percent}, token=self._boxes[box].token)

    def _change_bag(self, box: int, moment: datetime) -> None:
        self._bags += 1
        tag = f"{box + 1:02}{self._bags:04}"
        self._boxes[box].scan("empty", "", moment, bag=tag)
        self._boxes[box].send()
        for kind, number in sorted(self._in_box[box].items()):
            code = self._ground.type_codes[kind]
            self._wash.scan("count", code, moment, bag=tag, quantity=number)
        self._to_wash.update(self._in_box[box])
        self._in_box[box].clear()
        self.say_how_full(box, 0)
