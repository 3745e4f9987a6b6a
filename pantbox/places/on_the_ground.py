"""What anybody may see on the ground: the events that run now and their pant boxes."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from pantbox.places.closures import in_use
from pantbox.places.devices import Device
from pantbox.places.events import Event
from pantbox.places.stations import Station, StationKind, StationState
from pantbox.places.ways import events_with_way

SCREEN_SILENCE = timedelta(minutes=10)
"""A box's screen says every minute that it is there."""
_USEFULNESS = ("open", "nearly_full", "full", "out_of_order", "closed")


def running_events(session: Session, now: datetime, *, organisation_id: int | None = None) -> list[Event]:
    """Events where containers may be handed back now: begun, and neither closed nor past their last day.

    A festival's boxes stay as long as its poster says, which may be longer than its music.
    """
    statement = select(Event).where(
        Event.starts_at <= now,
        Event.closed_at.is_(None),
        or_(Event.ends_at.is_(None), Event.ends_at >= now, Event.return_until >= now),
    )
    if organisation_id is not None:
        statement = statement.where(Event.organisation_id == organisation_id)
    return list(session.scalars(statement.order_by(Event.starts_at.desc(), Event.id)))


def boxes_of(session: Session, event_ids: Collection[int]) -> list[Station]:
    """The pant boxes of these events that are in use: those that take something first, then by number."""
    boxes = session.scalars(
        select(Station).where(Station.event_id.in_(event_ids), Station.kind == StationKind.PANT_BOX, in_use())
    )
    return sorted(boxes, key=lambda box: (_USEFULNESS.index(box.fill_state), box.number))


def screens_off(session: Session, boxes: Collection[Station], now: datetime) -> set[int]:
    """Which of these boxes have a screen that nobody heard of for a while: their printed sign still works.

    A box whose screen was never paired is not in use yet, and no such box.
    """
    with_screen = [box.id for box in boxes if box.has_screen]
    heard = select(Device.station_id).where(Device.station_id.in_(with_screen)).group_by(Device.station_id)
    silent = heard.having(
        func.coalesce(func.max(Device.last_seen_at), func.min(Device.paired_at)) < now - SCREEN_SILENCE
    )
    return set(session.scalars(silent))


def states_told(session: Session, boxes: Collection[Station]) -> dict[int, str]:
    """How each of these boxes stands, as guests are told. One without a way for whoever has no phone has not opened."""
    begun = events_with_way(session, {box.event_id for box in boxes})
    return {
        box.id: str(box.fill_state if box.event_id in begun else StationState.CLOSED.value) for box in boxes
    }


def told_of(session: Session, boxes: Collection[Station], now: datetime) -> dict[int, dict[str, object]]:
    """What each of these boxes is told with instead of, or besides, what its row says: its state, and whether its screen is off."""
    off, states = screens_off(session, boxes, now), states_told(session, boxes)
    return {box.id: {"fill_state": states[box.id], "screen_off": box.id in off} for box in boxes}


def takes_visits(state: str) -> bool:
    """Whether a box that stands so takes a new visit now. A full one is told so before the first scan, never after."""
    return state in ("open", "nearly_full")
