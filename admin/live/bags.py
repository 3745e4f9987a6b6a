"""Bags of the boxes so far. What was claimed while they hung there stands in the report, which takes its time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pantbox.circulation.bags import Bag


@dataclass(frozen=True, slots=True)
class BagsOfBox:
    """So many bags taken down, so many of them counted, so many containers in those."""

    taken_down: int = 0
    counted: int = 0
    items: int = 0


def by_box(bags: Iterable[Bag]) -> Mapping[int, BagsOfBox]:
    """By station id."""
    boxes: dict[int, BagsOfBox] = {}
    for bag in bags:
        box = boxes.get(bag.station_id, BagsOfBox())
        is_counted = bag.items is not None
        boxes[bag.station_id] = BagsOfBox(
            box.taken_down + 1, box.counted + is_counted, box.items + (bag.items or 0)
        )
    return boxes
