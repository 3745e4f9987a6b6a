"""The ledger as the office reads it: balances by kind, what each stall owes, transfers in pages. Only reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from admin.figures import dashed
from pantbox.ledger.accounts import Account, AccountKey, AccountKind
from pantbox.ledger.balances import balances
from pantbox.ledger.transfers import Transfer
from pantbox.places.events import Event
from pantbox.places.stations import Station, StationKind
from pantbox.places.vendors import Vendor
from pantbox.refunds.tables import Bearer, RefundRow
from pantbox.web import say, translator

PAGE = 100


@dataclass(frozen=True, slots=True)
class Owed:
    """What a stall's vendor owes: deposits it took in its till, less what it gave back in goods or for vouchers."""

    station: Station
    vendor: str
    owed_ore: int


@dataclass(frozen=True, slots=True)
class Bearers:
    """Vouchers or slips: how many, how much was put on them, how much is still on them."""

    kind: str
    count: int
    in_ore: int
    left_ore: int


@dataclass(frozen=True, slots=True)
class Books:
    """One moment of an event's ledger."""

    by_key: Mapping[AccountKey, int]
    by_kind: Mapping[AccountKind, int]
    owed: Sequence[Owed]
    bearers: Sequence[Bearers]
    refunds: Mapping[str, tuple[int, int]]
    """By rail: how many, how much."""

    @property
    def sum_ore(self) -> int:
        """All balances together: 0, or the books are wrong."""
        return sum(self.by_key.values())


def books(session: Session, event: Event) -> Books:
    """Read them."""
    by_key = balances(session.connection(), event.id)
    by_kind: dict[AccountKind, int] = dict.fromkeys(AccountKind, 0)
    for key, ore in by_key.items():
        by_kind[key.kind] += ore
    return Books(
        by_key, by_kind, _owed(session, event, by_key), _bearers(session, event), _refunds(session, event)
    )


def _owed(session: Session, event: Event, by_key: Mapping[AccountKey, int]) -> list[Owed]:
    rows = session.execute(
        select(Station, Vendor.name)
        .join(Vendor, Vendor.id == Station.vendor_id)
        .where(Station.event_id == event.id, Station.kind == StationKind.STALL)
        .order_by(Station.number)
    )
    return [
        Owed(station, vendor, -by_key.get(AccountKey(event.id, AccountKind.VENDOR, str(station.id)), 0))
        for station, vendor in rows
    ]


def _bearers(session: Session, event: Event) -> list[Bearers]:
    rows = session.execute(
        select(
            Bearer.kind,
            func.count(),
            func.coalesce(func.sum(Bearer.in_ore), 0),
            func.coalesce(func.sum(Bearer.in_ore - Bearer.out_ore), 0),
        )
        .where(Bearer.event_id == event.id, Bearer.revoked_at.is_(None))
        .group_by(Bearer.kind)
        .order_by(Bearer.kind.desc())
    )
    return [Bearers(str(kind), count, int(put_on), int(left)) for kind, count, put_on, left in rows]


def _refunds(session: Session, event: Event) -> dict[str, tuple[int, int]]:
    rows = session.execute(
        select(RefundRow.rail, func.count(), func.coalesce(func.sum(RefundRow.amount_ore), 0))
        .where(RefundRow.event_id == event.id)
        .group_by(RefundRow.rail)
        .order_by(RefundRow.rail)
    )
    return {str(rail): (count, int(ore)) for rail, count, ore in rows}


@dataclass(frozen=True, slots=True)
class TransferLine:
    """A transfer with its accounts' names. `debit` and `credit`: kind and whose."""

    id: UUID
    at: datetime
    booked_at: datetime
    debit: tuple[str, str]
    credit: tuple[str, str]
    amount_ore: int
    cause: str


def transfers(
    session: Session, event: Event, *, before: UUID | None = None, kind: AccountKind | None = None
) -> tuple[list[TransferLine], UUID | None]:
    """A page of transfers, the newest first, and where the next one begins."""
    debit, credit = aliased(Account), aliased(Account)
    statement: Any = (
        select(Transfer, debit.kind, debit.of, credit.kind, credit.of)
        .join(debit, debit.id == Transfer.debit_account_id)
        .join(credit, credit.id == Transfer.credit_account_id)
        .where(Transfer.event_id == event.id)
        .order_by(Transfer.id.desc())
        .limit(PAGE + 1)
    )
    if before is not None:
        statement = statement.where(Transfer.id < before)
    if kind is not None:
        statement = statement.where((debit.kind == kind) | (credit.kind == kind))
    rows = session.execute(statement).all()
    lines = [
        TransferLine(
            row.id,
            row.at,
            row.booked_at,
            (from_kind, from_of),
            (to_kind, to_of),
            row.amount_ore,
            row.cause_kind,
        )
        for row, from_kind, from_of, to_kind, to_of in rows[:PAGE]
    ]
    return lines, lines[-1].id if len(rows) > PAGE else None


WORDS: Mapping[str, str] = {
    AccountKind.VOUCHERS: "office-bearer",
    AccountKind.LOSS: "office-loss",
    AccountKind.UNCLAIMED: "office-end",
}
"""The messages that say an account's word, by its kind: `office-loss-cash`."""


class Names:
    """What an account's `of` is called in the reader's language: a station, a type, a cause, two events, or a word."""

    def __init__(
        self,
        stations: Mapping[int, Station],
        types: Mapping[int, str],
        causes: Mapping[str, str],
        events: Mapping[int, str],
    ) -> None:
        self._stations = stations
        self._types = types
        self._causes = causes
        self._events = events

    def __call__(self, kind: str, of: str) -> str:
        """The name; empty for what is nobody's alone."""
        told, _, how = of.partition(":")
        if kind == AccountKind.POOL and told.isdecimal():
            return self._types.get(int(told), told)
        if kind == AccountKind.DONATIONS:
            return self._causes.get(of, of)
        if kind == AccountKind.DUE:
            return " – ".join(self._events.get(int(one), one) for one in (told, how))
        if told.isdecimal() and int(told) in self._stations:
            station = self._stations[int(told)]
            return f"{station.number}. {station.name}" + (f" ({_word(kind, how)})" if how else "")
        return _word(kind, of)


def _word(kind: str, word: str) -> str:
    """What a stored word says. A reason that a program made up for writing off stands beside what was done."""
    key = f"{WORDS[kind]}-{dashed(word)}" if kind in WORDS else ""
    if not word or translator().knows(key):
        return say(key) if word else ""
    return (
        say("office-end-for-reason", reason=word.replace("_", " ")) if kind == AccountKind.UNCLAIMED else word
    )
