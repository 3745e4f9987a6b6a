"""Held returns: what waits, and letting it pay, refusing it, or ending its waiting when time is up.

Bounds delay, they never decide: the desk or a bag count decides, or, for a return that waits only for its issue, the
event's rule once its time is up or every stall that is still heard from has sent what it scanned until then.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, literal_column, or_, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import Session

from pantbox.circulation.known import CONTAINERS
from pantbox.circulation.refold import refold
from pantbox.circulation.rows import HOLDS, SCANS
from pantbox.circulation.scan import HoldState, Reason, Verdict
from pantbox.circulation.verdicts import HOLD_TIME_MAX
from pantbox.places.devices import Device
from pantbox.places.events import Event, UnseenPolicy
from pantbox.places.stations import Station, StationKind

IS_HELD = SCANS.c.standing == literal_column(f"'{Verdict.HELD}'")
"""Written out, so that the index of held scans serves."""
HEARD_WITHIN = timedelta(minutes=30)
"""A device silent for longer holds nothing up: it is listed, and nobody waits for it."""
EXPIRED_AT_ONCE_MAX = 500


@dataclass(frozen=True, slots=True)
class Waiting:
    """A return that does not pay yet."""

    scan_id: UUID
    station_id: int
    container_id: int
    human_code: str
    type_id: int
    deposit_ore: int
    visit_id: UUID | None
    reason: Reason
    returned_at: datetime
    until: datetime | None


def waiting(session: Session, event_id: int, *, visit_id: UUID | None = None) -> list[Waiting]:
    """The held returns of an event, or of one visit, oldest first."""
    rows = session.execute(
        select(
            SCANS.c.id, SCANS.c.station_id, SCANS.c.container_id, CONTAINERS.c.human_code, SCANS.c.type_id,
            SCANS.c.deposit_ore, SCANS.c.visit_id, HOLDS.c.reason, SCANS.c.effective_at, HOLDS.c.until,
        )
        .join(SCANS, SCANS.c.id == HOLDS.c.id)
        .join(CONTAINERS, CONTAINERS.c.id == SCANS.c.container_id)
        .where(HOLDS.c.event_id == event_id, HOLDS.c.state == HoldState.WAITING, IS_HELD)
        .where(SCANS.c.visit_id == visit_id if visit_id else SCANS.c.id.is_not(None))
        .order_by(SCANS.c.effective_at, SCANS.c.id)
    )  # fmt: skip
    return [
        Waiting(
            row.id, row.station_id, row.container_id, row.human_code, row.type_id, row.deposit_ore, row.visit_id,
            Reason(row.reason), row.effective_at, row.until,
        )
        for row in rows
    ]  # fmt: skip


def release(
    session: Session, organisation_id: int, scan_ids: Collection[UUID], *, by: str, now: datetime
) -> set[UUID]:
    """Let held returns pay, as far as nobody else was paid for the same use. Returns those that were still waiting."""
    return _decide(session, organisation_id, scan_ids, HoldState.RELEASED, by=by, now=now)


def refuse(
    session: Session, organisation_id: int, scan_ids: Collection[UUID], *, by: str, now: datetime
) -> set[UUID]:
    """Decide that held returns do not pay. Returns those that were still waiting."""
    return _decide(session, organisation_id, scan_ids, HoldState.REFUSED, by=by, now=now)


def _decide(
    session: Session, organisation_id: int, ids: Iterable[UUID], state: HoldState, *, by: str, now: datetime
) -> set[UUID]:
    decisions = dict.fromkeys(ids, state)
    return refold(session.connection(), organisation_id, decisions, now, decisions=decisions, by=by)


def expire(session: Session, event: Event, now: datetime) -> int:
    """End the waiting of what has waited long enough, some hundreds at a time: call again until it returns 0."""
    heard = _heard_until(session, event.id, now)
    ripe = [HOLDS.c.until <= now, SCANS.c.effective_at <= heard] if heard else [HOLDS.c.until <= now]
    holds = session.execute(
        _oldest(event.id).where(
            HOLDS.c.state == HoldState.WAITING, HOLDS.c.reason == Reason.AWAITING_ISSUE, or_(*ripe)
        )
    ).all()
    # A double return that waited for a late issue has no hold of its own: when its time is up it is simply told so.
    doubles = session.execute(
        _oldest(event.id).where(
            and_(HOLDS.c.id.is_(None), SCANS.c.verdict_reason == Reason.AWAITING_ISSUE),
            SCANS.c.recorded_at <= now - HOLD_TIME_MAX,
        )
    ).all()
    pays = event.unseen_policy != UnseenPolicy.HOLD_THEN_REFUSE
    decisions = {row.id: HoldState.RELEASED if pays else HoldState.REFUSED for row in holds}
    ids = _ids(holds) | _ids(doubles)
    refold(session.connection(), event.organisation_id, ids, now, decisions=decisions, by="time")
    return len(ids)


def _oldest(event_id: int) -> Select[tuple[UUID]]:
    return (
        select(SCANS.c.id)
        .outerjoin(HOLDS, HOLDS.c.id == SCANS.c.id)
        .where(SCANS.c.event_id == event_id, IS_HELD)
        .order_by(SCANS.c.recorded_at)
        .limit(EXPIRED_AT_ONCE_MAX)
    )


def _ids(rows: Iterable[Row[Any]]) -> set[UUID]:
    return {row.id for row in rows}


def _heard_until(session: Session, event_id: int, now: datetime) -> datetime | None:
    """Up to when the stalls that are still heard from have sent everything. None when there are none."""
    return session.scalar(
        select(func.min(Device.sent_everything_until))
        .join(Station, Station.id == Device.station_id)
        .where(
            Device.event_id == event_id,
            Device.revoked_at.is_(None),
            Device.last_seen_at >= now - HEARD_WITHIN,
            Station.kind == StationKind.STALL,
        )
    )
