"""The time. Everything inside is aware UTC; people's time zones are for showing and for an event's day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from uuid_utils.compat import uuid7

from pantbox.errors import BadInput

Clock = Callable[[], datetime]

CLOCK_TOLERANCE = timedelta(minutes=5)
"""So far ahead of now a time may be that a device names: its clock is measured no better."""


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def new_id() -> UUID:
    """A new UUIDv7: unique, and in order of the time it was made."""
    return uuid7()


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Where one turnaround period ends and the next begins: fixed local times of day, by default 06:00."""

    timezone: ZoneInfo
    times: tuple[time, ...] = (time(6, 0),)

    def period(self, moment: datetime) -> datetime:
        """The start (UTC) of the turnaround period `moment` falls in. Never after it, and never earlier than that of a moment
        before it."""
        day = moment.astimezone(self.timezone).date()
        passed = [start for start in self._starts(day) if start <= moment]
        return max(passed or self._starts(day - timedelta(days=1)))

    def _starts(self, day: date) -> list[datetime]:
        # Compared in UTC: by the wall clock an hour comes twice in autumn, and one that is left out in spring is later than it is.
        return [datetime.combine(day, at, self.timezone).astimezone(UTC) for at in self.times]


LAST_SECOND = time(23, 59, 59)


def hour_of(moment: datetime) -> datetime:
    """The whole UTC hour `moment` falls in. (Zones with half-hour offsets see hours that start at :30.)"""
    return moment.replace(minute=0, second=0, microsecond=0)


def first_moment(clock: datetime, zone: ZoneInfo) -> datetime:
    """When (UTC) a clock in that zone shows this: the first time, where an hour comes twice. Raises `BadInput("event_times_wrong")` at
    the ends of the calendar."""
    return _moments(clock, zone)[0]


def last_moment(clock: datetime, zone: ZoneInfo) -> datetime:
    """The same the last time: what lasts until then lasts through both hours."""
    return max(_moments(clock, zone))


def _moments(clock: datetime, zone: ZoneInfo) -> list[datetime]:
    try:
        return [clock.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
    except OverflowError as error:
        raise BadInput("event_times_wrong") from error


def last_whole_day(until: datetime, timezone: str) -> date:
    """The last day that lies before `until` from its first to its last minute: the day to print, for all of it counts."""
    local = until.astimezone(ZoneInfo(timezone))
    # Nothing is added to it: a day may be the last one of the calendar.
    comes_again = local.replace(fold=1).utcoffset() != local.utcoffset()
    is_whole = local.time() >= LAST_SECOND and not comes_again
    return local.date() if is_whole else local.date() - timedelta(days=1)
