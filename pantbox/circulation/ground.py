"""What the door must know of the places it serves: stations, events, prices, types."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Connection, Engine, ScalarSelect, func, select

from pantbox import sets
from pantbox.circulation.door import Authority, AuthorityOutdated
from pantbox.circulation.entitlement import CAPACITIES_PER_BAG
from pantbox.circulation.entitlement import Terms as Entitled
from pantbox.circulation.verdicts import Times
from pantbox.clock import Boundaries
from pantbox.containers.types import ContainerType
from pantbox.db import UtcDateTime
from pantbox.errors import NotFound
from pantbox.places.continuity import limits_of
from pantbox.places.crates import CrateMode
from pantbox.places.devices import Device
from pantbox.places.events import (
    Event,
    EventType,
    Terms,
    TermsHistory,
    TermsRow,
    UnseenPolicy,
    boundaries_of,
    first_scan_at,
    last_scan_at,
)
from pantbox.places.imports import ScanImport
from pantbox.places.organisations import Organisation
from pantbox.places.stations import Station, StationKind

ORGANISATIONS = Organisation.__table__
STATIONS, EVENTS, DEVICES = Station.__table__, Event.__table__, Device.__table__
TYPES, USES, TERMS = ContainerType.__table__, EventType.__table__, TermsRow.__table__
CRATES = CrateMode.__table__
IMPORTS = ScanImport.__table__
SWITCHED_OFF_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class EventGround:
    """One event's rules."""

    boundaries: Boundaries
    times: Times
    terms: TermsHistory
    pays: Entitled
    """What it pays by itself."""
    import_since: datetime | None
    """Since when it takes the times that programs say, and until when. None: it never did, or somebody switched it off."""
    import_until: datetime | None
    types_in_use: frozenset[int]
    pooled_since: Mapping[int, datetime]
    """Since when some stall hands out a type by the crate, or did: a return of one with no issue is paid from the pool."""

    def imports(self, now: datetime) -> bool:
        """Whether an import is on: what programs say of past times is believed."""
        if self.import_since is None or self.import_until is None:
            return False
        return self.import_since <= now < self.import_until


@dataclass(frozen=True, slots=True)
class TypeGround:
    """One container type of the organisation."""

    id: int
    slug: str
    asset: str
    deposit_ore: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a station stands, and what it is."""

    event_id: int
    kind: StationKind
    crates_since: Mapping[int, datetime] = field(default_factory=dict)
    """Since when this stall hands out a type by the crate, or did: what it scans out of them takes its deposit from the pool."""
    capacity: int | None = None
    """How many containers a box holds, if that is known."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything a batch needs of its organisation's places: stations and events by id, types by asset."""

    version: int
    company_prefix: str
    """What the asset types of the organisation begin with."""
    stations: dict[int, Place]
    events: dict[int, EventGround]
    types: dict[str, TypeGround]

    def check(self, authorities: Iterable[Authority]) -> None:
        """Raises `AuthorityOutdated` for a device looked up at another version, `NotFound("station_unknown")` if one
        stands nowhere of its event."""
        for authority in authorities:
            if authority.known_at not in (None, self.version):
                raise AuthorityOutdated
            place = self.stations.get(authority.station_id)
            if place is None or place.event_id != authority.event_id:
                raise NotFound("station_unknown")

    def not_before_closings(self, now: datetime) -> datetime:
        """Now, and no moment before an event was closed: as `Event.not_before_its_closing` says."""
        closings = [event.times.closed_at for event in self.events.values() if event.times.closed_at]
        return max([now, *closings])


_kept: WeakKeyDictionary[Engine, dict[int, Ground]] = WeakKeyDictionary()
"""The ground of each organisation as it was last loaded. Triggers count its version up with any change."""


def asking_version(organisation_id: int) -> sets.Statement:
    """Ask which version of its ground an organisation has, together with other things: one row."""
    return sets.Statement(
        "SELECT o.ground_version FROM {given} g JOIN organisation o ON o.id = g.id",
        [ORGANISATIONS.c.id],
        [{"id": organisation_id}],
        [ORGANISATIONS.c.ground_version],
    )


def kept_ground(connection: Connection, organisation_id: int) -> Ground | None:
    """The organisation's ground as this process saw it last; something in it may have changed since."""
    return _kept.get(connection.engine, {}).get(organisation_id)


def load_ground(connection: Connection, organisation_id: int) -> Ground:
    """The organisation's ground, by one statement while nothing in it has changed, and seven when something has."""
    [row] = sets.run(connection, asking_version(organisation_id)).rows
    return ground_at(connection, organisation_id, row.ground_version)


def ground_at(connection: Connection, organisation_id: int, version: int) -> Ground:
    """The organisation's ground, which had this version a moment ago: what changed since is loaded next time."""
    kept = _kept.setdefault(connection.engine, {})
    found = kept.get(organisation_id)
    if found is None or found.version != version:
        kept[organisation_id] = found = _load(connection, organisation_id, version)
    return found


