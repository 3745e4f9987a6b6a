"""Vouchers and slips: made, looked up, and redeemed in whole or in parts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from pantbox import sets
from pantbox.clock import new_id
from pantbox.errors import BadInput, Conflict, NotAllowed, NotFound
from pantbox.keys import Keys, hashed
from pantbox.labels.documents import Slip
from pantbox.ledger.accounts import AccountKey, AccountKind
from pantbox.ledger.transfers import Booking, Cause, book
from pantbox.places.events import Event
from pantbox.places.stations import Station, StationKind
from pantbox.refunds import idempotency
from pantbox.refunds.codes import code_of, hash_of
from pantbox.refunds.coins import Flow, cash_out, is_whole_coins
from pantbox.refunds.tables import Bearer, BearerKind, Redemption
from pantbox.refunds.till import lock_desk

VALID_YEARS = 3
"""Bearer paper is good for three years from when money was put on it."""
CASH_AFTERWARDS = timedelta(days=366)
"""So much longer a desk pays out in cash what no stall takes any more."""
SLIPS_AT_ONCE_MAX = 20_000


@dataclass(frozen=True, slots=True)
class BearerView:
    """What whoever holds a voucher or slip may know of it."""

    id: UUID
    kind: BearerKind
    number: int
    amount_ore: int
    left_ore: int
    valid_until: datetime | None
    revoked: bool
    event_id: int
    event_name: str
    organisation_id: int


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


def look_up(session: Session, keys: Keys, code: str) -> BearerView:
    """The bearer with this code, scanned or typed. Raises `NotFound("bearer_unknown")`, the one answer to any guess."""
    found = session.execute(
        select(Bearer, Event)
        .join(Event, Event.id == Bearer.event_id)
        .where(Bearer.code_hash == hash_of(code, keys))
    ).one_or_none()
    if found is None:
        raise NotFound("bearer_unknown")
    bearer, event = found
    return BearerView(
        id=bearer.id,
        kind=BearerKind(bearer.kind),
        number=bearer.number,
        amount_ore=bearer.in_ore,
        left_ore=bearer.left_ore,
        valid_until=bearer.valid_until,
        revoked=bearer.revoked_at is not None,
        event_id=event.id,
        event_name=event.name,
        organisation_id=event.organisation_id,
    )


def redeem(
    session: Session,
    keys: Keys,
    code: str,
    *,
    station_id: int,
    amount_ore: int | None = None,
    idempotency_key: str,
    now: datetime,
) -> Redeemed:
    """Give back a bearer's money, or `amount_ore` of it: at a stall in goods, at a desk in coins.

    Raises `NotFound` (`bearer_unknown`, `station_unknown`), `NotAllowed("station_may_not")`, `BadInput`
    (`amount_wrong`, `amount_not_in_coins`), `Conflict` (`bearer_empty`, `bearer_has_less`, `bearer_expired`,
    `bearer_revoked`, `idempotency_key_reused`).
    """
    station = session.get(Station, station_id)
    if station is None:
        raise NotFound("station_unknown")
    bearer = lock_by_code(session, keys, code)
    if bearer.organisation_id != station.organisation_id or bearer.event_id != station.event_id:
        raise NotFound("bearer_unknown")
    request = idempotency.begin(
        session,
        station.organisation_id,
        f"station:{station.id}",
        idempotency_key,
        ["redeem", str(bearer.id), amount_ore],
        now,
    )
    if request.is_new:
        _give(session, bearer, station, amount_ore, request.id, now)
    row = session.scalars(select(Redemption).where(Redemption.request_id == request.id)).one()
    return Redeemed(
        row.id, BearerKind(bearer.kind), bearer.number, row.amount_ore, row.coins_ore, row.left_ore, row.at
    )


def lock_by_code(session: Session, keys: Keys, code: str) -> Bearer:
    """The bearer with this code, for us alone until we commit. Raises `NotFound("bearer_unknown")`."""
    bearer = session.scalars(
        select(Bearer)
        .where(Bearer.code_hash == hash_of(code, keys))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if bearer is None:
        raise NotFound("bearer_unknown")
    return bearer


def _give(
    session: Session,
    bearer: Bearer,
    station: Station,
    wanted_ore: int | None,
    request_id: UUID,
    now: datetime,
) -> None:
    in_cash = station.kind == StationKind.CASH_DESK
    if not in_cash and station.kind != StationKind.STALL:
        raise NotAllowed("station_may_not")
    _check_good(bearer, now, in_cash=in_cash)
    amount_ore = bearer.left_ore if wanted_ore is None else wanted_ore
    check_amount(amount_ore, bearer.left_ore, in_cash=in_cash)
    out_of = vouchers(bearer.event_id, BearerKind(bearer.kind))
    coins_ore = None
    if in_cash:
        lock_desk(session, station.id)
        coins_ore, flows = cash_out("redeemed_cash", out_of, station.id, amount_ore)
    else:
        stall = AccountKey(bearer.event_id, AccountKind.VENDOR, str(station.id))
        flows = [Flow("redeemed", out_of, stall, amount_ore)]
    bearer.out_ore += amount_ore
    row = Redemption(
        id=new_id(),
        organisation_id=bearer.organisation_id,
        event_id=bearer.event_id,
        bearer_id=bearer.id,
        request_id=request_id,
        station_id=station.id,
        amount_ore=amount_ore,
        coins_ore=coins_ore,
        left_ore=bearer.left_ore,
        at=now,
    )
    session.add(row)
    session.flush()  # the constraints speak before the ledger is written
    bookings = [
        Booking(flow.debit, flow.credit, flow.amount_ore, Cause(flow.kind, row.id, request_id), now)
        for flow in flows
    ]
    book(session.connection(), bearer.organisation_id, bookings, now)


def _check_good(bearer: Bearer, now: datetime, *, in_cash: bool) -> None:
    if bearer.revoked_at is not None:
        raise Conflict("bearer_revoked", number=bearer.number)
    until = bearer.valid_until
    if until is not None and now > (until + CASH_AFTERWARDS if in_cash else until):
        raise Conflict("bearer_expired", valid_until=until)


def check_amount(amount_ore: int, left_ore: int, *, in_cash: bool) -> None:
    """Whether so much may be taken of what is left. Pure.

    In cash, only all of the rest is rounded: else many small parts, each rounded up, would be more than was put on.
    """
    if left_ore <= 0:
        raise Conflict("bearer_empty")
    if amount_ore <= 0:
        raise BadInput("amount_wrong")
    if amount_ore > left_ore:
        raise Conflict("bearer_has_less", left_ore=left_ore)
    if in_cash and amount_ore < left_ore and not is_whole_coins(amount_ore):
        raise BadInput("amount_not_in_coins")


def vouchers(event_id: int, kind: BearerKind) -> AccountKey:
    """The account of all money out on vouchers, or on slips."""
    return AccountKey(event_id, AccountKind.VOUCHERS, kind)


def good_until(moment: datetime, timezone: str) -> datetime:
    """The last second of the local day three years after `moment`."""
    local = moment.astimezone(ZoneInfo(timezone))
    try:
        day = local.replace(year=local.year + VALID_YEARS)
    except ValueError:  # the 29th of February
        day = local.replace(year=local.year + VALID_YEARS, day=28)
    return day.replace(hour=23, minute=59, second=59, microsecond=0)


def new_voucher(session: Session, keys: Keys, event: Event, amount_ore: int, now: datetime) -> Bearer:
    """A voucher with money on it. What it takes from the visit is booked by the caller."""
    voucher_id = new_id()
    voucher = Bearer(
        id=voucher_id,
        organisation_id=event.organisation_id,
        event_id=event.id,
        kind=BearerKind.VOUCHER,
        number=_numbers(session, event.organisation_id, event.id, BearerKind.VOUCHER, 1)[0],
        code_hash=hashed(code_of(keys, BearerKind.VOUCHER, voucher_id)),
        in_ore=amount_ore,
        out_ore=0,
        valid_until=good_until(now, event.timezone),
        created_at=now,
    )
    session.add(voucher)
    session.flush()  # the refund names it
    return voucher


def make_slips(
    session: Session,
    keys: Keys,
    organisation_id: int,
    event_id: int,
    count: int,
    *,
    base_url: str,
    now: datetime,
) -> list[Slip]:
    """So many empty slips to print. Their codes are on these and nowhere else.

    Raises `BadInput("slip_count_wrong")`, `NotFound("event_unknown")`.
    """
    if not 0 < count <= SLIPS_AT_ONCE_MAX:
        raise BadInput("slip_count_wrong", count_max=SLIPS_AT_ONCE_MAX)
    event = session.get(Event, event_id)
    if event is None or event.organisation_id != organisation_id:
        raise NotFound("event_unknown")
    slips, rows = [], []
    for number in _numbers(session, organisation_id, event_id, BearerKind.SLIP, count):
        slip_id = new_id()
        code = code_of(keys, BearerKind.SLIP, slip_id)
        slips.append(Slip(number, code, f"{base_url.upper()}/S/{code}"))
        rows.append(
            {
                "id": slip_id,
                "organisation_id": organisation_id,
                "event_id": event_id,
                "kind": BearerKind.SLIP,
                "number": number,
                "code_hash": hashed(code),
                "in_ore": 0,
                "out_ore": 0,
                "created_at": now,
            }
        )
    sets.insert(session.connection(), Bearer.__table__, rows)
    return slips


def _numbers(session: Session, organisation_id: int, event_id: int, kind: BearerKind, count: int) -> range:
    """The next numbers of a series, without gaps. Its row stays locked until the caller commits, so: late, and briefly."""
    last = session.connection().scalar(
        text(
            "INSERT INTO number_series (organisation_id, event_id, kind, last)"
            " VALUES (:organisation_id, :event_id, :kind, :count) ON CONFLICT (event_id, kind)"
            " DO UPDATE SET last = number_series.last + excluded.last RETURNING last"
        ),
        {"organisation_id": organisation_id, "event_id": event_id, "kind": kind.value, "count": count},
    )
    return range(int(last) - count + 1, int(last) + 1)
