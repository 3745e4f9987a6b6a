"""Setting up: from nothing to an event with prices, vendors and stations."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import ColumnElement, column, select, table
from sqlalchemy.orm import Session

from pantbox.db import UtcDateTime
from pantbox.errors import BadInput, Conflict, NotFound
from pantbox.keys import CROCKFORD, Keys, hashed
from pantbox.places.causes import offer_causes
from pantbox.places.closures import check_vendor_open
from pantbox.places.event_values import FIGURES, check_figures, check_slug
from pantbox.places.events import Event, EventType, Rail, TermsRow, UnseenPolicy
from pantbox.places.guessing import ANYBODY
from pantbox.places.names import plain_name
from pantbox.places.stations import Station, StationKind, known_fill
from pantbox.places.vendors import Vendor

STATIONS = Station.__table__
SIGN_LENGTH = 6
VENDOR_LINK_LENGTH = 20
DEPOSIT_ORE_MAX = 100_000
"""1,000 kr.: more is a slip of the finger."""

# The room of containers lies above this one, so its table is known here by name only.
_types = table(
    "container_type",
    column("id"),
    column("organisation_id"),
    column("slug"),
    column("closed_at", UtcDateTime()),
)


EVENT_YEARS = range(2000, 2201)


@dataclass(frozen=True, slots=True)
class NewEvent:
    """What an organiser says of a new event. `deposits`: øre by container type id; `store`: what its store is called."""

    slug: str
    name: str
    starts_at: datetime
    deposits: Mapping[int, int]
    ends_at: datetime | None = None
    return_until: datetime | None = None
    trip_days_max: int | None = None
    timezone: str = "Europe/Copenhagen"
    store: str = "Lager"
    turnaround_times: Sequence[str] = ("06:00",)
    unseen_policy: UnseenPolicy = UnseenPolicy.PAY
    unseen_per_period_max: int = 6
    unseen_share_percent: int = 20
    phone_per_half_hour_max: int = 4
    phone_per_code_max: int = 10
    phones_per_box_max: int = 20
    second_payments_max: int = 3
    offline_redeem_ore: int = 0
    self_moving: bool = True
    rails: Sequence[Rail] = tuple(Rail)
    causes: Sequence[Mapping[str, str]] = ()
    rules: Mapping[str, str] = field(default_factory=dict)
    area: Mapping[str, Any] = field(default_factory=dict)
    assumptions: Sequence[Mapping[str, str]] = ()


def create_event(session: Session, organisation_id: int, new: NewEvent, now: datetime) -> Event:
    """Make an event with its first prices and a store, where containers wait and whoever is forfeited is booked.

    Raises `BadInput` (`event_without_types`, `event_times_wrong`, `timezone_unknown`, `deposit_wrong`, `type_unknown`,
    `turnaround_times_wrong`, `cause_twice`, `slug_wrong`, `name_missing`, `event_figure_wrong`) or `Conflict("event_exists")`.
    """
    _check(session, organisation_id, new)
    event = Event(
        organisation_id=organisation_id,
        slug=new.slug,
        name=plain_name(new.name),
        timezone=new.timezone,
        starts_at=new.starts_at,
        ends_at=new.ends_at,
        return_until=new.return_until,
        trip_days_max=new.trip_days_max,
        turnaround_times=list(new.turnaround_times),
        unseen_policy=new.unseen_policy,
        unseen_per_period_max=new.unseen_per_period_max,
        unseen_share_percent=new.unseen_share_percent,
        phone_per_half_hour_max=new.phone_per_half_hour_max,
        phone_per_code_max=new.phone_per_code_max,
        phones_per_box_max=new.phones_per_box_max,
        second_payments_max=new.second_payments_max,
        offline_redeem_ore=new.offline_redeem_ore,
        self_moving=new.self_moving,
        rails=[rail.value for rail in new.rails],
        causes=[dict(cause) for cause in new.causes],
        rules=dict(new.rules),
        area=dict(new.area),
        assumptions=[dict(sentence) for sentence in new.assumptions],
    )
    session.add(event)
    session.flush()  # its id names it in the rows below
    change_terms(session, event, new.deposits, now)
    create_station(session, event, StationKind.STORE, new.store)
    return event


def check_times(starts_at: datetime, ends_at: datetime | None, return_until: datetime | None) -> None:
    """Raises `BadInput("event_times_wrong")`, also for a year in which clocks elsewhere would leave the calendar."""
    ends = [moment for moment in (ends_at, return_until) if moment]
    if (
        any(moment <= starts_at for moment in ends)
        or (ends_at and return_until and return_until < ends_at)
        or any(moment.year not in EVENT_YEARS for moment in (starts_at, *ends))
    ):
        raise BadInput("event_times_wrong")


def check_timezone(name: str) -> None:
    """Raises `BadInput("timezone_unknown")`."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # "Europe" is a folder of zones
        raise BadInput("timezone_unknown", timezone=name) from error


def check_turnaround_times(told: Sequence[str]) -> None:
    """Raises `BadInput("turnaround_times_wrong")`."""
    try:
        times = [time.fromisoformat(one) for one in told]
    except ValueError as error:
        raise BadInput("turnaround_times_wrong") from error
    if not times:
        raise BadInput("turnaround_times_wrong")


def _check(session: Session, organisation_id: int, new: NewEvent) -> None:
    if not new.deposits:
        raise BadInput("event_without_types")
    check_slug(new.slug)
    check_figures({name: getattr(new, name) for name in FIGURES})
    check_times(new.starts_at, new.ends_at, new.return_until)
    check_timezone(new.timezone)
    check_turnaround_times(new.turnaround_times)
    offer_causes((), (), new.causes)
    own = Event.organisation_id == organisation_id
    if session.scalar(select(Event.id).where(own, Event.slug == new.slug)):
        raise Conflict("event_exists", slug=new.slug)


