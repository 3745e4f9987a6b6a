"""Closed figures: soon after an event is closed, a hash of what its report is computed from is kept."""

from datetime import datetime

from sqlalchemy.orm import Session

from pantbox.core import Core
from pantbox.jobs.unachieved import at_each_event
from pantbox.places.events import Event
from pantbox.reports.closed_figures import FORM, closed_without, figures_hash
from pantbox.reports.tables import ClosedFigures


def keep_closed_figures(core: Core, now: datetime) -> int:
    """Returns of how many events. Raises `Unachieved` for those whose figures cannot be computed."""
    with core.database.reading() as session:
        events = closed_without(session.connection())

    def keep(event_id: int) -> int:
        return core.database.retrying(lambda session: _keep(session, event_id, now))

    return at_each_event(events, keep)


def _keep(session: Session, event_id: int, now: datetime) -> int:
    event = session.get(Event, event_id, with_for_update={"key_share": True})
    if event is None or event.closed_at is None:
        return 0  # it was opened again meanwhile
    told = figures_hash(session.connection(), event.id, event.closed_at)
    session.add(
        ClosedFigures(
            organisation_id=event.organisation_id,
            event_id=event.id,
            closed_at=event.closed_at,
            form=FORM,
            kept_at=now,
            hash=told,
        )
    )
    return 1
