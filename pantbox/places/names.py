"""Names that people give to events, vendors and stations."""

import unicodedata

from pantbox.errors import BadInput

NAME_LENGTH_MAX = 200
CONTROL = "Cc"


def plain_name(told: str) -> str:
    """A name as it is kept: single spaces, no control characters, at most 200 signs. Raises `BadInput("name_missing")` where nobody
    would see any."""
    words = "".join(" " if unicodedata.category(sign) == CONTROL else sign for sign in told).split()
    name = " ".join(words)[:NAME_LENGTH_MAX]
    if not any(sign.isprintable() and sign != " " for sign in name):
        raise BadInput("name_missing")
    return name
