"""Things to hold before a camera: containers in stock, containers that guests have, and some that are not as they should be."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.circulation.tables import TripRow
from pantbox.containers.containers import Container, ContainerState
from pantbox.containers.grai import Grai
from pantbox.containers.serials import TAG_LENGTH, shown
from pantbox.containers.types import ContainerType
from pantbox.core import Core
from pantbox.places.crew import crew_code, crew_slips
from pantbox.places.events import Event, EventType
from pantbox.refunds.codes import code_of
from pantbox.refunds.tables import Bearer, BearerKind


@dataclass(frozen=True, slots=True)
class Thing:
    """A code on the screen. `link` is in the QR, `typed` what one types or copies; `name` or `word` says what it is."""

    link: str
    typed: str
    picture: str
    name: str = ""
    word: str = ""


def in_stock(session: Session, core: Core, event: Event, language: str) -> list[Thing]:
    """A clean container of each type, to hand out."""
    found = []
    for kind in _types(session, event):
        container = session.scalar(
            select(Container)
            .where(Container.type_id == kind.id, Container.state == ContainerState.IN_STOCK)
            .order_by(Container.id.desc())
            .limit(1)
        )
        if container:
            found.append(_container(core, kind, container, language))
    return found


def out_with_guests(session: Session, core: Core, event: Event, language: str) -> list[Thing]:
    """The container of each type that was handed out last, to return."""
    found = []
    for kind in _types(session, event):
        container = session.scalar(
            select(Container)
            .join(TripRow, TripRow.container_id == Container.id)
            .where(TripRow.event_id == event.id, TripRow.type_id == kind.id, TripRow.end_how.is_(None))
            .order_by(TripRow.opened_at.desc(), TripRow.id)
            .limit(1)
        )
        if container:
            found.append(_container(core, kind, container, language))
    return found


def curious(session: Session, core: Core, event: Event, language: str) -> Iterator[Thing]:
    """An empty slip, a container that was returned already, a forged one, and the crew slip that opens a box's menu."""
    slip = session.scalar(
        select(Bearer)
        .where(Bearer.event_id == event.id, Bearer.kind == BearerKind.SLIP, Bearer.in_ore == 0)
        .order_by(Bearer.number.desc())
        .limit(1)
    )
    if slip:
        code = code_of(core.keys, BearerKind.SLIP, slip.id)
        yield Thing(f"{core.settings.base_url}/S/{code}".upper(), f"S{code}", "slip", word="slip")
    returned = session.execute(
        select(Container, ContainerType)
        .join(ContainerType, ContainerType.id == Container.type_id)
        .where(Container.organisation_id == event.organisation_id, Container.state == ContainerState.RETURNED)
        .order_by(Container.latest_at.desc(), Container.id)
        .limit(1)
    ).first()
    if returned:
        container, kind = returned
        thing = _container(core, kind, container, language)
        yield Thing(thing.link, thing.typed, thing.picture, thing.name, "returned")
        forged = f"{container.serial[:-TAG_LENGTH]}{'0' * TAG_LENGTH}"
        link = Grai(kind.asset, forged).link(core.settings.base_url)
        yield Thing(link, link, kind.picture, kind.name(language), "forged")
    crew_slip = next((slip for slip in crew_slips(session, event.id) if slip.revoked_at is None), None)
    if crew_slip:
        code = crew_code(core.keys, crew_slip.id)
        yield Thing(f"{core.settings.base_url}/K/{code}".upper(), f"K{code}", "box", word="crew")


def _types(session: Session, event: Event) -> list[ContainerType]:
    return list(
        session.scalars(
            select(ContainerType)
            .join(EventType, EventType.type_id == ContainerType.id)
            .where(EventType.event_id == event.id)
            .order_by(ContainerType.id)
        )
    )


def _container(core: Core, kind: ContainerType, container: Container, language: str) -> Thing:
    link = Grai(kind.asset, container.serial).link(core.settings.base_url)
    return Thing(link, shown(container.human_code), kind.picture, kind.name(language))
