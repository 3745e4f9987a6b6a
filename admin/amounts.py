"""Sums and moments as people type them."""

import re
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import DecimalField, Field
from wtforms.widgets import TextInput

from pantbox.clock import LAST_SECOND, first_moment, last_moment, last_whole_day

_AMOUNT = re.compile(r"(\d{1,7})(?:[.,](\d{1,2}))?(?:\s*kr\.?)?", re.IGNORECASE)


def read_ore(text: str) -> int:
    """`25`, `7,50` or `25 kr.` as øre. Raises `ValueError` for anything else: a guess about money is worse than a question."""
    match = _AMOUNT.fullmatch(text.strip())
    if match is None:
        raise ValueError(text)
    return int(match[1]) * 100 + int((match[2] or "0").ljust(2, "0"))


def write_ore(ore: int) -> str:
    """As `read_ore` reads it."""
    return f"{ore // 100},{ore % 100:02}" if ore % 100 else str(ore // 100)


class OreField(Field):
    """A sum in kroner that is kept in øre. Empty is None."""

    widget = TextInput()
    data: int | None

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else ("" if self.data is None else write_ore(self.data))

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed."""
        told = str(valuelist[0]).strip() if valuelist else ""
        try:
            self.data = read_ore(told) if told else None
        except ValueError as error:
            self.data = None
            raise ValueError("office-amount-wrong") from error


class NumberField(DecimalField):
    """A number with a fraction. Neither infinite nor any of the NaNs, which `Decimal` would read too."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed."""
        super().process_formdata(valuelist)
        if self.data is not None and not self.data.is_finite():
            self.data = None
            raise ValueError("office-number-wrong")


def beginning(local: datetime, timezone: str) -> datetime:
    """When something begins that a clock in that zone is to show. Raises `BadInput("event_times_wrong")` at the ends of the calendar."""
    return first_moment(local, ZoneInfo(timezone))


def ending(local: datetime, timezone: str) -> datetime:
    """When something ends, as `beginning`: of an hour that comes twice, the second."""
    return last_moment(local, ZoneInfo(timezone))


def end_of_day(day: date, timezone: str) -> datetime:
    """The last second of a day: on the poster the day itself still counts, and every page that shows it says that day."""
    return ending(datetime.combine(day, LAST_SECOND), timezone)


def last_day(until: datetime, timezone: str) -> date:
    """The day on the poster."""
    return last_whole_day(until, timezone)


def local_clock(told: datetime, timezone: str) -> datetime:
    """What a clock in that zone shows at a moment, without saying so: for fields of forms."""
    return told.astimezone(ZoneInfo(timezone)).replace(tzinfo=None)
