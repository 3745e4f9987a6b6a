"""The one time of an installation: that of its database, whatever the clocks of its servers say."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from pantbox import clock

ASKED_EVERY_SECONDS = 60.0
"""So often a process asks the database for the time, when it takes a connection anyway."""
STEP_SECONDS = 1.0
"""Steady and system clock are this far apart at most, or one of them stood still or was set."""
ANSWER_SECONDS_MAX = 1.0
"""What took longer to be answered is not gone by while there is anything else: the database may have stood still meanwhile."""


@dataclass(frozen=True, slots=True)
class _Reading:
    moment: datetime
    steady: float
    system: datetime
    took: float


class SharedClock:
    """The database's time, counted on between two readings of it by a steady clock, which nobody can set.

    Several servers of one installation record a device's scans. Were each to use its own time, those of one server would be
    older than the device's last word to another. Before the first reading it is the time of this machine.
    """

    def __init__(self, steady: Callable[[], float] = time.monotonic) -> None:
        self._steady = steady
        self._reading: _Reading | None = None

    @property
    def has_been_read(self) -> bool:
        """Whether the database was ever asked."""
        return self._reading is not None

    @property
    def is_due(self) -> bool:
        """Whether the database is to be asked again: a minute has passed, or a clock of this machine stood still or was set."""
        reading = self._reading
        if reading is None or reading.took > ANSWER_SECONDS_MAX:
            return True
        steadily = self._steady() - reading.steady
        by_the_system = (clock.now() - reading.system).total_seconds()
        return steadily > ASKED_EVERY_SECONDS or abs(by_the_system - steadily) > STEP_SECONDS

    def read(self, ask: Callable[[], datetime]) -> None:
        """Ask the database for the time, and go by it from now on. `ask` took as long before its answer as after it."""
        before = self._steady()
        moment = ask()
        took = self._steady() - before
        if self._reading is None or took <= ANSWER_SECONDS_MAX:
            self._reading = _Reading(moment, before + took / 2, clock.now(), took)

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        reading = self._reading
        if reading is None:
            return clock.now()
        return reading.moment + timedelta(seconds=self._steady() - reading.steady)
