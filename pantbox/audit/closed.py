"""Closed events: what their reports are computed from is what it was when they were closed."""

from collections.abc import Iterator

from sqlalchemy import Connection

from pantbox.audit.finding import Finding
from pantbox.reports.closed_figures import changed


def findings(connection: Connection, event_id: int | None) -> Iterator[Finding]:
    """One, over all closed events whose figures were kept."""
    wrong, kept = changed(connection, event_id)
    what = f"closed events of {kept} whose figures are not those that were kept at their closing"
    yield Finding.none_of(12, "closed events are as they were closed", what, wrong, len(wrong))