def _load(connection: Connection, organisation_id: int, version: int) -> Ground:
    events = connection.execute(
        select(
            EVENTS.c.id, EVENTS.c.timezone, EVENTS.c.turnaround_times, EVENTS.c.starts_at, EVENTS.c.ends_at,
            EVENTS.c.return_until, EVENTS.c.trip_days_max, EVENTS.c.closed_at, EVENTS.c.unseen_policy,
            EVENTS.c.unseen_per_period_max, EVENTS.c.unseen_share_percent, EVENTS.c.phone_per_half_hour_max,
            EVENTS.c.phone_per_code_max, EVENTS.c.phones_per_box_max, EVENTS.c.second_payments_max,
            EVENTS.c.offline_redeem_ore, EVENTS.c.continuity_since,
            _of_import(IMPORTS.c.since).label("import_since"), _of_import(IMPORTS.c.until).label("import_until"),
        ).where(EVENTS.c.organisation_id == organisation_id)
    ).all()  # fmt: skip
    stations = connection.execute(
        select(STATIONS.c.id, STATIONS.c.event_id, STATIONS.c.kind, STATIONS.c.capacity).where(
            STATIONS.c.organisation_id == organisation_id
        )
    ).all()
    crates = connection.execute(
        select(CRATES.c.event_id, CRATES.c.station_id, CRATES.c.type_id, CRATES.c.since).where(
            CRATES.c.organisation_id == organisation_id
        )
    ).all()
    types = _types(connection, organisation_id)
    terms = _terms(connection, organisation_id)
    crates_at, crates_of = _grouped(crates, "station_id"), _grouped(crates, "event_id")
    used_at, stations_of = _grouped(types, "used_at"), _grouped(stations, "event_id")
    return Ground(
        version=version,
        company_prefix=_company_prefix(connection, organisation_id),
        stations={
            row.id: Place(
                row.event_id,
                StationKind(row.kind),
                _since(crates_at[row.id]),
                _capacity(row),
            )
            for row in stations
        },
        events={
            row.id: _event(row, used_at[row.id], terms[row.id], crates_of[row.id], stations_of[row.id])
            for row in events
        },
        types={row.asset: TypeGround(row.id, row.slug, row.asset, row.deposit_ore) for row in types},
    )


def _grouped(rows: Iterable[Any], column: str) -> dict[int, list[Any]]:
    """Rows by what stands in a column; none for what stands in no row."""
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, column)].append(row)
    return found


def _of_import(column: ColumnElement[datetime]) -> ScalarSelect[datetime]:
    """`since` or `until` of an event's latest import that nobody switched off: one ends before the next begins."""
    latest = select(func.max(column, type_=UtcDateTime()))
    return latest.where(IMPORTS.c.event_id == EVENTS.c.id, IMPORTS.c.ended_at.is_(None)).scalar_subquery()


def _company_prefix(connection: Connection, organisation_id: int) -> str:
    prefix = select(ORGANISATIONS.c.company_prefix).where(ORGANISATIONS.c.id == organisation_id)
    return str(connection.scalar(prefix))


def _types(connection: Connection, organisation_id: int) -> Sequence[Any]:
    """The organisation's types, one row for each event that uses it, or one with none."""
    return connection.execute(
        select(TYPES.c.id, TYPES.c.slug, TYPES.c.asset, TYPES.c.deposit_ore, USES.c.event_id.label("used_at"))
        .outerjoin(USES, USES.c.type_id == TYPES.c.id)
        .where(TYPES.c.organisation_id == organisation_id)
    ).all()  # fmt: skip


def _terms(connection: Connection, organisation_id: int) -> dict[int, list[Terms]]:
    rows = connection.execute(
        select(TERMS.c.event_id, TERMS.c.version, TERMS.c.in_force_from, TERMS.c.deposits)
        .where(TERMS.c.organisation_id == organisation_id)
        .order_by(TERMS.c.version)
    )
    found: dict[int, list[Terms]] = defaultdict(list)
    for row in rows:
        deposits = {int(type_id): ore for type_id, ore in row.deposits.items()}
        found[row.event_id].append(Terms(row.version, row.in_force_from, deposits))
    return found


def _since(crates: Iterable[Any]) -> Mapping[int, datetime]:
    """The first moment of each type."""
    found: dict[int, datetime] = {}
    for row in crates:
        found[row.type_id] = min(row.since, found.get(row.type_id, row.since))
    return found


def _capacity(station: Any) -> int | None:
    return station.capacity if StationKind(station.kind) is StationKind.PANT_BOX else None


def _event(
    row: Any, used: Sequence[Any], terms: list[Terms], crates: Sequence[Any], stations: Sequence[Any]
) -> EventGround:
    """One event's rules, of the types it uses, and of its own terms, crates and stations."""
    return EventGround(
        boundaries=boundaries_of(row.timezone, row.turnaround_times),
        times=Times(
            first_scan_at(row.starts_at),
            last_scan_at(row.ends_at, row.return_until, row.trip_days_max),
            row.closed_at,
        ),
        terms=TermsHistory(tuple(terms)),
        pays=Entitled(
            pays_unseen=UnseenPolicy(row.unseen_policy) is UnseenPolicy.PAY,
            unseen_per_period_max=limits_of(row).unseen_per_period_max,
            unseen_share_percent=row.unseen_share_percent,
            pictures_per_phone_max=row.phone_per_half_hour_max,
            pictures_per_code_max=row.phone_per_code_max,
            pictures_per_box_max=row.phones_per_box_max,
            second_payments_max=row.second_payments_max,
            types_in_use=frozenset(kind.id for kind in used),
            claims_per_bag_max={
                station.id: CAPACITIES_PER_BAG * capacity
                for station in stations
                if (capacity := _capacity(station))
            },
        ),
        import_since=row.import_since,
        import_until=row.import_until,
        types_in_use=frozenset(kind.id for kind in used),
        pooled_since=_since(crates),
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
