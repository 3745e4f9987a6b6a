"""Pools: what deposits of crates are held for, so that no pool is ever below 0.

A type's pool is filled by confirmed deliveries of crates, and emptied by what is counted back, by what the stalls that
got them scan out after all, and by returns whose issue nobody scanned. What such a stall scans out and takes back itself is
in its crates again. All of it may be more than was put in, and somebody makes up for that:

- a stall for what it scans out or counts back beyond its own crates,
- stalls that counted back for what is missing in all, as far as they did, whoever counted last first: it may be what
  guests brought back of theirs,
- unseen issues for what guests bring back beyond that.

It is given back as soon as what was missing comes: a delivery that is counted late, or an issue that is told late.

How far each is from 0, and what it counted back, stands in rows of its own (`pool`), so that nothing is added up for a scan.
What is made up for follows from them, whatever came first.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, case, literal, select, tuple_, update
from sqlalchemy.engine import Row
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

    In all (`station_id` 0): what the stalls have above 0, less what returns without an issue were paid. Below 0: somebody
    made up for it. `back_ore` is what a stall counted back, the last of it at `back_at`.
    """

    __tablename__ = "pool"

    event_id: Mapped[int] = mapped_column(SmallId, primary_key=True, autoincrement=False)
    type_id: Mapped[int] = mapped_column(SmallId, primary_key=True, autoincrement=False)
    station_id: Mapped[int] = mapped_column(SmallId, primary_key=True, autoincrement=False)
    left_ore: Mapped[OreAmount]
    back_ore: Mapped[OreAmount] = mapped_column(default=0, server_default="0")
    back_at: Mapped[datetime | None]


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


@dataclass(frozen=True, slots=True)
class Back:
    """What a stall counted back, in øre, and when it did last."""

    ore: int
    at: datetime

    def with_more(self, more: "Back | None") -> "Back":
        return Back(self.ore + more.ore, max(self.at, more.at)) if more else self


Backs = Mapping[Share, Back]
"""What stalls counted back, by their shares."""


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


def bearers(left_ore: int, of: Share, backs: Backs) -> Counter[Share]:
    """Who makes up for what is missing in a whole pool, and how much: whoever counted back last first, then unseen issues."""
    found: Counter[Share] = Counter()
    missing = made_up(left_ore)
    here = [(back.at, share, back.ore) for share, back in backs.items() if whole(share) == of]
    for _at, share, ore in sorted(here, reverse=True):
        found[share] = min(ore, missing)
        missing -= found[share]
    found[of] = missing
    return found


def all_bearers(left: Mapping[Share, int], backs: Backs) -> Counter[Share]:
    """Who makes up for what is missing in all these shares and whole pools, by how many øre are left of each."""
    found: Counter[Share] = Counter()
    for share, ore in left.items():
        is_whole = share.station_id == ALL_STALLS
        found.update(bearers(ore, share, backs) if is_whole else {share: made_up(ore)})
    return found


def follow(changes: Counter[Share]) -> Counter[Share]:
    """All shares, and all pools in all, after these changes from nothing. What the rows must say."""
    found: Counter[Share] = Counter()
    for share, ore in changes.items():
        found[share] += ore
        if share.station_id != ALL_STALLS:
            found[whole(share)] += max(0, ore)
    return found


def locked(connection: Connection, organisation_id: int, wanted: Iterable[Share]) -> dict[Share, int]:
    """What these stalls' shares and their pools hold now, in øre. They stay so until the transaction ends.

    Stalls before pools, each in order, as whoever changes them locks them.
    """
    stalls = sorted(set(wanted))
    pools = sorted({whole(one) for one in stalls})
    found: dict[Share, int] = {}
    for shares_ in (stalls, pools):
        found |= _add(connection, organisation_id, dict.fromkeys(shares_, 0))
    return found


