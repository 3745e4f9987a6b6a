"""A visit's money going out: whole or in parts, by any rail, also while returns still come in.

The visit's row is locked while it pays, as the door locks it while it credits. What is left once it is ours is what may
go; two requests at the same instant stand in line.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from pantbox.cards import refuse_card_number
from pantbox.circulation.tables import VisitRow
from pantbox.clock import new_id
from pantbox.errors import BadInput, Conflict, NotAllowed, NotFound
from pantbox.keys import Keys
from pantbox.ledger.accounts import AccountKey, AccountKind
from pantbox.ledger.transfers import Booking, Cause, book
from pantbox.places.events import Event, Rail
from pantbox.places.guessing import ANYBODY
from pantbox.places.stations import Station, StationKind
from pantbox.refunds import idempotency
from pantbox.refunds.claims import check_claim, check_ticket, is_desk_only
from pantbox.refunds.coins import is_whole_coins, keeps_coins_whole
from pantbox.refunds.rails import RAILS
from pantbox.refunds.rails.going import Going, Gone
from pantbox.refunds.tables import RefundRow
from pantbox.refunds.views import RefundView, refunds_of_request

PARTS_MAX = 20


@dataclass(frozen=True, slots=True)
class Part:
    """So much by one rail. `to`: a slip's code, or a cause's key."""

    rail: Rail
    amount_ore: int
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Payer:
    """Who hands over: a station's device, or nobody (a guest's own phone)."""

    station_id: int | None = None
    device_id: int | None = None


def pay_out(
    session: Session,
    keys: Keys,
    *,
    visit_id: UUID,
    claim: str,
    parts: Sequence[Part],
    idempotency_key: str,
    payer: Payer,
    now: datetime,
    may_look: ColumnElement[bool] = ANYBODY,
) -> list[RefundView]:
    """Pay parts of a visit's money, all of them or none, and say how each went.

    `may_look`: whether the code of a slip may still be looked up, as `guessing.may_guess` says. A ticket of a revoked
    device is paid at a cash desk only.

    Raises `NotAllowed` (`claim_wrong`, `station_may_not`, `ticket_desk_only`), `NotFound` (`visit_unknown`, `bearer_unknown`), `BadInput`
    (`parts_wrong`, `amount_wrong`, `amount_not_in_coins`, `cause_unknown`, `looks_like_a_card_number`),
    `Conflict` (`visit_has_less`, `rail_not_here`, `bearer_revoked`, `idempotency_key_reused`).
    """
    ticket = check_claim(keys, visit_id, claim)
    for part in parts:
        refuse_card_number(part.to)
    visit = lock_visit(session, visit_id)
    check_ticket(ticket, visit)
    if is_desk_only(session, ticket):
        _check_desk(session, visit, payer)
    content = [[part.rail, part.amount_ore, part.to] for part in parts]
    request = idempotency.begin(
        session, visit.organisation_id, f"visit:{visit_id}", idempotency_key, content, now
    )
    if request.is_new:
        check_parts(parts, visit.left_ore)
        event = session.get_one(Event, visit.event_id)
        check_rails(event, [part.rail for part in parts])
        _pay(session, keys, event, visit, parts, request.id, payer, now, may_look)
    return refunds_of_request(session, keys, request.id)


def _check_desk(session: Session, visit: VisitRow, payer: Payer) -> None:
    station = session.get(Station, payer.station_id) if payer.station_id is not None else None
    if (
        station is None
        or station.kind != StationKind.CASH_DESK
        or station.organisation_id != visit.organisation_id
    ):
        raise NotAllowed("ticket_desk_only")


def pay_left(
    session: Session, keys: Keys, visit: VisitRow, rail: Rail, to: str, payer: Payer, now: datetime
) -> None:
    """Pay all that is left of a locked visit by one rail, also by one that its event offers no more: whoever chose it while it
    did has nothing else. Nothing left is nothing to do, so asking twice pays once.

    Raises as `pay_out` does for the rail.
    """
    if visit.left_ore > 0:
        event = session.get_one(Event, visit.event_id)
        _pay(session, keys, event, visit, [Part(rail, visit.left_ore, to)], new_id(), payer, now)


def check_rails(event: Event, rails: Iterable[Rail]) -> None:
    """Raises `Conflict("rail_not_here")` for a way that the event does not offer."""
    for rail in rails:
        if rail not in event.rails:
            raise Conflict("rail_not_here", rail=rail)


def lock_visit(session: Session, visit_id: UUID) -> VisitRow:
    """A visit, ours alone until we commit. Raises `NotFound("visit_unknown")`: its scans may not have come in yet."""
    visit = session.scalars(
        select(VisitRow)
        .where(VisitRow.id == visit_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if visit is None:
        raise NotFound("visit_unknown")
    return visit


def check_parts(parts: Sequence[Part], left_ore: int) -> None:
    """Whether these parts may be taken of what is left. Pure.

    What may become coins must be whole coins, unless it is the rest, and no part may leave an odd rest of whole coins, a
    donation neither: each odd rest could be rounded up in cash, and many small ones would be more than what came in.
    """
    if not 0 < len(parts) <= PARTS_MAX:
        raise BadInput("parts_wrong", parts_max=PARTS_MAX)
    if any(part.amount_ore <= 0 for part in parts):
        raise BadInput("amount_wrong")
    total_ore = sum(part.amount_ore for part in parts)
    if total_ore > left_ore:
        raise Conflict("visit_has_less", left_ore=left_ore)
    odd = [part for part in parts if not is_whole_coins(part.amount_ore)]
    is_the_rest = total_ore == left_ore
    if len(odd) > 1 or any(
        not keeps_coins_whole(part.amount_ore, left_ore) or not (is_the_rest or part.rail is Rail.DONATION)
        for part in odd
    ):
        raise BadInput("amount_not_in_coins")


def in_locking_order(parts: Sequence[Part]) -> list[tuple[int, Part]]:
    """The parts with their places, so that two requests may wait for each other's rows but never crosswise. Pure."""
    rails = list(RAILS)
    return sorted(enumerate(parts), key=lambda one: (rails.index(one[1].rail), one[1].to or "", one[0]))


