"""Crates on a delivery that was confirmed: what they put into a type's pool, and what is taken out of it again."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from pantbox.circulation.crate_counts import crate_counts
from pantbox.circulation.door import NewScan
from pantbox.circulation.ground import load_ground
from pantbox.circulation.rows import SCANS
from pantbox.circulation.scan import Kind
from pantbox.clock import new_id
from pantbox.ledger.crates import CrateCount, Lot, move_crates
from pantbox.ledger.pools import Share, locked, whole
from pantbox.places.crates import CrateMode
from pantbox.places.stations import Station, StationKind
from pantbox.stock.crate_mode import crate_modes
from pantbox.stock.papers import type_codes


@dataclass(frozen=True, slots=True)
class Moved:
    """The scans of what left and of what came, and how many of each type were to leave a pool that does not hold them now."""

    left: tuple[NewScan, ...]
    came: tuple[NewScan, ...]
    beyond_pool: dict[int, int]


def moved(
    session: Session, sender: Station, receiver: Station, counted: Mapping[int, int], at: datetime
) -> Moved:
    """What a delivery moves by the receiver's count, by type.

    Into the pool goes what a stall hands out by the crate then. Out of it comes what a stall was delivered so, if it goes back
    to the scheme, or to a stall that owes it from then on; a stall that gives it to one that scans goes on owing it.
    """
    theirs, ours = crate_modes(session, receiver.id), crate_modes(session, sender.id)
    fills = {mode.type_id for mode in theirs if mode.was_on(at)} & counted.keys()
    empties = {mode.type_id for mode in ours if mode.since <= at}
    empties &= counted.keys() if receiver.kind != StationKind.STALL else fills
    worth = _worth(session.connection(), sender, receiver, _types(ours, counted), _types(theirs, counted))
    left, lots = _counts(session, sender, Kind.DISPATCH, counted, empties, at)
    came, _ = _counts(session, receiver, Kind.RECEIVE, counted, fills, at)
    return Moved(
        left, came, {type_id: _beyond(lots[type_id], worth[type_id]) for type_id in empties & lots.keys()}
    )


def _counts(
    session: Session, at_station: Station, kind: Kind, counted: Mapping[int, int], by_the_crate: Collection[int],
    at: datetime,
) -> tuple[tuple[NewScan, ...], dict[int, list[Lot]]]:  # fmt: skip
    """One end's scans, and what is counted back of each type. At a stall they say what they change of its crates."""
    codes = type_codes(session, counted)
    new = {
        type_id: NewScan(id=new_id(), kind=kind, code=codes[type_id], at=at, quantity=quantity)
        for type_id, quantity in counted.items()
        if quantity
    }
    if at_station.kind != StationKind.STALL:
        return tuple(new.values()), {}
    connection = session.connection()
    deposits = _deposits(connection, at_station, by_the_crate, at)
    known = crate_counts(connection, SCANS.c.station_id == at_station.id, SCANS.c.type_id.in_(list(new)))
    lots: dict[int, list[Lot]] = {}
    for type_id, scan in new.items():
        own = known.get(Share(at_station.event_id, type_id, at_station.id), [])
        count = CrateCount(scan.id, at, kind is Kind.RECEIVE, scan.quantity, deposits.get(type_id, 0))
        move, lots[type_id] = move_crates(own, count)
        new[type_id] = replace(scan, crates=move)
    return tuple(new.values()), lots


def _types(modes: Iterable[CrateMode], counted: Mapping[int, int]) -> set[int]:
    return {mode.type_id for mode in modes} & counted.keys()


def _beyond(left: Sequence[Lot], worth_ore: int) -> int:
    """How many of these lower no debt for now: the stall makes up for them, since what they are worth is in no pool."""
    beyond = 0
    for lot in left:
        n = min(lot.quantity, worth_ore // lot.deposit_ore) if lot.deposit_ore else 0
        worth_ore -= n * lot.deposit_ore
        beyond += lot.quantity - n
    return beyond


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


def _worth(
    connection: Connection, sender: Station, receiver: Station, ours: Collection[int], theirs: Collection[int]
) -> dict[int, int]:
    """How many øre of each type the sender may take out of the pool: what is its own, and in the pool at all.

    Locked until the delivery is booked, with what the receiver's crates are in: nobody else counts them meanwhile.
    """
    own = {type_id: Share(sender.event_id, type_id, sender.id) for type_id in ours}
    others = (Share(receiver.event_id, type_id, receiver.id) for type_id in theirs)
    held = locked(connection, sender.organisation_id, [*own.values(), *others])
    return {type_id: max(0, min(held[share], held[whole(share)])) for type_id, share in own.items()}
