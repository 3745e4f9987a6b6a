"""The signs of stations that are set up: what each carries, and the PDF of it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.labels.rules import BoxSign, StallSign
from pantbox.labels.signs import box_sign, stall_sign
from pantbox.labels.wording import LANGUAGES, say
from pantbox.places.closures import in_use
from pantbox.places.events import Event
from pantbox.places.organisations import Organisation
from pantbox.places.stations import Station, StationKind
from pantbox.rulebook.facts import facts_of
from pantbox.rulebook.short import box_rules, stall_rules

SIGNED = (StationKind.PANT_BOX, StationKind.STALL)
"""Kinds of station whose sign guests read."""


def link_of_sign(base_url: str, station: Station) -> str:
    """What a station's code carries, in upper case for a small one."""
    return f"{base_url}/B/{station.sign}".upper()


def signed_stations(session: Session, event: Event) -> list[Station]:
    """The event's open stations that have a sign, boxes first."""
    return list(
        session.scalars(
            select(Station)
            .where(Station.event_id == event.id, Station.kind.in_(SIGNED), in_use())
            .order_by(Station.kind, Station.number)
        )
    )


def sign_of(session: Session, event: Event, station: Station, *, base_url: str, language: str) -> bytes:
    """The PDF of a station's sign."""
    organisation = session.get_one(Organisation, event.organisation_id).name
    link, facts = link_of_sign(base_url, station), facts_of(session, event, base_url=base_url)
    if station.kind != StationKind.PANT_BOX:
        told = {code: stall_rules(facts, code) for code in LANGUAGES}
        stall = StallSign(
            link,
            station.sign,
            station.number,
            station.name,
            event.name,
            organisation,
            facts.types,
            told,
            event.currency,
        )
        return stall_sign(stall, language)
    rules = {code: box_rules(facts, code, has_screen=station.has_screen) for code in LANGUAGES}
    numbers = {say(code, "labels-box-name", number=station.number) for code in LANGUAGES}
    place = "" if station.name in numbers else station.name  # its number stands there already
    box = BoxSign(
        link,
        station.sign,
        station.number,
        place,
        event.name,
        organisation,
        facts.types,
        rules,
        event.currency,
    )
    return box_sign(box, language)
