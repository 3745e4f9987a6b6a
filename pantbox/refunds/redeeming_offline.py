"""Vouchers and slips that a stall took without network: the goods are handed over, so the vendor is credited.

What is still on the bearer pays it. What is not, because somebody used it elsewhere meanwhile, is lost: booked against
the scheme, up to what the event allows of one bearer at one stall, and shown with both. Beyond that it is the stall's.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pantbox.clock import new_id
from pantbox.errors import BadInput, NotAllowed, NotFound
from pantbox.keys import Keys
from pantbox.ledger.accounts import AccountKey, AccountKind
from pantbox.ledger.transfers import Booking, Cause, book
from pantbox.places.continuity import limits_of
from pantbox.places.events import Event
from pantbox.places.stations import Station, StationKind
from pantbox.refunds.finding import lock_by_code, vouchers
from pantbox.refunds.tables import Bearer, BearerKind, OfflineRedemption, Redemption


class Outcome(StrEnum):
    """What became of it for the vendor."""

    CREDITED = "credited"
    SHORT = "short"
    """Less than was handed over: more than the event allows was missing."""
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class TakenOffline:
    """What a stall says it took. `id` is of its own choosing; `at` its clock."""

    id: UUID
    code: str
    amount_ore: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Split:
    """How an amount is made up, in øre: taken off the bearer, lost by the scheme, and the rest, which nobody credits."""

    taken_ore: int
    lost_ore: int
    rest_ore: int


def split(amount_ore: int, on_it_ore: int, allowed_ore: int) -> Split:
    """What is on the bearer pays first; what is missing is lost, as far as the event allows. Pure."""
    taken_ore = min(amount_ore, max(on_it_ore, 0))
    lost_ore = max(0, min(amount_ore, allowed_ore) - taken_ore)
    return Split(taken_ore, lost_ore, amount_ore - taken_ore - lost_ore)


def redeem_offline(
    session: Session, keys: Keys, told: TakenOffline, *, station_id: int, device_id: int, now: datetime
) -> OfflineRedemption:
    """Book what a stall took without network, once: told again it is found as it was.

    Raises `NotAllowed("station_may_not")`, `NotFound("bearer_unknown")`, `BadInput` (`amount_wrong`, `id_reused`,
    `looks_like_a_card_number`): then nothing was booked.
    """
    station = session.get_one(Station, station_id)
    if station.kind != StationKind.STALL:
        raise NotAllowed("station_may_not")
    if told.amount_ore <= 0:
        raise BadInput("amount_wrong")
    bearer = lock_by_code(session, keys, told.code)
    if bearer.event_id != station.event_id:
        raise NotFound("bearer_unknown")
    earlier = session.get(OfflineRedemption, told.id)
    if earlier is not None:
        if (earlier.device_id, earlier.bearer_id, earlier.amount_ore) != (
            device_id,
            bearer.id,
            told.amount_ore,
        ):
            raise BadInput("id_reused")
        return earlier
    allowed_ore = limits_of(session.get_one(Event, station.event_id)).offline_redeem_ore
    allowed_ore -= _promised(session, bearer, station_id)
    parts = split(told.amount_ore, _on_it(bearer, now), allowed_ore)
    row = OfflineRedemption(
        id=told.id, organisation_id=station.organisation_id, event_id=station.event_id, station_id=station_id,
        device_id=device_id, bearer_id=bearer.id, amount_ore=told.amount_ore, taken_ore=parts.taken_ore,
        lost_ore=parts.lost_ore, at=told.at, recorded_at=now,
    )  # fmt: skip
    session.add(row)
    _book(session, bearer, row, now)
    return row


def outcome_of(row: OfflineRedemption) -> Outcome:
    """What became of it for the vendor."""
    return Outcome.CREDITED if row.taken_ore + row.lost_ore == row.amount_ore else Outcome.SHORT


def _on_it(bearer: Bearer, now: datetime) -> int:
    is_good = bearer.revoked_at is None and (bearer.valid_until is None or now <= bearer.valid_until)
    return bearer.left_ore if is_good else 0


def _promised(session: Session, bearer: Bearer, station_id: int) -> int:
    """What this stall took of this bearer without network before."""
    return int(
        session.scalar(
            select(func.coalesce(func.sum(OfflineRedemption.amount_ore), 0)).where(
                OfflineRedemption.bearer_id == bearer.id, OfflineRedemption.station_id == station_id
            )
        )
        or 0
    )


def _book(session: Session, bearer: Bearer, row: OfflineRedemption, now: datetime) -> None:
    stall = AccountKey(row.event_id, AccountKind.VENDOR, str(row.station_id))
    bookings = []
    if row.taken_ore:
        bearer.out_ore += row.taken_ore
        redemption = Redemption(
            id=new_id(), organisation_id=row.organisation_id, event_id=row.event_id, bearer_id=bearer.id,
            request_id=row.id, station_id=row.station_id, amount_ore=row.taken_ore, coins_ore=None,
            left_ore=bearer.left_ore, at=now,
        )  # fmt: skip
        session.add(redemption)
        out_of = vouchers(row.event_id, BearerKind(bearer.kind))
        bookings.append(Booking(out_of, stall, row.taken_ore, Cause("redeemed", redemption.id, row.id), now))
    if row.lost_ore:
        loss = AccountKey(row.event_id, AccountKind.LOSS, "redeemed_twice")
        bookings.append(Booking(loss, stall, row.lost_ore, Cause("redeemed_twice", row.id, row.id), now))
    session.flush()  # the constraints speak before the ledger is written
    book(session.connection(), row.organisation_id, bookings, now)
