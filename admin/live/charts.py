"""What the live page's chart draws."""

from collections.abc import Sequence
from typing import Any

from admin.figures import hour_label, hours_between
from pantbox.reports.live_model import LiveHour
from pantbox.web import say


def by_hour(hours: Sequence[LiveHour], timezone: str) -> dict[str, Any]:
    """Handed out and taken back per hour."""
    known = {line.hour: line for line in hours}
    all_hours = hours_between(min(known), max(known)) if known else []
    lines = [known.get(hour) for hour in all_hours]
    return {
        "kind": "bars",
        "x": [hour_label(hour, timezone) for hour in all_hours],
        "series": [
            {
                "name": say("office-handed-out"),
                "tone": "line-strong",
                "values": [line.issued if line else 0 for line in lines],
            },
            {
                "name": say("office-back"),
                "tone": "accepted",
                "values": [line.returned if line else 0 for line in lines],
            },
        ],
    }
