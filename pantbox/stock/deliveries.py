"""Deliveries: sent by one station, counted by the other. What the receiver counted is what counts.

Nothing moves in the books before the receiver has counted: then both ends move at once, by that count. What a stall
hands out by the crate fills the pool, and the vendor owes it; what the store counts back from there is owed no more, as
far as it is in the pool.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.errors import BadInput, Conflict, NotAllowed, NotFound
from pantbox.places.stations import Station, StationKind
from pantbox.stock.crates import check_alike, moved
from pantbox.stock.papers import (
    Desk,
    Quantity,
    by_type,
    check_quantities,
    check_types,
    digest,
    through_the_door,
    write_once,
)
from pantbox.stock.tables import Delivery, DeliveryLine, DeliveryState, RequestState, SupplyRequest

ENDS = (StationKind.STORE, StationKind.WASH, StationKind.STALL)
LINES_MAX = 100


@dataclass(frozen=True, slots=True)
class NewDelivery:
    """What a sender says: to which station's sign, what, and when."""

    id: UUID
    to_sign: str
    lines: tuple[Quantity, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Count:
    """What a receiver says."""

    id: UUID
    lines: tuple[Quantity, ...]
    at: datetime


def send(desk: Desk, new: NewDelivery) -> Delivery:
    """Send a delivery on its way. Told again it is the same one.

    Raises `NotAllowed("station_may_not")`, `NotFound("station_unknown" | "type_unknown")`, `BadInput("delivery_empty" |
    "delivery_to_itself" | "type_quantity_wrong")`, `Conflict("id_reused" | "stalls_hand_out_differently")`.
    """
    here = desk.station(*ENDS)
    there = _other_end(desk, new.to_sign)
    if there.id == here.id:
        raise BadInput("delivery_to_itself")
    lines = [line for line in new.lines if line.quantity > 0]
    if not lines:
        raise BadInput("delivery_empty")
    check_quantities(by_type(lines))
    check_types(desk.session, {line.type_id for line in lines})
    told = [(line.type_id, line.quantity, line.crate) for line in lines]
    row = {
        "id": new.id,
        "organisation_id": desk.organisation_id,
        "event_id": desk.event_id,
        "from_station_id": here.id,
        "to_station_id": there.id,
        "device_id": desk.device_id,
        "content_hash": digest(here.id, there.id, told),
        "state": DeliveryState.SENT,
        "sent_at": min(new.at, desk.now),
    }
    delivery, is_new = write_once(desk.session, Delivery, row)
    if is_new:
        check_alike(desk.session, here, there, by_type(lines), delivery.sent_at)
        desk.session.add_all(
            DeliveryLine(organisation_id=desk.organisation_id, delivery_id=new.id, type_id=line.type_id,
                         crate=line.crate, sent=line.quantity, counted=None)
            for line in lines
        )  # fmt: skip
        _answer_requests(desk.session, delivery, set(by_type(lines)))
    return delivery


def confirm(desk: Desk, delivery_id: UUID, told: Count) -> Delivery:
    """Receive a delivery: what was counted moves in the books, at both ends. Told again it is the same count.

    Raises `NotFound("delivery_unknown" | "type_unknown")`, `NotAllowed("station_may_not")` for anybody but the receiver,
    `Conflict("delivery_confirmed" | "delivery_withdrawn" | "count_refused" | "stalls_hand_out_differently")`.
    """
    delivery = _locked(desk, delivery_id)
    if desk.station_id != delivery.to_station_id:
        raise NotAllowed("station_may_not")
    counted = by_type(told.lines)
    content = digest(counted)
    if delivery.state == DeliveryState.CONFIRMED:
        if (delivery.confirmation_id, delivery.confirmation_hash) != (told.id, content):
            raise Conflict("delivery_confirmed")
        return delivery
    if delivery.state == DeliveryState.WITHDRAWN:
        raise Conflict("delivery_withdrawn")
    at = max(delivery.sent_at, min(told.at, desk.now))
    sender = desk.session.get_one(Station, delivery.from_station_id)
    crates = moved(desk.session, sender, desk.station(*ENDS), counted, at)
    _write_count(desk.session, delivery, counted, crates.beyond_pool)
    delivery.state, delivery.confirmed_at, delivery.confirmed_by_device_id = (
        DeliveryState.CONFIRMED,
        at,
        desk.device_id,
    )
    delivery.confirmation_id, delivery.confirmation_hash = told.id, content
    for request in _requests(desk.session, delivery):
        request.state = RequestState.ARRIVED
    through_the_door(
        desk,
        [
            (delivery.from_station_id, crates.left),
            (delivery.to_station_id, crates.came),
        ],
    )
    return delivery


def withdraw(desk: Desk, delivery_id: UUID) -> Delivery:
    """A delivery that never left, or was written wrong. What was asked for is open again.

    Raises `NotFound("delivery_unknown")`, `NotAllowed("station_may_not")` for anybody but the sender,
    `Conflict("delivery_confirmed")`.
    """
    delivery = _locked(desk, delivery_id)
    if desk.station_id != delivery.from_station_id:
        raise NotAllowed("station_may_not")
    if delivery.state == DeliveryState.CONFIRMED:
        raise Conflict("delivery_confirmed")
    delivery.state = DeliveryState.WITHDRAWN
    for request in _requests(desk.session, delivery):
        request.state, request.delivery_id = RequestState.OPEN, None
    return delivery


def _other_end(desk: Desk, sign: str) -> Station:
    station = desk.session.scalars(
        select(Station).where(
            Station.event_id == desk.event_id, Station.sign == sign.strip().upper(), Station.kind.in_(ENDS)
        )
    ).one_or_none()
    if station is None:
        raise NotFound("station_unknown")
    return station


def _locked(desk: Desk, delivery_id: UUID) -> Delivery:
    delivery = desk.session.get(Delivery, delivery_id, with_for_update=True)
    if delivery is None or delivery.event_id != desk.event_id:
        raise NotFound("delivery_unknown")
    return delivery


def _answer_requests(session: Session, delivery: Delivery, type_ids: set[int]) -> None:
    """Whatever its receiver asked for of these types is on its way now."""
    waiting = session.scalars(
        select(SupplyRequest).where(
            SupplyRequest.event_id == delivery.event_id,
            SupplyRequest.station_id == delivery.to_station_id,
            SupplyRequest.type_id.in_(type_ids),
            SupplyRequest.state == RequestState.OPEN,
        )
    )
    for request in waiting:
        request.state, request.delivery_id = RequestState.SENT, delivery.id


def _requests(session: Session, delivery: Delivery) -> Sequence[SupplyRequest]:
    return session.scalars(
        select(SupplyRequest).where(
            SupplyRequest.delivery_id == delivery.id, SupplyRequest.state == RequestState.SENT
        )
    ).all()


def _write_count(
    session: Session, delivery: Delivery, counted: dict[int, int], beyond_pool: dict[int, int]
) -> None:
    """Each type's count on the first of its lines, 0 on the others; a type nobody sent gets a line of its own."""
    left = dict(counted)
    lines = session.scalars(
        select(DeliveryLine).where(DeliveryLine.delivery_id == delivery.id).order_by(DeliveryLine.id)
    )
    for line in lines:
        line.beyond_pool = beyond_pool.get(line.type_id, 0) if line.type_id in left else 0
        line.counted = left.pop(line.type_id, 0)
    for type_id, quantity in left.items():
        line = DeliveryLine(
            organisation_id=delivery.organisation_id, delivery_id=delivery.id, type_id=type_id, crate=None,
            sent=0, counted=quantity, beyond_pool=beyond_pool.get(type_id, 0),
        )  # fmt: skip
        session.add(line)


def clean(lines: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """Crate tags as they are printed, without what a scanner or a person puts before them."""
    return tuple(
        replace(line, crate=line.crate.strip().upper().removeprefix("C-") or None) if line.crate else line
        for line in lines
    )
