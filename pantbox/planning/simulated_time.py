"""Simulated time: a clock that is moved by hand, and ids that chance and that clock make."""

from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

TICK = timedelta(milliseconds=2)


class SimulatedClock:
    """What an app is given for its clock. Every look is a little later than the one before, as in life."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def __call__(self) -> datetime:
        """Now."""
        self._now += TICK
        return self._now

    def move_to(self, moment: datetime) -> None:
        """Let time pass until `moment`. It never goes back."""
        self._now = max(self._now, moment.astimezone(UTC))


def id_at(moment: datetime, chance: Random) -> UUID:
    """A UUIDv7 as a device makes one at `moment`."""
    milliseconds = int(moment.timestamp() * 1000)
    number = (
        milliseconds << 80 | 0x7 << 76 | chance.getrandbits(12) << 64 | 0b10 << 62 | chance.getrandbits(62)
    )
    return UUID(int=number)
