"""A guest who was charged twice for one container: at two stalls without network, neither of which could know it was out.

The second issue ended the first one's trip as seen again. Whoever brings the container back is paid the second deposit; a
desk, which has the container, pays the first too, once: from what nobody had claimed to refunds payable.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from pantbox.circulation.claims import ClaimState, ReturnClaim, Rung, Strength
from pantbox.circulation.history import History, Trip, TripEnd
from pantbox.circulation.known import CONTAINERS, NOTHING, windows
from pantbox.circulation.refold import lock_containers, refold
from pantbox.circulation.rows import SCANS
from pantbox.circulation.scan import Kind, Scan
from pantbox.circulation.settle import history_of
from pantbox.errors import Conflict
from pantbox.places.log import log


@dataclass(frozen=True, slots=True)
class EarlierDeposit:
    """The deposit (øre) of the trip before the one that a return ended: where and when it was paid, and whose visit it is."""

    trip_id: UUID
    deposit_ore: int
    station_id: int
    at: datetime
    visit_id: UUID


def earlier_trip(back: Scan, history: History) -> Trip | None:
    """The trip whose deposit a desk may pay besides this return. None: there is none, or one was paid with it. Pure.

    It is the trip before the one whose deposit went to this return, and ended as seen again when that one began; all of it
    in one turnaround period, for within one a container cannot have come back, been washed and gone out again.
    """
    is_taken_by_hand = (
        back.kind is Kind.RETURN and back.strength is Strength.HAND and back.visit_id is not None
    )
    if not is_taken_by_hand or paid_with_return(back, history):
        return None
    for before, trip in pairwise(history.trips):
        if trip.credited and trip.credited.scan_id == back.id:
            is_again = (before.end, before.ended_at) == (TripEnd.SEEN_AGAIN, trip.opened_at)
            is_soon = trip.seen and before.period == trip.period == back.period
            is_payable = not before.pooled and before.event_id == back.event_id and not before.credited
            return before if is_again and is_soon and is_payable else None
    return None


def paid_with_return(back: Scan, history: History) -> Trip | None:
    """The trip whose deposit a desk paid besides this return. None: none, or the return was undone since."""
    paid = {
        one for one, claim in history.claims.items() if claim.paid_with == back.id and history.is_paid(one)
    }
    return next((trip for trip in history.trips if any(claim.scan_id in paid for claim in trip.paid)), None)


def earlier_deposit(
    session: Session, organisation_id: int, station_id: int, scan_id: UUID
) -> EarlierDeposit | None:
    """What may be paid besides this return of a desk. None: nothing, or it was paid already."""
    back, history = _looked_up(session, organisation_id, station_id, scan_id)
    trip = earlier_trip(back, history) if back else None
    return _deposit_of(trip, back) if trip and back else None


def pay_earlier_deposit(
    session: Session, organisation_id: int, station_id: int, scan_id: UUID, *, by: str, now: datetime
) -> EarlierDeposit:
    """Pay that deposit into the visit of the return: once, and whoever it was paid `by` is told so again, wherever they stand.

    Raises `Conflict("no_earlier_deposit")`.
    """
    lock_containers(session.connection(), organisation_id, [scan_id])
    back, history = _looked_up(session, organisation_id, None, scan_id)
    before = paid_with_return(back, history) if back else None
    if back and before and (back.station_id == station_id or _was_paid_by(by, back, history)):
        return _deposit_of(before, back)
    trip = earlier_trip(back, history) if back and back.station_id == station_id else None
    if back is None or trip is None:
        raise Conflict("no_earlier_deposit")
    claim = ReturnClaim(
        ClaimState.PAID, Rung.EARLIER, decided_by=by[:80], paid_ore=trip.deposit_ore, paid_with=back.id
    )
    refold(session.connection(), organisation_id, [trip.id], now, made={trip.id: claim})
    details: dict[str, object] = {
        "by": by,
        "trip": str(trip.id),
        "scan": str(back.id),
        "ore": trip.deposit_ore,
    }
    human_code = session.scalar(select(CONTAINERS.c.human_code).where(CONTAINERS.c.id == trip.container_id))
    log(session, organisation_id, None, "earlier_deposit_paid", human_code or "", details, now)
    return _deposit_of(trip, back)


def _was_paid_by(by: str, back: Scan, history: History) -> bool:
    return any(
        claim.paid_with == back.id and claim.decided_by == by[:80] for claim in history.claims.values()
    )


def _looked_up(
    session: Session, organisation_id: int, station_id: int | None, scan_id: UUID
) -> tuple[Scan | None, History]:
    """A return, if it is one of this desk (None: whichever), and the history of its container from its turnaround period on."""
    row = session.execute(
        select(SCANS.c.container_id, SCANS.c.period)
        .where(SCANS.c.id == scan_id, SCANS.c.organisation_id == organisation_id)
        .where(SCANS.c.container_id.is_not(None))
        .where(true() if station_id is None else SCANS.c.station_id == station_id)
    ).one_or_none()
    if row is None:
        return None, History()
    window = windows(session.connection(), {row.container_id: row.period}).get(row.container_id, NOTHING)
    back = next((scan for scan in window.scans if scan.id == scan_id), None)
    return back, history_of(window.scans, window.decisions, carried=window.carried)


def _deposit_of(trip: Trip, back: Scan) -> EarlierDeposit:
    if back.visit_id is None:
        raise AssertionError("a deposit is paid into a visit")
    return EarlierDeposit(trip.id, trip.deposit_ore, trip.opened_station_id, trip.opened_at, back.visit_id)
