"""Transfers: money moving between two accounts, and the one way to book them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Connection, ForeignKey, Index, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from pantbox import sets
from pantbox.clock import new_id
from pantbox.db import Base, OfOrganisation, OreAmount, SmallId, TimeOrderedId, block_range_index
from pantbox.ledger.accounts import AccountKey, account_ids
from pantbox.seals.signed_rows import signed


@dataclass(frozen=True, slots=True)
class Cause:
    """What booked a transfer: the kind of fact, whose it is, and what brought it about. Unique: nothing books twice.

    `subject` is the scan, trip or refund the money belongs to; `brought_by` the scan, release or request whose arrival
    made us book it. A thing arrives once, so the three together name one booking.
    """

    kind: str
    subject: UUID
    brought_by: UUID


@dataclass(frozen=True, slots=True)
class Booking:
    """A transfer about to be booked. `at` is when the fact happened; when it is booked, the booker knows."""

    debit: AccountKey
    credit: AccountKey
    amount_ore: int
    cause: Cause
    at: datetime


class Transfer(OfOrganisation, Base):
    """Money moving from one account to another. Never changed, never deleted: a mistake is corrected by another."""

    __tablename__ = "transfer"
    __table_args__ = (
        CheckConstraint("amount_ore > 0", name="amount_positive"),
        CheckConstraint("debit_account_id <> credit_account_id", name="accounts_differ"),
        UniqueConstraint("cause_subject", "cause_kind", "cause_brought_by"),
        Index("ix_transfer_event_id_id", "event_id", "id"),
        # For the worker, which seals what was booked lately.
        block_range_index("ix_transfer_booked", "booked_at"),
        Index("ix_transfer_debit", "debit_account_id", "at"),
        Index("ix_transfer_credit", "credit_account_id", "at"),
    )

    id: Mapped[TimeOrderedId]
    event_id: Mapped[int] = mapped_column(SmallId)
    debit_account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    credit_account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    amount_ore: Mapped[OreAmount]
    cause_kind: Mapped[str] = mapped_column(String(24))
    cause_subject: Mapped[UUID] = mapped_column(Uuid)
    cause_brought_by: Mapped[UUID] = mapped_column(Uuid)
    at: Mapped[datetime]
    booked_at: Mapped[datetime]


def book(
    connection: Connection, organisation_id: int, bookings: Sequence[Booking], booked_at: datetime
) -> None:
    """Book transfers as one set. One that is booked already (same cause) is an integrity error: nothing is booked then."""
    sets.run(connection, booking(connection, organisation_id, bookings, booked_at))


def booking(
    connection: Connection, organisation_id: int, bookings: Sequence[Booking], booked_at: datetime
) -> sets.Statement:
    """What `book` does, as a statement to be run together with others. Accounts not there yet are opened by now."""
    ids = account_ids(connection, organisation_id, [key for b in bookings for key in (b.debit, b.credit)])
    rows = [
        {
            "id": new_id(),
            "organisation_id": organisation_id,
            "event_id": one.debit.event_id,
            "debit_account_id": ids[one.debit],
            "credit_account_id": ids[one.credit],
            "amount_ore": one.amount_ore,
            "cause_kind": one.cause.kind,
            "cause_subject": one.cause.subject,
            "cause_brought_by": one.cause.brought_by,
            "at": one.at,
            "booked_at": booked_at,
        }
        for one in bookings
    ]
    return sets.inserting(Transfer.__table__, signed(connection, "transfer", rows))
