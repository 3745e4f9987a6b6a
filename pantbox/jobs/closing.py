"""Closing and forfeiture: when the poster's date has passed, or in a city scheme a trip is too old. Late claims still pay."""

from datetime import datetime

import structlog
from sqlalchemy import or_, select

from pantbox.circulation.forfeits import close_event, forfeit_due, overdue
from pantbox.core import Core
from pantbox.jobs.unachieved import Unachieved
from pantbox.places.events import Event

logger = structlog.get_logger(__name__)


def close_and_forfeit(core: Core, now: datetime) -> int:
    """Close the events whose poster date has passed and forfeit what is due; returns how many deposits were forfeited.

    An event that cannot be closed keeps no other waiting: why stands in the log. Raises `Unachieved` for those where
    deposits that are due stay held.
    """
    with core.database.reading() as session:
        events = session.scalars(
            select(Event).where(or_(Event.return_until < now, Event.trip_days_max.is_not(None)))
        ).all()
        session.expunge_all()
    forfeited, failed_at = 0, set[int]()
    for event in events:
        try:
            forfeited += _close_or_forfeit(core, event, now)
            if overdue(core, event, now):
                failed_at.add(event.id)
        except Exception:
            logger.exception("closing_failed", slug=event.slug)
            failed_at.add(event.id)
    if failed_at:
        raise Unachieved(forfeited, failed_at)
    return forfeited


def _close_or_forfeit(core: Core, event: Event, now: datetime) -> int:
    if event.return_until is not None:
        return close_event(core, event.id, now, by="worker")
    return forfeit_due(core, event, now)
