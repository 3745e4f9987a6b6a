"""What the door must know of the places it serves: stations, events, prices, types."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from pantbox.circulation.door import Authority
from pantbox.circulation.verdicts import Times
from pantbox.clock import Boundaries
from pantbox.containers.types import ContainerType
from pantbox.errors import NotFound
from pantbox.places.devices import Device
from pantbox.places.events import (
    SCANS_BEFORE_THE_START,
    Event,
    EventType,
    Terms,
    TermsHistory,
    TermsRow,
    UnseenPolicy,
)
from pantbox.places.stations import Station, StationKind


@dataclass(frozen=True, slots=True)
class EventGround:
    """One event's rules."""

    boundaries: Boundaries
    times: Times
    terms: TermsHistory
    policy: UnseenPolicy
    unseen_per_visit_max: int
    types_in_use: frozenset[int]
    pooled_types: frozenset[int]


@dataclass(frozen=True, slots=True)
class TypeGround:
    """One container type of the organisation."""

    id: int
    slug: str
    asset: str
    deposit_ore: int


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything a batch needs of its places: stations' kinds, events by id, types by asset."""

    station_kinds: dict[int, StationKind]
    events: dict[int, EventGround]
    types: dict[str, TypeGround]


def load_ground(session: Session, authorities: Iterable[Authority]) -> Ground:
    """The ground these authorities stand on. Raises `NotFound("station_unknown")` if one stands nowhere of its event."""
    every = list(authorities)
    event_ids = {authority.event_id for authority in every}
    organisation_id = every[0].organisation_id
    stations = {
        station.id: station
        for station in session.scalars(select(Station).where(Station.id.in_({a.station_id for a in every})))
    }
    if any(a.station_id not in stations or stations[a.station_id].event_id != a.event_id for a in every):
        raise NotFound("station_unknown")
    types = session.scalars(
        select(ContainerType).where(ContainerType.organisation_id == organisation_id)
    ).all()
    return Ground(
        station_kinds={station.id: StationKind(station.kind) for station in stations.values()},
        events=_events(session, event_ids),
        types={t.asset: TypeGround(t.id, t.slug, t.asset, t.deposit_ore) for t in types},
    )


def _events(session: Session, event_ids: set[int]) -> dict[int, EventGround]:
    in_use: dict[int, set[int]] = {event_id: set() for event_id in event_ids}
    pooled: dict[int, set[int]] = {event_id: set() for event_id in event_ids}
    for row in session.scalars(select(EventType).where(EventType.event_id.in_(event_ids))):
        in_use[row.event_id].add(row.type_id)
        if row.pooled:
            pooled[row.event_id].add(row.type_id)
    terms: dict[int, list[Terms]] = {event_id: [] for event_id in event_ids}
    for shown in session.scalars(
        select(TermsRow).where(TermsRow.event_id.in_(event_ids)).order_by(TermsRow.version)
    ):
        deposits = {int(type_id): ore for type_id, ore in shown.deposits.items()}
        terms[shown.event_id].append(Terms(shown.version, shown.in_force_from, deposits))
    return {
        event.id: EventGround(
            boundaries=event.boundaries,
            times=Times(event.starts_at - SCANS_BEFORE_THE_START, event.last_scan_at, event.closed_at),
            terms=TermsHistory(tuple(terms[event.id])),
            policy=UnseenPolicy(event.unseen_policy),
            unseen_per_visit_max=event.unseen_per_visit_max,
            types_in_use=frozenset(in_use[event.id]),
            pooled_types=frozenset(pooled[event.id]),
        )
        for event in session.scalars(select(Event).where(Event.id.in_(event_ids)))
    }


def stalls_heard_until(connection: Connection, event_ids: Collection[int]) -> dict[int, datetime]:
    """Up to when everything that stalls of each event scanned has reached us; without those where no device stands at a stall."""
    first_unheard = func.min(func.coalesce(Device.sent_everything_until, datetime(2000, 1, 1, tzinfo=UTC)))
    rows = connection.execute(
        select(Device.event_id, first_unheard.label("heard"))
        .join(Station, Station.id == Device.station_id)
        .where(Device.event_id.in_(event_ids), Device.revoked_at.is_(None), Station.kind == StationKind.STALL)
        .group_by(Device.event_id)
    )
    return {row.event_id: row.heard for row in rows}
