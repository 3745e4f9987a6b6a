"""Where everything is now, by place and type; and what any one container has been through."""

from dataclasses import dataclass

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.members import member
from admin.work import event_named, page, reading
from pantbox.containers.codes import Code, Unproven, read_code
from pantbox.containers.lookup import find_container, refusal_of
from pantbox.errors import NotFound, PantboxError
from pantbox.places.events import Event
from pantbox.places.stations import Station
from pantbox.reports.container_history import ContainerHistory, container_history
from pantbox.reports.whereabouts import Place, Whereabouts, whereabouts
from pantbox.stock.closings import closings_of
from pantbox.stock.level import Level
from pantbox.stock.listing import deliveries_of, requests_of
from pantbox.stock.on_hand import levels
from pantbox.stock.tables import RequestState
from pantbox.web import core, language
from pantbox.web.problems import sentence

bp = Blueprint("circulation", __name__, url_prefix="/events/<slug>/circulation", template_folder="templates")


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of looking for a code: a history, or why there is none."""

    code: str
    history: ContainerHistory | None = None
    problem: str = ""


@bp.get("/")
def where(slug: str) -> ResponseReturnValue:
    """Everything by place; with `?code=` also the history of the container it names."""
    session = reading()
    event = event_named(session, slug)
    told = whereabouts(session.connection(), event.id)
    return page(
        "office/circulation.html",
        event=event,
        told=told,
        places=[place for place in Place if any(at is place for at, _ in told.places)],
        at_stations=_by_station(session, event, told),
        stock=_stock(session, event),
        deliveries=deliveries_of(session, event.id),
        requests=[one for one in requests_of(session, event.id) if one.state is RequestState.OPEN],
        closings=closings_of(session, event.id),
        stations=_stations(session, event),
        type_names={type_id: names.get(language()) or slug for type_id, slug, names in told.types},
        looked=_look(session, request.args.get("code", "").strip()),
    )


def _look(session: Session, text: str) -> Looked | None:
    if not text:
        return None
    try:
        found = find_container(session, _code(session, text), member().organisation_id)
        if found is None:
            raise NotFound("container_unknown")
        return Looked(text, container_history(session.connection(), found.id))
    except PantboxError as error:
        return Looked(text, problem=sentence(error.code, **error.details))


def _code(session: Session, text: str) -> Code:
    try:
        return read_code(text, core().keys)
    except Unproven as error:
        raise refusal_of(session, error, member().organisation_id) from error


def _stations(session: Session, event: Event) -> dict[int, Station]:
    return {one.id: one for one in session.scalars(select(Station).where(Station.event_id == event.id))}


def _stock(session: Session, event: Event) -> list[Level]:
    """What is left of each type at each station that has any, what runs out first."""
    found = levels(session.connection(), event.id, core().clock())
    return sorted(
        found, key=lambda level: (level.minutes_left is None, level.minutes_left or 0, level.station_id)
    )


def _by_station(
    session: Session, event: Event, told: Whereabouts
) -> list[tuple[Station, Place, dict[int, int]]]:
    """How many of each type were last seen at each station, most first."""
    stations = _stations(session, event)
    counted: dict[tuple[int, Place], dict[int, int]] = {}
    for line in told.stations:
        if line.station_id in stations and line.place is not Place.OUT:
            by_type = counted.setdefault((line.station_id, line.place), {})
            by_type[line.type_id] = by_type.get(line.type_id, 0) + line.n
    lines = [(stations[station_id], place, by_type) for (station_id, place), by_type in counted.items()]
    return sorted(lines, key=lambda line: (line[0].kind, line[0].number, line[1]))
