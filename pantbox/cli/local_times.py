"""Times as somebody types them: what a clock at the event shows, or a whole day."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import click

from pantbox.clock import LAST_SECOND, first_moment, last_moment

DAY, MOMENTS = "%Y-%m-%d", ("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M")


@dataclass(frozen=True, slots=True)
class LocalTime:
    """A moment, or a day from its first second to its last: on a poster, and in speech, the day itself still counts."""

    clock: datetime
    is_day: bool

    def first(self, zone: ZoneInfo) -> datetime:
        """Where something begins that was said to begin then. Raises `BadInput("event_times_wrong")` at the ends of the calendar."""
        return first_moment(self.clock, zone)

    def last(self, zone: ZoneInfo) -> datetime:
        """Where something ends that was said to last until then, as `first`."""
        clock = datetime.combine(self.clock, LAST_SECOND) if self.is_day else self.clock
        return last_moment(clock, zone)


class LocalTimeType(click.ParamType[LocalTime]):
    """`2026-06-03T11:00`, or `2026-06-03` for the whole day."""

    name = "local time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> LocalTime:
        """Read it, or say what is understood."""
        if isinstance(value, LocalTime):
            return value
        for form in (DAY, *MOMENTS):
            with suppress(ValueError):
                return LocalTime(datetime.strptime(value, form), is_day=form == DAY)  # noqa: DTZ007 (the zone is the event's)
        return self.fail(
            f"{value!r} is neither a time such as 2026-06-03T11:00 nor a day such as 2026-06-03.", param, ctx
        )


LOCAL_TIME = LocalTimeType()
