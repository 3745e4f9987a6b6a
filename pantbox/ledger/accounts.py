"""Accounts: whose money, where. An account is named by its key; its row is made when first needed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from weakref import WeakKeyDictionary, WeakSet

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Index,
    String,
    Transaction,
    UniqueConstraint,
    and_,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from pantbox import sets
from pantbox.db import NAMES, Base, IntId, OfOrganisation, SmallId, Word


class AccountKind(StrEnum):
    """What an account says. The balance of each is credits − debits, so what we owe others is positive."""

    VENDOR = "V"
    """What a vendor owes, per stall (negative: they owe us)."""
    HELD = "DH"
    """Deposits held, per stall that issued."""
    POOL = "POOL"
    """Deposits of crates delivered, per type."""
    PAYABLE = "RP"
    """Refunds payable, per station that took the return."""
    UNCLAIMED = "UNC"
    """Deposits nobody came for, per stall and how the trip ended."""
    VOUCHERS = "VO"
    """Vouchers and slips out, not redeemed."""
    DONATIONS = "DON"
    """Donated, per cause."""
    CASH = "CASH"
    """The till of a cash desk."""
    BANK = "BANK"
    LOSS = "LOSS"
    """What the scheme lost, per kind."""
    UNSEEN = "UNSEEN"
    """Deposits paid for issues that no stall scanned, per stall or for the event."""
    DISPUTED = "DISPUTED"
    """Paid to a holder after a stall was paid for the same use, per stall, until the organiser decides who bears it."""
    DUE = "DUE"
    """Between two events of one organisation."""
    ROUNDING = "ROUND"


OF: dict[AccountKind, str | None] = {
    AccountKind.VENDOR: "station",
    AccountKind.HELD: "station",
    AccountKind.POOL: "container_type",
    AccountKind.PAYABLE: "station",
    AccountKind.UNCLAIMED: "station",
    AccountKind.VOUCHERS: None,
    AccountKind.DONATIONS: None,
    AccountKind.CASH: "station",
    AccountKind.BANK: None,
    AccountKind.LOSS: None,
    AccountKind.UNSEEN: "station",
    AccountKind.DISPUTED: "station",
    AccountKind.DUE: "event",
    AccountKind.ROUNDING: None,
}
"""Whose an account is, by its kind: the table of the row its `of` names. None: a word, or nobody's alone.

A donation's `of` is the key of a cause, which is no row: it stands with its event, which keeps every key for ever.
"""


def of_rows(table: str) -> Callable[[Any, Any], ColumnElement[bool]]:
    """The condition that an account is of the row of `table` with a certain id: `3`, `3:lost`, or `3:7` between two."""
    kinds = [kind.value for kind, named in OF.items() if named == table]

    def names(of: Any, row_id: Any) -> ColumnElement[bool]:
        told = or_(of == str(row_id), of.startswith(f"{row_id}:"), of.endswith(f":{row_id}"))
        return and_(of.table.c.kind.in_(kinds), told)

    return names


@dataclass(frozen=True, slots=True, order=True)
class AccountKey:
    """Names one account: its event, its kind, and which one of that kind (a station id, a type id, a word)."""

    event_id: int
    kind: AccountKind
    of: str = ""


class Account(OfOrganisation, Base):
    """One account's row."""

    __tablename__ = "account"
    __table_args__ = (
        UniqueConstraint("event_id", "kind", "of"),
        Index("ix_account_organisation", "organisation_id"),
    )

    id: Mapped[IntId]
    event_id: Mapped[int] = mapped_column(SmallId)
    kind: Mapped[AccountKind] = mapped_column(String(10))
    of: Mapped[Word] = mapped_column(
        info={NAMES: {table: of_rows(table) for table in set(OF.values()) if table}}
    )
    currency: Mapped[Word] = mapped_column(default="DKK")


_known: WeakKeyDictionary[Engine, dict[AccountKey, int]] = WeakKeyDictionary()
"""Accounts that some transaction committed before: they stay what they are, so nobody asks for them again."""
_opening: WeakSet[Transaction] = WeakSet()
"""Transactions that opened accounts. What they find may yet be rolled back, so nothing of it is remembered."""


def account_ids(
    connection: Connection, organisation_id: int, keys: Iterable[AccountKey]
) -> dict[AccountKey, int]:
    """The ids of these accounts; those that are not there yet are opened."""
    wanted = sorted(set(keys))
    known = _known.setdefault(connection.engine, {})
    unknown = [key for key in wanted if key not in known]
    if not unknown:
        return {key: known[key] for key in wanted}
    found = _find(connection, unknown)
    missing = [key for key in unknown if key not in found]
    transaction = connection.get_transaction()
    if missing and transaction is not None:
        _opening.add(transaction)
    if transaction is not None and transaction not in _opening:
        known.update(found)
    if missing:
        rows = [{"organisation_id": organisation_id, "event_id": key.event_id, "kind": key.kind.value, "of": key.of,
                 "currency": "DKK"} for key in missing]  # fmt: skip
        sets.insert(connection, _table, rows, on_conflict="(event_id, kind, of) DO NOTHING")
        found |= _find(connection, missing)
    return {key: found.get(key) or known[key] for key in wanted}


_table = Account.__table__


def _find(connection: Connection, keys: list[AccountKey]) -> dict[AccountKey, int]:
    events = {key.event_id for key in keys}
    rows = connection.execute(
        select(_table.c.id, _table.c.event_id, _table.c.kind, _table.c.of).where(
            _table.c.event_id.in_(events),
            _table.c.kind.in_({key.kind.value for key in keys}),
            _table.c.of.in_({key.of for key in keys}),
        )
    )
    found = {AccountKey(row.event_id, AccountKind(row.kind), row.of): row.id for row in rows}
    return {key: found[key] for key in keys if key in found}
