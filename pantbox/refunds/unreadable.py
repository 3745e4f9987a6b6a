"""Containers nobody can read, not even by their short code: a desk pays them by type, a few for each person.

The guest is not punished for a worn label. Which trip it was is never known, so it is booked as an issue nobody saw.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pantbox import sets
from pantbox.circulation.tables import VisitRow
from pantbox.clock import new_id
from pantbox.errors import BadInput, Conflict, NotFound
from pantbox.ledger.accounts import AccountKey, AccountKind
from pantbox.ledger.transfers import Booking, Cause, book
from pantbox.places.continuity import limits_of
from pantbox.places.events import Event, Terms, TermsHistory, TermsRow
from pantbox.places.stations import Station
from pantbox.refunds import idempotency
from pantbox.refunds.refund import lock_visit
from pantbox.refunds.tables import Unreadable
from pantbox.refunds.till import find_desk


@dataclass(frozen=True, slots=True)
class Credited:
    """What a visit was credited for unreadable containers, and how many more it may be."""

    visit_id: UUID
    amount_ore: int
    credited_ore: int
    paid_ore: int
    more: int


def credit_unreadable(
    session: Session,
    *,
    visit_id: UUID,
    station_id: int,
    type_id: int,
    quantity: int,
    idempotency_key: str,
    now: datetime,
    device_id: int | None = None,
) -> Credited:
    """Credit a desk's visit the deposits of containers nobody can read. It is paid out like any other visit.

    Raises `Conflict("limit_reached")` beyond what a visit may be credited (three, as usual), `BadInput` (`quantity_wrong`, `type_unknown`),
    `NotAllowed("station_may_not")`, `NotFound` (`station_unknown`, `visit_unknown`).
    """
    if quantity <= 0:
        raise BadInput("quantity_wrong")
    desk = find_desk(session, station_id)
    visit = _open(session, desk, visit_id, now)
    event = session.get_one(Event, desk.event_id)
    now = event.not_before_its_closing(now)
    request = idempotency.begin(
        session, desk.organisation_id, f"visit:{visit.id}", idempotency_key, [type_id, quantity], now
    )
    if request.is_new and visit.station_id != desk.id:  # else its device has moved since it asked first
        raise NotFound("visit_unknown")
    so_far = _so_far(session, visit.id)
    most = limits_of(event).unreadable_per_visit_max
    if request.is_new:
        if so_far + quantity > most:
            raise Conflict("limit_reached", more=max(0, most - so_far))
        so_far += quantity
        _credit(session, desk, visit, type_id, quantity, request.id, device_id, now)
    row = session.scalars(select(Unreadable).where(Unreadable.request_id == request.id)).one()
    more = max(0, most - so_far)
    return Credited(visit.id, row.quantity * row.deposit_ore, visit.credited_ore, visit.paid_ore, more)


def _open(session: Session, desk: Station, visit_id: UUID, now: datetime) -> VisitRow:
    row = {
        "id": visit_id,
        "organisation_id": desk.organisation_id,
        "event_id": desk.event_id,
        "station_id": desk.id,
        "opened_at": now,
        "credited_ore": 0,
        "paid_ore": 0,
        "by_phone": False,
        "code_entry": 0,
        "at_sign": False,
    }
    sets.insert(session.connection(), VisitRow.__table__, [row], on_conflict="(id) DO NOTHING")
    return lock_visit(session, visit_id)


def _so_far(session: Session, visit_id: UUID) -> int:
    total = session.scalar(select(func.sum(Unreadable.quantity)).where(Unreadable.visit_id == visit_id))
    return int(total or 0)


def _credit(
    session: Session,
    desk: Station,
    visit: VisitRow,
    type_id: int,
    quantity: int,
    request_id: UUID,
    device_id: int | None,
    now: datetime,
) -> None:
    deposit_ore = _terms(session, desk.event_id).deposit_ore(type_id, shown=None, at=now)
    if deposit_ore is None:
        raise BadInput("type_unknown")
    row = Unreadable(
        id=new_id(),
        organisation_id=desk.organisation_id,
        event_id=desk.event_id,
        request_id=request_id,
        visit_id=visit.id,
        station_id=desk.id,
        device_id=device_id,
        type_id=type_id,
        quantity=quantity,
        deposit_ore=deposit_ore,
        at=now,
    )
    session.add(row)
    visit.credited_ore += quantity * deposit_ore
    visit.credited_since = visit.credited_since or now
    session.flush()  # the row is the voucher of the booking below
    unseen = AccountKey(desk.event_id, AccountKind.UNSEEN)
    payable = AccountKey(desk.event_id, AccountKind.PAYABLE, str(desk.id))
    cause = Cause("unreadable", row.id, request_id)
    booking = Booking(unseen, payable, quantity * deposit_ore, cause, now)
    book(session.connection(), desk.organisation_id, [booking], now)


def _terms(session: Session, event_id: int) -> TermsHistory:
    rows = session.scalars(select(TermsRow).where(TermsRow.event_id == event_id).order_by(TermsRow.version))
    return TermsHistory(
        tuple(
            Terms(row.version, row.in_force_from, {int(one): ore for one, ore in row.deposits.items()})
            for row in rows
        )
    )
