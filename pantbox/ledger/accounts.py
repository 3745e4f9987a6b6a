"""Accounts: whose money, where. An account is named by its key; its row is made when first needed."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from weakref import WeakKeyDictionary, WeakSet

from sqlalchemy import Connection, Engine, Index, String, Transaction, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from pantbox import sets
from pantbox.db import Base, IntId, OfOrganisation, SmallId, Word


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
    DUE = "DUE"
    """Between two events of one organisation."""
    ROUNDING = "ROUND"


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
    of: Mapped[Word]
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
