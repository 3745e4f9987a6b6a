"""Making and end of life, written off like a machine: over the planned uses of a container's type. Pure.

Each trip is charged one planned use, to its event. A container that is lost, broken or taken out of use early charges what
is left of it to the event that said so; if it turns up again, it goes on without charge. Beyond its planned uses it charges
nothing. So each container is charged once over its life, and as what becomes known comes one after another, nothing that
becomes known later changes what was charged before it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple


class LifeFact(NamedTuple):
    """One thing that became known of a container: a trip, or its end. They come by container, in order of becoming known."""

    container_id: int
    type_id: int
    event_id: int
    is_end: bool


@dataclass(frozen=True, slots=True)
class NotByTrip:
    """Of one type at one event, what trips alone do not say. Planned uses.

    `beyond`: trips that were charged nothing. `rest`: what ended containers had left.
    """

    beyond: int = 0
    rest: int = 0

    def charged(self, trips: int) -> int:
        """What an event with so many trips is charged."""
        return trips - self.beyond + self.rest


def not_by_trip(facts: Iterable[LifeFact], planned: Mapping[int, int], event_id: int) -> dict[int, NotByTrip]:
    """Of one event, by type. Of each container whose facts these are, all of them are needed."""
    beyond: dict[int, int] = defaultdict(int)
    rest: dict[int, int] = defaultdict(int)
    for _container_id, life in groupby(facts, key=lambda fact: fact.container_id):
        left = None
        for fact in life:
            if left is None:
                left = planned[fact.type_id]
            here = fact.event_id == event_id
            if fact.is_end:
                rest[fact.type_id] += left if here else 0
                left = 0
            elif left:
                left -= 1
            else:
                beyond[fact.type_id] += here
    return {one: NotByTrip(beyond[one], rest[one]) for one in {*beyond, *rest}}
