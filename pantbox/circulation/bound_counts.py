"""The counts that bound what is paid by itself: their names, and what is used of each."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from pantbox.circulation.scan import Scan

HALF_HOUR = timedelta(minutes=30)
CODE_BOUND = "code:"
"""How the bound of an entry of a screen's code begins; others are a phone's half-hour."""


class BoundKind(StrEnum):
    """What is counted, and for whom."""

    SEEN = "seen"
    """Uses with a seen issue that a station paid in a turnaround period; not those of phones, and not released ones. While a
    container is settled its own are left out: they are counted as they stand then."""
    UNSEEN = "unseen"
    """Uses without an issue that a station paid by itself in a turnaround period."""
    SECOND = "second"
    """Second payments against claims of one station, in one bag or turnaround period."""
    PICTURE = "picture"
    """Pictures paid for one phone and half-hour, or for one entry of a screen's code."""
    BOX = "box"
    """Pictures paid at one box in a half-hour, all phones together."""
    POOL = "pool"
    """Not used up but asked for: øre that a type's pool holds at an event (whose id stands for the station's)."""
    BAG = "bag"
    """Not counted but asked for: when the bag was hung that hung at a station then, in µs since 1970; 0: none was."""
    CLAIMED = "claimed"
    """Claims of any kind, made at a box while one bag hung there. A second reading of the same container is none."""


class BoundKey(NamedTuple):
    """Names one count. `of` is a period, a half-hour, a bag or a phone's bound."""

    kind: BoundKind
    station_id: int
    of: str


NOTHING_BELOW: Mapping[int, datetime] = MappingProxyType({})


class Bounds:
    """How much of each bound is used: what was looked up, and what was added since.

    What is asked for and was not looked up counts as 0 and is noted in `missing`: whoever judged with it looks that up,
    and judges again. `below` are the boxes that stay below their capacity whatever is judged now, and since when their
    bags hang: their claims since then need no count.
    """

    def __init__(
        self, known: Mapping[BoundKey, int] | None = None, below: Mapping[int, datetime] = NOTHING_BELOW
    ) -> None:
        self.known = dict(known or {})
        self.below = below
        self.added: Counter[BoundKey] = Counter()
        self.missing: set[BoundKey] = set()

    def __getitem__(self, key: BoundKey) -> int:
        if key not in self.known:
            self.missing.add(key)
        return self.known.get(key, 0) + self.added[key]

    def counts(self, kind: BoundKind) -> bool:
        """Whether any count of this kind was looked up."""
        return any(key.kind is kind for key in self.known)


def half_hour(moment: datetime) -> int:
    """The half-hour a moment falls in, counted since 1970."""
    return int(moment.timestamp() // HALF_HOUR.total_seconds())


BAG = "bag:"
"""How the count of one bag begins, before when it was hung."""


def bag_hung_at(claim: Scan, bounds: Bounds) -> int:
    """When the bag was hung that a claim was made into, in µs since 1970. 0: its station's first, or none hangs there."""
    return bounds[BoundKey(BoundKind.BAG, claim.station_id, claim.effective_at.isoformat())]


def pool_of(claim: Scan) -> BoundKey:
    """The count of what a type's pool holds at a claim's event, in øre."""
    return BoundKey(BoundKind.POOL, claim.event_id, str(claim.type_id))


def in_period(kind: BoundKind, claim: Scan) -> BoundKey:
    """The count of a claim's station in its turnaround period."""
    return BoundKey(kind, claim.station_id, period_name(claim.period))


def period_name(period: datetime) -> str:
    """How a turnaround period is named in a count."""
    return period.isoformat()
