"""What guests may donate to. A cause's key names it in the books for ever: it is never given to another one.

What is no longer offered is closed, and keeps its name for what was donated. It is offered again under the same key.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pantbox.errors import BadInput, Conflict
from pantbox.places.events import names_of_causes

Causes = list[dict[str, Any]]


def offer_causes(
    offered: Sequence[Mapping[str, Any]],
    closed: Sequence[Mapping[str, Any]],
    wanted: Sequence[Mapping[str, Any]],
) -> tuple[Causes, Causes]:
    """What is offered and what is closed once `wanted` are offered, in that order. Pure.

    Raises `Conflict("cause_key_taken")` for a key that has another name already, `BadInput("cause_twice")`.
    """
    known = names_of_causes(offered, closed)
    keys = [str(cause["key"]) for cause in wanted]
    for cause in wanted:
        key, name = str(cause["key"]), str(cause["name"])
        if keys.count(key) > 1:
            raise BadInput("cause_twice", cause=key)
        if known.get(key, name) != name:
            raise Conflict("cause_key_taken", cause=key, name=known[key])
    still_closed = [dict(cause) for cause in (*closed, *offered) if str(cause["key"]) not in keys]
    return [dict(cause) for cause in wanted], still_closed
