"""The published ages of the return curve: 707 bins, fine where returns are many, coarse where they are few.

Ages are rounded *down* to the start of their bin, after both times were cut to the minute. That is part of the
published definition: who repeats it from the exported scans gets the same curve, to the last digit.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

HOUR = 60
DAY = 24 * HOUR


@dataclass(frozen=True, slots=True)
class Stretch:
    """Bins of one width, in minutes: from `start` up to but not including `stop`; `first` is the number of its first."""

    start: int
    stop: int
    width: int
    first: int

    @property
    def bins(self) -> int:
        """How many bins it holds."""
        return (self.stop - self.start) // self.width


def _stretches() -> Iterator[Stretch]:
    first = 0
    for start, stop, width in (
        (0, 4 * HOUR, 1),
        (4 * HOUR, DAY, 5),
        (DAY, 7 * DAY, HOUR),
        (7 * DAY, 90 * DAY, DAY),
    ):
        stretch = Stretch(start, stop, width, first)
        yield stretch
        first += stretch.bins


STRETCHES = tuple(_stretches())
"""1 minute to 4 hours, 5 minutes to 24 hours, 1 hour to 7 days, 1 day to 90 days."""

STARTS = tuple(start for s in STRETCHES for start in range(s.start, s.stop, s.width))
"""The first minute of every bin."""

BIN_COUNT = len(STARTS)
BEYOND = BIN_COUNT
"""The number given to ages of 90 days and more: at risk in every bin, and ended in none of them."""

LONGEST_MINUTES = 90 * DAY


def bin_of(age_minutes: int) -> int:
    """The bin an age in whole minutes belongs to. Below 0 (two devices' clocks differ) it is the first bin."""
    if age_minutes >= LONGEST_MINUTES:
        return BEYOND
    return max(bisect_right(STARTS, age_minutes) - 1, 0)


def start_minutes(number: int) -> int:
    """The youngest age in a bin: what an age in it is rounded down to."""
    return LONGEST_MINUTES if number >= BEYOND else STARTS[number]


def end_minutes(number: int) -> int:
    """The age every trip in a bin is younger than."""
    return start_minutes(number + 1)
