"""Balances: what an account's transfers add up to, now or as of any time. Credits less debits."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, func, select, true

from pantbox.ledger.accounts import Account, AccountKey, AccountKind
from pantbox.ledger.transfers import Transfer

Turnover = Mapping[tuple[AccountKey, AccountKey], int]

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
    rows = connection.execute(
        select(_accounts.c.kind, _accounts.c.of)
        .where(_accounts.c.event_id == event_id)
        .order_by(_accounts.c.kind, _accounts.c.of)
    )
    opened = {AccountKey(event_id, AccountKind(kind), of): 0 for kind, of in rows}
    return opened | balances_by(turnover(connection, event_id, at, known_at=known_at))


def turnover(
    connection: Connection,
    event_id: int,
    at: datetime | None = None,
    *,
    known_at: datetime | None = None,
    known_before: datetime | None = None,
    kinds: Collection[str] = (),
) -> Turnover:
    """What moved from each account of an event (debit) to each (credit), in øre. One pass over the event's transfers.

    `kinds`: by these kinds of causes alone; none: by all.
    """
    debit, credit = _transfers.c.debit_account_id, _transfers.c.credit_account_id
    each = (
        select(debit.label("debit"), credit.label("credit"), func.sum(_transfers.c.amount_ore).label("ore"))
        .where(_transfers.c.event_id == event_id, _until(at, known_at))
        .where(true() if known_before is None else _transfers.c.booked_at < known_before)
        .where(_transfers.c.cause_kind.in_(kinds) if kinds else true())
        .group_by(debit, credit)
        .subquery()
    )
    debits, credits_ = _accounts.alias("debits"), _accounts.alias("credits")
    rows = connection.execute(
        select(debits.c.kind, debits.c.of, credits_.c.kind, credits_.c.of, each.c.ore).select_from(
            each.join(debits, debits.c.id == each.c.debit).join(credits_, credits_.c.id == each.c.credit)
        )
    )
    return {
        (
            AccountKey(event_id, AccountKind(from_kind), from_of),
            AccountKey(event_id, AccountKind(to_kind), to_of),
        ): int(ore)
        for from_kind, from_of, to_kind, to_of, ore in rows
    }


def balances_by(moved: Turnover) -> dict[AccountKey, int]:
    """What is on each account that something moved from or to."""
    found: Counter[AccountKey] = Counter()
    for (debit, credit), ore in moved.items():
        found[debit] -= ore
        found[credit] += ore
    return dict(found)


def _until(at: datetime | None, known_at: datetime | None) -> ColumnElement[bool]:
    limits: list[ColumnElement[bool]] = [true()]
    if at is not None:
        limits.append(_transfers.c.at <= at)
    if known_at is not None:
        limits.append(_transfers.c.booked_at <= known_at)
    return and_(*limits)
