"""Money taken off a locked voucher or slip: the redemption's row, and what is booked, also at another event than its own."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from pantbox.clock import new_id
from pantbox.ledger.accounts import AccountKey, AccountKind
from pantbox.ledger.transfers import Booking, Cause, book
from pantbox.places.stations import Station
from pantbox.refunds.coins import Flow, cash_out
from pantbox.refunds.due import by_way_of_due
from pantbox.refunds.finding import vouchers
from pantbox.refunds.tables import Bearer, BearerKind, Redemption


def vendor(station: Station) -> AccountKey:
    """The account of a stall's vendor."""
    return AccountKey(station.event_id, AccountKind.VENDOR, str(station.id))


def give_goods(
    session: Session, bearer: Bearer, station: Station, amount_ore: int, request_id: UUID, now: datetime,
    *, device_id: int | None = None, offline_id: UUID | None = None,
) -> None:  # fmt: skip
    """Credit a stall for goods it gave: by network at a device, or for what it took without (`offline_id`)."""
    out_of = vouchers(bearer.event_id, BearerKind(bearer.kind))
    flows = [Flow("redeemed", out_of, vendor(station), amount_ore)]
    row = _row(bearer, station, amount_ore, request_id, now)
    row.device_id, row.offline_id = device_id, offline_id
    _take_off(session, bearer, row, flows)


def give_coins(
    session: Session, bearer: Bearer, desk: Station, amount_ore: int, request_id: UUID, now: datetime,
    *, device_id: int | None = None,
) -> None:  # fmt: skip
    """Pay it from the till of a locked desk."""
    till = AccountKey(desk.event_id, AccountKind.CASH, str(desk.id))
    out_of = vouchers(bearer.event_id, BearerKind(bearer.kind))
    coins_ore, flows = cash_out("redeemed_cash", out_of, till, amount_ore)
    row = _row(bearer, desk, amount_ore, request_id, now)
    row.coins_ore, row.device_id = coins_ore, device_id
    _take_off(session, bearer, row, flows)


def _row(bearer: Bearer, station: Station, amount_ore: int, request_id: UUID, now: datetime) -> Redemption:
    return Redemption(
        id=new_id(), organisation_id=bearer.organisation_id, event_id=station.event_id, bearer_id=bearer.id,
        request_id=request_id, offline_id=None, station_id=station.id, device_id=None, amount_ore=amount_ore, coins_ore=None,
        left_ore=bearer.left_ore - amount_ore, at=now,
    )  # fmt: skip


def _take_off(session: Session, bearer: Bearer, row: Redemption, flows: Sequence[Flow]) -> None:
    bearer.out_ore += row.amount_ore
    session.add(row)
    session.flush()  # the constraints speak before the ledger is written
    bookings = [
        Booking(flow.debit, flow.credit, flow.amount_ore, Cause(flow.kind, row.id, row.request_id), row.at)
        for one in flows
        for flow in by_way_of_due(one)
    ]
    book(session.connection(), row.organisation_id, bookings, row.at)
