"""What is left of a type at a station, and how long that lasts. Pure.

A count is the truth of its moment. From there what came in is added and what went out is taken off; where nobody counts
and nobody scans, nothing is said instead of something wrong.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pantbox.circulation.scan import Kind
from pantbox.places.stations import StationKind

RUNNING_OUT_MINUTES = 30
"""From here on somebody is told: a crate takes that long to come."""
PER_HOUR_MIN = 6
"""Slower than one in ten minutes, the last hours say nothing of the next."""
HOUR = timedelta(hours=1)


class Basis(StrEnum):
    """How it is known what is left."""

    SCANNED = "scanned"
    """Every container there was scanned in and none out."""
    COUNTED = "counted"
    """Counted in, less what was scanned out."""
    UNKNOWN = "unknown"
    """Counted in, and handed out without scanning: known again when somebody counts."""


INTO: dict[StationKind, frozenset[Kind]] = {
    StationKind.STALL: frozenset({Kind.RECEIVE}),
    StationKind.STORE: frozenset({Kind.RECEIVE}),
    StationKind.WASH: frozenset({Kind.WASH}),
}
"""What makes clean containers more at each kind of station. A wash receives dirty ones: clean are those it washed."""


@dataclass(frozen=True, slots=True)
class Movement:
    """So many counted in, out, or altogether (`Kind.COUNT`), at one time."""

    kind: Kind
    quantity: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Base:
    """What counts alone say: `left` is the last count and what came and went since; `since` is when that count was.

    `delivered` is what came in less what was sent on, ever.
    """

    delivered: int = 0
    left: int = 0
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """A type at a station. `left` None: not known. `minutes_left` None: it lasts, or nobody can say.

    `supplied` is what was counted last and what was brought since; `handed_out` all that was, ever.
    """

    station_id: int
    type_id: int
    delivered: int
    supplied: int
    handed_out: int
    left: int | None
    basis: Basis
    per_hour: int
    minutes_left: int | None

    @property
    def runs_out(self) -> bool:
        """Whether somebody should bring more now."""
        return self.minutes_left is not None and self.minutes_left <= RUNNING_OUT_MINUTES


def base_of(movements: Iterable[Movement], station: StationKind) -> Base:
    """What a type's counts at a station come to. `movements` in order of time."""
    base = Base()
    for movement in movements:
        if movement.kind is Kind.COUNT:
            base = Base(base.delivered, movement.quantity, movement.at)
        elif movement.kind in INTO.get(station, ()):
            base = Base(base.delivered + movement.quantity, base.left + movement.quantity, base.since)
        elif movement.kind is Kind.DISPATCH:
            base = Base(base.delivered - movement.quantity, base.left - movement.quantity, base.since)
    return base


def hourly_rate(this_hour: int, hour_before: int, now: datetime) -> int:
    """How many an hour, over the last sixty minutes, from the counts of two hours by the clock."""
    passed = (now - now.replace(minute=0, second=0, microsecond=0)) / HOUR
    return round(this_hour + hour_before * (1 - passed))


def minutes_left(left: int | None, per_hour: int) -> int | None:
    """How long so many last at this rate, in minutes; None: not known, or it hardly moves."""
    if left is None or per_hour < PER_HOUR_MIN:
        return None
    return max(0, left) * 60 // per_hour
