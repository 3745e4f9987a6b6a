"""What nobody touched on a form stays as it is by now: others may have changed it since the page was opened.

A page sends back what it showed. Without that, as from a page of yesterday, all that differs from what stands is taken as meant.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from wtforms import Form

from pantbox.errors import Conflict

SHOWN, SHOWN_DEPOSITS = "shown", "shown_deposits"
"""Names of the hidden fields."""


def told_of(form: Form) -> dict[str, Any]:
    """What a form says, field by field, written alike whether it was filled by us or by a browser."""
    return {field.name: _written(field.data) for field in form}


def as_json(told: Mapping[str, Any]) -> str:
    """As a hidden field keeps it."""
    return json.dumps(told, sort_keys=True)


def read_shown(text: str | None) -> dict[str, Any] | None:
    """What a page says that it showed; None where it says nothing that we could have written."""
    try:
        told = json.loads(text or "")
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def touched(shown: Mapping[str, Any], told: Mapping[str, Any], now: Mapping[str, Any]) -> set[str]:
    """What somebody changed on a page that showed `shown`. Raises `Conflict("changed_meanwhile")` if another person made
    something else of the same since. Pure."""
    found = {name for name in {*shown, *told} if shown.get(name) != told.get(name)}
    if any(now.get(name) not in (shown.get(name), told.get(name)) for name in found):
        raise Conflict("changed_meanwhile")
    return found


def keep_untouched(form: Form, now: Form, shown: str | None) -> None:
    """Let `form` say of what nobody touched what `now` says. Raises what `touched` raises."""
    stands = told_of(now)
    before = stands | (read_shown(shown) or {})
    told = told_of(form)
    meant = touched({name: before[name] for name in told}, told, stands)
    for field in form:
        if field.name not in meant:
            field.data = now[field.name].data


def _written(data: Any) -> Any:
    if data is None or isinstance(data, str):
        return "\n".join((data or "").strip().splitlines())
    if isinstance(data, datetime):
        return data.strftime("%Y-%m-%dT%H:%M")  # as exact as the field is
    if isinstance(data, list):
        return sorted(map(str, data))
    if isinstance(data, Decimal):
        return float(data)
    return data if isinstance(data, int | float) else str(data)