def _pay(
    session: Session,
    keys: Keys,
    event: Event,
    visit: VisitRow,
    parts: Sequence[Part],
    request_id: UUID,
    payer: Payer,
    now: datetime,
    may_look: ColumnElement[bool] = ANYBODY,
) -> None:
    now = event.not_before_its_closing(now)
    payer = _payer_here(session, visit, payer)
    source = AccountKey(visit.event_id, AccountKind.PAYABLE, str(visit.station_id))
    bookings: list[Booking] = []
    for place, part in in_locking_order(parts):
        going = Going(session, keys, event, source, part.amount_ore, part.to, payer.station_id, now, may_look)
        gone = RAILS[part.rail](going)
        row = _row(visit, part, place, gone, request_id, payer, now)
        session.add(row)
        bookings += [
            Booking(flow.debit, flow.credit, flow.amount_ore, Cause(flow.kind, row.id, request_id), now)
            for flow in gone.flows
        ]
    visit.paid_ore += sum(part.amount_ore for part in parts)
    session.flush()  # the constraints speak before the ledger is written
    book(session.connection(), visit.organisation_id, bookings, now)


def _payer_here(session: Session, visit: VisitRow, payer: Payer) -> Payer:
    """The payer, and nobody where the device of another organisation asks: whoever has the claim may, but only as a guest."""
    if payer.station_id is None:
        return payer
    own = select(Station.id).where(
        Station.id == payer.station_id, Station.organisation_id == visit.organisation_id
    )
    return payer if session.scalar(own) else Payer()


def _row(
    visit: VisitRow, part: Part, place: int, gone: Gone, request_id: UUID, payer: Payer, now: datetime
) -> RefundRow:
    return RefundRow(
        id=new_id(),
        organisation_id=visit.organisation_id,
        event_id=visit.event_id,
        visit_id=visit.id,
        request_id=request_id,
        place=place,
        rail=part.rail,
        amount_ore=part.amount_ore,
        coins_ore=gone.coins_ore,
        cause=gone.cause,
        bearer_id=gone.bearer_id,
        payer_station_id=payer.station_id,
        payer_device_id=payer.device_id,
        at=now,
    )
