"""Signs, slips and tags as PDF, from what is set up."""

import secrets
from collections.abc import Sequence
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.amounts import last_day
from admin.events.changing import current_deposits
from pantbox.containers.containers import Tag as TagRow
from pantbox.containers.types import ContainerType
from pantbox.keys import CROCKFORD
from pantbox.labels.crates import tags_a4
from pantbox.labels.documents import BoxSign, Slip, SlipRun, StallSign, Tag, TypeOnSign
from pantbox.labels.signs import box_sign, stall_sign
from pantbox.labels.slips import slips_a4, slips_roll
from pantbox.labels.wording import LANGUAGES, say
from pantbox.places.events import Event, Rail
from pantbox.places.stations import Station, StationKind

TAG_LENGTH = 8
WITH_SIGN = (StationKind.PANT_BOX, StationKind.STALL)


def link_of_sign(base_url: str, station: Station) -> str:
    """What a station's code carries, in upper case for a small one."""
    return f"{base_url}/B/{station.sign}".upper()


def signed(session: Session, event: Event) -> list[Station]:
    """Stations that guests read a sign at."""
    return list(
        session.scalars(
            select(Station)
            .where(Station.event_id == event.id, Station.kind.in_(WITH_SIGN))
            .order_by(Station.kind, Station.number)
        )
    )


def types_on_signs(session: Session, event: Event) -> tuple[TypeOnSign, ...]:
    """What is taken for how much, by the newest terms."""
    deposits = current_deposits(session, event)
    kinds = session.scalars(
        select(ContainerType).where(ContainerType.id.in_(deposits)).order_by(ContainerType.id)
    )
    return tuple(TypeOnSign(kind.names, kind.picture, deposits[kind.id]) for kind in kinds)


def sign_pdf(
    event: Event,
    station: Station,
    types: tuple[TypeOnSign, ...],
    *,
    organisation: str,
    base_url: str,
    language: str,
) -> bytes:
    """A station's sign."""
    link = link_of_sign(base_url, station)
    if station.kind != StationKind.PANT_BOX:
        stall = StallSign(
            link, station.sign, station.number, station.name, event.name, organisation, types, event.currency
        )
        return stall_sign(stall, language)
    until = last_day(event.return_until, event.timezone) if event.return_until else None
    by_slip = station.has_screen and Rail.SLIP in event.rails
    numbers = {say(code, "labels-box-name", number=station.number) for code in LANGUAGES}
    box = BoxSign(
        link,
        station.sign,
        station.number,
        "" if station.name in numbers else station.name,
        event.name,
        organisation,
        types,
        until,
        "slip" if by_slip else "desk",
        event.currency,
    )
    return box_sign(box, language)


def slips_pdf(slips: Sequence[Slip], event: Event, *, organisation: str, paper: str, language: str) -> bytes:
    """Slips on the paper there is."""
    run = SlipRun(event.name, organisation)
    if paper == "a4":
        return slips_a4(slips, run, language)
    return slips_roll(slips, run, language, roll_mm=80 if paper == "80" else 58)


def make_tags(session: Session, event: Event, kind: Literal["crate", "bag"], count: int) -> list[TagRow]:
    """New tags of the event, with codes nobody has yet."""
    rows = [
        TagRow(
            organisation_id=event.organisation_id,
            kind=kind,
            code="".join(secrets.choice(CROCKFORD) for _ in range(TAG_LENGTH)),
            event_id=event.id,
        )
        for _ in range(count)
    ]
    session.add_all(rows)
    session.flush()  # a code that is taken is refused here, before anything is printed
    return rows


def tags_pdf(
    codes: Sequence[str],
    kind: Literal["crate", "bag"],
    *,
    base_url: str,
    organisation: str,
    contents: str,
    language: str,
) -> bytes:
    """Tags, eight to a page."""
    letter = {"crate": "C", "bag": "G"}[kind]
    tags = [Tag(kind, code, f"{base_url}/{letter}/{code}".upper(), organisation, contents) for code in codes]
    return tags_a4(tags, language)
