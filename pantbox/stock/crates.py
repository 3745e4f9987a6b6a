"""Crates on a delivery that was confirmed: what they put into a type's pool, and what is taken out of it again."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from pantbox.circulation.ground import load_ground
from pantbox.circulation.rows import SCANS
from pantbox.circulation.scan import Kind
from pantbox.ledger.pools import Share, locked, whole
from pantbox.places.crates import CrateMode
from pantbox.places.stations import Station, StationKind
from pantbox.stock.crate_mode import crate_types


@dataclass(frozen=True, slots=True)
class Lot:
    """So many that went one way at one deposit, in øre; 0: they move no money."""

    quantity: int
    pool_ore: int


Lots = dict[int, list[Lot]]
"""By type."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What left and what came, and how many of each type were to leave a pool that does not hold them now."""

    left: Lots
    came: Lots
    beyond_pool: dict[int, int]


def moved(
    session: Session, sender: Station, receiver: Station, counted: dict[int, int], at: datetime
) -> Moved:
    """What a delivery moves by the receiver's count, by type.

    Into the pool goes what a stall hands out by the crate. Out of it comes what a stall was delivered so, if it goes back to
    the scheme, or to a stall that owes it from then on; a stall that gives it to one that scans goes on owing it.
    """
    fills = crate_types(session, [receiver.id])[receiver.id] & counted.keys()
    empties = _by_the_crate(session, sender) & (
        counted.keys() if receiver.kind != StationKind.STALL else fills
    )
    worth = _worth(session.connection(), sender, receiver, empties, fills)
    delivered = _delivered(session.connection(), sender.id, empties)
    prices = _deposits(session.connection(), sender, empties, at)
    left = {
        type_id: take_back(delivered.get(type_id, ()), quantity, prices.get(type_id, 0))
        for type_id, quantity in counted.items()
    }
    deposits = _deposits(session.connection(), receiver, fills, at)
    came = {type_id: [Lot(quantity, deposits.get(type_id, 0))] for type_id, quantity in counted.items()}
    return Moved(left, came, {type_id: _beyond(left[type_id], worth[type_id]) for type_id in empties})


def take_back(delivered: Iterable[Lot], quantity: int, price_ore: int) -> list[Lot]:
    """So many back out of what was delivered, the latest first, each at the deposit it came with.

    What is over was delivered too, and its count is not in yet: it goes back at `price_ore`, the deposit in force; 0: it
    moves no money. What is back at one deposit is one lot. Pure.
    """
    back: Counter[int] = Counter()
    for lot in delivered:
        n = min(lot.quantity, quantity)
        back[lot.pool_ore] += n
        quantity -= n
    back[price_ore] += quantity
    return [Lot(n, pool_ore) for pool_ore, n in back.items() if n] or [Lot(0, 0)]


def _beyond(left: Sequence[Lot], worth_ore: int) -> int:
    """How many of these lower no debt for now: the stall makes up for them, since what they are worth is in no pool."""
    beyond = 0
    for lot in left:
        n = min(lot.quantity, worth_ore // lot.pool_ore) if lot.pool_ore else 0
        worth_ore -= n * lot.pool_ore
        beyond += lot.quantity - n
    return beyond


def _by_the_crate(session: Session, station: Station) -> set[int]:
    """What this station hands out by the crate, or did."""
    return set(session.scalars(select(CrateMode.type_id).where(CrateMode.station_id == station.id)))


def _deposits(
    connection: Connection, station: Station, type_ids: Collection[int], at: datetime
) -> dict[int, int]:
    """The deposit in øre of each type as it is in force then."""
    ground = load_ground(connection, station.organisation_id)
    terms = ground.events[station.event_id].terms
    return {
        kind.id: terms.deposit_ore(kind.id, shown=None, at=at) or kind.deposit_ore
        for kind in ground.types.values()
        if kind.id in type_ids
    }


def _delivered(connection: Connection, station_id: int, type_ids: Iterable[int]) -> dict[int, list[Lot]]:
    """What a stall was delivered and has not counted back, by type and deposit: by the crate, the latest first, then what it
    was delivered to be scanned, which moves no money."""
    rows = connection.execute(
        select(
            SCANS.c.type_id, SCANS.c.deposit_ore, SCANS.c.kind, func.sum(SCANS.c.quantity).label("n"),
            func.max(SCANS.c.effective_at).label("latest"),
        )
        .where(
            SCANS.c.station_id == station_id, SCANS.c.container_id.is_(None), SCANS.c.acts,
            SCANS.c.kind.in_((Kind.RECEIVE, Kind.DISPATCH)), SCANS.c.type_id.in_(list(type_ids)),
        )
        .group_by(SCANS.c.type_id, SCANS.c.deposit_ore, SCANS.c.kind)
    ).all()  # fmt: skip
    back = {(row.type_id, row.deposit_ore): int(row.n) for row in rows if row.kind == Kind.DISPATCH}
    came = [row for row in rows if row.kind == Kind.RECEIVE]
    lots: dict[int, list[Lot]] = {}
    for row in sorted(came, key=lambda row: (row.deposit_ore > 0, row.latest), reverse=True):
        left = int(row.n) - back.get((row.type_id, row.deposit_ore), 0)
        lots.setdefault(row.type_id, []).append(Lot(max(0, left), row.deposit_ore))
    return lots


def _worth(
    connection: Connection,
    sender: Station,
    receiver: Station,
    empties: Collection[int],
    fills: Collection[int],
) -> dict[int, int]:
    """How many øre of each type the sender may take out of the pool: what is its own, and in the pool at all.

    Locked until the delivery is booked, with what the receiver fills.
    """
    own = {type_id: Share(sender.event_id, type_id, sender.id) for type_id in empties}
    theirs = (Share(receiver.event_id, type_id, receiver.id) for type_id in fills)
    held = locked(connection, sender.organisation_id, [*own.values(), *theirs])
    return {type_id: max(0, min(held[share], held[whole(share)])) for type_id, share in own.items()}
