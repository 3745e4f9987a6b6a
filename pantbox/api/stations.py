"""Stations: stalls, pant boxes, desks, washes, stores; and codes that pair devices to them."""

from datetime import datetime
from typing import Annotated

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.api.blueprint import api
from pantbox.api.callers import open_to, program
from pantbox.api.models import Input, Latitude, Longitude, Moment, Name, Output, RowId, StationNumber
from pantbox.api.own import acting, changing, changing_row, find, find_event, reading
from pantbox.errors import Conflict
from pantbox.places import closures
from pantbox.places.closures import check_station_open
from pantbox.places.organisations import Scope
from pantbox.places.pairing import CODE_LIFETIME, make_pairing_code
from pantbox.places.positions import Mover, Place, place_station, positions_of
from pantbox.places.setup import create_station
from pantbox.places.stations import Station, StationKind, StationState, WhenOut
from pantbox.places.vendors import Vendor
from pantbox.places.ways import keeping_a_way
from pantbox.places.when_out import Setter, set_when_out
from pantbox.web import core

Capacity = Annotated[int, Field(ge=1, le=1_000_000, strict=True)]


class StationIn(Input):
    """A place on the ground. `vendor_id` for a stall, and only for one."""

    kind: StationKind
    name: Name
    vendor_id: RowId | None = None
    number: StationNumber | None = None
    has_screen: bool = True
    capacity: Capacity | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None


class StationChange(Input):
    """What may be changed of a station; what is left out stays."""

    name: Name | None = None
    has_screen: bool | None = None
    capacity: Capacity | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    state: StationState | None = None
    when_out: WhenOut | None = None
    """Of a stall: what a scan of a container that is out means there."""


class StationOut(Output):
    """A station."""

    id: int
    event_id: int
    vendor_id: int | None
    kind: StationKind
    name: str
    number: int
    sign: str
    has_screen: bool
    when_out: WhenOut
    capacity: int | None
    latitude: float | None
    longitude: float | None
    state: StationState
    closed_at: Moment | None
    fill_state: str
    fill_percent: int | None
    """None: nobody can know, for its size is unknown."""
    fill_at: datetime | None
    """When somebody last said how full it is."""


class StationList(Output):
    """An event's stations, by kind and number."""

    stations: list[StationOut]


class PositionOut(Output):
    """Where the station stood from `at` on, and who said so."""

    at: Moment
    latitude: float
    longitude: float
    said_by: Mover
    who: str


class PositionList(Output):
    """The newest first."""

    positions: list[PositionOut]


class PairingOut(Output):
    """A code that pairs one device, once. `link`: for its QR code."""

    code: str
    link: str
    expires_at: Moment


@api.get("/events/<int:event_id>/stations")
@api.output(StationList)
@open_to(Scope.SETUP_WRITE, Scope.REPORTS_READ)
def stations(event_id: int) -> StationList:
    """An event's stations."""
    with reading() as session:
        find_event(session, event_id)
        rows = session.scalars(
            select(Station).where(Station.event_id == event_id).order_by(Station.kind, Station.number)
        )
        return StationList(stations=[StationOut.model_validate(row) for row in rows])


@api.post("/events/<int:event_id>/stations")
@api.input(StationIn, arg_name="told")
@api.output(StationOut, status_code=201)
@open_to(Scope.SETUP_WRITE)
def make_station(event_id: int, told: StationIn) -> StationOut:
    """Add a station, with a sign of its own."""
    with changing("station_made", told.name) as session:
        event = find_event(session, event_id)
        vendor = find(session, Vendor, told.vendor_id, "vendor_unknown") if told.vendor_id else None
        if vendor is not None and vendor.event_id != event.id:
            raise Conflict("vendor_of_other_event")
        more = told.model_dump(exclude={"kind", "name", "vendor_id"})
        return StationOut.model_validate(
            create_station(session, event, told.kind, told.name, vendor=vendor, **more)
        )


