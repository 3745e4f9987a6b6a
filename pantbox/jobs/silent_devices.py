"""Silent devices: who was not heard from for too long is said in the log, once for each silence."""

from datetime import datetime, timedelta

import structlog
from sqlalchemy import select

from pantbox.core import Core
from pantbox.places.devices import Device
from pantbox.places.events import Event

SILENT_AFTER = timedelta(minutes=30)
EVERY = timedelta(minutes=5)

logger = structlog.get_logger()


def find_silent_devices(core: Core) -> int:
    """Name the devices of running events that fell silent since the last look; returns how many did."""
    now = core.clock()
    with core.database.reading() as session:
        fallen_silent = session.scalars(
            select(Device)
            .join(Event, Event.id == Device.event_id)
            .where(
                Device.revoked_at.is_(None),
                Event.closed_at.is_(None),
                Device.last_seen_at <= now - SILENT_AFTER,
                Device.last_seen_at > now - SILENT_AFTER - EVERY,
            )
            .order_by(Device.id)
        ).all()
    for device in fallen_silent:
        _say(device, now)
    return len(fallen_silent)


def _say(device: Device, now: datetime) -> None:
    heard = device.last_seen_at or device.paired_at
    logger.warning(
        "device_silent",
        device=device.id,
        station=device.station_id,
        minutes=int((now - heard).total_seconds() // 60),
        outbox=device.outbox,
    )
