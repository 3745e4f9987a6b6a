"""Words, sums and dates on paper, in the reader's language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from pantbox.i18n import Translator

LANGUAGES: Final = ("da", "en", "de")


@cache
def _translator(language: str) -> Translator:
    return Translator(language)


def say(language: str, key: str, **values: str | int) -> str:
    """A text of `messages/<language>/labels.ftl`."""
    return _translator(language).text(key, **values)


def and_the_others(language: str) -> tuple[str, ...]:
    """`language`, then the others: signs speak to everyone who walks past."""
    return (language, *(other for other in LANGUAGES if other != language))


def amount_text(amount_ore: int, currency: str, language: str) -> str:
    """A sum as short as it is exact: `25 kr.`, `7,50 kr.`; other currencies by their own custom."""
    amount = Decimal(amount_ore) / 100
    if currency != "DKK":
        return format_currency(amount, currency, locale=language)
    number = format_decimal(amount, "#,##0.00" if amount_ore % 100 else "#,##0", locale=language)
    return f"{number}\N{NO-BREAK SPACE}kr."


def day_text(day: date, language: str) -> str:
    """A day written out: `31. december 2029`."""
    text = format_date(day, "long", locale="en_GB" if language == "en" else language)
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def grouped(code: str, size: int = 4) -> str:
    """A code in groups, for reading aloud and typing: `ABCD EFGH JKMN PQRS`."""
    return " ".join(code[start : start + size] for start in range(0, len(code), size))


def counted(number: int) -> str:
    """A serial number in six digits, so that slips sort and gaps show."""
    return f"{number:06d}"
