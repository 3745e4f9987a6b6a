"""Held returns: what waited for a stall's scan, and has waited long enough, is decided as the event's rule says."""

from datetime import datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.circulation.holds import expire
from pantbox.core import Core
from pantbox.places.events import Event


def decide_held_returns(core: Core) -> int:
    """End the waiting of what is due, some hundreds in a transaction; returns how many were."""
    now = core.clock()
    with core.database.reading() as session:
        # A closed event's returns may still wait: its last stall comes home late.
        event_ids = list(session.scalars(select(Event.id).where(Event.starts_at <= now).order_by(Event.id)))
    decided = 0
    for event_id in event_ids:
        while some := core.database.retrying(partial(_expire, event_id=event_id, now=now)):
            decided += some
    return decided


def _expire(session: Session, *, event_id: int, now: datetime) -> int:
    return expire(session, session.get_one(Event, event_id), now)
