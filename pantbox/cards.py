"""Card numbers never touch us: a text that looks like one is refused at the door, before anything keeps or logs it."""

import re

from pantbox.errors import BadInput

_DIGITS = re.compile(r"(?<!\d)\d(?:[ .\-]?\d){12,18}(?!\d)")
"""13 to 19 digits, typed together or in groups."""


def refuse_card_number(text: str | None) -> None:
    """Raises `BadInput("looks_like_a_card_number")`. What was typed is deliberately not in the error."""
    if text and looks_like_a_card_number(text):
        raise BadInput("looks_like_a_card_number")


def looks_like_a_card_number(text: str) -> bool:
    """Whether a card number stands anywhere in `text`: 13 to 19 digits with a right check digit."""
    return any(_has_right_check_digit(re.sub(r"\D", "", match[0])) for match in _DIGITS.finditer(text))


def _has_right_check_digit(digits: str) -> bool:
    """The check of ISO/IEC 7812 (Luhn): every second digit from the right is doubled."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
