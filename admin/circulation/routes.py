"""Where everything is now, by place and type; and what any one container has been through."""

from dataclasses import dataclass

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.members import member
from admin.work import event_named, page, reading
from pantbox.containers.codes import read_code
from pantbox.containers.lookup import find_container
from pantbox.errors import NotFound, PantboxError
from pantbox.places.events import Event
from pantbox.places.stations import Station
from pantbox.reports.container_history import ContainerHistory, container_history
from pantbox.reports.whereabouts import Place, Whereabouts, whereabouts
from pantbox.web import core
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
        looked=_look(session, request.args.get("code", "").strip()),
    )


def _look(session: Session, text: str) -> Looked | None:
    if not text:
        return None
    try:
        found = find_container(session, read_code(text, core().keys), member().organisation_id)
        if found is None:
            raise NotFound("container_unknown")
        return Looked(text, container_history(session.connection(), found.id))
    except PantboxError as error:
        return Looked(text, problem=sentence(error.code, **error.details))


def _by_station(
    session: Session, event: Event, told: Whereabouts
) -> list[tuple[Station, Place, dict[int, int]]]:
    """How many of each type were last seen at each station, most first."""
    stations = {one.id: one for one in session.scalars(select(Station).where(Station.event_id == event.id))}
    counted: dict[tuple[int, Place], dict[int, int]] = {}
    for line in told.stations:
        if line.station_id in stations and line.place is not Place.OUT:
            by_type = counted.setdefault((line.station_id, line.place), {})
            by_type[line.type_id] = by_type.get(line.type_id, 0) + line.n
    lines = [(stations[station_id], place, by_type) for (station_id, place), by_type in counted.items()]
    return sorted(lines, key=lambda line: (line[0].kind, line[0].number, line[1]))
