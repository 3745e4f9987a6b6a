"""Reading: an event's report, and where everything is now."""

from dataclasses import asdict
from datetime import datetime
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
from pantbox.reports.plausibility import FigureName
from pantbox.reports.plausibility_facts import figures
from pantbox.reports.plausibility_sentences import as_json as figure_as_json
from pantbox.reports.whereabouts import Place, whereabouts
from pantbox.web import core, language
from pantbox.web.words import translator


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


class PlausibilityFigure(Output):
    """`count` of `n`, beside others of its like. `marked`: it stands out, which is a hint and no failure."""

    name: FigureName
    """What is counted, of what: docs/metrics."""
    station_id: int | None
    station: str | None
    bag: str | None
    """The tag of the bag it is of."""
    container_id: int | None
    container: str | None
    """The code under its label."""
    at: datetime | None
    """When the bag was taken down, or the container's turnaround period began."""
    count: int
    n: int
    value: float | None
    at_least: int | None
    """Fewer are marked. None: there is no bound on this side, or too little to compare with; so is `at_most`."""
    at_most: int | None
    """More are marked."""
    usual: float | None
    """The median of the others: of `count` ÷ `n`, or of containers of uses in that period."""
    marked: bool
    hint: str | None
    """Of what is marked, a sentence."""


class Plausibility(Output):
    """What may be unlikely at an event though no book is wrong."""

    figures: list[PlausibilityFigure]


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


@api.get("/events/<int:event_id>/plausibility")
@api.output(Plausibility)
@open_to(Scope.REPORTS_READ)
def plausibility(event_id: int) -> Plausibility:
    """Which figures of an event stand out: hints, not failures."""
    with reading() as session:
        find_event(session, event_id)
        found = figures(session.connection(), event_id, core().clock())
    told = [figure_as_json(figure, translator()) for figure in found]
    return Plausibility(figures=[PlausibilityFigure.model_validate(one) for one in told])


@api.get("/containers/<int:container_id>")
@api.output(History)
@open_to(Scope.REPORTS_READ)
def history(container_id: int) -> dict[str, Any]:
    """The history of one container."""
    with reading() as session:
        find(session, Container, container_id, "container_unknown")
        return asdict(container_history(session.connection(), container_id))
