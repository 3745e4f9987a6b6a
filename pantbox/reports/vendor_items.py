"""Every item on a vendor's account, a page at a time: what each øre that they owe, or do not, is for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, or_, select
from sqlalchemy.engine import Row

from pantbox.circulation.tables import ScanRow
from pantbox.containers.containers import Container
from pantbox.ledger.accounts import Account, AccountKind
from pantbox.ledger.transfers import Transfer
from pantbox.places.stations import Station
from pantbox.refunds.tables import Bearer, Redemption
from pantbox.reports.vendor_account import OTHER, WHAT

ACCOUNTS, TRANSFERS, STATIONS = Account.__table__, Transfer.__table__, Station.__table__
PAGE_SIZE_MAX = 500


@dataclass(frozen=True, slots=True)
class AccountItem:
    """One transfer on the vendor's account. `amount_ore` above 0: the vendor owes more for it."""

    id: UUID
    at: datetime
    booked_at: datetime
    station_id: int
    what: str
    """`handed_out`, `crates`, `taken_back`, `redeemed`, `settled`, `disputed` or `other`."""
    type_id: int | None
    human_code: str | None
    """Of the container it is about."""
    number: int | None
    """Of the voucher or slip it is about."""
    amount_ore: int


@dataclass(frozen=True, slots=True)
class AccountPage:
    """Items, newest booking first. `next`: give it as `after` for those before them; None at the end."""

    items: tuple[AccountItem, ...]
    next: UUID | None


def account_items(
    connection: Connection, vendor_id: int, *, after: UUID | None = None, limit: int = 100
) -> AccountPage:
    """A page of the transfers on a vendor's account, newest booking first."""
    wanted = max(1, min(limit, PAGE_SIZE_MAX))
    stalls = _stalls_by_account(connection, vendor_id)
    rows = connection.execute(_newest(list(stalls), after).limit(wanted + 1)).all()
    items = tuple(_item(row, stalls) for row in rows[:wanted])
    return AccountPage(items, items[-1].id if len(rows) > wanted else None)


def _stalls_by_account(connection: Connection, vendor_id: int) -> dict[int, int]:
    """The vendor's accounts, and which stall each is of."""
    stalls = connection.execute(
        select(STATIONS.c.id, STATIONS.c.event_id).where(STATIONS.c.vendor_id == vendor_id)
    ).all()
    rows = connection.execute(
        select(ACCOUNTS.c.id, ACCOUNTS.c.of).where(
            ACCOUNTS.c.event_id.in_({stall.event_id for stall in stalls}),
            ACCOUNTS.c.kind == AccountKind.VENDOR,
            ACCOUNTS.c.of.in_([str(stall.id) for stall in stalls]),
        )
    )
    return {row.id: int(row.of) for row in rows}


def _newest(accounts: list[int], after: UUID | None) -> Select[Any]:
    """The transfers, each with the account on its other side, and the container or voucher it is about."""
    debit, credit = ACCOUNTS.alias("debits"), ACCOUNTS.alias("credits")
    scans, containers, redemptions, bearers = (
        table.__table__ for table in (ScanRow, Container, Redemption, Bearer)
    )
    chosen = (
        select(
            TRANSFERS,
            debit.c.kind.label("debit_kind"),
            credit.c.kind.label("credit_kind"),
            scans.c.type_id,
            containers.c.human_code,
            bearers.c.number,
        )
        .join(debit, debit.c.id == TRANSFERS.c.debit_account_id)
        .join(credit, credit.c.id == TRANSFERS.c.credit_account_id)
        .outerjoin(scans, scans.c.id == TRANSFERS.c.cause_subject)
        .outerjoin(containers, containers.c.id == scans.c.container_id)
        .outerjoin(redemptions, redemptions.c.id == TRANSFERS.c.cause_subject)
        .outerjoin(bearers, bearers.c.id == redemptions.c.bearer_id)
        .where(or_(TRANSFERS.c.debit_account_id.in_(accounts), TRANSFERS.c.credit_account_id.in_(accounts)))
        .order_by(TRANSFERS.c.id.desc())
    )
    return chosen.where(TRANSFERS.c.id < after) if after else chosen


def _item(row: Row[Any], stalls: dict[int, int]) -> AccountItem:
    owes_more = row.debit_account_id in stalls
    other = AccountKind(row.credit_kind if owes_more else row.debit_kind)
    return AccountItem(
        id=row.id,
        at=row.at,
        booked_at=row.booked_at,
        station_id=stalls[row.debit_account_id if owes_more else row.credit_account_id],
        what=WHAT.get(other, OTHER),
        type_id=row.type_id,
        human_code=row.human_code,
        number=row.number,
        amount_ore=row.amount_ore if owes_more else -row.amount_ore,
    )
