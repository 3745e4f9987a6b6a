"""Figures as people read them, in the reader's language. Used by templates as filters."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from babel.numbers import format_decimal
from flask import Flask

from admin.amounts import write_ore
from pantbox.ledger.causes import words_of
from pantbox.reports.intervals import Share
from pantbox.web import language, say, translator
from pantbox.web.pages import LOCALES

NOTHING = "–"
"""What stands where there is no figure."""
HOUR, DAY = 3600, 86_400
TONNE = 1000


def whole(number: int | None) -> str:
    """`9.412`."""
    return NOTHING if number is None else format_decimal(number, "#,##0", locale=LOCALES[language()])


def decimal(number: float | None, places: int = 1) -> str:
    """`12,5`; never more digits than are known."""
    if number is None:
        return NOTHING
    pattern = "#,##0" if places == 0 else "#,##0." + "0" * places
    return format_decimal(number, pattern, locale=LOCALES[language()])


def percent(share: float | None, places: int = 0) -> str:
    """`91 %`."""
    return NOTHING if share is None else f"{decimal(share * 100, places)} %"


def interval(low: float, high: float) -> str:
    """`90,8–92,0`: the ends of an interval, in percent, beside a figure that has the sign."""
    return f"{decimal(low * 100)}–{decimal(high * 100)}"


def spread(share: Share) -> str:
    """The interval of a share with its sign; nothing beside a share of nothing, of which nothing is known."""
    return "" if share.value is None else f"{interval(share.low, share.high)} %"


def duration(seconds: int | None) -> str:
    """`2 h 14 min`, `3 d 4 h`."""
    if seconds is None:
        return NOTHING
    days, rest = divmod(seconds, DAY)
    hours, minutes = rest // HOUR, rest % HOUR // 60
    if days:
        return say("office-days-hours", days=days, hours=hours)
    if hours:
        return say("office-hours-minutes", hours=hours, minutes=minutes)
    return say("office-minutes", minutes=minutes)


def kilograms(grams: float | None) -> str:
    """`312 kg` or `1,2 t`."""
    if grams is None:
        return NOTHING
    kg = grams / 1000
    if abs(kg) >= TONNE:
        return f"{decimal(kg / TONNE)} t"
    return f"{decimal(kg, 0 if abs(kg) >= 100 else 1)} kg"


def hour_label(hour: datetime, timezone: str) -> str:
    """`fre. 14`: an hour as charts and their tables name it. `14:30` where hours begin so, `02 CET` where one comes twice."""
    local = hour.astimezone(ZoneInfo(timezone))
    shown = format_datetime(
        local, "EEE d/M HH:mm" if local.minute else "EEE d/M HH", locale=LOCALES[language()]
    )
    is_twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return f"{shown} {local.tzname()}" if is_twice else shown


def dashed(word: str) -> str:
    """A stored word as messages name it."""
    return str(word).replace("_", "-")


def logged(what: str) -> str:
    """What a log entry's stable word says; a word from another version of Pantbox says itself."""
    key = f"office-log-{dashed(what)}"
    return say(key) if translator().knows(key) else what.replace("_", " ")


def caused(kind: str) -> str:
    """What booked a transfer: `Retur · taget tilbage`. A word from another version of Pantbox says itself."""
    said = ((word, f"office-cause-{dashed(word)}") for word in words_of(kind))
    return " · ".join(say(key) if translator().knows(key) else word for word, key in said)


def place_name(kind: str, number: int, name: str) -> str:
    """`Boks 4: Ved scenen`."""
    return f"{say(f'office-kind-{dashed(kind)}')} {number}: {name}"


def tenths(share: float | None) -> int:
    """How much of a bar is filled."""
    return 0 if share is None else max(0, min(10, round(share * 10)))


def hours_between(first: datetime, last: datetime) -> list[datetime]:
    """Each whole hour, the quiet ones too: a chart that skips them lies about time."""
    count = int((last - first).total_seconds() // HOUR)
    return [first + timedelta(hours=number) for number in range(count + 1)]


def register(app: Flask) -> None:
    """Hand them to the templates."""
    app.jinja_env.filters.update(
        ore=write_ore, whole=whole, decimal=decimal, percent=percent, duration=duration, kilograms=kilograms,
        caused=caused, dashed=dashed, logged=logged, tenths=tenths,
    )  # fmt: skip
    app.jinja_env.globals.update(
        interval=interval, spread=spread, hour_label=hour_label, place_name=place_name
    )
