"""What the door must know of the places it serves: stations, events, prices, types."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, func, select

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
    boundaries_of,
    last_scan_at,
)
from pantbox.places.stations import Station, StationKind

STATIONS, EVENTS, DEVICES = Station.__table__, Event.__table__, Device.__table__
TYPES, USES, TERMS = ContainerType.__table__, EventType.__table__, TermsRow.__table__
SWITCHED_OFF_AFTER = timedelta(days=1)


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


def load_ground(connection: Connection, authorities: Iterable[Authority]) -> Ground:
    """The ground these authorities of one organisation stand on, by three statements.

    Raises `NotFound("station_unknown")` if one stands nowhere of its event.
    """
    every = list(authorities)
    organisation_id = every[0].organisation_id
    places = _places(connection, organisation_id, {authority.station_id for authority in every})
    if any(a.station_id not in places or places[a.station_id].event_id != a.event_id for a in every):
        raise NotFound("station_unknown")
    events = {row.event_id: row for row in places.values()}
    types = _types(connection, organisation_id, events)
    terms = _terms(connection, events)
    return Ground(
        station_kinds={row.id: StationKind(row.kind) for row in places.values()},
        events={event_id: _event(row, types, terms[event_id]) for event_id, row in events.items()},
        types={row.asset: TypeGround(row.id, row.slug, row.asset, row.deposit_ore) for row in types},
    )


def _places(connection: Connection, organisation_id: int, station_ids: Collection[int]) -> dict[int, Any]:
    """The stations, each with its event's rules."""
    rows = connection.execute(
        select(
            STATIONS.c.id, STATIONS.c.kind, STATIONS.c.event_id, EVENTS.c.timezone, EVENTS.c.turnaround_times,
            EVENTS.c.starts_at, EVENTS.c.ends_at, EVENTS.c.closed_at, EVENTS.c.unseen_policy, EVENTS.c.unseen_per_visit_max,
        )
        .join(EVENTS, EVENTS.c.id == STATIONS.c.event_id)
        .where(STATIONS.c.id.in_(station_ids), STATIONS.c.organisation_id == organisation_id)
    )  # fmt: skip
    return {row.id: row for row in rows}


def _types(connection: Connection, organisation_id: int, event_ids: Collection[int]) -> Sequence[Any]:
    """The organisation's types, one row for each of these events that uses it, or one with none."""
    uses = and_(USES.c.type_id == TYPES.c.id, USES.c.event_id.in_(event_ids))
    return connection.execute(
        select(
            TYPES.c.id, TYPES.c.slug, TYPES.c.asset, TYPES.c.deposit_ore, USES.c.event_id.label("used_at"), USES.c.pooled
        )
        .outerjoin(USES, uses)
        .where(TYPES.c.organisation_id == organisation_id)
    ).all()  # fmt: skip


def _terms(connection: Connection, event_ids: Collection[int]) -> dict[int, list[Terms]]:
    rows = connection.execute(
        select(TERMS.c.event_id, TERMS.c.version, TERMS.c.in_force_from, TERMS.c.deposits)
        .where(TERMS.c.event_id.in_(event_ids))
        .order_by(TERMS.c.version)
    )
    found: dict[int, list[Terms]] = {event_id: [] for event_id in event_ids}
    for row in rows:
        deposits = {int(type_id): ore for type_id, ore in row.deposits.items()}
        found[row.event_id].append(Terms(row.version, row.in_force_from, deposits))
    return found


def _event(row: Any, types: Sequence[Any], terms: list[Terms]) -> EventGround:
    used = [kind for kind in types if kind.used_at == row.event_id]
    return EventGround(
        boundaries=boundaries_of(row.timezone, row.turnaround_times),
        times=Times(row.starts_at - SCANS_BEFORE_THE_START, last_scan_at(row.ends_at), row.closed_at),
        terms=TermsHistory(tuple(terms)),
        policy=UnseenPolicy(row.unseen_policy),
        unseen_per_visit_max=row.unseen_per_visit_max,
        types_in_use=frozenset(kind.id for kind in used),
        pooled_types=frozenset(kind.id for kind in used if kind.pooled),
    )


def stalls_heard_until(
    connection: Connection, event_ids: Collection[int], now: datetime
) -> dict[int, datetime]:
    """Up to when everything that stalls of each event scanned has reached us.

    Without events where no device stands at a stall. A device silent for a whole day is switched off, not offline.
    """
    first_unheard = func.min(func.coalesce(DEVICES.c.sent_everything_until, datetime(2000, 1, 1, tzinfo=UTC)))
    rows = connection.execute(
        select(DEVICES.c.event_id, first_unheard.label("heard"))
        .join(STATIONS, STATIONS.c.id == DEVICES.c.station_id)
        .where(
            DEVICES.c.event_id.in_(event_ids),
            DEVICES.c.revoked_at.is_(None),
            DEVICES.c.last_seen_at > now - SWITCHED_OFF_AFTER,
            STATIONS.c.kind == StationKind.STALL,
        )
        .group_by(DEVICES.c.event_id)
    )
    return {row.event_id: row.heard for row in rows}
