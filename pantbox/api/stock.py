"""Clean containers between store and stalls: deliveries, requests for more, closing a stall."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.api.blueprint import api
from pantbox.api.callers import DeviceCaller, Who, device, open_to
from pantbox.api.own import find_event, reading
from pantbox.api.speaking import where_it_stood
from pantbox.api.stock_models import (
    ClosedOut,
    CloseIn,
    CountIn,
    DeliveryIn,
    DeliveryOut,
    EndOut,
    EventStock,
    LineIn,
    Logistics,
    RequestIn,
    RequestOut,
    RequestTold,
    StockOut,
    WithdrawIn,
)
from pantbox.places.closures import in_use
from pantbox.places.events import Event
from pantbox.places.organisations import Scope
from pantbox.places.stations import Station, StationKind
from pantbox.stock.closings import NewClosing, close_stall, closings_of
from pantbox.stock.deliveries import ENDS, Count, NewDelivery, clean, confirm, send, withdraw
from pantbox.stock.listing import deliveries_of, requests_of, shown
from pantbox.stock.on_hand import levels
from pantbox.stock.papers import Desk, Quantity
from pantbox.stock.requests import NewRequest, ask_for, withdraw_request
from pantbox.stock.tables import Delivery
from pantbox.web import core

T = TypeVar("T")


@api.get("/deliveries")
@api.output(Logistics)
@open_to(Who.DEVICE)
def logistics() -> Logistics:
    """What is on its way to and from this station, what was asked for, and what is left where."""
    caller, now = device(), core().clock()
    with core().database.reading(caller.organisation_id) as session:
        ours = [caller.station_id]
        is_stall = caller.station_kind is StationKind.STALL
        stations = session.scalars(
            select(Station)
            .where(
                Station.event_id == caller.event_id,
                Station.kind.in_(ENDS),
                Station.id != caller.station_id,
                in_use(),
            )
            .order_by(Station.kind, Station.number)
        )
        return Logistics(
            deliveries=_deliveries(session, caller.event_id, ours),
            requests=_requests(session, caller.event_id, ours if is_stall else None),
            stock=_stock(session, caller.event_id, now, ours if is_stall else None),
            stations=[EndOut.model_validate(one) for one in stations],
        )


@api.post("/deliveries")
@api.input(DeliveryIn, arg_name="told")
@api.output(DeliveryOut, status_code=201)
@open_to(Who.DEVICE)
def send_delivery(told: DeliveryIn) -> DeliveryOut:
    """Send containers to another station. Safe to send again. What was asked for there counts as sent."""

    at = _happened_at(told.at)

    def work(desk: Desk) -> Delivery:
        return send(desk, NewDelivery(told.id, told.to, clean(_quantities(told.lines)), at))

    return _delivery(work, at)


@api.post("/deliveries/<uuid:delivery_id>/confirm")
@api.input(CountIn, arg_name="told")
@api.output(DeliveryOut)
@open_to(Who.DEVICE)
def confirm_delivery(delivery_id: UUID, told: CountIn) -> DeliveryOut:
    """Say what was received: that is what counts. Safe to send again."""

    at = _happened_at(told.at, delivery_id)

    def work(desk: Desk) -> Delivery:
        return confirm(desk, delivery_id, Count(told.id, _quantities(told.lines), at))

    return _delivery(work, at)


@api.post("/deliveries/<uuid:delivery_id>/withdraw")
@api.input(WithdrawIn, arg_name="told")
@api.output(DeliveryOut)
@open_to(Who.DEVICE)
def withdraw_delivery(delivery_id: UUID, told: WithdrawIn) -> DeliveryOut:
    """Take back a delivery that nobody has confirmed: it never left, or was written wrong."""
    return _delivery(lambda desk: withdraw(desk, delivery_id), _happened_at(told.at, delivery_id))


@api.post("/station/requests")
@api.input(RequestIn, arg_name="told")
@api.output(RequestTold, status_code=201)
@open_to(Who.DEVICE)
def ask_for_more(told: RequestIn) -> RequestTold:
    """Ask the store for more. Safe to send again."""

    at = _happened_at(told.at)

    def work(desk: Desk) -> RequestTold:
        return RequestTold.model_validate(ask_for(desk, NewRequest(told.id, told.type_id, told.quantity, at)))

    return _at_the_desk(work, at)


@api.post("/station/requests/<uuid:request_id>/withdraw")
@api.input(WithdrawIn, arg_name="told")
@api.output(RequestTold)
@open_to(Who.DEVICE)
def want_no_more(request_id: UUID, told: WithdrawIn) -> RequestTold:
    """Say that what was asked for is no longer wanted."""

    def work(desk: Desk) -> RequestTold:
        return RequestTold.model_validate(withdraw_request(desk, request_id))

    return _at_the_desk(work, _happened_at(told.at))


@api.post("/station/close")
@api.input(CloseIn, arg_name="told")
@api.output(ClosedOut)
@open_to(Who.DEVICE)
def close_station(told: CloseIn) -> ClosedOut:
    """Close this stall for the night: what was counted, what the till took, and how that differs. Safe to send again."""

    at = _happened_at(told.at)

    def work(desk: Desk) -> ClosedOut:
        new = NewClosing(told.id, at, _quantities(told.counted), told.till_ore, told.corrects)
        return ClosedOut.model_validate(close_stall(desk, new))

    return _at_the_desk(work, at)


@api.get("/events/<int:event_id>/stock")
@api.output(EventStock)
@open_to(Scope.REPORTS_READ)
def event_stock(event_id: int) -> EventStock:
    """What is left where, what is on its way, and how stalls closed."""
    with reading() as session:
        find_event(session, event_id)
        return EventStock(
            stock=_stock(session, event_id, core().clock(), None),
            deliveries=_deliveries(session, event_id, None),
            requests=_requests(session, event_id, None),
            closings=[ClosedOut.model_validate(one) for one in closings_of(session, event_id)],
        )


def _happened_at(told: datetime | None, delivery_id: UUID | None = None) -> datetime:
    """When a paper was written, by the device's clock: now, if that knows nothing, and never later than now.

    What is done to a delivery happened after it was sent, so the device stood there after that too.
    """
    here, caller = core(), device()
    now = here.clock()
    if told is None:
        return now
    with here.database.reading(caller.organisation_id) as session:
        earliest = session.get_one(Event, caller.event_id).first_scan_at
        delivery = session.get(Delivery, delivery_id) if delivery_id else None
        sent_at = delivery.sent_at if delivery is not None else earliest
    return now if told < earliest else max(sent_at, min(told, now))


def _at_the_desk(work: Callable[[Desk], T], at: datetime) -> T:
    """What comes of a paper written then where the device stood, in a transaction of its own."""
    here = core()
    caller = where_it_stood(device(), at)
    return here.database.retrying(lambda session: work(_desk(session, caller)), caller.organisation_id)


def _desk(session: Session, caller: DeviceCaller) -> Desk:
    here = core()
    return Desk(
        session, here.keys, caller.organisation_id, caller.event_id, caller.station_id, caller.device_id, here.clock()
    )  # fmt: skip


def _delivery(work: Callable[[Desk], Delivery], at: datetime) -> DeliveryOut:
    return _at_the_desk(lambda desk: DeliveryOut.model_validate(shown(desk.session, [work(desk)])[0]), at)


def _quantities(lines: Sequence[LineIn]) -> tuple[Quantity, ...]:
    return tuple(Quantity(line.type_id, line.quantity, line.crate) for line in lines)


def _deliveries(session: Session, event_id: int, station_ids: list[int] | None) -> list[DeliveryOut]:
    found = deliveries_of(session, event_id, station_ids=station_ids)
    return [DeliveryOut.model_validate(one) for one in found]


def _requests(session: Session, event_id: int, station_ids: list[int] | None) -> list[RequestOut]:
    return [RequestOut.model_validate(one) for one in requests_of(session, event_id, station_ids=station_ids)]


def _stock(session: Session, event_id: int, now: datetime, station_ids: list[int] | None) -> list[StockOut]:
    found = levels(session.connection(), event_id, now, station_ids=station_ids)
    return [StockOut.model_validate(one) for one in found]
