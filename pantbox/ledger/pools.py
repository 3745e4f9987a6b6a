"""Pools: what deposits of crates are held for, so that no pool is ever below 0.

A type's pool is filled by confirmed deliveries of crates, and emptied by what is counted back, by what the stalls that
got them scan out after all, and by returns whose issue nobody scanned. What such a stall scans out and takes back itself is
in its crates again. All of it may be more than was put in, and somebody makes up for that:

- a stall for what it scans out or counts back beyond its own crates,
- stalls that counted back for what is missing in all, as far as they did, whoever counted last first: it may be what
  guests brought back of theirs,
- then stalls that scanned out of their crates, as far as they did, whoever scanned most first, for the same reason: on
  `UNSEEN` of that stall, a line of its settlement that the organiser decides,
- unseen issues for what guests bring back beyond that.

It is given back as soon as what was missing comes: a delivery that is counted late, or an issue that is told late.

How far each is from 0, and what it counted back and scanned out, stands in rows of its own (`pool`), so that nothing is added up
for a scan. What is made up for follows from them, whatever came first.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, case, literal, select, tuple_, update
from sqlalchemy.orm import Mapped, mapped_column

from pantbox import sets
from pantbox.clock import new_id
from pantbox.db import Base, OfOrganisation, OreAmount, SmallId
from pantbox.ledger.accounts import AccountKey, AccountKind
from pantbox.ledger.balances import turnover
from pantbox.ledger.postings import TripMoney, moves
from pantbox.ledger.transfers import Booking, Cause

SHORT, SHORT_BACK = "crate_short", "crate_short_back"
"""Causes: somebody makes up for what is missing in a pool; it is given back."""
ALL_STALLS = 0
"""In place of a stall: a type's whole pool."""


class Pool(OfOrganisation, Base):
    """How many øre of a type's pool are one stall's crates (below 0: it scanned out more), or are in it in all.

    In all (`station_id` 0): what the stalls have above 0, less what returns without an issue were paid. Below 0: somebody
    made up for it. `back_ore` is what a stall counted back, the last of it at `back_at`; `scanned_ore` what it scanned out.
    """

    __tablename__ = "pool"

    event_id: Mapped[int] = mapped_column(SmallId, primary_key=True, autoincrement=False)
    type_id: Mapped[int] = mapped_column(SmallId, primary_key=True, autoincrement=False)
    station_id: Mapped[int] = mapped_column(SmallId, primary_key=True, autoincrement=False)
    left_ore: Mapped[OreAmount]
    back_ore: Mapped[OreAmount] = mapped_column(default=0, server_default="0")
    back_at: Mapped[datetime | None]
    scanned_ore: Mapped[OreAmount] = mapped_column(default=0, server_default="0")


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
    def stall(self) -> AccountKey:
        """What the stall owes."""
        return AccountKey(self.event_id, AccountKind.VENDOR, str(self.station_id))

    @property
    def unseen(self) -> AccountKey:
        """What is paid for issues that nobody scanned: of the stall, or of nobody's."""
        of = "" if self.station_id == ALL_STALLS else str(self.station_id)
        return AccountKey(self.event_id, AccountKind.UNSEEN, of)


@dataclass(frozen=True, slots=True)
class Back:
    """What a stall counted back, in øre, and when it did last."""

    ore: int
    at: datetime

    def with_more(self, more: "Back | None") -> "Back":
        return Back(self.ore + more.ore, max(self.at, more.at)) if more else self


Backs = Mapping[Share, Back]
"""What stalls counted back, by their shares."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a row of a pool says, in øre."""

    left_ore: int = 0
    scanned_ore: int = 0
    back: Back | None = None

    @property
    def relieved_ore(self) -> int:
        """What the stall scanned out of its own crates: it owes that no more."""
        return max(0, self.scanned_ore - made_up(self.left_ore))


@dataclass(frozen=True, slots=True, order=True)
class Bearer:
    """Who makes up for something in a pool, and on which account."""

    share: Share
    account: AccountKey


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


