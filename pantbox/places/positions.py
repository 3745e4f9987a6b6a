"""Where stations stood, and since when. A pant box is moved in the night; what was scanned before was scanned there.

A station's newest position is on its own row too, which is what maps read. Rows here are only ever added.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from pantbox.db import Base, IntId, Name, OfOrganisation
from pantbox.errors import NotFound
from pantbox.places.events import Event
from pantbox.places.stations import Station, StationKind

POSITIONS_SHOWN_MAX = 100


class Mover(StrEnum):
    """Who says where a station stands."""

    OFFICE = "office"
    PROGRAM = "program"
    DEVICE = "device"


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the ground, in degrees."""

    latitude: float
    longitude: float


class StationPosition(OfOrganisation, Base):
    """Where a station stood from a moment on, and who said so."""

    __tablename__ = "station_position"

    id: Mapped[IntId]
    station_id: Mapped[int] = mapped_column(ForeignKey("station.id"), index=True)
    at: Mapped[datetime]
    latitude: Mapped[float]
    longitude: Mapped[float]
    said_by: Mapped[Mover] = mapped_column(String(10))
    who: Mapped[Name]
    """The name of the device, user or token."""


def place_station(
    session: Session, station: Station, place: Place | None, said_by: Mover, who: str, now: datetime
) -> None:
    """From `now` on `station` stands at `place`; None: nobody knows where. Told the same again, nothing happens."""
    if place is None:
        station.latitude = station.longitude = None
        return
    if (station.latitude, station.longitude) == (place.latitude, place.longitude):
        return
    _keep_first_place(session, station, now)
    station.latitude, station.longitude = place.latitude, place.longitude
    session.add(_row(station, place, said_by, who, now))


def _keep_first_place(session: Session, station: Station, now: datetime) -> None:
    """Where a station was set up is its first position, from the beginning of its event."""
    if station.latitude is None or station.longitude is None or positions_of(session, station.id):
        return
    begun = session.get_one(Event, station.event_id).starts_at
    first = Place(station.latitude, station.longitude)
    session.add(_row(station, first, Mover.OFFICE, "", min(begun, now)))


def _row(station: Station, place: Place, said_by: Mover, who: str, at: datetime) -> StationPosition:
    return StationPosition(
        organisation_id=station.organisation_id, station_id=station.id, at=at,
        latitude=place.latitude, longitude=place.longitude, said_by=said_by, who=who[:200],
    )  # fmt: skip


def place_of_box(session: Session, event_id: int, number: int) -> Place:
    """Where an event's pant box of this number stands. Raises `NotFound` (`box_unknown`, `place_unknown`)."""
    box = session.scalar(
        select(Station).where(
            Station.event_id == event_id, Station.kind == StationKind.PANT_BOX, Station.number == number
        )
    )
    if box is None:
        raise NotFound("box_unknown")
    if box.latitude is None or box.longitude is None:
        raise NotFound("place_unknown", number=number)
    return Place(box.latitude, box.longitude)


def positions_of(session: Session, station_id: int) -> list[StationPosition]:
    """Where a station stood, the newest first."""
    return list(
        session.scalars(
            select(StationPosition)
            .where(StationPosition.station_id == station_id)
            .order_by(StationPosition.at.desc(), StationPosition.id.desc())
            .limit(POSITIONS_SHOWN_MAX)
        )
    )
