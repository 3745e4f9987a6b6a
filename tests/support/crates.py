"""Crates at a festival: switched on for a stall, delivered to it and counted back, each confirmed by whoever receives."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.clock import new_id
from pantbox.ledger.accounts import AccountKind
from pantbox.places.log import By
from pantbox.places.stations import Station
from pantbox.stock.closings import Closed, NewClosing, close_stall
from pantbox.stock.crate_mode import crate_types, set_crate_types
from pantbox.stock.deliveries import Count, NewDelivery, confirm, send
from pantbox.stock.papers import Desk, Quantity
from pantbox.stock.tables import DeliveryLine
from tests.support.festival import Festival, Place

CUP = 500
"""The deposit of a cup, in øre."""


def by_the_crate(festival: Festival, *kinds: str, stall: str = "soup") -> None:
    """This stall hands out these types by the crate from now on, and scans all others."""
    with festival.core.database.transaction() as session:
        station = session.get_one(Station, festival.stall(stall).station_id)
        set_crate_types(session, station, [festival.types[kind] for kind in kinds], By(), festival.now)


def crates_of(festival: Festival, stall: str = "soup") -> frozenset[int]:
    """What this stall hands out by the crate."""
    station_id = festival.stall(stall).station_id
    with festival.core.database.reading() as session:
        return crate_types(session, [station_id])[station_id]


def deliver(
    festival: Festival, quantity: int, kind: str = "cup", *, at: str | None = None, to: str = "soup",
) -> UUID:  # fmt: skip
    """So many from the store to a stall, counted there."""
    return move(festival, festival.store(), festival.stall(to), quantity, kind, at=at)


def count_back(
    festival: Festival, quantity: int, kind: str = "cup", *, at: str | None = None, by: str = "soup",
) -> int:  # fmt: skip
    """So many from a stall to the store, counted there; how many of them the pool did not hold."""
    delivery_id = move(festival, festival.stall(by), festival.store(), quantity, kind, at=at)
    with festival.core.database.reading() as session:
        lines = select(DeliveryLine.beyond_pool).where(DeliveryLine.delivery_id == delivery_id)
        return sum(session.scalars(lines))


def move(
    festival: Festival, sender: Place, receiver: Place, quantity: int, kind: str = "cup", *, at: str | None = None
) -> UUID:  # fmt: skip
    """So many from one station to another, counted there."""
    delivery_id = on_its_way(festival, sender, receiver, quantity, kind, at=at)
    count_in(festival, receiver, delivery_id, quantity, kind)
    return delivery_id


def count_in(
    festival: Festival, receiver: Place, delivery_id: UUID, quantity: int, kind: str = "cup"
) -> None:
    """The receiver counts so many now."""
    with festival.core.database.transaction(festival.organisation_id) as session:
        counted = Count(new_id(), (Quantity(festival.types[kind], quantity),), festival.now)
        confirm(desk_of(festival, session, receiver), delivery_id, counted)


def on_its_way(
    festival: Festival, sender: Place, receiver: Place, quantity: int, kind: str = "cup", *, at: str | None = None
) -> UUID:  # fmt: skip
    """So many sent, and not counted by anybody yet."""
    if at:
        festival.set_clock(at)
    with festival.core.database.transaction(festival.organisation_id) as session:
        sign = session.get_one(Station, receiver.station_id).sign
        lines = (Quantity(festival.types[kind], quantity),)
        new = NewDelivery(new_id(), sign, lines, festival.now)
        send(desk_of(festival, session, sender), new)
        return new.id


def desk_of(festival: Festival, session: Session, place: Place) -> Desk:
    """The papers of a place's device."""
    assert place.device_id is not None
    return Desk(
        session, festival.core.keys, festival.organisation_id, festival.event_id, place.station_id, place.device_id,
        festival.now,
    )  # fmt: skip


def pool(festival: Festival) -> int:
    """Deposits in the pool of cups, in whole deposits."""
    return festival.total(AccountKind.POOL) // CUP


def owed(festival: Festival, stall: str = "soup") -> int:
    """What a stall owes, in whole deposits of a cup."""
    key = (AccountKind.VENDOR, str(festival.stall(stall).station_id))
    return -festival.balances().get(key, 0) // CUP


def close_with(festival: Festival, clean: int) -> Closed:
    """The soup stall closes with so many clean cups."""
    with festival.core.database.transaction(festival.organisation_id) as session:
        left = (Quantity(festival.types["cup"], clean),)
        return close_stall(
            desk_of(festival, session, festival.stall()), NewClosing(new_id(), festival.now, left, None)
        )
