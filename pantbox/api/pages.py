"""Lists in pages: each says where the next one begins. A cursor is opaque, and stays right while rows come in."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar
from uuid import UUID

from pydantic import Field

from pantbox.api.models import TolerantInput
from pantbox.errors import BadInput

PAGE_SIZE = 100
PAGE_SIZE_MAX = 1_000

Row = TypeVar("Row")


class PageWanted(TolerantInput):
    """Which page of a list. `after` is `next` of the page before."""

    after: Annotated[str, Field(max_length=200)] = ""
    limit: Annotated[int, Field(ge=1, le=PAGE_SIZE_MAX)] = PAGE_SIZE


def cursor(key: int | UUID) -> str:
    """What the next page begins after."""
    return base64.urlsafe_b64encode(str(key).encode()).decode().rstrip("=")


def id_after(wanted: PageWanted) -> int:
    """The number a page begins after; 0 at the beginning. Raises `BadInput("cursor_wrong")`."""
    text = _text(wanted)
    if not text:
        return 0
    if not text.isascii() or not text.isdecimal() or len(text) > 18:
        raise BadInput("cursor_wrong")
    return int(text)


def uuid_after(wanted: PageWanted) -> UUID | None:
    """The id a page begins after; None at the beginning. Raises `BadInput("cursor_wrong")`."""
    text = _text(wanted)
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise BadInput("cursor_wrong") from error


def _text(wanted: PageWanted) -> str:
    try:
        padded = wanted.after + "=" * (-len(wanted.after) % 4)
        return base64.b64decode(padded, altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise BadInput("cursor_wrong") from error


def split(
    rows: Sequence[Row], limit: int, key: Callable[[Row], int | UUID]
) -> tuple[Sequence[Row], str | None]:
    """The page, and its `next`, from up to one row more than the page holds."""
    if len(rows) <= limit:
        return rows, None
    return rows[:limit], cursor(key(rows[limit - 1]))
