"""What pages show of types, boxes and events: plain values for templates and for the phone's own script."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.containers.types import ContainerType
from pantbox.places.closures import in_use
from pantbox.places.events import Event, TermsRow
from pantbox.places.on_the_ground import screens_off, states_told, takes_visits
from pantbox.places.stations import Station, StationKind
from pantbox.rulebook.notice import Notice, notice_of
from pantbox.web import core, language


@dataclass(frozen=True, slots=True)
class TypeSeen:
    """A container type in use at an event, with what is paid for it there now."""

    id: int
    names: dict[str, Any]
    picture: str
    deposit_ore: int

    def name(self, language: str) -> str:
        """What it is called in a language, or in any it has a name in."""
        return str(self.names.get(language) or self.names.get("en") or next(iter(self.names.values()), ""))


@dataclass(frozen=True, slots=True)
class BoxSeen:
    """A pant box as anybody may see it."""

    sign: str
    name: str
    number: int
    fill_state: str
    has_screen: bool
    takes_visits: bool
    screen_off: bool
    """It has a screen that is dead: its printed sign and one's own phone are the way."""
    latitude: float | None
    longitude: float | None

    @property
    def map_link(self) -> str | None:
        """Where it stands, on the public map of the world."""
        if self.latitude is None or self.longitude is None:
            return None
        place = f"{self.latitude:.5f}/{self.longitude:.5f}"
        return f"https://www.openstreetmap.org/?mlat={self.latitude:.5f}&mlon={self.longitude:.5f}#map=19/{place}"

    def as_told(self) -> dict[str, Any]:
        """For the phone's script, without the sign: with it one could return here from afar."""
        return {name: value for name, value in asdict(self).items() if name != "sign"} | {
            "map_link": self.map_link
        }


def box_seen(session: Session, box: Station, now: datetime) -> BoxSeen:
    """What anybody may see of a pant box. One whose screen is dead is a box with a printed sign."""
    return boxes_seen(session, [box], now)[0]


def _seen(box: Station, state: str, off: Collection[int]) -> BoxSeen:
    screen_off = box.id in off
    return BoxSeen(
        sign=box.sign,
        name=box.name,
        number=box.number,
        fill_state=state,
        has_screen=box.has_screen and not screen_off,
        takes_visits=takes_visits(state),
        screen_off=screen_off,
        latitude=box.latitude,
        longitude=box.longitude,
    )


def boxes_seen(session: Session, boxes: Collection[Station], now: datetime) -> list[BoxSeen]:
    """What anybody may see of pant boxes."""
    off, states = screens_off(session, boxes, now), states_told(session, boxes)
    return [_seen(box, states[box.id], off) for box in boxes]


def types_seen(session: Session, event: Event) -> list[TypeSeen]:
    """The types an event takes back, the dearest first, by its newest prices."""
    terms = session.scalar(
        select(TermsRow).where(TermsRow.event_id == event.id).order_by(TermsRow.version.desc()).limit(1)
    )
    deposits = {int(type_id): int(ore) for type_id, ore in terms.deposits.items()} if terms else {}
    types = session.scalars(select(ContainerType).where(ContainerType.id.in_(deposits)))
    seen = [TypeSeen(one.id, one.names, one.picture, deposits[one.id]) for one in types]
    return sorted(seen, key=lambda one: (-one.deposit_ore, one.id))


def notice_seen(session: Session, event: Event) -> Notice | None:
    """What the reader must know while something fails; None while all is well."""
    return notice_of(session, event, base_url=core().settings.base_url, language=language())


def event_told(session: Session, event: Event) -> dict[str, Any]:
    """What the phone's script must know of an event: prices, ways to the money, and where the desks are."""
    desks = session.scalars(
        select(Station)
        .where(Station.event_id == event.id, Station.kind == StationKind.CASH_DESK, in_use())
        .order_by(Station.number)
    )
    return {
        "name": event.name,
        "timezone": event.timezone,
        "currency": event.currency,
        "rails": event.rails,
        "causes": event.causes,
        "types": [asdict(one) for one in types_seen(session, event)],
        "desks": [desk.name for desk in desks],
    }
