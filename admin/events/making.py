"""Making an event out of what an organiser told on one page: prices, vendors, stalls, boxes, desks, rules."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.events.offers import type_ids
from pantbox.errors import BadInput
from pantbox.keys import Keys
from pantbox.places import setup
from pantbox.places.events import Event
from pantbox.places.organisations import Organisation
from pantbox.places.setup import NewEvent
from pantbox.places.stations import StationKind
from pantbox.places.vendors import Vendor

PLACES_MAX = 200
"""Of one kind: more on one page is a slip of the finger."""
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class Plan:
    """What was told. `deposits`: øre by offer (see `offers.py`); `stalls`: name, or `name; vendor; company number`."""

    new: NewEvent
    deposits: dict[str, int]
    stalls: Sequence[str] = ()
    boxes: Sequence[str] = ()
    boxes_have_screens: bool = True
    box_capacity: int | None = None
    desks: Sequence[str] = ()
    washes: Sequence[str] = ()


def make_event(session: Session, keys: Keys, organisation_id: int, plan: Plan, now: datetime) -> Event:
    """Make all of it, or nothing. Raises what `places.setup` refuses."""
    organisation = session.get_one(Organisation, organisation_id)
    deposits = type_ids(session, organisation, plan.deposits)
    event = setup.create_event(session, organisation_id, replace(plan.new, deposits=deposits), now)
    for line in plan.stalls:
        make_stall(session, keys, event, line)
    for name in plan.boxes:
        setup.create_station(
            session,
            event,
            StationKind.PANT_BOX,
            name,
            has_screen=plan.boxes_have_screens,
            capacity=plan.box_capacity,
        )
    for kind, names in ((StationKind.CASH_DESK, plan.desks), (StationKind.WASH, plan.washes)):
        for name in names:
            setup.create_station(session, event, kind, name)
    return event


def make_stall(session: Session, keys: Keys, event: Event, line: str) -> None:
    """A stall from `name; vendor; company number`. A vendor with several stalls is named on each of their lines."""
    name, vendor_name, company_number = ([part.strip() for part in re.split(r"[;\t]", line)] + ["", ""])[:3]
    vendor = find_or_make_vendor(session, keys, event, vendor_name or name, company_number or None)
    setup.create_station(session, event, StationKind.STALL, name, vendor=vendor)


def find_or_make_vendor(
    session: Session, keys: Keys, event: Event, name: str, company_number: str | None = None
) -> Vendor:
    """The event's vendor of that name."""
    plain = " ".join(name.split())
    vendor = session.scalar(select(Vendor).where(Vendor.event_id == event.id, Vendor.name == plain))
    if vendor is None:
        vendor = setup.create_vendor(session, event, plain, company_number[:40] if company_number else None)
        setup.vendor_link(keys, vendor)
    return vendor


def names_or_number(lines: Sequence[str], word: str) -> list[str]:
    """Names as pasted; one line that is a number n stands for `word 1 … word n`. Raises `BadInput("too_many_places")`."""
    told = list(lines)
    if len(told) == 1 and told[0].isdecimal():
        count = int(told[0]) if len(told[0]) < 6 else PLACES_MAX + 1
        told = [f"{word} {number}" for number in range(1, min(count, PLACES_MAX + 1) + 1)]
    if len(told) > PLACES_MAX:
        raise BadInput("too_many_places", places_max=PLACES_MAX)
    return told


def slug_for(session: Session, name: str, year: int) -> str:
    """A short name for links: `kildeparken-2027`. Events of other organisations share the space, so it may get a number."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode())
    stem = "-".join(words)[:32].strip("-") or "event"
    stem = stem if str(year) in words else f"{stem}-{year}"
    # Another organisation's events are not this session's to see, so it asks the database without the ORM's filter.
    taken = set(
        session.connection().scalars(
            select(Event.__table__.c.slug).where(Event.__table__.c.slug.startswith(stem))
        )
    )
    return next(
        candidate
        for candidate in (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3)))
        if candidate not in taken
    )


def cause_rows(lines: Sequence[str], taken: Collection[str] = ()) -> list[dict[str, str]]:
    """Causes with a key of their own, in the order they are offered. Keys in `taken` are given to none."""
    names = dict.fromkeys(lines)
    keys: dict[str, str] = {}
    for line in names:
        plain = (
            unicodedata.normalize("NFKD", line.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()
        )
        stem = "-".join(re.findall(r"[a-z0-9]+", plain))[:34].strip("-") or "cause"
        tries = (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + len(names) + 2)))
        keys[line] = next(key for key in tries if key not in taken and key not in keys.values())
    return [{"key": key, "name": name} for name, key in keys.items()]