def change_terms(session: Session, event: Event, deposits: Mapping[int, int], now: datetime) -> TermsRow:
    """A new version of an event's prices, in force from now on. Trips keep the version their stall showed.

    A type left out is no longer handed out; one taken in is in use from now on.
    Raises `BadInput` (`event_without_types`, `deposit_wrong`, `type_unknown`), `Conflict("type_closed")`.
    """
    if not deposits:
        raise BadInput("event_without_types")
    for ore in deposits.values():
        if not 0 < ore <= DEPOSIT_ORE_MAX:
            raise BadInput("deposit_wrong", deposit_ore=ore)
    newest = session.scalar(
        select(TermsRow).where(TermsRow.event_id == event.id).order_by(TermsRow.version.desc()).limit(1)
    )
    _check_types(session, event, set(deposits) - ({int(one) for one in newest.deposits} if newest else set()))
    row = TermsRow(
        organisation_id=event.organisation_id,
        event_id=event.id,
        version=(newest.version if newest else 0) + 1,
        in_force_from=now,
        deposits={str(type_id): ore for type_id, ore in deposits.items()},
    )
    session.add(row)
    in_use = set(session.scalars(select(EventType.type_id).where(EventType.event_id == event.id)))
    session.add_all(
        EventType(organisation_id=event.organisation_id, event_id=event.id, type_id=type_id, added_at=now)
        for type_id in deposits
        if type_id not in in_use
    )
    session.flush()  # the next batch of scans looks them up
    return row


def _check_types(session: Session, event: Event, taken_in: Collection[int]) -> None:
    rows = session.execute(
        select(_types.c.id, _types.c.slug, _types.c.closed_at).where(
            _types.c.organisation_id == event.organisation_id, _types.c.id.in_(taken_in)
        )
    ).all()
    if len(rows) < len(taken_in):
        raise BadInput("type_unknown")
    for row in rows:
        if row.closed_at is not None:
            raise Conflict("type_closed", slug=row.slug)


def create_vendor(session: Session, event: Event, name: str, company_number: str | None = None) -> Vendor:
    """A business at an event. Raises `Conflict("vendor_exists")`, `BadInput("name_missing")`."""
    told = plain_name(name)
    if session.scalar(select(Vendor.id).where(Vendor.event_id == event.id, Vendor.name == told)):
        raise Conflict("vendor_exists", name=told)
    vendor = Vendor(
        organisation_id=event.organisation_id, event_id=event.id, name=told, company_number=company_number
    )
    session.add(vendor)
    session.flush()  # its link is made of its id
    return vendor


def create_station(
    session: Session,
    event: Event,
    kind: StationKind,
    name: str,
    *,
    vendor: Vendor | None = None,
    number: int | None = None,
    has_screen: bool = True,
    capacity: int | None = None,
    latitude: float | None = None,
    longitude: float | None = None,
) -> Station:
    """A place on the ground, with a sign of its own to scan. `number` is the next of its kind if not told.

    Raises `BadInput` (`name_missing`, `stall_without_vendor`), `Conflict` (`station_number_taken`, `vendor_closed`).
    """
    check_vendor_open(vendor)
    if (kind is StationKind.STALL) != (vendor is not None):
        raise BadInput("stall_without_vendor")
    taken = set(
        session.scalars(select(Station.number).where(Station.event_id == event.id, Station.kind == kind))
    )
    if number in taken:
        raise Conflict("station_number_taken", number=number)
    station = Station(
        organisation_id=event.organisation_id,
        event_id=event.id,
        vendor_id=vendor.id if vendor else None,
        kind=kind,
        name=plain_name(name),
        number=number if number is not None else max(taken, default=0) + 1,
        sign=_new_sign(session),
        has_screen=has_screen,
        capacity=capacity,
        fill_percent=known_fill(0, capacity),
        latitude=latitude,
        longitude=longitude,
    )
    session.add(station)
    session.flush()  # devices are paired to its id
    return station


def _new_sign(session: Session) -> str:
    """A sign that no station has. There are a billion, and of twenty thousand stations two are alike one time in six."""
    while True:
        sign = "".join(secrets.choice(CROCKFORD) for _ in range(SIGN_LENGTH))
        # Of the table: other organisations' stations are hidden from a session of ours.
        if session.scalar(select(STATIONS.c.id).where(STATIONS.c.sign == sign)) is None:
            return sign


def vendor_link(keys: Keys, vendor: Vendor) -> str:
    """The secret of a vendor's private page. Its hash is kept, so that the page can be found by it."""
    secret = link_of_vendor(keys, vendor.id, vendor.link_version)
    vendor.link_hash = hashed(secret)
    return secret


def link_of_vendor(keys: Keys, vendor_id: int, link_version: int) -> str:
    """The same of a vendor with this id, whose link was made anew so many times."""
    return keys.derive("vendor-link", f"{vendor_id}:{link_version}", signs=VENDOR_LINK_LENGTH)


def new_vendor_link(keys: Keys, vendor: Vendor) -> str:
    """Another link; the old one dies."""
    vendor.link_version += 1
    return vendor_link(keys, vendor)


def vendor_by_link(session: Session, link: str, *, may_look: ColumnElement[bool] = ANYBODY) -> Vendor:
    """Whose private page a link is. Raises `NotFound("vendor_link_unknown")`; `may_look` as `guessing.may_guess` says it."""
    vendor = session.scalar(select(Vendor).where(Vendor.link_hash == hashed(link.strip().upper()), may_look))
    if vendor is None:
        raise NotFound("vendor_link_unknown")
    return vendor
