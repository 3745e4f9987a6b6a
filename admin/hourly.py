"""The chart of what went out and came back in each hour, of the live page and of the report."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from admin.figures import hour_label, hours_between
from pantbox.web import say

NOTHING = (0, 0)


def out_and_back(counts: Mapping[datetime, tuple[int, int]], timezone: str) -> dict[str, Any]:
    """Bars of handed out and taken back, from the first hour with either to the last, also those with neither."""
    hours = hours_between(min(counts), max(counts)) if counts else []
    pairs = [counts.get(hour, NOTHING) for hour in hours]
    return {
        "kind": "bars",
        "x": [hour_label(hour, timezone) for hour in hours],
        "series": [
            {"name": say("office-handed-out"), "tone": "line-strong", "values": [out for out, _ in pairs]},
            {"name": say("office-taken"), "tone": "accepted", "values": [back for _, back in pairs]},
        ],
    }
