"""The ground a festival is played on: organisation, types, event and containers, made through the services that make them.

What happens on the ground itself, from pairing a device on, goes through the API.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.containers.grai import Grai
from pantbox.containers.making import create_type, labels_of, make_batch
from pantbox.containers.types import ContainerType
from pantbox.core import Core
from pantbox.places.events import Event
from pantbox.places.organisations import Organisation
from pantbox.places.pairing import make_pairing_code
from pantbox.places.people import create_organisation
from pantbox.places.setup import NewEvent, create_event, create_station, create_vendor, vendor_link
from pantbox.places.stations import Station, StationKind
from pantbox.planning.scenario import BoxPlan, Scenario, TypePlan
from pantbox.refunds.making import make_slips


@dataclass(frozen=True, slots=True)
class Place:
    """A station as its crew knows it: its sign, and a code to pair its device with."""

    id: int
    sign: str
    pairing_code: str


@dataclass
class Ground:
    """What people and devices of a festival have in their hands. `labels`: codes of containers by type."""

    event_id: int
    event_slug: str
    organisation_id: int
    labels: dict[str, list[str]] = field(default_factory=dict)
    type_codes: dict[str, str] = field(default_factory=dict)
    slips: list[str] = field(default_factory=list)
    causes: list[str] = field(default_factory=list)
    stalls: list[Place] = field(default_factory=list)
    boxes: list[Place] = field(default_factory=list)
    desks: list[Place] = field(default_factory=list)
    washes: list[Place] = field(default_factory=list)


def set_up(
    core: Core, scenario: Scenario, fleet: dict[str, int], slips: int, chance: Random, now: datetime
) -> Ground:
    """Make all that must be there before the gates open. Containers' codes are drawn from `chance`.

    Played twice on one database, the organisation and its types are the same, the event is another.
    """
    with core.database.transaction() as session:
        organisation = _organisation(session, scenario)
        types = [_type(session, organisation, plan) for plan in scenario.types]
        event = create_event(session, organisation.id, _new_event(session, scenario, types), now)
        ground = Ground(event.id, event.slug, organisation.id)
        ground.causes = [cause["key"] for cause in scenario.causes]
        # Before the boxes: without a slip for guests who have no phone, none of them opens.
        made = make_slips(
            session, core.keys, organisation.id, event.id, max(slips, 1), base_url=core.settings.base_url, now=now
        )  # fmt: skip
        ground.slips = [slip.code for slip in made]
        _open_stations(session, core, scenario, event, ground, now)
        for kind in types:
            quantity = fleet[kind.slug]
            name = f"{scenario.name} {scenario.first_day:%Y}"
            batch = make_batch(session, core.keys, kind, name=name, quantity=quantity, now=now, chance=chance)
            printed = labels_of(session, batch.id, core.settings.base_url)
            ground.labels[kind.slug] = [label.link for label in printed]
            ground.type_codes[kind.slug] = str(Grai(kind.asset))
    return ground


def _organisation(session: Session, scenario: Scenario) -> Organisation:
    told = scenario.organiser
    found = session.scalar(select(Organisation).where(Organisation.slug == told.slug))
    if found:
        return found
    made = create_organisation(session, slug=told.slug, name=told.name, company_prefix=told.company_prefix)
    made.is_played = True
    return made


def _type(session: Session, organisation: Organisation, plan: TypePlan) -> ContainerType:
    found = session.scalar(
        select(ContainerType).where(
            ContainerType.organisation_id == organisation.id, ContainerType.slug == plan.slug
        )
    )
    if found:
        return found
    return create_type(
        session,
        organisation,
        slug=plan.slug,
        names=plan.names,
        deposit_ore=plan.deposit_ore,
        picture=plan.slug,
        weight_grams=plan.weight_grams,
        material=plan.material,
        replaces_grams=plan.replaces_grams,
        planned_uses=plan.planned_uses,
        factors=plan.factors,
    )


def _new_event(session: Session, scenario: Scenario, types: Iterable[ContainerType]) -> NewEvent:
    deposits = {plan.slug: plan.deposit_ore for plan in scenario.types}
    return NewEvent(
        slug=_free_slug(session, scenario.slug),
        name=scenario.name,
        starts_at=scenario.starts_at,
        ends_at=scenario.ends_at,
        return_until=scenario.return_until,
        timezone=scenario.timezone,
        deposits={kind.id: deposits[kind.slug] for kind in types},
        causes=scenario.causes,
        rules=scenario.rules,
        area=scenario.area,
        assumptions=scenario.assumptions,
    )


def _free_slug(session: Session, slug: str) -> str:
    taken = set(session.scalars(select(Event.slug).where(Event.slug.startswith(slug, autoescape=True))))
    candidate, number = slug, 1
    while candidate in taken:
        number += 1
        candidate = f"{slug}-{number}"
    return candidate


def _open_stations(
    session: Session, core: Core, scenario: Scenario, event: Event, ground: Ground, now: datetime
) -> None:
    vendors = {}
    for name in dict.fromkeys(stall.vendor for stall in scenario.stalls):
        vendors[name] = create_vendor(session, event, name)
        vendor_link(core.keys, vendors[name])

    def place(station: Station) -> Place:
        return Place(station.id, station.sign, make_pairing_code(session, station, now))

    for stall in scenario.stalls:
        vendor = vendors[stall.vendor]
        ground.stalls.append(
            place(create_station(session, event, StationKind.STALL, stall.name, vendor=vendor))
        )
    ground.boxes = [place(_box(session, event, box)) for box in scenario.boxes]
    ground.desks = [
        place(create_station(session, event, StationKind.CASH_DESK, name)) for name in scenario.desks
    ]
    ground.washes = [
        place(create_station(session, event, StationKind.WASH, name)) for name in scenario.washes
    ]


def _box(session: Session, event: Event, box: BoxPlan) -> Station:
    return create_station(
        session,
        event,
        StationKind.PANT_BOX,
        box.name,
        has_screen=box.has_screen,
        capacity=box.capacity,
        latitude=box.latitude,
        longitude=box.longitude,
    )
