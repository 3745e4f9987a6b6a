"""The second section of the audit: figures that stand out. Hints that somebody should look at, never failures."""

from collections.abc import Iterator

from sqlalchemy import select

from pantbox.audit.finding import NOT_OURS
from pantbox.core import Core
from pantbox.places.events import Event
from pantbox.reports.plausibility import Figure
from pantbox.reports.plausibility_facts import figures

EVENTS = Event.__table__


def plausibility(core: Core, event_id: int | None = None) -> Iterator[tuple[str, Figure]]:
    """Every event's figures, with its slug; or those of one."""
    with core.database.reading() as session:
        connection = session.connection()
        events = select(EVENTS.c.id, EVENTS.c.slug).order_by(EVENTS.c.id)
        if event_id is not None:
            events = events.where(EVENTS.c.id == event_id)
        for id, slug in connection.execute(events).all():
            try:
                found = figures(connection, id, core.clock())
            except NOT_OURS:
                continue  # rows that hold what nothing of ours writes: the findings have said so
            yield from ((slug, figure) for figure in found)