def bearers(pool: Share, rows: Mapping[Share, Held]) -> Counter[Bearer]:
    """Who makes up for what is missing in a whole pool, and how much: whoever counted back last first, then who scanned out most,
    then unseen issues."""
    found: Counter[Bearer] = Counter()
    missing = made_up(rows[pool].left_ore)
    stalls = {share: row for share, row in rows.items() if whole(share) == pool and share != pool}
    backs = sorted(
        ((row.back.at, share, row.back.ore) for share, row in stalls.items() if row.back), reverse=True
    )
    scanned = sorted(((row.relieved_ore, share) for share, row in stalls.items()), reverse=True)
    limits = [(Bearer(share, share.stall), ore) for _at, share, ore in backs]
    limits += [(Bearer(share, share.unseen), ore) for ore, share in scanned]
    for bearer, ore_max in [*limits, (Bearer(pool, pool.unseen), missing)]:
        if ore := min(ore_max, missing):
            found[bearer] = ore
            missing -= ore
    return found


def all_bearers(rows: Mapping[Share, Held]) -> Counter[Bearer]:
    """Who makes up for what is missing in all these shares and whole pools."""
    found: Counter[Bearer] = Counter()
    for share, row in rows.items():
        if share.station_id == ALL_STALLS:
            found.update(bearers(share, rows))
        elif row.left_ore < 0:
            found[Bearer(share, share.stall)] += made_up(row.left_ore)
    return found


def follow(counted: Mapping[Share, Held], moved: Counter[Share]) -> dict[Share, Held]:
    """What the rows of pools must say, after what is `counted` of stalls' crates and what trips moved."""
    rows: dict[Share, Held] = {}
    pools: Counter[Share] = Counter()
    for share in {*counted, *moved}:
        if share.station_id == ALL_STALLS:
            pools[share] += moved[share]
            continue
        crates = counted.get(share, Held())
        rows[share] = Held(crates.left_ore + moved[share], -moved[share], crates.back)
        pools[whole(share)] += max(0, rows[share].left_ore)
    return rows | {share: Held(ore) for share, ore in pools.items()}


def locked(connection: Connection, organisation_id: int, wanted: Iterable[Share]) -> dict[Share, int]:
    """What these stalls' shares and their pools hold now, in øre. They stay so until the transaction ends.

    Stalls before pools, each in order, as whoever changes them locks them.
    """
    stalls = set(wanted)
    found: dict[Share, int] = {}
    for shares_ in (stalls, {whole(one) for one in stalls}):
        found |= _add(connection, organisation_id, shares_, {}, {})
    return found


@dataclass(slots=True)
class Changes:
    """What changes in pools, in øre by share: what is left of each, and of a stall's what it scanned out and counted back."""

    left: Counter[Share] = field(default_factory=Counter)
    scanned: Counter[Share] = field(default_factory=Counter)
    backs: dict[Share, Back] = field(default_factory=dict)

    def move(self, had: Iterable[TripMoney], wanted: Iterable[TripMoney]) -> None:
        """From what these trips took out of pools to what they ought to take."""
        more = shares(wanted)
        more.subtract(shares(had))
        self.left.update(more)
        self.scanned.subtract({share: ore for share, ore in more.items() if share.station_id != ALL_STALLS})

    def count(self, share: Share, owed_ore: int, back: Back | None) -> None:
        """A count of a stall's crates."""
        self.left[share] += owed_ore
        if back is not None:
            self.backs[share] = back.with_more(self.backs.get(share))

    @property
    def touched(self) -> set[Share]:
        """What is not as it was."""
        moved = (share for ore in (self.left, self.scanned) for share, n in ore.items() if n)
        return {*moved, *self.backs}


def keep_above_zero(
    connection: Connection, organisation_id: int, changes: Changes, brought_by: UUID, now: datetime
) -> list[Booking]:
    """Write these changes of pools down, and book what somebody makes up for now, or is given back.

    Without changes it costs nothing; else one statement for the stalls' own crates and one for the pools, and one more
    where something is missing in a pool.
    """
    bookings: list[Booking] = []
    pools = Counter({whole(share): changes.left[whole(share)] for share in changes.touched})
    stalls = [share for share in changes.touched if share.station_id != ALL_STALLS]
    for share, after in _add(connection, organisation_id, stalls, changes.left, changes.scanned).items():
        before = after - changes.left[share]
        pools[whole(share)] += max(0, after) - max(0, before)
        bookings += _booked(Bearer(share, share.stall), made_up(after) - made_up(before), brought_by, now)
    left = _add(connection, organisation_id, pools, pools, {})
    short = [pool for pool, after in left.items() if min(after, after - pools[pool]) < 0]
    has = _rows(connection, short)
    had = {share: _before(share, row, changes, pools) for share, row in has.items()}
    _count_back(connection, changes.backs)
    has |= {
        share: replace(row, back=changes.backs[share].with_more(row.back))
        for share, row in has.items()
        if share in changes.backs
    }
    for pool in short:
        more = bearers(pool, has)
        more.subtract(bearers(pool, had))
        for bearer, ore in sorted(more.items()):
            bookings += _booked(bearer, ore, brought_by, now)
    return bookings


