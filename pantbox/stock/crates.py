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
from pantbox.errors import Conflict
from pantbox.ledger.crates import CrateCount, Lot, fold_crates, move_crates
from pantbox.ledger.pools import Share, locked, whole
from pantbox.places.crates import CrateMode
from pantbox.places.stations import Station, StationKind
from pantbox.stock.crate_mode import crate_modes
from pantbox.stock.papers import counts


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
    to the scheme, or to a stall that owes it from then on. Raises `Conflict("stalls_hand_out_differently")`.
    """
    theirs, ours = crate_modes(session, receiver.id), crate_modes(session, sender.id)
    fills = _on(theirs, at) & counted.keys()
    empties = {mode.type_id for mode in ours if mode.since <= at} & counted.keys()
    if receiver.kind == StationKind.STALL:
        if sender.kind == StationKind.STALL:
            _check_alike(session, sender, ours, fills, counted.keys(), at)
        empties &= fills
    worth = _worth(session.connection(), sender, receiver, _types(ours, counted), _types(theirs, counted))
    left_scans, lots = _counts(session, sender, Kind.DISPATCH, empties, counted, at)
    came_scans, _ = _counts(session, receiver, Kind.RECEIVE, fills, counted, at)
    beyond = {type_id: _beyond(lots[type_id], worth[type_id]) for type_id in empties & lots.keys()}
    return Moved(left_scans, came_scans, beyond)


def check_alike(
    session: Session, sender: Station, receiver: Station, type_ids: Collection[int], at: datetime
) -> None:
    """Between stalls goes only what both hand out by the crate then, with what is owed for it, or what both scan.

    A stall that scans would owe crates by what it scans out, and whoever gave them to it for ever. Raises
    `Conflict("stalls_hand_out_differently")`.
    """
    if sender.kind == receiver.kind == StationKind.STALL:
        takes = _on(crate_modes(session, receiver.id), at)
        _check_alike(session, sender, crate_modes(session, sender.id), takes, type_ids, at)


def _check_alike(
    session: Session,
    sender: Station,
    ours: Iterable[CrateMode],
    takes: Collection[int],
    type_ids: Collection[int],
    at: datetime,
) -> None:
    gives = _on(ours, at) | _with_crates_left(session, sender, at)
    if (gives ^ set(takes)) & set(type_ids):
        raise Conflict("stalls_hand_out_differently")


def _on(modes: Iterable[CrateMode], at: datetime) -> set[int]:
    return {mode.type_id for mode in modes if mode.was_on(at)}


def _with_crates_left(session: Session, stall: Station, at: datetime) -> set[int]:
    """The types of which a stall was delivered more by the crate, by then, than it counted back."""
    known = crate_counts(session.connection(), SCANS.c.station_id == stall.id, SCANS.c.effective_at <= at)
    folded = {share.type_id: fold_crates(counts) for share, counts in known.items()}
    return {type_id for type_id, crates in folded.items() if crates.delivered > crates.back}


def _counts(
    session: Session,
    here: Station,
    kind: Kind,
    by_the_crate: Collection[int],
    counted: Mapping[int, int],
    at: datetime,
) -> tuple[tuple[NewScan, ...], dict[int, list[Lot]]]:
    """One end's scans, and what is counted back of each type. At a stall they say what they change of its crates."""
    new = counts(session, kind, counted, at)
    lots: dict[int, list[Lot]] = {}
    if here.kind == StationKind.STALL:
        connection = session.connection()
        deposits = _deposits(connection, here, by_the_crate, at)
        known = crate_counts(connection, SCANS.c.station_id == here.id, SCANS.c.type_id.in_(list(new)))
        for type_id, scan in new.items():
            count = CrateCount(
                scan.id, at, kind is Kind.RECEIVE, scan.quantity, deposits.get(type_id, 0)
            )  # fmt: skip
            own = known.get(Share(here.event_id, type_id, here.id), [])
            move, lots[type_id] = move_crates(own, count)
            new[type_id] = replace(scan, crates=move)
    return tuple(new.values()), lots


def _types(modes: Iterable[CrateMode], counted: Mapping[int, int]) -> set[int]:
    return {mode.type_id for mode in modes} & counted.keys()


def _beyond(left: Sequence[Lot], worth_ore: int) -> int:
    """How many crates of these lower no debt for now: the stall makes up for them, since what they are worth is in no pool."""
    beyond = 0
    for lot in left:
        if not lot.deposit_ore:
            continue
        n = min(lot.quantity, worth_ore // lot.deposit_ore)
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
