"""Which container each portion is served in: the fewest that do, washed over night. Pure."""

import heapq
from collections import defaultdict
from datetime import datetime, time, timedelta

from pantbox.planning.festival import Portion
from pantbox.planning.scenario import Scenario

CLEAN_AT = time(6)
SPARE_SHARE = 0.12
"""Containers over what is ever out at once: nobody buys exactly enough."""


def assign_containers(scenario: Scenario, portions: list[Portion]) -> dict[str, int]:
    """Number each portion's container within its type, and say how many of each type that takes, with some to spare.

    `portions` are in order of time. A container that came back is clean and out again the next morning at six, when a
    new turnaround period has begun; one that did not come back is not used again.
    """
    clean: dict[str, list[tuple[datetime, int]]] = defaultdict(list)
    made: dict[str, int] = {kind.slug: 0 for kind in scenario.types}
    for portion in portions:
        shelf = clean[portion.kind]
        if shelf and shelf[0][0] <= portion.at:
            _, portion.container = heapq.heappop(shelf)
        else:
            portion.container = made[portion.kind]
            made[portion.kind] += 1
        if portion.gone_at is not None:
            heapq.heappush(shelf, (_clean_at(portion.gone_at), portion.container))
    return {kind: number + max(round(number * SPARE_SHARE), 5) for kind, number in made.items()}


def _clean_at(moment: datetime) -> datetime:
    six = datetime.combine(moment.date(), CLEAN_AT, moment.tzinfo)
    return six if moment < six else six + timedelta(days=1)
