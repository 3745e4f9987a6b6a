"""Pools: what deposits of crates are held for, so that no pool is ever below 0.

A type's pool is filled by confirmed deliveries of crates, and emptied by what is counted back, by what the stalls that
got them scan out after all, and by returns whose issue nobody scanned. What such a stall scans out and takes back itself is
in its crates again. Two kinds of it may be more than was put in, and
somebody else makes up for that: a stall for what it scans out beyond its crates (it took those deposits too), and unseen
issues for what guests bring back beyond all crates. Both are given back as soon as the delivery that was missing comes.

How far each is from 0 stands in rows of its own (`pool`), so that nothing is added up for a scan. What is made up for
follows from them, whatever came first.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.orm import Mapped, mapped_column

from pantbox import sets
from pantbox.clock import new_id
from pantbox.db import Base, OfOrganisation, OreAmount, SmallId
from pantbox.ledger.accounts import AccountKey, AccountKind
from pantbox.ledger.postings import TripMoney, moves
from pantbox.ledger.transfers import Booking, Cause

ALL_STALLS = 0
"""In place of a stall: a type's whole pool."""


class Pool(OfOrganisation, Base):
    """How many øre of a type's pool are one stall's crates (below 0: it scanned out more), or are in it in all.

    In all (`station_id` 0): what the stalls have above 0, less what returns without an issue were paid. Below 0: unseen
    issues made up for it.
    """

    __tablename__ = "pool"

    event_id: Mapped[int] = mapped_column(SmallId, primary_key=True, autoincrement=False)
    type_id: Mapped[int] = mapped_column(SmallId, primary_key=True, autoincrement=False)
    station_id: Mapped[int] = mapped_column(SmallId, primary_key=True, autoincrement=False)
    left_ore: Mapped[OreAmount]


POOLS = Pool.__table__


@dataclass(frozen=True, slots=True, order=True)
class Share:
    """One stall's part of a type's pool, or all of it."""

    event_id: int
    type_id: int
    station_id: int

    @property
    def pool(self) -> AccountKey:
        return AccountKey(self.event_id, AccountKind.POOL, str(self.type_id))

    @property
    def makes_up(self) -> AccountKey:
        """Who pays in what is missing."""
        if self.station_id == ALL_STALLS:
            return AccountKey(self.event_id, AccountKind.UNSEEN)
        return AccountKey(self.event_id, AccountKind.VENDOR, str(self.station_id))


def shares(trips: Iterable[TripMoney]) -> Counter[Share]:
    """What these trips took out of pools, below 0, less what they put back."""
    found: Counter[Share] = Counter()
    for trip in trips:
        for move in moves(trip) if trip.pooled else ():
            if move.debit.kind is AccountKind.POOL:
                is_of_stall = move.credit.kind in (AccountKind.HELD, AccountKind.DISPUTED)
                found[_share(move.debit, move.credit.of if is_of_stall else ALL_STALLS)] -= move.amount_ore
            elif move.credit.kind is AccountKind.POOL:
                found[_share(move.credit, move.debit.of)] += move.amount_ore
    return found


def _share(pool: AccountKey, station_id: str | int) -> Share:
    return Share(pool.event_id, int(pool.of), int(station_id))


def made_up(ore: int) -> int:
    """What somebody pays in, so that a share of so many øre is not below 0."""
    return max(0, -ore)


def follow(changes: Counter[Share]) -> Counter[Share]:
    """All shares, and all pools in all, after these changes from nothing. What the rows must say."""
    found: Counter[Share] = Counter()
    for share, ore in changes.items():
        found[share] += ore
        if share.station_id != ALL_STALLS:
            found[Share(share.event_id, share.type_id, ALL_STALLS)] += max(0, ore)
    return found


def locked(connection: Connection, organisation_id: int, wanted: Iterable[Share]) -> dict[Share, int]:
    """What these stalls' shares and their pools hold now, in øre. They stay so until the transaction ends.

    Stalls before pools, each in order, as whoever changes them locks them.
    """
    stalls = sorted(set(wanted))
    pools = sorted({Share(one.event_id, one.type_id, ALL_STALLS) for one in stalls})
    found: dict[Share, int] = {}
    for shares_ in (stalls, pools):
        found |= _add(connection, organisation_id, dict.fromkeys(shares_, 0))
    return found


def keep_above_zero(
    connection: Connection, organisation_id: int, changes: Counter[Share], brought_by: UUID, now: datetime
) -> list[Booking]:
    """Write these changes of pools down, and book what somebody makes up for now, or is given back.

    Without changes it costs nothing; else one statement for the stalls' own crates and one for the pools.
    """
    stalls, pools = Counter[Share](), Counter[Share]()
    for share, ore in changes.items():
        (pools if share.station_id == ALL_STALLS else stalls)[share] += ore
    bookings: list[Booking] = []
    for share, before, after in _changed(connection, organisation_id, stalls):
        pools[Share(share.event_id, share.type_id, ALL_STALLS)] += max(0, after) - max(0, before)
        bookings += _booked(share, made_up(after) - made_up(before), brought_by, now)
    for share, before, after in _changed(connection, organisation_id, pools):
        bookings += _booked(share, made_up(after) - made_up(before), brought_by, now)
    return bookings


def _changed(
    connection: Connection, organisation_id: int, changes: Counter[Share]
) -> Iterator[tuple[Share, int, int]]:
    """Each share with what it was and what it is."""
    added = {share: ore for share, ore in changes.items() if ore}
    for share, after in _add(connection, organisation_id, added).items():
        yield share, after - added[share], after


def _add(connection: Connection, organisation_id: int, changes: Mapping[Share, int]) -> dict[Share, int]:
    """What each of these shares is after so much more. Locked in order."""
    rows = [
        {"organisation_id": organisation_id, "event_id": share.event_id, "type_id": share.type_id,
         "station_id": share.station_id, "left_ore": ore}
        for share, ore in sorted(changes.items())
    ]  # fmt: skip
    adding = sets.inserting(
        POOLS,
        rows,
        on_conflict="(event_id, type_id, station_id) DO UPDATE SET left_ore = pool.left_ore + excluded.left_ore"
        " RETURNING event_id, type_id, station_id, left_ore",
    )
    result = [POOLS.c[name] for name in ("event_id", "type_id", "station_id", "left_ore")]
    outcome = sets.run(connection, sets.Statement(adding.sql, adding.columns, adding.rows, result))
    return {Share(row.event_id, row.type_id, row.station_id): row.left_ore for row in outcome.rows}


def _booked(share: Share, ore: int, brought_by: UUID, now: datetime) -> list[Booking]:
    """So many øre more made up for; below 0: given back."""
    if not ore:
        return []
    cause = Cause("crate_short" if ore > 0 else "crate_short_back", new_id(), brought_by)
    debit, credit = (share.makes_up, share.pool) if ore > 0 else (share.pool, share.makes_up)
    return [Booking(debit, credit, abs(ore), cause, now)]
