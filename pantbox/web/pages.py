"""What templates may call."""

import re
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time
from flask import Flask, request, url_for
from markupsafe import Markup

from pantbox.labels.wording import amount_text
from pantbox.web.here import core
from pantbox.web.static import DESIGN, asset, modules
from pantbox.web.words import NAMES, language, say

LOCALES = {"da": "da_DK", "en": "en_GB", "de": "de_DE"}
TIMEZONE = "Europe/Copenhagen"
ICONS = DESIGN / "vendor" / "icons.svg"
SYMBOL = re.compile(r'<symbol id="([^"]+)"[^>]*>(.*?)</symbol>')


def icon(name: str) -> Markup:
    """A Tabler icon. Beside a word it says nothing to a screen reader; a button with nothing else needs an `aria-label`.

    Drawn in the page: a link into a sprite costs a request, and a reading of all of it for each icon.
    """
    drawing = _drawings(ICONS.stat().st_mtime_ns).get(name, "") if ICONS.is_file() else ""
    return Markup(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>'
    ).format(Markup(drawing))  # noqa: S704 - our own build's, not anybody's text


@lru_cache(maxsize=2)
def _drawings(_changed_at: int) -> dict[str, str]:
    return dict(SYMBOL.findall(ICONS.read_text()))


def money(amount_ore: int, currency: str = "DKK") -> str:
    """A sum in the reader's language: `25 kr.`"""
    return amount_text(amount_ore, currency, language())


def when(moment: datetime, timezone: str = TIMEZONE) -> str:
    """A moment as the clock on the ground shows it."""
    return format_datetime(_there(moment, timezone), "d. MMM HH:mm" if language() != "en" else "d MMM HH:mm",
                           locale=LOCALES[language()])  # fmt: skip


def clock_time(moment: datetime, timezone: str = TIMEZONE) -> str:
    """The time of day as the clock on the ground shows it."""
    return format_time(_there(moment, timezone), "HH:mm", locale=LOCALES[language()])


def day(moment: datetime | date, timezone: str = TIMEZONE) -> str:
    """A day written out: `5. oktober 2027`."""
    told = _there(moment, timezone).date() if isinstance(moment, datetime) else moment
    return format_date(told, "long", locale=LOCALES[language()])


def languages() -> list[tuple[str, str, str]]:
    """Each language's code, its own name, and the link to this page in it."""
    told = request.args.to_dict(flat=True)
    endpoint = request.endpoint
    if endpoint is None:
        return [(code, name, f"/?lang={code}") for code, name in NAMES.items()]
    values = {**told, **(request.view_args or {})}
    return [(code, name, url_for(endpoint, **{**values, "lang": code})) for code, name in NAMES.items()]


def _there(moment: datetime, timezone: str) -> datetime:
    return moment.astimezone(ZoneInfo(timezone))


def register(app: Flask) -> None:
    """Hand the templates their functions."""
    app.jinja_env.globals.update(
        say=say, icon=icon, asset=asset, modules=modules, money=money, when=when, clock_time=clock_time, day=day,
        language=language, languages=languages, now=lambda: core().clock(),
    )  # fmt: skip
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
