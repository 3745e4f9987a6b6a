"""Closing and forfeiture: when the date on the poster has passed, open deposits are written off. A late claim still pays."""

from sqlalchemy import or_, select

from pantbox.circulation.forfeits import close_event, forfeit_due
from pantbox.core import Core
from pantbox.places.events import Event


def close_and_forfeit(core: Core) -> int:
    """Close events whose poster date has passed, forfeit what is due in all; returns how many deposits were."""
    now = core.clock()
    with core.database.reading() as session:
        due = list(
            session.scalars(
                select(Event)
                .where(or_(Event.return_until < now, Event.trip_days_max.is_not(None)))
                .order_by(Event.id)
            )
        )
    forfeited = 0
    for event in due:
        is_over = event.return_until is not None and event.return_until < now
        close = is_over and event.closed_at is None
        forfeited += close_event(core, event.id, now) if close else forfeit_due(core, event, now)
    return forfeited