def keep_above_zero(
    connection: Connection,
    organisation_id: int,
    changes: Counter[Share],
    backs: Backs,
    brought_by: UUID,
    now: datetime,
) -> list[Booking]:
    """Write these changes of pools down, and what was counted `backs`, and book what somebody makes up for now, or is given back.

    Without changes it costs nothing; else one statement for the stalls' own crates and one for the pools, and one more
    where something is missing in a pool.
    """
    stalls, pools = Counter[Share](), Counter[Share]()
    for share, ore in changes.items():
        (pools if share.station_id == ALL_STALLS else stalls)[share] += ore
    bookings: list[Booking] = []
    for share, before, after in _changed(connection, organisation_id, stalls):
        pools[whole(share)] += max(0, after) - max(0, before)
        bookings += _booked(share, made_up(after) - made_up(before), brought_by, now)
    if backs:
        locked(connection, organisation_id, backs)
    changed = list(_changed(connection, organisation_id, pools))
    untouched = {whole(share) for share in backs} - {share for share, _, _ in changed}
    changed += [(share, ore, ore) for share, ore in _left(connection, untouched).items()]
    short = [share for share, before, after in changed if min(before, after) < 0]
    had = _backs_in(connection, short)
    _count_back(connection, backs)
    has = {share: back.with_more(backs.get(share)) for share, back in had.items()}
    has |= {share: back for share, back in backs.items() if share not in had}
    for share, before, after in changed:
        more = bearers(after, share, has)
        more.subtract(bearers(before, share, had))
        for bearer, ore in sorted(more.items()):
            bookings += _booked(bearer, ore, brought_by, now)
    return bookings


def stalls_make_up(connection: Connection, event_id: int) -> Counter[Share]:
    """What stalls make up for now, in øre: what they counted back or scanned out and is in no pool."""
    rows = by_share(connection.execute(select(POOLS).where(POOLS.c.event_id == event_id)))
    made = all_bearers({share: row.left_ore for share, row in rows.items()}, backs_of(rows))
    return Counter({share: ore for share, ore in made.items() if ore and share.station_id != ALL_STALLS})


def whole(share: Share) -> Share:
    """The whole pool that a stall's share is of."""
    return replace(share, station_id=ALL_STALLS)


def _left(connection: Connection, wanted: Collection[Share]) -> dict[Share, int]:
    return {share: row.left_ore for share, row in _rows(connection, wanted).items() if share in wanted}


def _backs_in(connection: Connection, pools: Collection[Share]) -> dict[Share, Back]:
    """What every stall counted back into these pools."""
    return backs_of(_rows(connection, pools))


def backs_of(rows: Mapping[Share, Row[Any]]) -> dict[Share, Back]:
    """What these rows say that stalls counted back."""
    return {share: Back(row.back_ore, row.back_at) for share, row in rows.items() if row.back_at is not None}


def _rows(connection: Connection, pools: Collection[Share]) -> dict[Share, Row[Any]]:
    """The rows of these pools and of all stalls in them."""
    if not pools:
        return {}
    keys = {(share.event_id, share.type_id) for share in pools}
    query = select(POOLS).where(tuple_(POOLS.c.event_id, POOLS.c.type_id).in_(sorted(keys)))
    return by_share(connection.execute(query))


def by_share(rows: Iterable[Row[Any]]) -> dict[Share, Row[Any]]:
    """Rows of pools by what they are of."""
    return {Share(row.event_id, row.type_id, row.station_id): row for row in rows}


def _count_back(connection: Connection, backs: Backs) -> None:
    for share, back in sorted(backs.items()):
        before = POOLS.c.back_at
        at = case((before > back.at, before), else_=literal(back.at, POOLS.c.back_at.type))
        connection.execute(
            update(Pool)
            .where(POOLS.c.event_id == share.event_id, POOLS.c.type_id == share.type_id)
            .where(POOLS.c.station_id == share.station_id)
            .values(back_ore=POOLS.c.back_ore + back.ore, back_at=at)
        )


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
