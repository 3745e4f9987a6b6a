"""Where money comes from: every transfer follows from a row, which says both its accounts, its amount and its time.

What people did (refunds, redemptions, tills, unreadable ones) is derived again row by row. What scans moved is derived as
totals of every account (`books`); here it is seen that no such transfer touches any other account or names no scan.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, not_, or_, select, true

from pantbox.audit.finding import Finding
from pantbox.circulation.rows import SCANS, VISITS
from pantbox.ledger.accounts import Account, AccountKey, AccountKind
from pantbox.ledger.pools import SHORT
from pantbox.ledger.transfers import Transfer
from pantbox.places.events import Rail
from pantbox.refunds.coins import Flow, cash_out
from pantbox.refunds.due import by_way_of_due
from pantbox.refunds.tables import (
    Bearer,
    BearerKind,
    OfflineRedemption,
    Redemption,
    RefundRow,
    TillMove,
    TillMoveKind,
    Unreadable,
)

TRANSFERS = Transfer.__table__
DEBIT, CREDIT = Account.__table__.alias("debit"), Account.__table__.alias("credit")
REFUNDS, REDEMPTIONS, BEARERS = RefundRow.__table__, Redemption.__table__, Bearer.__table__
OFFLINE, TILLS, UNREADABLE = OfflineRedemption.__table__, TillMove.__table__, Unreadable.__table__
OF_PEOPLE = ("refund_", "rounded_", "redeemed", "slip_of_other_event", "till_", "unreadable")
"""How the kinds of causes begin that people brought about."""
OF_SCANS = ("issue", "end", "return", "contested", "settled", "crate")
NEVER_BY_SCANS = (
    AccountKind.VOUCHERS,
    AccountKind.DONATIONS,
    AccountKind.CASH,
    AccountKind.BANK,
    AccountKind.ROUNDING,
)
LOSSES_OF_SCANS = ("undo", "contested")
ROWS_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True, order=True)
class Booked:
    """A transfer as its origin explains it: of which row, and all that it says."""

    subject: UUID
    kind: str
    brought_by: UUID
    event_id: int
    debit: AccountKey
    credit: AccountKey
    amount_ore: int
    at: datetime


def findings(connection: Connection, event_id: int | None) -> Iterator[Finding]:
    """Promise 7: nothing is in the ledger that nothing explains."""
    wrong = list(_unexplained(connection, event_id))
    what = "rows of refunds, redemptions, tills and unreadable ones that were not booked as they say, or transfers without one"
    yield Finding.none_of(7, "origins of what people did", what, wrong, len(wrong))
    ids = connection.scalars(_of_no_scan().where(_of_event(event_id, TRANSFERS.c.event_id)).limit(100)).all()
    what = "transfers of unknown origin"
    yield Finding.none_of(7, "origins of what scans did", what, ids, len(ids))


def _unexplained(connection: Connection, event_id: int | None) -> Iterator[UUID]:
    both = merge(
        ((booked, 1) for booked in _expected(connection, event_id)),
        ((booked, -1) for booked in _there(connection, event_id)),
        key=lambda one: one[0].subject,
    )
    for subject, group in groupby(both, key=lambda one: one[0].subject):
        sums: Counter[Booked] = Counter()
        for booked, sign in group:
            sums[booked] += sign
        if any(sums.values()):
            yield subject


def _there(connection: Connection, event_id: int | None) -> Iterator[Booked]:
    query = (
        select(
            TRANSFERS.c.cause_subject, TRANSFERS.c.cause_kind, TRANSFERS.c.cause_brought_by, TRANSFERS.c.event_id,
            TRANSFERS.c.amount_ore, TRANSFERS.c.at,
            DEBIT.c.event_id, DEBIT.c.kind, DEBIT.c.of, CREDIT.c.event_id, CREDIT.c.kind, CREDIT.c.of,
        )
        .join(DEBIT, DEBIT.c.id == TRANSFERS.c.debit_account_id)
        .join(CREDIT, CREDIT.c.id == TRANSFERS.c.credit_account_id)
        .where(_begins_with(OF_PEOPLE), _of_event(event_id, TRANSFERS.c.event_id))
        .order_by(TRANSFERS.c.cause_subject)
    )  # fmt: skip
    for row in _rows(connection, query):
        subject, kind, brought_by, of_event, ore, at, *accounts = tuple(row)
        debit, credit = _key(*accounts[:3]), _key(*accounts[3:])
        yield Booked(subject, kind, brought_by, of_event, debit, credit, ore, at)


def _key(event_id: int, kind: str, of: str) -> AccountKey:
    return AccountKey(event_id, AccountKind(kind), of)


def _expected(connection: Connection, event_id: int | None) -> Iterator[Booked]:
    """What the rows say, in order of their ids."""
    sources = (_refunds, _redemptions, _offline, _tills, _unreadable)
    found = merge(*(source(connection, event_id) for source in sources), key=lambda booked: booked.subject)
    return (booked for booked in found if event_id in (None, booked.event_id))


def _refunds(connection: Connection, event_id: int | None) -> Iterator[Booked]:
    query = (
        select(REFUNDS, VISITS.c.station_id, BEARERS.c.event_id.label("home"), BEARERS.c.kind)
        .join(VISITS, VISITS.c.id == REFUNDS.c.visit_id)
        .outerjoin(BEARERS, BEARERS.c.id == REFUNDS.c.bearer_id)
        .where(_of_event(event_id, REFUNDS.c.event_id, BEARERS.c.event_id))
        .order_by(REFUNDS.c.id)
    )
    for row in _rows(connection, query):
        yield from _booked(row, row.request_id, _flows_of_refund(row))


def _flows_of_refund(row: Row[Any]) -> list[Flow]:
    source = AccountKey(row.event_id, AccountKind.PAYABLE, str(row.station_id))
    match row.rail:
        case Rail.DONATION:
            given_to = AccountKey(row.event_id, AccountKind.DONATIONS, row.cause or "")
            return [Flow("refund_donation", source, given_to, row.amount_ore)]
        case Rail.CASH:
            till = AccountKey(row.event_id, AccountKind.CASH, str(row.payer_station_id))
            return cash_out("refund_cash", source, till, row.amount_ore)[1]
        case Rail.VOUCHER:
            return [Flow("refund_voucher", source, _out(row.home, BearerKind.VOUCHER), row.amount_ore)]
    out = _out(row.event_id, BearerKind.SLIP)
    flows = [Flow("refund_slip", source, out, row.amount_ore)]
    if row.home != row.event_id:
        flows += by_way_of_due(
            Flow("slip_of_other_event", out, _out(row.home, BearerKind.SLIP), row.amount_ore)
        )
    return flows


def _redemptions(connection: Connection, event_id: int | None) -> Iterator[Booked]:
    query = (
        select(REDEMPTIONS, BEARERS.c.event_id.label("home"), BEARERS.c.kind)
        .join(BEARERS, BEARERS.c.id == REDEMPTIONS.c.bearer_id)
        .where(_of_event(event_id, REDEMPTIONS.c.event_id, BEARERS.c.event_id))
        .order_by(REDEMPTIONS.c.id)
    )
    for row in _rows(connection, query):
        flows = [due for flow in _flows_of_redemption(row) for due in by_way_of_due(flow)]
        yield from _booked(row, row.request_id, flows)


def _flows_of_redemption(row: Row[Any]) -> list[Flow]:
    out = _out(row.home, BearerKind(row.kind))
    if row.coins_ore is not None:
        till = AccountKey(row.event_id, AccountKind.CASH, str(row.station_id))
        return cash_out("redeemed_cash", out, till, row.amount_ore)[1]
    vendor = AccountKey(row.event_id, AccountKind.VENDOR, str(row.station_id))
    return [Flow("redeemed", out, vendor, row.amount_ore)]


def _offline(connection: Connection, event_id: int | None) -> Iterator[Booked]:
    own = _of_event(event_id, OFFLINE.c.event_id)
    query = select(OFFLINE).where(OFFLINE.c.lost_ore > 0, own).order_by(OFFLINE.c.id)
    for row in _rows(connection, query):
        loss = AccountKey(row.event_id, AccountKind.LOSS, "redeemed_twice")
        vendor = AccountKey(row.event_id, AccountKind.VENDOR, str(row.station_id))
        flow = Flow("redeemed_twice", loss, vendor, row.lost_ore)
        yield Booked(row.id, flow.kind, row.id, row.event_id, loss, vendor, row.lost_ore, row.recorded_at)


def _tills(connection: Connection, event_id: int | None) -> Iterator[Booked]:
    query = select(TILLS).where(_of_event(event_id, TILLS.c.event_id)).order_by(TILLS.c.id)
    for row in _rows(connection, query):
        till = AccountKey(row.event_id, AccountKind.CASH, str(row.station_id))
        other = AccountKey(row.event_id, AccountKind.BANK)
        ore = -row.amount_ore if row.kind == TillMoveKind.FLOAT_OUT else row.amount_ore
        if row.kind == TillMoveKind.COUNTED:
            other = AccountKey(row.event_id, AccountKind.LOSS, "cash")
            ore = row.amount_ore - row.expected_ore
        debit, credit = (till, other) if ore > 0 else (other, till)
        if ore:
            yield from _booked(row, row.request_id, [Flow(f"till_{row.kind}", debit, credit, abs(ore))])


def _unreadable(connection: Connection, event_id: int | None) -> Iterator[Booked]:
    query = select(UNREADABLE).where(_of_event(event_id, UNREADABLE.c.event_id)).order_by(UNREADABLE.c.id)
    for row in _rows(connection, query):
        unseen = AccountKey(row.event_id, AccountKind.UNSEEN)
        payable = AccountKey(row.event_id, AccountKind.PAYABLE, str(row.station_id))
        flow = Flow("unreadable", unseen, payable, row.quantity * row.deposit_ore)
        yield from _booked(row, row.request_id, [flow])


def _booked(row: Row[Any], brought_by: UUID, flows: Iterable[Flow]) -> Iterator[Booked]:
    for flow in flows:
        yield Booked(
            row.id,
            flow.kind,
            brought_by,
            flow.debit.event_id,
            flow.debit,
            flow.credit,
            flow.amount_ore,
            row.at,
        )


def _out(event_id: int | None, kind: BearerKind) -> AccountKey:
    return AccountKey(event_id or 0, AccountKind.VOUCHERS, kind)


def _of_no_scan() -> Select[UUID]:
    """Transfers of no person, of a kind that nothing books, of no scan, or on an account that scans do not move."""
    is_known = or_(_begins_with(OF_SCANS), TRANSFERS.c.cause_kind.startswith(SHORT))
    is_lost = [
        and_(side.c.kind == AccountKind.LOSS, side.c.of.not_in(LOSSES_OF_SCANS)) for side in (DEBIT, CREDIT)
    ]
    return (
        select(TRANSFERS.c.id)
        .join(DEBIT, DEBIT.c.id == TRANSFERS.c.debit_account_id)
        .join(CREDIT, CREDIT.c.id == TRANSFERS.c.credit_account_id)
        .outerjoin(SCANS, SCANS.c.id == TRANSFERS.c.cause_subject)
        .where(
            not_(_begins_with(OF_PEOPLE)),
            or_(
                not_(is_known),
                and_(SCANS.c.id.is_(None), not_(TRANSFERS.c.cause_kind.startswith(SHORT))),
                DEBIT.c.kind.in_(NEVER_BY_SCANS),
                CREDIT.c.kind.in_(NEVER_BY_SCANS),
                *is_lost,
            ),
        )
    )


def _of_event(event_id: int | None, *columns: ColumnElement[Any]) -> ColumnElement[bool]:
    """Rows that may book something at this event. None: at any."""
    return true() if event_id is None else or_(*(column == event_id for column in columns))


def _begins_with(kinds: Iterable[str]) -> ColumnElement[bool]:
    return or_(*(TRANSFERS.c.cause_kind.startswith(kind, autoescape=True) for kind in kinds))


def _rows(connection: Connection, query: Select[Any]) -> Iterator[Row[Any]]:
    return iter(connection.execute(query, execution_options={"yield_per": ROWS_AT_ONCE}))
