"""Forfeiture: deposits nobody came for in time. Written off as scans through the one door, so that a late claim still pays.
Returns that still wait then are refused, and their deposits forfeited with the others.

A festival forfeits by the date on the poster; a city scheme, which has no end, by each trip's age.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy import exists, func, literal_column, select
from sqlalchemy.orm import Session

from pantbox.circulation.claims import ClaimState
from pantbox.circulation.door import Authority, NewScan, Submission
from pantbox.circulation.holds import refuse
from pantbox.circulation.known import CONTAINERS, TYPES
from pantbox.circulation.replay import record_alone
from pantbox.circulation.rows import CLAIMS, SCANS, TRIPS
from pantbox.circulation.scan import Kind, Verdict
from pantbox.clock import new_id
from pantbox.containers.grai import Grai
from pantbox.core import Core
from pantbox.errors import Conflict, NotFound
from pantbox.ledger.postings import FORFEITED
from pantbox.places.events import Event
from pantbox.places.log import log
from pantbox.places.stations import Station, StationKind

CHUNK = 500

logger = structlog.get_logger(__name__)


def due_before(event: Event, now: datetime) -> datetime | None:
    """Trips opened before this are forfeited now. None: none are."""
    if event.return_until is not None:
        return now if now > event.return_until else None
    return now - timedelta(days=event.trip_days_max) if event.trip_days_max else None


def forfeit_due(core: Core, event: Event, now: datetime) -> int:
    """Write off every open trip of the event whose time is up; returns how many it was. Safe to run twice, and at once.

    Stops, and says so in the log, when not one of a chunk is accepted: somebody must look before more are written.
    Raises `Conflict("event_without_store")` when there is no place to book them at.
    """
    before = due_before(event, now)
    if before is None:
        return 0
    authority = _store_of(core, event)
    _end_waiting(core, event, before, now)
    written_off = 0
    for codes in _open_trips(core, event, before):
        accepted = _write_off(core, authority, codes, _time_of_scans(event, now))
        if accepted == 0:
            logger.error("nothing_forfeited", slug=event.slug, refused=len(codes))
            break
        written_off += accepted
    return written_off


def overdue(core: Core, event: Event, now: datetime) -> int:
    """How many trips are still open whose time is up: after `forfeit_due`, those it could not write off."""
    before = due_before(event, now)
    if before is None:
        return 0
    still_open = select(func.count()).where(
        TRIPS.c.event_id == event.id, TRIPS.c.end_how.is_(None), TRIPS.c.opened_at < before
    )
    with core.database.reading() as session:
        return session.scalar(still_open) or 0


def _end_waiting(core: Core, event: Event, before: datetime, now: datetime) -> None:
    """Refuse the returns that still wait: their deposits are forfeited like those of open trips. A late stronger claim is
    judged anew."""
    waiting = (
        select(CLAIMS.c.id)
        .join(SCANS, SCANS.c.id == CLAIMS.c.id)
        .where(
            CLAIMS.c.event_id == event.id,
            CLAIMS.c.state == literal_column(f"'{ClaimState.WAITING}'"),
            SCANS.c.effective_at < before,
        )
        .order_by(CLAIMS.c.id)
        .limit(CHUNK)
    )

    def refuse_some(session: Session) -> int:
        ids = session.scalars(waiting).all()
        return len(refuse(session, event.organisation_id, ids, by=FORFEITED, now=now))

    while core.database.retrying(refuse_some, event.organisation_id):
        pass


def _time_of_scans(event: Event, now: datetime) -> datetime:
    """Write-offs happen now and come after all that is known; or, after the last time of any scan of the event, then."""
    last = event.last_scan_at
    return now if last is None else min(now, last)


def _write_off(core: Core, authority: Authority, codes: list[str], at: datetime) -> int:
    """Write off what carries these codes, as scans of the store; returns how many were accepted."""
    scans = tuple(NewScan(new_id(), Kind.WRITE_OFF, code, at=at, reason=FORFEITED) for code in codes)
    outcome = record_alone(core, Submission(authority, scans))
    if isinstance(outcome, Exception):
        raise outcome
    return sum(answer.verdict is Verdict.ACCEPTED for answer in outcome)


def close_event(core: Core, event_id: int, now: datetime, user_id: int | None = None, **by: object) -> int:
    """Take no more issues, log it, and forfeit what is due; returns how many deposits were. Returns are honoured for long after.

    What was told before is recorded first: its report is as of its closing. `by` tells the log who it was where that is no
    user. Raises `NotFound("event_unknown")`.
    """
    core.database.await_writers()
    with core.database.transaction() as session:
        event = session.get(Event, event_id, with_for_update={"key_share": True})
        if event is None:
            raise NotFound("event_unknown")
        if event.closed_at is None:
            event.closed_at = now
            log(session, event.organisation_id, user_id, "event_closed", event.slug, dict(by), now)
        session.flush()  # it is used after the transaction
        session.refresh(event)
        session.expunge(event)
    return forfeit_due(core, event, now)


def _store_of(core: Core, event: Event) -> Authority:
    with core.database.reading() as session:
        store_id = session.scalar(
            select(Station.id)
            .where(Station.event_id == event.id, Station.kind == StationKind.STORE)
            .order_by(Station.closed_at.is_not(None), Station.number)
        )
    if store_id is None:
        raise Conflict("event_without_store", event=event.slug)
    return Authority(event.organisation_id, event.id, store_id)


def _open_trips(core: Core, event: Event, before: datetime) -> Iterator[list[str]]:
    """The codes of containers that are out, in chunks: memory is flat in their number.

    Without those whose write-off was refused before: it would be again, and every refusal is a row.
    """
    refused = exists().where(
        SCANS.c.container_id == TRIPS.c.container_id,
        SCANS.c.effective_at >= TRIPS.c.opened_at,
        SCANS.c.kind == Kind.WRITE_OFF,
        SCANS.c.reason == FORFEITED,
        SCANS.c.verdict == Verdict.REJECTED,
    )
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
                ~refused,
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