@api.get("/stations/<int:station_id>")
@api.output(StationOut)
@open_to(Scope.SETUP_WRITE, Scope.REPORTS_READ)
def one_station(station_id: int) -> StationOut:
    """One station."""
    with reading() as session:
        return StationOut.model_validate(_find(session, station_id))


@api.patch("/stations/<int:station_id>")
@api.input(StationChange, arg_name="told")
@api.output(StationOut)
@open_to(Scope.SETUP_WRITE)
def change_station(station_id: int, told: StationChange) -> StationOut:
    """Change a station. 409 for a box opened where guests without a phone have no way to their money, or for the end of the last such way."""
    changes = {
        name: value
        for name, value in told.model_dump(exclude_unset=True).items()
        if value is not None or name in ("capacity", "latitude", "longitude")
    }
    with changing_row("station_changed", Station, station_id, fields=sorted(changes)) as session:
        row = _find(session, station_id)
        if "state" in changes:
            check_station_open(row)
        if when_out := changes.pop("when_out", None):
            by = Setter(details=(("token", program().token_id),))
            set_when_out(session, row, when_out, by, core().clock())
        place = {name: changes.pop(name, getattr(row, name)) for name in ("latitude", "longitude")}
        with keeping_a_way(session, row.event_id):
            if "capacity" in changes:
                row.set_capacity(changes.pop("capacity"))
            for name, value in changes.items():
                setattr(row, name, value)
        place_station(
            session, row, _place(**place), Mover.PROGRAM, f"token {program().token_id}", core().clock()
        )
        return StationOut.model_validate(row)


@api.get("/stations/<int:station_id>/positions")
@api.output(PositionList)
@open_to(Scope.SETUP_WRITE, Scope.REPORTS_READ)
def positions(station_id: int) -> PositionList:
    """Where a station stood, and since when: pant boxes are moved."""
    with reading() as session:
        rows = positions_of(session, _find(session, station_id).id)
        return PositionList(positions=[PositionOut.model_validate(row) for row in rows])


@api.delete("/stations/<int:station_id>")
@api.output({}, status_code=204)
@open_to(Scope.SETUP_WRITE)
def delete_station(station_id: int) -> str:
    """Delete a station that nothing names. 409 `station_in_use` for any other: close it instead."""
    with acting() as session:
        row = _find(session, station_id)
        closures.delete_station(session, row, None, core().clock(), token=program().token_id)
    return ""


@api.post("/stations/<int:station_id>/close")
@api.output(StationOut)
@open_to(Scope.SETUP_WRITE)
def close_station_for_good(station_id: int) -> StationOut:
    """Offer a station nowhere any more. It keeps its name and number in all that happened there."""
    with acting() as session:
        row = _find(session, station_id)
        closures.close_station(session, row, None, core().clock(), token=program().token_id)
        return StationOut.model_validate(row)


@api.post("/stations/<int:station_id>/reopen")
@api.output(StationOut)
@open_to(Scope.SETUP_WRITE)
def reopen_station(station_id: int) -> StationOut:
    """Offer a closed station again."""
    with acting() as session:
        row = _find(session, station_id)
        closures.reopen_station(session, row, None, core().clock(), token=program().token_id)
        return StationOut.model_validate(row)


@api.post("/stations/<int:station_id>/pairing")
@api.output(PairingOut, status_code=201)
@open_to(Scope.SETUP_WRITE)
def make_code(station_id: int) -> PairingOut:
    """A code that pairs one device to this station within 15 minutes. 409 for a box without a way to money that needs no phone and no staff."""
    now: datetime = core().clock()
    with changing_row("pairing_offered", Station, station_id) as session:
        code = make_pairing_code(session, _find(session, station_id), now)
    link = f"{core().settings.base_url}/k/#pair={code}"
    return PairingOut(code=code, link=link, expires_at=now + CODE_LIFETIME)


def _place(latitude: float | None, longitude: float | None) -> Place | None:
    return Place(latitude, longitude) if latitude is not None and longitude is not None else None


def _find(session: Session, station_id: int) -> Station:
    return find(session, Station, station_id, "station_unknown")