def _before(share: Share, row: Held, changes: Changes, pools: Counter[Share]) -> Held:
    """What a row said before it was changed, but for what is counted back: that is not written yet."""
    changed = pools[share] if share.station_id == ALL_STALLS else changes.left[share]
    return Held(row.left_ore - changed, row.scanned_ore - changes.scanned[share], row.back)


def stalls_make_up(connection: Connection, event_id: int) -> Counter[Share]:
    """What stalls make up for now, in øre: what they counted back or scanned out and is in no pool."""
    found: Counter[Share] = Counter()
    for bearer, ore in all_bearers(held(connection, POOLS.c.event_id == event_id)).items():
        if bearer.share.station_id != ALL_STALLS:
            found[bearer.share] += ore
    return found


def stalls_made_up_by(connection: Connection, event_id: int, moment: datetime) -> Counter[Share]:
    """What stalls made up for as far as was booked before a moment, in øre, from the ledger."""
    made: Counter[Share] = Counter()
    booked = turnover(connection, event_id, known_before=moment, kinds=(SHORT, SHORT_BACK))
    for (debit, credit), ore in booked.items():
        bearer, pool, sign = (debit, credit, 1) if credit.kind is AccountKind.POOL else (credit, debit, -1)
        if bearer.of:  # `UNSEEN` of no stall has none
            made[Share(event_id, int(pool.of), int(bearer.of))] += sign * ore
    return Counter({share: ore for share, ore in made.items() if ore})


def whole(share: Share) -> Share:
    """The whole pool that a stall's share is of."""
    return replace(share, station_id=ALL_STALLS)


def held(connection: Connection, *which: ColumnElement[bool]) -> dict[Share, Held]:
    """What the rows of pools say of these conditions."""
    return {
        Share(row.event_id, row.type_id, row.station_id): Held(
            row.left_ore,
            row.scanned_ore,
            Back(row.back_ore, row.back_at) if row.back_at or row.back_ore else None,
        )
        for row in connection.execute(select(POOLS).where(*which))
    }


def _rows(connection: Connection, pools: Collection[Share]) -> dict[Share, Held]:
    """The rows of these pools and of all stalls in them."""
    if not pools:
        return {}
    keys = sorted({(share.event_id, share.type_id) for share in pools})
    return held(connection, tuple_(POOLS.c.event_id, POOLS.c.type_id).in_(keys))


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


def _add(
    connection: Connection,
    organisation_id: int,
    wanted: Iterable[Share],
    left: Mapping[Share, int],
    scanned: Mapping[Share, int],
) -> dict[Share, int]:
    """How many øre are left of each of these shares after so much more. Locked in order."""
    rows = [
        {"organisation_id": organisation_id, "event_id": share.event_id, "type_id": share.type_id,
         "station_id": share.station_id, "left_ore": left.get(share, 0), "scanned_ore": scanned.get(share, 0)}
        for share in sorted(wanted)
    ]  # fmt: skip
    adding = sets.inserting(
        POOLS,
        rows,
        on_conflict="(event_id, type_id, station_id) DO UPDATE SET left_ore = pool.left_ore + excluded.left_ore,"
        " scanned_ore = pool.scanned_ore + excluded.scanned_ore RETURNING event_id, type_id, station_id, left_ore",
    )
    result = [POOLS.c[name] for name in ("event_id", "type_id", "station_id", "left_ore")]
    outcome = sets.run(connection, sets.Statement(adding.sql, adding.columns, adding.rows, result))
    return {Share(row.event_id, row.type_id, row.station_id): row.left_ore for row in outcome.rows}


def _booked(bearer: Bearer, ore: int, brought_by: UUID, now: datetime) -> list[Booking]:
    """So many øre more made up for; below 0: given back."""
    if not ore:
        return []
    cause = Cause(SHORT if ore > 0 else SHORT_BACK, new_id(), brought_by)
    pool = bearer.share.pool
    debit, credit = (bearer.account, pool) if ore > 0 else (pool, bearer.account)
    return [Booking(debit, credit, abs(ore), cause, now)]
