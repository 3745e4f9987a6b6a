"""What a code names, for a device that decides what a scan of it shall mean."""

from typing import Annotated
from uuid import UUID

from pydantic import Field
from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from pantbox.api.blueprint import api
from pantbox.api.callers import DeviceCaller, Who, device, open_to
from pantbox.api.contact import was_in_contact
from pantbox.api.guesses import guesses_of, misses_of
from pantbox.api.models import Moment, Output, TolerantInput
from pantbox.circulation.history import TripEnd
from pantbox.circulation.tables import TripRow
from pantbox.containers.codes import TEXT_LENGTH_MAX, Code, CodeKind, Unproven, read_code
from pantbox.containers.containers import ContainerState
from pantbox.containers.grai import Grai
from pantbox.containers.lookup import find_container, is_tag_of_ours, refusal_of
from pantbox.containers.types import ContainerType
from pantbox.errors import NotFound
from pantbox.places.crew import find_crew_slip
from pantbox.places.stations import Station, StationKind
from pantbox.refunds.bearers import BearerView, look_up
from pantbox.refunds.tables import BearerKind
from pantbox.web import core
from pantbox.web.here import house

CONTAINERS = (CodeKind.CONTAINER, CodeKind.HUMAN)
BEARERS = (CodeKind.SLIP, CodeKind.VOUCHER)


class CodeWanted(TolerantInput):
    """What a scanner read or somebody typed."""

    text: Annotated[str, Field(min_length=1, max_length=TEXT_LENGTH_MAX)]


class ContainerOut(Output):
    """A container. `out_here`: this station handed it out, and it has not come back; `trip`: by which scan; `again`: it was
    out already then."""

    id: int
    grai: str
    human_code: str
    type_id: int
    state: ContainerState
    out: bool
    out_here: bool
    trip: UUID | None
    again: bool


class BearerOut(Output):
    """A voucher or slip, for whoever holds it."""

    kind: BearerKind
    number: int
    amount_ore: int
    left_ore: int
    valid_until: Moment | None
    revoked: bool
    event_id: int
    event_name: str


class CrewOut(Output):
    """A crew member's slip that is good."""

    number: int
    holder: str


class SignOut(Output):
    """A station, by its sign."""

    sign: str
    kind: StationKind
    name: str
    number: int


class CodeOut(Output):
    """What the code names."""

    kind: CodeKind
    container: ContainerOut | None = None
    type_id: int | None = None
    bearer: BearerOut | None = None
    station: SignOut | None = None
    crew: CrewOut | None = None
    visit: UUID | None = None


@api.post("/codes")
@api.input(CodeWanted, arg_name="wanted")
@api.output(CodeOut)
@open_to(Who.DEVICE)
def look_code_up(wanted: CodeWanted) -> CodeOut:
    """What a code names, and how that stands. In the body, for a voucher's code is the money itself, and addresses end up
    in logs.

    Refused with `unknown_code`, `forged_code`, `foreign_operator`, `bearer_unknown`, `crew_slip_unknown`
    or `sign_unknown`; 429 `too_many_misses` after 120 wrong ones of a device in a minute.
    """
    return _read(wanted.text)


@api.get("/codes")
@api.input(CodeWanted, location="query", arg_name="wanted")
@api.output(CodeOut)
@open_to(Who.DEVICE)
def read(wanted: CodeWanted) -> CodeOut:
    """As `POST /codes`, for stations that were not loaded anew since it is there."""
    return _read(wanted.text)


def _read(text: str) -> CodeOut:
    caller = device()
    code = _code(text, caller)
    if code.kind is CodeKind.CONTAINER:  # its tag says that nobody guessed it
        with misses_of(caller), core().database.reading() as session:
            return _named(session, code, caller)
    with guesses_of(caller):
        if code.kind in BEARERS:
            was_in_contact()
        with core().database.reading() as session:
            return _named(session, code, caller)


def _code(text: str, caller: DeviceCaller) -> Code:
    with misses_of(caller):
        try:
            return read_code(text, core().keys)
        except Unproven as error:
            with core().database.reading() as session:
                raise refusal_of(session, error, caller.organisation_id) from error


def _named(session: Session, code: Code, caller: DeviceCaller) -> CodeOut:
    if code.kind in CONTAINERS:
        return CodeOut(kind=CodeKind.CONTAINER, container=_container(session, code, caller))
    if code.kind is CodeKind.TYPE:
        return CodeOut(kind=code.kind, type_id=_type_id(session, code, caller))
    if code.kind in BEARERS:
        return CodeOut(kind=code.kind, bearer=_bearer(session, code, caller))
    if code.kind is CodeKind.CREW:
        return CodeOut(kind=code.kind, crew=_crew(session, code, caller))
    if code.kind is CodeKind.STATION:
        return CodeOut(kind=code.kind, station=_station(session, code, caller))
    if not is_tag_of_ours(session, code, caller.organisation_id, house().hosts):
        raise NotFound("foreign_operator")
    return CodeOut(kind=code.kind)


def _container(session: Session, code: Code, caller: DeviceCaller) -> ContainerOut:
    container = find_container(session, code, caller.organisation_id)
    if container is None:
        raise NotFound("unknown_code")
    if container.organisation_id != caller.organisation_id:
        raise NotFound("foreign_operator")
    asset = session.get_one(ContainerType, container.type_id).asset
    before = aliased(TripRow)
    was_out = exists().where(
        before.container_id == TripRow.container_id,
        before.end_how == TripEnd.SEEN_AGAIN,
        before.ended_at == TripRow.opened_at,
    )
    trip = session.execute(
        select(TripRow.id, TripRow.opened_station_id, was_out.label("again")).where(
            TripRow.container_id == container.id, TripRow.end_how.is_(None)
        )
    ).one_or_none()
    is_here = trip is not None and trip.opened_station_id == caller.station_id
    return ContainerOut(
        id=container.id,
        grai=str(Grai(asset, container.serial)),
        human_code=container.human_code,
        type_id=container.type_id,
        state=container.state,
        out=trip is not None,
        out_here=is_here,
        trip=trip.id if trip and is_here else None,
        again=trip is not None and is_here and trip.again,
    )


def _type_id(session: Session, code: Code, caller: DeviceCaller) -> int:
    found = session.scalar(
        select(ContainerType.id).where(
            ContainerType.asset == code.asset, ContainerType.organisation_id == caller.organisation_id
        )
    )
    if found is None:
        raise NotFound("unknown_code")
    return found


def _bearer(session: Session, code: Code, caller: DeviceCaller) -> BearerOut:
    return bearer_out(look_up(session, core().keys, code.value), caller.organisation_id)


def bearer_out(bearer: BearerView, organisation_id: int | None) -> BearerOut:
    """What is told of a bearer; at a station, only of one of its own organisation."""
    if organisation_id is not None and bearer.organisation_id != organisation_id:
        raise NotFound("bearer_unknown")
    return BearerOut.model_validate(bearer)


def _crew(session: Session, code: Code, caller: DeviceCaller) -> CrewOut:
    slip = find_crew_slip(session, core().keys, caller.event_id, code.value)
    if slip is None or slip.revoked_at is not None:
        raise NotFound("crew_slip_unknown")
    return CrewOut.model_validate(slip)


def _station(session: Session, code: Code, caller: DeviceCaller) -> SignOut:
    station = session.scalar(
        select(Station).where(Station.sign == code.value, Station.event_id == caller.event_id)
    )
    if station is None:
        raise NotFound("sign_unknown")
    return SignOut.model_validate(station)
