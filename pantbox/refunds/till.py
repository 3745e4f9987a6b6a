"""A cash desk's till: float in and out, and what counting it showed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.clock import new_id
from pantbox.errors import BadInput, NotAllowed, NotFound
from pantbox.ledger.accounts import AccountKey, AccountKind
from pantbox.ledger.balances import balance
from pantbox.ledger.transfers import Booking, Cause, book
from pantbox.places.events import Event
from pantbox.places.stations import Station, StationKind
from pantbox.refunds import idempotency
from pantbox.refunds.coins import is_whole_coins
from pantbox.refunds.tables import TillMove, TillMoveKind

AMOUNT_ORE_MAX = 100_000_00
"""100,000 kr.: more is a slip of the finger."""


@dataclass(frozen=True, slots=True)
class Till:
    """A till after something happened to it. `difference_ore`: counted less what the books said; below 0 is short."""

    id: UUID
    station_id: int
    kind: TillMoveKind
    amount_ore: int
    expected_ore: int
    difference_ore: int
    at: datetime


def lock_desk(session: Session, station_id: int) -> Station:
    """A cash desk, its till ours alone until we commit: coins do not move while they are counted.

    Raises `NotAllowed("station_may_not")`, `NotFound("station_unknown")`.
    """
    # Not the full lock: rows that only refer to the station may still be written beside us.
    session.execute(select(Station.id).where(Station.id == station_id).with_for_update(key_share=True))
    return find_desk(session, station_id)


def find_desk(session: Session, station_id: int) -> Station:
    """A cash desk, not locked. Raises `NotAllowed("station_may_not")`, `NotFound("station_unknown")`."""
    desk = session.get(Station, station_id)
    if desk is None:
        raise NotFound("station_unknown")
    if desk.kind != StationKind.CASH_DESK:
        raise NotAllowed("station_may_not")
    return desk


def in_the_till(session: Session, station: Station) -> int:
    """How many øre the books say are in a desk's till. Below 0: it paid out more than its float."""
    return -balance(session.connection(), _till(station))


def move_coins(
    session: Session,
    kind: TillMoveKind,
    *,
    station_id: int,
    amount_ore: int,
    idempotency_key: str,
    now: datetime,
    device_id: int | None = None,
) -> Till:
    """Coins brought to a till, taken from it, or counted in it. Raises as `lock_desk` and `BadInput("amount_wrong")`.

    More may be taken than the books know of: the count will tell. What a count misses is a loss, what is over the
    reverse, each on an account of its own kind.
    """
    least_ore = 0 if kind is TillMoveKind.COUNTED else 1
    if not least_ore <= amount_ore <= AMOUNT_ORE_MAX or not is_whole_coins(amount_ore):
        raise BadInput("amount_wrong")
    desk = lock_desk(session, station_id)
    now = session.get_one(Event, desk.event_id).not_before_its_closing(now)
    request = idempotency.begin(
        session, desk.organisation_id, idempotency.STATIONS, idempotency_key, [kind, amount_ore], now
    )
    if request.is_new:
        _book(session, desk, kind, amount_ore, request.id, now, device_id)
    row = session.scalars(select(TillMove).where(TillMove.request_id == request.id)).one()
    difference_ore = row.amount_ore - row.expected_ore if kind is TillMoveKind.COUNTED else 0
    return Till(row.id, row.station_id, kind, row.amount_ore, row.expected_ore, difference_ore, row.at)


def _book(
    session: Session,
    desk: Station,
    kind: TillMoveKind,
    amount_ore: int,
    request_id: UUID,
    now: datetime,
    device_id: int | None,
) -> None:
    row = TillMove(
        id=new_id(),
        organisation_id=desk.organisation_id,
        event_id=desk.event_id,
        request_id=request_id,
        station_id=desk.id,
        device_id=device_id,
        kind=kind,
        amount_ore=amount_ore,
        expected_ore=in_the_till(session, desk),
        at=now,
    )
    session.add(row)
    session.flush()  # the row is the voucher of the booking below
    till, into_till_ore = _till(desk), row.amount_ore
    other = AccountKey(desk.event_id, AccountKind.BANK)
    if kind is TillMoveKind.FLOAT_OUT:
        into_till_ore = -row.amount_ore
    elif kind is TillMoveKind.COUNTED:
        into_till_ore = row.amount_ore - row.expected_ore
        other = AccountKey(desk.event_id, AccountKind.LOSS, "cash")
    if into_till_ore == 0:
        return
    # An account's balance is credits less debits: money that comes into a till is debited to it.
    debit, credit = (till, other) if into_till_ore > 0 else (other, till)
    cause = Cause(f"till_{kind}", row.id, request_id)
    book(
        session.connection(),
        desk.organisation_id,
        [Booking(debit, credit, abs(into_till_ore), cause, now)],
        now,
    )


def _till(desk: Station) -> AccountKey:
    return AccountKey(desk.event_id, AccountKind.CASH, str(desk.id))
