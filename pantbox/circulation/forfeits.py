"""Forfeiture: deposits nobody came for in time. Written off as scans through the one door, so that a late claim still pays.

A festival forfeits by the date on the poster; a city scheme, which has no end, by each trip's age.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from pantbox.circulation.door import Authority, NewScan, Submission
from pantbox.circulation.known import CONTAINERS, TYPES
from pantbox.circulation.replay import record_alone
from pantbox.circulation.rows import TRIPS
from pantbox.circulation.scan import Kind
from pantbox.clock import new_id
from pantbox.containers.grai import Grai
from pantbox.core import Core
from pantbox.errors import Conflict, NotFound
from pantbox.ledger.postings import FORFEITED
from pantbox.places.events import Event
from pantbox.places.stations import Station, StationKind

CHUNK = 500


def due_before(event: Event, now: datetime) -> datetime | None:
    """Trips opened before this are forfeited now. None: none are."""
    if event.return_until is not None:
        return now if now > event.return_until else None
    return now - timedelta(days=event.trip_days_max) if event.trip_days_max else None


def forfeit_due(core: Core, event: Event, now: datetime) -> int:
    """Write off every open trip of the event whose time is up; returns how many. Safe to run twice, and at once.

    Raises `Conflict("event_without_store")` when there is no place to book them at.
    """
    before = due_before(event, now)
    if before is None:
        return 0
    authority = _store_of(core, event)
    written_off = 0
    for codes in _open_trips(core, event, before):
        # Live scans of the store: they happen now, and come after all that is known.
        scans = [NewScan(new_id(), Kind.WRITE_OFF, code, at=now, reason=FORFEITED) for code in codes]
        outcome = record_alone(core, Submission(authority, tuple(scans)))
        if isinstance(outcome, Exception):
            raise outcome
        written_off += len(scans)
    return written_off


def close_event(core: Core, event_id: int, now: datetime) -> int:
    """Take no more issues, and forfeit what is due; returns how many deposits were. Returns are honoured for long after.

    Raises `NotFound("event_unknown")`.
    """
    with core.database.transaction() as session:
        event = session.get(Event, event_id)
        if event is None:
            raise NotFound("event_unknown")
        event.closed_at = event.closed_at or now
        session.flush()  # it is used after the transaction
        session.refresh(event)
        session.expunge(event)
    return forfeit_due(core, event, now)


def _store_of(core: Core, event: Event) -> Authority:
    with core.database.reading() as session:
        store_id = session.scalar(
            select(Station.id)
            .where(Station.event_id == event.id, Station.kind == StationKind.STORE)
            .order_by(Station.number)
        )
    if store_id is None:
        raise Conflict("event_without_store", event=event.slug)
    return Authority(event.organisation_id, event.id, store_id)


def _open_trips(core: Core, event: Event, before: datetime) -> Iterator[list[str]]:
    """The codes of containers that are out, in chunks: memory is flat in their number."""
    last = UUID(int=0)
    while True:
        query = (
            select(TRIPS.c.id, TYPES.c.asset, CONTAINERS.c.serial)
            .join(CONTAINERS, CONTAINERS.c.id == TRIPS.c.container_id)
            .join(TYPES, TYPES.c.id == CONTAINERS.c.type_id)
            .where(
                TRIPS.c.event_id == event.id,
                TRIPS.c.end_how.is_(None),
                TRIPS.c.opened_at < before,
                TRIPS.c.id > last,
            )
            .order_by(TRIPS.c.id)
            .limit(CHUNK)
        )
        with core.database.reading() as session:
            rows = session.execute(query).all()
        if not rows:
            return
        last = rows[-1].id
        yield [f"(8003){Grai(row.asset, row.serial)}" for row in rows]
