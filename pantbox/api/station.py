"""A station, as its own devices see and change it."""

import hashlib
from typing import Annotated
from uuid import UUID

from flask import make_response, request
from pydantic import Field
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from pantbox.api.blueprint import api
from pantbox.api.callers import Who, device, open_to
from pantbox.api.guesses import guesses_of
from pantbox.api.models import Latitude, Longitude, Moment, StationNumber, Text, TolerantInput
from pantbox.api.station_models import StationScan, StationScans, StationSelf, StationState
from pantbox.api.station_view import station_state
from pantbox.circulation.filling import say_fill
from pantbox.circulation.moving import OwnMove, move_itself
from pantbox.circulation.today import scans_today
from pantbox.errors import BadInput
from pantbox.places import stations
from pantbox.places.closures import check_station_open
from pantbox.places.devices import Device
from pantbox.places.events import Event
from pantbox.places.positions import Mover, Place, place_of_box, place_station
from pantbox.places.stations import Station
from pantbox.places.ways import keeping_a_way
from pantbox.refunds.letting_in import let_in_moved
from pantbox.web import core


class StateIn(TolerantInput):
    """What the crew says of a box, and how full it looks."""

    state: stations.StationState | None = None
    fill_percent: Annotated[int, Field(ge=0, le=100, strict=True)] | None = None


class PlaceIn(TolerantInput):
    """Where the station stands now: by coordinates, or where the pant box of this number stands."""

    latitude: Latitude | None = None
    longitude: Longitude | None = None
    at_box: StationNumber | None = None


class MoveIn(TolerantInput):
    """The sign of another station of the same kind. `id`: the move's own, so that it may be told again; `at`: when it was
    moved, by our clock, by default now."""

    sign: Text
    id: UUID | None = None
    at: Moment | None = None


@api.get("/station")
@api.output(StationState)
@open_to(Who.DEVICE)
def station() -> Response:
    """Who am I, what are the prices, and what holds here.

    The ETag is of everything but `server_time`: send it as If-None-Match to hear only of changes.
    """
    caller = device()
    with core().database.reading(caller.organisation_id) as session:
        device_row = session.get_one(Device, caller.device_id)
        state = station_state(session, device_row, caller.station_id, core().clock())
    response = make_response(state.model_dump(mode="json"))
    response.set_etag(_etag(state))
    return response.make_conditional(request)


def _etag(state: StationState) -> str:
    return hashlib.sha256(state.model_dump_json(exclude={"server_time"}).encode()).hexdigest()[:32]


@api.get("/station/scans")
@api.output(StationScans)
@open_to(Who.DEVICE)
def station_scans() -> StationScans:
    """This station's scans of today by any of its devices, the newest first, for undoing one."""
    caller, now = device(), core().clock()
    with core().database.reading(caller.organisation_id) as session:
        since = session.get_one(Event, caller.event_id).boundaries.period(now)
        rows = scans_today(session, caller.station_id, caller.event_id, since)
        return StationScans(
            scans=[
                StationScan(
                    id=scan.id, kind=scan.kind, at=scan.effective_at, code=scan.code, human_code=human_code,
                    type_id=scan.type_id, deposit_ore=scan.deposit_ore, verdict=scan.verdict,
                    reason=scan.verdict_reason, undone=undone is not None, device=name,
                )
                for scan, human_code, name, undone in rows
            ]
        )  # fmt: skip


@api.post("/station/state")
@api.input(StateIn, arg_name="told")
@api.output(StationSelf)
@open_to(Who.DEVICE)
def tell_state(told: StateIn) -> StationSelf:
    """Say whether this station is open, and how full."""
    caller, now = device(), core().clock()
    with core().database.transaction(caller.organisation_id) as session:
        here = session.get_one(Station, caller.station_id)
        if told.state is not None:
            check_station_open(here)
            with keeping_a_way(session, here.event_id):
                here.state = told.state
        if told.fill_percent is not None:
            say_fill(session, here, told.fill_percent, now)
        return StationSelf.model_validate(here)


@api.post("/station/place")
@api.input(PlaceIn, arg_name="told")
@api.output(StationState)
@open_to(Who.DEVICE)
def tell_place(told: PlaceIn) -> StationState:
    """Say where this station stands now, after it was moved. Where it stood before is kept."""
    caller, now = device(), core().clock()
    with core().database.transaction(caller.organisation_id) as session:
        row = session.get_one(Device, caller.device_id)
        here = session.get_one(Station, caller.station_id)
        if told.at_box is not None:
            place = place_of_box(session, caller.event_id, told.at_box)
        elif told.latitude is not None and told.longitude is not None:
            place = Place(told.latitude, told.longitude)
        else:
            raise BadInput("place_missing")
        place_station(session, here, place, Mover.DEVICE, row.name, now)
        session.flush()  # what follows is read of where it stands now
        return station_state(session, row, here.id, now)


@api.post("/station/move")
@api.input(MoveIn, arg_name="told")
@api.output(StationState)
@open_to(Who.DEVICE)
def move_device(told: MoveIn) -> StationState:
    """Move this device to the station whose sign it scanned, from the time it says on. Safe to send again.

    Scans of that station that came before the move, and wait for it in quarantine, are recorded now.
    403 `moving_is_off` where only the office moves devices.
    """
    caller, here = device(), core()

    def work(session: Session) -> StationState:
        row, now = session.get_one(Device, caller.device_id), here.clock()
        move_itself(session, row, OwnMove(told.sign, told.id, told.at), now)
        return station_state(session, row, row.station_id, now)

    with guesses_of(caller):
        state = here.database.retrying(work, caller.organisation_id)
    let_in_moved(here, here.clock(), caller.device_id)
    return state
