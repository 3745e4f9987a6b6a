"""Redeeming: a voucher's or slip's money given back at a stall in goods, or at a desk in coins. Whole or in parts.

It is good at every event of its organisation.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.errors import BadInput, Conflict, NotAllowed, NotFound
from pantbox.keys import Keys
from pantbox.places.events import Event, not_before
from pantbox.places.stations import Station, StationKind
from pantbox.refunds import idempotency
from pantbox.refunds.coins import is_whole_coins, keeps_coins_whole
from pantbox.refunds.finding import lock_by_code
from pantbox.refunds.tables import Bearer, BearerKind, Redemption
from pantbox.refunds.taking import give_coins, give_goods
from pantbox.refunds.till import lock_desk

CASH_AFTERWARDS = timedelta(days=366)
"""So much longer a desk pays out in cash what no stall takes any more."""


@dataclass(frozen=True, slots=True)
class Redeemed:
    """What a redemption gave. `coins_ore`: at a desk, what to hand over."""

    id: UUID
    kind: BearerKind
    number: int
    amount_ore: int
    coins_ore: int | None
    left_ore: int
    at: datetime


def redeem(
    session: Session,
    keys: Keys,
    code: str,
    *,
    station_id: int,
    amount_ore: int | None = None,
    idempotency_key: str,
    now: datetime,
    device_id: int | None = None,
) -> Redeemed:
    """Give back a bearer's money, or `amount_ore` of it: at a stall in goods, at a desk in coins.

    Raises `NotFound` (`bearer_unknown`, `station_unknown`), `NotAllowed("station_may_not")`, `BadInput`
    (`amount_wrong`, `amount_not_in_coins`), `Conflict` (`bearer_empty`, `bearer_has_less`, `bearer_expired`,
    `bearer_revoked`, `idempotency_key_reused`).
    """
    found = session.execute(
        select(Station, Event.closed_at)
        .join(Event, Event.id == Station.event_id)
        .where(Station.id == station_id)
    ).one_or_none()
    if found is None:
        raise NotFound("station_unknown")
    station, closed_at = found
    bearer = lock_by_code(session, keys, code)
    if bearer.organisation_id != station.organisation_id:
        raise NotFound("bearer_unknown")
    now = not_before(closed_at, now)
    request = idempotency.begin(
        session,
        station.organisation_id,
        idempotency.STATIONS,
        idempotency_key,
        ["redeem", str(bearer.id), amount_ore],
        now,
    )
    if request.is_new:
        _give(session, bearer, station, amount_ore, request.id, device_id, now)
    row = session.scalars(select(Redemption).where(Redemption.request_id == request.id)).one()
    return Redeemed(
        row.id, BearerKind(bearer.kind), bearer.number, row.amount_ore, row.coins_ore, row.left_ore, row.at
    )


def _give(
    session: Session,
    bearer: Bearer,
    station: Station,
    wanted_ore: int | None,
    request_id: UUID,
    device_id: int | None,
    now: datetime,
) -> None:
    in_cash = station.kind == StationKind.CASH_DESK
    if not in_cash and station.kind != StationKind.STALL:
        raise NotAllowed("station_may_not")
    _check_good(bearer, now, in_cash=in_cash)
    amount_ore = bearer.left_ore if wanted_ore is None else wanted_ore
    check_amount(amount_ore, bearer.left_ore, in_cash=in_cash)
    if in_cash:
        lock_desk(session, station.id)
        give_coins(session, bearer, station, amount_ore, request_id, now, device_id=device_id)
    else:
        give_goods(session, bearer, station, amount_ore, request_id, now, device_id=device_id)


def _check_good(bearer: Bearer, now: datetime, *, in_cash: bool) -> None:
    if bearer.revoked_at is not None:
        raise Conflict("bearer_revoked", number=bearer.number)
    until = bearer.valid_until
    if until is not None and now > (until + CASH_AFTERWARDS if in_cash else until):
        raise Conflict("bearer_expired", valid_until=until)


def check_amount(amount_ore: int, left_ore: int, *, in_cash: bool) -> None:
    """Whether so much may be taken of what is left. Pure.

    In cash, only all of the rest is rounded, and a stall leaves no odd rest of whole coins: else many small parts, each
    rounded up, would be more than was put on.
    """
    if left_ore <= 0:
        raise Conflict("bearer_empty")
    if amount_ore <= 0:
        raise BadInput("amount_wrong")
    if amount_ore > left_ore:
        raise Conflict("bearer_has_less", left_ore=left_ore)
    may_be_a_part = is_whole_coins(amount_ore) if in_cash else keeps_coins_whole(amount_ore, left_ore)
    if amount_ore < left_ore and not may_be_a_part:
        raise BadInput("amount_not_in_coins")
