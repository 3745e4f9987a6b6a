"""Vouchers and slips that a stall took without network: the goods are handed over, so the vendor is credited.

What is still on the bearer pays it. What is not is a booked loss of the scheme as far as `redeeming_rule` allows; what was
not on it yet is paid as soon as money comes onto it. The bearer's row is locked meanwhile, in whatever order things arrive.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pantbox.circulation.door import NEWEST_CLOCK, OLDEST_CLOCK
from pantbox.circulation.tables import ScanRow
from pantbox.clock import new_id
from pantbox.errors import BadInput, NotAllowed, NotFound
from pantbox.keys import Keys
from pantbox.ledger.accounts import AccountKey, AccountKind
from pantbox.ledger.transfers import Booking, Cause, book
from pantbox.places.contacts import first_contact_after, last_contact_before
from pantbox.places.continuity import limits_since
from pantbox.places.events import Event
from pantbox.places.stations import Station, StationKind
from pantbox.refunds import idempotency
from pantbox.refunds.coins import is_whole_coins
from pantbox.refunds.finding import lock_by_code
from pantbox.refunds.redeeming_rule import CONTACT_WITHIN, Decision, Facts, decide
from pantbox.refunds.tables import Bearer, OfflineRedemption, Redemption
from pantbox.refunds.taking import give_goods, vendor

TAKEN = OfflineRedemption.__table__
HANDED_IN_WITHIN = timedelta(days=31)
"""So long after its last good day a voucher taken before it may be handed in: the device says when that was."""
LIVE_SCANS = timedelta(minutes=2)
"""Scans that reach us within this were sent as they were made: by them we know that the device was in contact."""


class Outcome(StrEnum):
    """What became of it for the vendor."""

    CREDITED = "credited"
    SHORT = "short"
    """Less than was handed over; the reason says why."""
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class TakenOffline:
    """What a stall says it took. `id` is of its own choosing; `at` its clock.

    `failed_at`: when it last asked about this code and got no answer. `tried`: the Idempotency-Key by which it tried to
    redeem it then, if it did; that may have come through.
    """

    id: UUID
    code: str
    amount_ore: int
    at: datetime
    failed_at: datetime | None = None
    tried: str | None = None


@dataclass(frozen=True, slots=True)
class Credited:
    """What a stall is credited for what it took, by now. `lost_ore` of it the scheme bears; `waits_ore` comes with money."""

    id: UUID
    amount_ore: int
    credited_ore: int
    lost_ore: int
    waits_ore: int
    reason: str | None

    @property
    def outcome(self) -> Outcome:
        """What became of it for the vendor."""
        return Outcome.CREDITED if self.credited_ore == self.amount_ore else Outcome.SHORT


def redeem_offline(
    session: Session, keys: Keys, told: TakenOffline, *, station_id: int, device_id: int, now: datetime
) -> Credited:
    """Book what a stall took without network, once: told again it is found as it stands now.

    Raises `NotAllowed("station_may_not")`, `NotFound("bearer_unknown")`, `BadInput` (`amount_wrong`, `amount_not_in_coins`,
    `id_reused`, `looks_like_a_card_number`): then nothing was booked.
    """
    station = session.get_one(Station, station_id)
    if station.kind != StationKind.STALL:
        raise NotAllowed("station_may_not")
    if told.amount_ore <= 0:
        raise BadInput("amount_wrong")
    bearer = lock_by_code(session, keys, told.code)
    if bearer.organisation_id != station.organisation_id:
        raise NotFound("bearer_unknown")
    now = session.get_one(Event, station.event_id).not_before_its_closing(now)
    row = session.get(OfflineRedemption, told.id)
    if row is None:
        # Of the table: other organisations' rows are hidden from a session of ours.
        if session.scalar(select(TAKEN.c.id).where(TAKEN.c.id == told.id)) is not None:
            raise BadInput("id_reused")
        # Without network nobody sees what is left, so a part in whole coins is all that leaves no odd rest.
        if not is_whole_coins(told.amount_ore):
            raise BadInput("amount_not_in_coins")
        row = _hand_in(session, bearer, station, told, device_id, now)
    elif (row.device_id, row.bearer_id, row.amount_ore) != (device_id, bearer.id, told.amount_ore):
        raise BadInput("id_reused")
    return _credited(session, row)


def pay_what_waits(session: Session, bearer: Bearer, now: datetime) -> None:
    """Money came onto a locked bearer: pay the stalls that took it without network before it was there, first come first."""
    if bearer.owed_ore == 0 or bearer.left_ore <= 0:
        return
    rows = session.scalars(
        select(OfflineRedemption)
        .where(OfflineRedemption.bearer_id == bearer.id, OfflineRedemption.waits_ore > 0)
        .order_by(OfflineRedemption.recorded_at, OfflineRedemption.id)
    )
    for row in rows:
        amount_ore = min(row.waits_ore - _paid_later(session, row), bearer.left_ore)
        if amount_ore > 0:
            station = session.get_one(Station, row.station_id)
            bearer.owed_ore -= amount_ore
            give_goods(session, bearer, station, amount_ore, new_id(), now, offline_id=row.id)


def _hand_in(
    session: Session, bearer: Bearer, station: Station, told: TakenOffline, device_id: int, now: datetime
) -> OfflineRedemption:
    decision = decide(_facts(session, bearer, station, told, device_id, now))
    row = OfflineRedemption(
        id=told.id, organisation_id=station.organisation_id, event_id=station.event_id, station_id=station.id,
        device_id=device_id, bearer_id=bearer.id, amount_ore=told.amount_ore, taken_ore=decision.taken_ore,
        lost_ore=decision.lost_ore, online_ore=decision.online_ore, waits_ore=decision.waits_ore,
        reason=decision.short, failed_at=told.failed_at, at=told.at, recorded_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()  # its redemption names it
    _book(session, bearer, station, row, decision, now)
    return row


def _facts(
    session: Session, bearer: Bearer, station: Station, told: TakenOffline, device_id: int, now: datetime
) -> Facts:
    # Nobody takes what is not made yet.
    at = min(max(told.at, bearer.created_at), now)
    by_network = _came_through(session, bearer, station, told, now)
    own_try = by_network if by_network and by_network.amount_ore == told.amount_ore else None
    good_until = bearer.valid_until
    is_expired = good_until is not None and (at > good_until or now > good_until + HANDED_IN_WITHIN)
    return Facts(
        amount_ore=told.amount_ore, at=at, ever_ore=bearer.in_ore, left_ore=bearer.left_ore, lost_ore=bearer.lost_ore,
        limit_ore=limits_since(session, session.get_one(Event, station.event_id), at).offline_redeem_ore,
        online_ore=by_network.amount_ore if by_network else 0,
        is_revoked=bearer.revoked_at is not None, is_expired=is_expired,
        redeemed_here=_redeemed_here(session, bearer, station, own_try),
        contact_before=_last_contact(session, station, device_id, at),
        # This very request is answered too.
        contact_after=min(_first_contact(session, station, device_id, at) or now, now),
        # By the device's clock both: a server's that is behind must not part them.
        failed_at=_later(told.failed_at, at - told.at) if told.failed_at else None,
    )  # fmt: skip


def _later(moment: datetime, by: timedelta) -> datetime:
    """The moment so much later, within all times that clocks are believed: one may say anything."""
    try:
        return min(max(moment + by, OLDEST_CLOCK), NEWEST_CLOCK)
    except OverflowError:
        return OLDEST_CLOCK if by < timedelta(0) else NEWEST_CLOCK


def _came_through(
    session: Session, bearer: Bearer, station: Station, told: TakenOffline, now: datetime
) -> Redemption | None:
    """The redemption by network whose answer the stall never got. One that is still on its way is refused from now on."""
    if not told.tried:
        return None
    organisation_id, scope = station.organisation_id, idempotency.STATIONS
    request_id = idempotency.find(session, organisation_id, scope, told.tried)
    if request_id is None:
        idempotency.begin(session, organisation_id, scope, told.tried, ["taken_offline", str(told.id)], now)
        return None
    return session.scalars(
        select(Redemption).where(Redemption.request_id == request_id, Redemption.bearer_id == bearer.id)
    ).one_or_none()


def _redeemed_here(session: Session, bearer: Bearer, station: Station, own_try: Redemption | None) -> bool:
    """Whether this stall was given money for this bearer before, or handed it in before, but for its own try of that amount."""
    online = select(Redemption.id).where(
        Redemption.bearer_id == bearer.id, Redemption.station_id == station.id
    )
    if own_try is not None:
        online = online.where(Redemption.id != own_try.id)
    offline = select(OfflineRedemption.id).where(
        OfflineRedemption.bearer_id == bearer.id, OfflineRedemption.station_id == station.id
    )
    return any(session.scalar(one.limit(1)) is not None for one in (online, offline))


def _last_contact(session: Session, station: Station, device_id: int, at: datetime) -> datetime | None:
    scanned = session.scalar(
        select(func.max(ScanRow.recorded_at)).where(
            ScanRow.event_id == station.event_id,
            ScanRow.effective_at.between(at - CONTACT_WITHIN - LIVE_SCANS, at),
            ScanRow.device_id == device_id,
            ScanRow.recorded_at <= at,
        )
    )
    redeemed = _redeemed_by(session, station, device_id, at - CONTACT_WITHIN, at)
    noted = last_contact_before(session, device_id, at)
    return max(filter(None, (scanned, *redeemed, noted)), default=None)


def _first_contact(session: Session, station: Station, device_id: int, at: datetime) -> datetime | None:
    scanned = session.scalar(
        select(func.min(ScanRow.recorded_at)).where(
            ScanRow.event_id == station.event_id,
            ScanRow.effective_at.between(at - LIVE_SCANS, at + CONTACT_WITHIN),
            ScanRow.device_id == device_id,
            ScanRow.recorded_at >= at,
        )
    )
    redeemed = _redeemed_by(session, station, device_id, at, at + CONTACT_WITHIN)
    noted = first_contact_after(session, device_id, at)
    return min(filter(None, (scanned, *redeemed, noted)), default=None)


def _redeemed_by(
    session: Session, station: Station, device_id: int, since: datetime, until: datetime
) -> list[datetime]:
    """When a device redeemed by network at this stall, within a time."""
    return list(
        session.scalars(
            select(Redemption.at).where(
                Redemption.station_id == station.id,
                Redemption.at.between(since, until),
                Redemption.device_id == device_id,
            )
        )
    )


def _book(
    session: Session,
    bearer: Bearer,
    station: Station,
    row: OfflineRedemption,
    decision: Decision,
    now: datetime,
) -> None:
    bearer.owed_ore += decision.waits_ore
    if decision.taken_ore:
        give_goods(session, bearer, station, decision.taken_ore, row.id, now, offline_id=row.id)
    if decision.lost_ore:
        bearer.lost_ore += decision.lost_ore
        session.flush()  # the constraints speak before the ledger is written
        loss = AccountKey(station.event_id, AccountKind.LOSS, "redeemed_twice")
        cause = Cause("redeemed_twice", row.id, row.id)
        booking = Booking(loss, vendor(station), decision.lost_ore, cause, now)
        book(session.connection(), row.organisation_id, [booking], now)


def _paid_later(session: Session, row: OfflineRedemption) -> int:
    """What came of money that was put on it afterwards."""
    paid = session.scalar(
        select(func.coalesce(func.sum(Redemption.amount_ore), 0)).where(Redemption.offline_id == row.id)
    )
    return int(paid or 0) - row.taken_ore


def _credited(session: Session, row: OfflineRedemption) -> Credited:
    later_ore = _paid_later(session, row) if row.waits_ore else 0
    credited_ore = row.taken_ore + row.lost_ore + row.online_ore + later_ore
    return Credited(
        row.id, row.amount_ore, credited_ore, row.lost_ore, row.waits_ore - later_ore,
        row.reason if credited_ore < row.amount_ore else None,
    )  # fmt: skip
