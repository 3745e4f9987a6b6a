"""Where everything is now, by place and type."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Label, case, exists, func, select
from sqlalchemy.engine import Row

from pantbox.circulation.rows import TRIPS
from pantbox.containers.containers import Container, ContainerState
from pantbox.containers.types import ContainerType
from pantbox.ledger.postings import FORFEITED
from pantbox.places.events import EventType
from pantbox.places.stations import Station, StationKind

CONTAINERS, STATIONS, TYPES = Container.__table__, Station.__table__, ContainerType.__table__


class Place(StrEnum):
    """Where a container can be, as people say it."""

    NEW = "new"
    """Made, and not scanned yet."""
    STORE = "store"
    STALLS = "stalls"
    """Clean, at a stall, not handed out yet."""
    OUT = "out"
    """With guests."""
    BOXES = "boxes"
    """Handed back: in a box, or at a desk or a stall that took it."""
    WASH = "wash"
    FORFEITED = "forfeited"
    """Not seen since its last day for being returned: nobody said that it is lost."""
    LOST = "lost"
    RETIRED = "retired"
    ELSEWHERE = "elsewhere"
    """Last seen at another event."""


@dataclass(frozen=True, slots=True)
class AtStation:
    """So many of a type, in one state, last seen at one station. `station_id` None: not scanned yet, or elsewhere."""

    station_id: int | None
    type_id: int
    state: ContainerState
    place: Place
    n: int


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Every container of the event's types, each counted once."""

    types: tuple[tuple[int, str, dict[str, Any]], ...]
    """(id, slug, names)."""
    stations: tuple[AtStation, ...]

    @property
    def places(self) -> dict[tuple[Place, int], int]:
        """How many of each type are in each place."""
        counted: dict[tuple[Place, int], int] = {}
        for line in self.stations:
            key = (line.place, line.type_id)
            counted[key] = counted.get(key, 0) + line.n
        return counted

    @property
    def total(self) -> int:
        """All of them."""
        return sum(line.n for line in self.stations)


def whereabouts(connection: Connection, event_id: int) -> Whereabouts:
    """Where the containers of an event's types are."""
    uses = EventType.__table__
    types = connection.execute(
        select(TYPES.c.id, TYPES.c.slug, TYPES.c.names)
        .join(uses, uses.c.type_id == TYPES.c.id)
        .where(uses.c.event_id == event_id)
        .order_by(uses.c.id)
    ).all()
    each = (
        select(CONTAINERS.c.station_id, CONTAINERS.c.type_id, CONTAINERS.c.state, _is_forfeited())
        .where(CONTAINERS.c.type_id.in_([row.id for row in types]))
        .subquery()
    )
    counted = select(*each.c, func.count().label("n")).group_by(*each.c).subquery()
    rows = connection.execute(
        select(counted, STATIONS.c.kind, STATIONS.c.event_id)
        .outerjoin(STATIONS, STATIONS.c.id == counted.c.station_id)
        .order_by(STATIONS.c.kind, STATIONS.c.number, counted.c.type_id)
    )
    return Whereabouts(
        tuple((row.id, row.slug, dict(row.names)) for row in types),
        tuple(
            AtStation(row.station_id, row.type_id, ContainerState(row.state), _place(row, event_id), row.n)
            for row in rows
        ),
    )


def _is_forfeited() -> Label[int]:
    """Whether what ended a container's last trip was its last day; asked only of those that are not back."""
    by_deadline = exists().where(
        TRIPS.c.container_id == CONTAINERS.c.id,
        TRIPS.c.ended_at == CONTAINERS.c.state_at,
        TRIPS.c.end_reason == FORFEITED,
    )
    return case((CONTAINERS.c.state != ContainerState.LOST, 0), (by_deadline, 1), else_=0).label("forfeited")


def _place(row: Row[Any], event_id: int) -> Place:
    state = ContainerState(row.state)
    if row.forfeited:
        return Place.FORFEITED
    if state is ContainerState.LOST or state is ContainerState.RETIRED:
        return Place(state.value)
    if row.station_id is None:
        return Place.NEW
    if row.event_id != event_id:
        return Place.ELSEWHERE
    if state is ContainerState.ISSUED:
        return Place.OUT
    if row.kind == StationKind.WASH:
        return Place.WASH
    if state is ContainerState.RETURNED:
        return Place.BOXES
    return Place.STALLS if row.kind == StationKind.STALL else Place.STORE
