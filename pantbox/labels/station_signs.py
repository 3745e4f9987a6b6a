"""The signs of stations that are set up: what each carries, and the PDF of it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.containers.types import ContainerType
from pantbox.labels.documents import BoxSign, StallSign, TypeOnSign
from pantbox.labels.signs import box_sign, stall_sign
from pantbox.labels.wording import LANGUAGES, say
from pantbox.places.events import Event, Rail, TermsRow
from pantbox.places.organisations import Organisation
from pantbox.places.stations import Station, StationKind

SIGNED = (StationKind.PANT_BOX, StationKind.STALL)
"""Kinds of station whose sign guests read."""


def link_of_sign(base_url: str, station: Station) -> str:
    """What a station's code carries, in upper case for a small one."""
    return f"{base_url}/B/{station.sign}".upper()


def signed_stations(session: Session, event: Event) -> list[Station]:
    """The event's stations that have a sign, boxes first."""
    return list(
        session.scalars(
            select(Station)
            .where(Station.event_id == event.id, Station.kind.in_(SIGNED))
            .order_by(Station.kind, Station.number)
        )
    )


def types_on_signs(session: Session, event: Event) -> tuple[TypeOnSign, ...]:
    """What is taken back for how much, by the newest terms."""
    newest = session.scalar(
        select(TermsRow).where(TermsRow.event_id == event.id).order_by(TermsRow.version.desc()).limit(1)
    )
    deposits = {int(type_id): ore for type_id, ore in newest.deposits.items()} if newest else {}
    kinds = session.scalars(
        select(ContainerType).where(ContainerType.id.in_(deposits)).order_by(ContainerType.id)
    )
    return tuple(TypeOnSign(kind.names, kind.picture, deposits[kind.id]) for kind in kinds)


def sign_of(session: Session, event: Event, station: Station, *, base_url: str, language: str) -> bytes:
    """The PDF of a station's sign."""
    organisation = session.get_one(Organisation, event.organisation_id).name
    link, types = link_of_sign(base_url, station), types_on_signs(session, event)
    if station.kind != StationKind.PANT_BOX:
        stall = StallSign(
            link, station.sign, station.number, station.name, event.name, organisation, types, event.currency
        )
        return stall_sign(stall, language)
    until = event.return_until.astimezone(event.boundaries.timezone).date() if event.return_until else None
    by_slip = station.has_screen and Rail.SLIP in event.rails
    numbers = {say(code, "labels-box-name", number=station.number) for code in LANGUAGES}
    place = "" if station.name in numbers else station.name  # its number stands there already
    box = BoxSign(
        link, station.sign, station.number, place, event.name, organisation, types, until,
        "slip" if by_slip else "desk", event.currency,
    )  # fmt: skip
    return box_sign(box, language)
