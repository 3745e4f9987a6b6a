"""What the live page's chart draws."""

from collections.abc import Sequence
from typing import Any

from admin.hourly import out_and_back
from pantbox.reports.live_model import LiveHour


def by_hour(hours: Sequence[LiveHour], timezone: str) -> dict[str, Any]:
    """Handed out and taken back per hour."""
    return out_and_back({line.hour: (line.issued, line.returned) for line in hours}, timezone)
