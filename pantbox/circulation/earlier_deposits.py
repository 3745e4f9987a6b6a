"""A guest who was charged twice for one container: at two stalls without network, neither of which could know it was out.

The second issue ended the first one's trip as seen again. Whoever brings the container back is paid the second deposit; a
desk, which has the container, pays the first too, once: from what nobody had claimed to refunds payable.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.circulation.claims import ClaimState, ReturnClaim, Rung
from pantbox.circulation.history import TripEnd
from pantbox.circulation.known import CONTAINERS
from pantbox.circulation.refold import refold
from pantbox.circulation.rows import SCANS, TRIPS
from pantbox.circulation.scan import Kind
from pantbox.errors import Conflict
from pantbox.places.log import log


@dataclass(frozen=True, slots=True)
class EarlierDeposit:
    """The deposit (øre) of the trip before the one that a return ended: where and when it was paid, and whose visit it is."""

    trip_id: UUID
    container_id: int
    human_code: str
    deposit_ore: int
    station_id: int
    at: datetime
    visit_id: UUID


def earlier_deposit(session: Session, station_id: int, scan_id: UUID) -> EarlierDeposit | None:
    """What may be paid besides this return of a desk. None: nothing, or it was paid already.

    The trip before must have ended as seen again, by the issue of the very trip that was paid with this return, and in the
    turnaround period it began in.
    """
    later = TRIPS.alias("later")
    row = session.execute(
        select(TRIPS, SCANS.c.visit_id, CONTAINERS.c.human_code)
        .join(later, later.c.credited_scan_id == SCANS.c.id)
        .join(TRIPS, (TRIPS.c.container_id == later.c.container_id) & (TRIPS.c.ended_at == later.c.opened_at))
        .join(CONTAINERS, CONTAINERS.c.id == SCANS.c.container_id)
        .where(SCANS.c.id == scan_id, SCANS.c.station_id == station_id, SCANS.c.kind == Kind.RETURN)
        .where(SCANS.c.visit_id.is_not(None), later.c.seen.is_(True), TRIPS.c.id != later.c.id)
        .where(TRIPS.c.end_how == TripEnd.SEEN_AGAIN, TRIPS.c.seen.is_(True), TRIPS.c.pooled.is_(False))
        .where(TRIPS.c.period == later.c.period, TRIPS.c.event_id == SCANS.c.event_id)
        .where(TRIPS.c.credited_scan_id.is_(None))
    ).first()
    if row is None:
        return None
    return EarlierDeposit(
        row.id, row.container_id, row.human_code, row.deposit_ore, row.opened_station_id, row.opened_at, row.visit_id
    )  # fmt: skip


def pay_earlier_deposit(
    session: Session, organisation_id: int, station_id: int, scan_id: UUID, *, by: str, now: datetime
) -> EarlierDeposit:
    """Pay that deposit into the visit of the return. Raises `Conflict("no_earlier_deposit")`, also the second time."""
    container_id = select(SCANS.c.container_id).where(
        SCANS.c.id == scan_id, SCANS.c.organisation_id == organisation_id
    )
    session.execute(select(CONTAINERS.c.id).where(CONTAINERS.c.id.in_(container_id)).with_for_update()).all()
    found = earlier_deposit(session, station_id, scan_id)
    if found is None:
        raise Conflict("no_earlier_deposit")
    claim = ReturnClaim(
        ClaimState.PAID, Rung.EARLIER, decided_by=by[:80], paid_ore=found.deposit_ore, paid_with=scan_id
    )
    refold(session.connection(), organisation_id, [found.trip_id], now, made={found.trip_id: claim})
    details: dict[str, object] = {
        "by": by,
        "trip": str(found.trip_id),
        "scan": str(scan_id),
        "ore": found.deposit_ore,
    }
    log(session, organisation_id, None, "earlier_deposit_paid", found.human_code, details, now)
    return found
