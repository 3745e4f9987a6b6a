"""Gathers what a station's device is told."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.api.rulebook import rulebook_out
from pantbox.api.station_models import (
    BoxOut,
    ContinuityOut,
    DeviceSelf,
    EventSelf,
    LimitsOut,
    StallOut,
    StationSelf,
    StationState,
    StockSelf,
    TermsOut,
    Today,
    TypeOut,
)
from pantbox.circulation.today import station_today
from pantbox.containers.containers import Container
from pantbox.containers.grai import Grai
from pantbox.containers.types import ContainerType
from pantbox.keys import recognisable
from pantbox.places.closures import in_use
from pantbox.places.continuity import ContinuityReason, limits_of
from pantbox.places.crew import crew_hashes
from pantbox.places.devices import Device
from pantbox.places.events import Event, TermsRow
from pantbox.places.on_the_ground import boxes_of, told_of
from pantbox.places.stations import Station, StationKind
from pantbox.refunds.visits import changing_code
from pantbox.rulebook.facts import facts_of
from pantbox.stock.listing import waiting_here
from pantbox.stock.on_hand import levels
from pantbox.web import core


def station_state(session: Session, device: Device, station_id: int, now: datetime) -> StationState:
    """All that a device must know to work at this station."""
    station = session.get_one(Station, station_id)
    event = session.get_one(Event, station.event_id)
    terms = _terms(session, event)
    waiting_requests, waiting_deliveries = waiting_here(session, station)
    return StationState(
        device=DeviceSelf.model_validate(device),
        station=StationSelf.model_validate(station),
        event=EventSelf.model_validate(event),
        terms=terms,
        types=_types(session, terms),
        retired=_retired(session, event.organisation_id),
        rulebook=rulebook_out(facts_of(session, event, base_url=core().settings.base_url)),
        limits=LimitsOut.model_validate(limits_of(event)),
        continuity=_continuity(event),
        crew=crew_hashes(session, core().keys, event.id),
        today=Today(**station_today(session, station.id, event.id, event.boundaries.period(now))),
        boxes=_boxes(session, event, now),
        stalls=_stalls(session, station),
        stock=_stock(session, station, now),
        requests_open=waiting_requests,
        deliveries_open=waiting_deliveries,
        box_code=_box_code(station, now),
        server_time=now,
    )


def _continuity(event: Event) -> ContinuityOut | None:
    if event.continuity_since is None or event.continuity_reason is None:
        return None
    return ContinuityOut(since=event.continuity_since, reason=ContinuityReason(event.continuity_reason))


def _terms(session: Session, event: Event) -> TermsOut:
    newest = session.scalars(
        select(TermsRow).where(TermsRow.event_id == event.id).order_by(TermsRow.version.desc()).limit(1)
    ).one_or_none()
    return TermsOut(version=newest.version if newest else 0, deposits=dict(newest.deposits) if newest else {})


def _types(session: Session, terms: TermsOut) -> list[TypeOut]:
    types = session.scalars(select(ContainerType).where(ContainerType.id.in_(map(int, terms.deposits))))
    told = [
        TypeOut(
            id=one.id,
            slug=one.slug,
            names=one.names,
            picture=one.picture,
            asset=one.asset,
            deposit_ore=terms.deposits[str(one.id)],
        )
        for one in types
    ]
    return sorted(told, key=lambda one: (-one.deposit_ore, one.id))


def _retired(session: Session, organisation_id: int) -> list[str]:
    """Hashes of the retired containers' GRAIs: enough to know one again, too little to print one."""
    rows = session.execute(
        select(ContainerType.asset, Container.serial)
        .join(ContainerType, ContainerType.id == Container.type_id)
        .where(Container.organisation_id == organisation_id, Container.state == "retired")
        .order_by(Container.id)
    )
    return [recognisable(str(Grai(asset, serial))) for asset, serial in rows]


def _boxes(session: Session, event: Event, now: datetime) -> list[BoxOut]:
    boxes = boxes_of(session, [event.id])
    told = told_of(session, boxes, now)
    return [BoxOut.model_validate(box).model_copy(update=told[box.id]) for box in boxes]


def _stalls(session: Session, station: Station) -> list[StallOut]:
    if station.kind != StationKind.STALL:
        return []
    stalls = select(Station).where(
        Station.event_id == station.event_id, Station.kind == StationKind.STALL, in_use()
    )
    return [StallOut.model_validate(one) for one in session.scalars(stalls.order_by(Station.number))]


def _stock(session: Session, station: Station, now: datetime) -> list[StockSelf]:
    if station.kind != StationKind.STALL:
        return []
    found = levels(session.connection(), station.event_id, now, station_ids=[station.id])
    return [
        StockSelf(
            type_id=one.type_id, delivered=one.delivered, out=one.handed_out, left=one.left, basis=one.basis,
            minutes_left=one.minutes_left,
        )
        for one in found
    ]  # fmt: skip


def _box_code(station: Station, now: datetime) -> str | None:
    if station.kind != StationKind.PANT_BOX or not station.has_screen:
        return None
    return changing_code(core().keys, station.id, now)
