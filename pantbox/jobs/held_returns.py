"""Returns that wait: releases what bags' counts prove, and tells doubles so that waited long enough for an issue."""

from datetime import datetime
from functools import partial

from sqlalchemy import literal_column, select, union
from sqlalchemy.orm import Session

from pantbox.circulation.bag_counts import settle_bags_of
from pantbox.circulation.claims import ClaimState
from pantbox.circulation.device_words import OLDEST
from pantbox.circulation.holds import IS_HELD, expire, waits_too_long
from pantbox.circulation.rows import CLAIMS, SCANS
from pantbox.core import Core
from pantbox.jobs.unachieved import Unachieved, at_each_event
from pantbox.places.events import Event


def end_waiting(core: Core, now: datetime) -> int:
    """Returns how many returns no longer wait. Each some hundred are a transaction of their own.

    Raises `Unachieved` for the events where one still waits whose time is up.
    """
    with core.database.reading() as session:
        waiting_in = session.scalars(select(SCANS.c.event_id).where(IS_HELD).distinct()).all()
    return at_each_event(waiting_in, partial(_end_waiting_in, core, now))


def settle_counted_bags(core: Core, now: datetime) -> int:
    """Do what bags' counts prove, where whoever sent the count was cut off, or claims came late; how many were released.

    What is told of a bag later than a device may remember waits, and so its event is looked at again. Raises `Unachieved` for
    the events where it could not be done.
    """
    waits = select(CLAIMS.c.event_id).where(CLAIMS.c.state == literal_column(f"'{ClaimState.WAITING}'"))
    counted = select(SCANS.c.event_id).where(
        SCANS.c.container_id.is_(None), SCANS.c.bag.is_not(None), SCANS.c.recorded_at >= now - OLDEST
    )
    with core.database.reading() as session:
        events = session.scalars(union(waits, counted)).all()
    return at_each_event(sorted(events), lambda event_id: settle_bags_of(core, event_id).released)


def _end_waiting_in(core: Core, now: datetime, event_id: int) -> int:
    ended = 0
    while some := core.database.retrying(partial(_expire_some, event_id=event_id, now=now)):
        ended += some
    with core.database.reading() as session:
        if waits_too_long(session, event_id, now):
            raise Unachieved(ended, [event_id])
    return ended


def _expire_some(session: Session, *, event_id: int, now: datetime) -> int:
    return expire(session, session.get_one(Event, event_id), now)
