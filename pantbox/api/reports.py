"""Reading: an event's report, and where everything is now."""

from dataclasses import asdict
from typing import Any

from pydantic import RootModel

from pantbox.api.blueprint import api
from pantbox.api.callers import open_to
from pantbox.api.models import Output
from pantbox.api.own import find, find_event, reading
from pantbox.containers.containers import Container
from pantbox.places.organisations import Scope
from pantbox.reports.as_json import as_json
from pantbox.reports.container_history import container_history
from pantbox.reports.event_report import event_report
from pantbox.reports.whereabouts import Place, whereabouts
from pantbox.web import core, language


class Report(RootModel[dict[str, Any]]):
    """Everything that can be said of an event; each number is defined in docs/report."""


class PlaceLine(Output):
    """So many of a type in a place."""

    place: Place
    type_id: int
    n: int


class StationLine(Output):
    """So many of a type, in one state, last seen at a station."""

    station_id: int | None
    type_id: int
    state: str
    n: int


class Circulation(Output):
    """Where every container of the event's types is."""

    places: list[PlaceLine]
    stations: list[StationLine]


class History(RootModel[dict[str, Any]]):
    """A container's trips and scans, the newest first."""


@api.get("/events/<int:event_id>/report")
@api.output(Report)
@open_to(Scope.REPORTS_READ)
def report(event_id: int) -> dict[str, Any]:
    """An event's report: what came back, how sure that is, and where the money is."""
    with reading() as session:
        find_event(session, event_id)
        return as_json(event_report(session.connection(), event_id, core().clock()), language())


@api.get("/events/<int:event_id>/circulation")
@api.output(Circulation)
@open_to(Scope.REPORTS_READ)
def circulation(event_id: int) -> Circulation:
    """Where everything is now."""
    with reading() as session:
        find_event(session, event_id)
        found = whereabouts(session.connection(), event_id)
    return Circulation(
        places=[PlaceLine(place=place, type_id=one, n=n) for (place, one), n in sorted(found.places.items())],
        stations=[StationLine.model_validate(line) for line in found.stations],
    )


@api.get("/containers/<int:container_id>")
@api.output(History)
@open_to(Scope.REPORTS_READ)
def history(container_id: int) -> dict[str, Any]:
    """The history of one container."""
    with reading() as session:
        find(session, Container, container_id, "container_unknown")
        return asdict(container_history(session.connection(), container_id))
