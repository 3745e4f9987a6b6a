"""Closing and forfeiture: when the poster's date has passed, or in a city scheme a trip is too old. Late claims still pay."""

from datetime import datetime

from sqlalchemy import or_, select

from pantbox.circulation.forfeits import close_event, forfeit_due
from pantbox.core import Core
from pantbox.places.events import Event


def close_and_forfeit(core: Core, now: datetime) -> int:
    """Close the events whose poster date has passed and forfeit what is due; returns how many deposits were forfeited."""
    with core.database.reading() as session:
        events = session.scalars(
            select(Event).where(or_(Event.return_until < now, Event.trip_days_max.is_not(None)))
        ).all()
        session.expunge_all()
    forfeited = 0
    for event in events:
        festival_is_over = event.return_until is not None
        forfeited += close_event(core, event.id, now) if festival_is_over else forfeit_due(core, event, now)
    return forfeited
