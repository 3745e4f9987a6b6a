"""Silent devices: writes into the office's log, once per silence, that a device of a running event is not heard from."""

from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from pantbox.core import Core
from pantbox.places.devices import Device
from pantbox.places.events import Event
from pantbox.places.log import log
from pantbox.places.organisations import LogEntry

SILENT = "device_silent"
HEARD_WITHIN = timedelta(minutes=30)
"""A device silent for longer is listed, and nobody waits for it."""


def note_silent_devices(core: Core, now: datetime) -> int:
    """Returns how many fell silent since it was last looked."""
    return core.database.retrying(lambda session: _note(session, now))


def _note(session: Session, now: datetime) -> int:
    running = (Event.starts_at <= now, or_(Event.ends_at.is_(None), Event.ends_at > now))
    noted = (
        select(LogEntry.id)
        .where(LogEntry.what == SILENT, LogEntry.organisation_id == Device.organisation_id)
        .where(LogEntry.details["device_id"].as_integer() == Device.id, LogEntry.at > Device.last_seen_at)
        .exists()
    )
    silent = session.scalars(
        select(Device)
        .join(Event, Event.id == Device.event_id)
        .where(*running, Device.revoked_at.is_(None), Device.last_seen_at < now - HEARD_WITHIN, ~noted)
    ).all()
    for device in silent:
        heard = device.last_seen_at.isoformat() if device.last_seen_at else None
        details: dict[str, object] = {"device_id": device.id, "last_seen_at": heard, "outbox": device.outbox}
        log(session, device.organisation_id, None, SILENT, device.name, details, now)
    return len(silent)
