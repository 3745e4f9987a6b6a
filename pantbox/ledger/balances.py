"""Balances: what an account's transfers add up to, now or as of any time. Credits less debits."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, func, select, true, union_all

from pantbox.ledger.accounts import Account, AccountKey, AccountKind
from pantbox.ledger.transfers import Transfer

_accounts = Account.__table__
_transfers = Transfer.__table__


def balance(
    connection: Connection, key: AccountKey, at: datetime | None = None, *, known_at: datetime | None = None
) -> int:
    """What is on one account, 0 if it was never used.

    `at` counts what had happened by then; `known_at` what had been booked by then, so that a figure somebody printed
    can be had again although scans came late.
    """
    account_id = connection.scalar(
        select(_accounts.c.id).where(
            _accounts.c.event_id == key.event_id, _accounts.c.kind == key.kind, _accounts.c.of == key.of
        )
    )
    if account_id is None:
        return 0
    credits_ore, debits_ore = (
        connection.scalar(
            select(func.coalesce(func.sum(_transfers.c.amount_ore), 0)).where(
                side == account_id, _until(at, known_at)
            )
        )
        for side in (_transfers.c.credit_account_id, _transfers.c.debit_account_id)
    )
    # PostgreSQL's sum of whole numbers is a decimal.
    return int(credits_ore or 0) - int(debits_ore or 0)


def balances(
    connection: Connection, event_id: int, at: datetime | None = None, *, known_at: datetime | None = None
) -> dict[AccountKey, int]:
    """What is on every account of an event, those at 0 too. Together they are 0: what one gained, another gave."""
    amount = _transfers.c.amount_ore
    sides = union_all(
        select(_transfers.c.credit_account_id.label("account_id"), amount.label("ore")).where(
            _of(_transfers.c.credit_account_id, event_id), _until(at, known_at)
        ),
        select(_transfers.c.debit_account_id, -amount).where(
            _of(_transfers.c.debit_account_id, event_id), _until(at, known_at)
        ),
    ).subquery()
    rows = connection.execute(
        select(_accounts.c.kind, _accounts.c.of, func.coalesce(func.sum(sides.c.ore), 0).label("ore"))
        .outerjoin(sides, sides.c.account_id == _accounts.c.id)
        .where(_accounts.c.event_id == event_id)
        .group_by(_accounts.c.id, _accounts.c.kind, _accounts.c.of)
        .order_by(_accounts.c.kind, _accounts.c.of)
    )
    return {AccountKey(event_id, AccountKind(row.kind), row.of): int(row.ore) for row in rows}


def _of(side: ColumnElement[int], event_id: int) -> ColumnElement[bool]:
    return side.in_(select(_accounts.c.id).where(_accounts.c.event_id == event_id))


def _until(at: datetime | None, known_at: datetime | None) -> ColumnElement[bool]:
    limits: list[ColumnElement[bool]] = [true()]
    if at is not None:
        limits.append(_transfers.c.at <= at)
    if known_at is not None:
        limits.append(_transfers.c.booked_at <= known_at)
    return and_(*limits)
