"""Returns that wait: which they are, letting them pay, and refusing them.

Bounds delay, they never decide: a desk does, or the office, a bag's count, or the issue when it comes; and at the latest
the date on the poster.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, literal_column, select
from sqlalchemy.orm import Session

from pantbox.circulation.claims import ClaimState, Releaser, ReturnClaim, Rung
from pantbox.circulation.known import CONTAINERS, windows
from pantbox.circulation.refold import Decide, lock_containers, refold
from pantbox.circulation.rows import CLAIMS, SCANS
from pantbox.circulation.scan import Reason, Verdict
from pantbox.circulation.settle import first_of_each_use
from pantbox.circulation.verdicts import HOLD_TIME_MAX, waits_for
from pantbox.places.events import Event

IS_HELD = SCANS.c.standing == literal_column(f"'{Verdict.HELD}'")
"""Written out, so that the index of held scans serves."""
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
            SCANS.c.deposit_ore, SCANS.c.visit_id, CLAIMS.c.rung, SCANS.c.effective_at, Event.return_until,
        )
        .join(SCANS, SCANS.c.id == CLAIMS.c.id)
        .join(Event, Event.id == CLAIMS.c.event_id)
        .join(CONTAINERS, CONTAINERS.c.id == SCANS.c.container_id)
        .where(CLAIMS.c.event_id == event_id, CLAIMS.c.state == literal_column(f"'{ClaimState.WAITING}'"))
        .where(SCANS.c.visit_id == visit_id if visit_id else SCANS.c.id.is_not(None))
        .order_by(SCANS.c.effective_at, SCANS.c.id)
    )  # fmt: skip
    return [
        Waiting(
            row.id, row.station_id, row.container_id, row.human_code, row.type_id, row.deposit_ore, row.visit_id,
            waits_for(Rung(row.rung)), row.effective_at, row.return_until,
        )
        for row in rows
    ]  # fmt: skip


def release(
    session: Session, organisation_id: int, scan_ids: Collection[UUID], *, by: str, now: datetime
) -> set[UUID]:
    """Let returns that wait pay. Of several of one use the first does, and each that is stronger than those before it; the others
    are refused, for who decides has seen them. Returns those that were still waiting and are to pay."""
    connection = session.connection()
    since = lock_containers(connection, organisation_id, scan_ids)
    chosen = {
        one
        for window in windows(connection, since).values()
        for one in first_of_each_use(window.scans, window.decisions, scan_ids, carried=window.carried)
    }
    released = _decide(session, organisation_id, chosen, _released(Releaser.PERSON, by), now)
    refuse(session, organisation_id, set(scan_ids) - chosen, by=by, now=now)
    return released


def refuse(
    session: Session, organisation_id: int, scan_ids: Collection[UUID], *, by: str, now: datetime
) -> set[UUID]:
    """Decide that returns that wait do not pay. Returns those that were still waiting."""

    def refused(_scan_id: UUID, claim: ReturnClaim) -> ReturnClaim:
        if claim.state is not ClaimState.WAITING:
            return claim
        return replace(claim, state=ClaimState.REFUSED, rung=Rung.REFUSED, decided_by=by[:80])

    return _decide(session, organisation_id, scan_ids, refused, now)


def _released(releaser: Releaser, by: str) -> Decide:
    def released(_scan_id: UUID, claim: ReturnClaim) -> ReturnClaim:
        if claim.state is not ClaimState.WAITING:
            return claim
        return replace(claim, released_by=releaser, decided_by=by[:80])

    return released


def _decide(
    session: Session, organisation_id: int, ids: Iterable[UUID], decide: Decide, now: datetime
) -> set[UUID]:
    return set(refold(session.connection(), organisation_id, ids, now, decide=decide))


def expire(session: Session, event: Event, now: datetime) -> int:
    """Tell doubles so that waited for an issue and may no more, some hundreds at a time: call again until it returns 0.
    Returns how many no longer wait, whatever was tried.

    They wait for nobody's decision: a return that was told to wait, because a stall had not been heard from since the
    first one, is what it looks like when its time is up.
    """
    doubles = session.scalars(_expired(event.id, now)).all()
    refold(session.connection(), event.organisation_id, doubles, now)
    still = session.scalar(select(func.count()).where(SCANS.c.id.in_(doubles), IS_HELD)) or 0
    return len(doubles) - still


def waits_too_long(session: Session, event_id: int, now: datetime) -> bool:
    """Whether a double still waits for an issue that may no more."""
    return session.scalar(_expired(event_id, now).limit(1)) is not None


def _expired(event_id: int, now: datetime) -> Select[UUID]:
    return _oldest(event_id).where(
        SCANS.c.verdict_reason == Reason.AWAITING_ISSUE, SCANS.c.recorded_at <= now - HOLD_TIME_MAX
    )


def _oldest(event_id: int) -> Select[UUID]:
    return (
        select(SCANS.c.id)
        .outerjoin(CLAIMS, (CLAIMS.c.id == SCANS.c.id) & (CLAIMS.c.state == ClaimState.WAITING))
        .where(SCANS.c.event_id == event_id, IS_HELD, CLAIMS.c.id.is_(None))
        .order_by(SCANS.c.recorded_at)
        .limit(EXPIRED_AT_ONCE_MAX)
    )
