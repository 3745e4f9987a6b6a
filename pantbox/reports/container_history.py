"""The history of one container: every trip it made and every scan of it, with what was told and what it counts for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.engine import Row

from pantbox.circulation.tables import ReturnClaimRow, ScanRow, TripRow
from pantbox.containers.containers import Container, ContainerState
from pantbox.containers.grai import Grai
from pantbox.containers.types import ContainerType
from pantbox.errors import NotFound
from pantbox.places.devices import Device
from pantbox.places.stations import Station

CONTAINERS, STATIONS, TYPES = Container.__table__, Station.__table__, ContainerType.__table__
LINES_MAX = 500


@dataclass(frozen=True, slots=True)
class TripLine:
    """One trip of a container. `end` None: it is out."""

    id: UUID
    event_id: int
    opened_at: datetime
    opened_at_station: str
    seen: bool
    end: str | None
    ended_at: datetime | None
    ended_at_station: str
    deposit_ore: int
    paid_to_visit: UUID | None
    contested: bool


@dataclass(frozen=True, slots=True)
class ScanLine:
    """One scan of a container, with what was told and what it counts for."""

    id: UUID
    kind: str
    at: datetime
    recorded_at: datetime
    station: str
    device: str
    verdict: str
    verdict_reason: str | None
    standing: str


@dataclass(frozen=True, slots=True)
class ContainerHistory:
    """All that is known of one container, newest first."""

    container_id: int
    grai: str
    human_code: str
    type_id: int
    type_slug: str
    type_names: dict[str, Any]
    state: ContainerState
    state_at: datetime | None
    station: str
    trip_count: int
    retired_at: datetime | None
    trips: tuple[TripLine, ...]
    scans: tuple[ScanLine, ...]
    """The newest ones, `LINES_MAX` at most."""


def container_history(connection: Connection, container_id: int) -> ContainerHistory:
    """A container's trips and scans, newest first. Raises `NotFound("container_unknown")`."""
    row = connection.execute(
        select(CONTAINERS, TYPES.c.slug, TYPES.c.names, TYPES.c.asset, STATIONS.c.name.label("station_name"))
        .join(TYPES, TYPES.c.id == CONTAINERS.c.type_id)
        .outerjoin(STATIONS, STATIONS.c.id == CONTAINERS.c.station_id)
        .where(CONTAINERS.c.id == container_id)
    ).one_or_none()
    if row is None:
        raise NotFound("container_unknown")
    return ContainerHistory(
        container_id=row.id,
        grai=str(Grai(row.asset, row.serial)),
        human_code=row.human_code,
        type_id=row.type_id,
        type_slug=row.slug,
        type_names=dict(row.names),
        state=ContainerState(row.state),
        state_at=row.state_at,
        station=row.station_name or "",
        trip_count=row.trips,
        retired_at=row.retired_at,
        trips=tuple(_trip(trip) for trip in _trips(connection, container_id)),
        scans=tuple(_scan(scan) for scan in _scans(connection, container_id)),
    )


def _trips(connection: Connection, container_id: int) -> Sequence[Row[Any]]:
    trips, claims = TripRow.__table__, ReturnClaimRow.__table__
    opened, ended = STATIONS.alias("opened"), STATIONS.alias("ended")
    return connection.execute(
        select(
            trips,
            opened.c.name.label("opened_name"),
            ended.c.name.label("ended_name"),
            select(claims.c.id)
            .where(claims.c.trip_id == trips.c.id, claims.c.second_of.is_not(None))
            .exists()
            .label("is_contested"),
        )
        .outerjoin(opened, opened.c.id == trips.c.opened_station_id)
        .outerjoin(ended, ended.c.id == trips.c.ended_station_id)
        .where(trips.c.container_id == container_id)
        .order_by(trips.c.opened_at.desc(), trips.c.id.desc())
        .limit(LINES_MAX)
    ).all()


def _trip(row: Row[Any]) -> TripLine:
    return TripLine(
        id=row.id,
        event_id=row.event_id,
        opened_at=row.opened_at,
        opened_at_station=row.opened_name or "",
        seen=row.seen,
        end=row.end_how,
        ended_at=row.ended_at,
        ended_at_station=row.ended_name or "",
        deposit_ore=row.deposit_ore,
        paid_to_visit=row.credited_visit_id,
        contested=row.is_contested,
    )


def _scans(connection: Connection, container_id: int) -> Sequence[Row[Any]]:
    scans, devices = ScanRow.__table__, Device.__table__
    return connection.execute(
        select(scans, STATIONS.c.name.label("station_name"), devices.c.name.label("device_name"))
        .outerjoin(STATIONS, STATIONS.c.id == scans.c.station_id)
        .outerjoin(devices, devices.c.id == scans.c.device_id)
        .where(scans.c.container_id == container_id)
        .order_by(scans.c.effective_at.desc(), scans.c.id.desc())
        .limit(LINES_MAX)
    ).all()


def _scan(row: Row[Any]) -> ScanLine:
    return ScanLine(
        id=row.id,
        kind=row.kind,
        at=row.effective_at,
        recorded_at=row.recorded_at,
        station=row.station_name or "",
        device=row.device_name or "",
        verdict=row.verdict,
        verdict_reason=row.verdict_reason,
        standing=row.standing,
    )
