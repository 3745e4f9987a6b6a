"""Pairing: how a phone, tablet or kiosk PC becomes a station's device, and stops being one.

An organiser shows a code; the device tells it once and gets a token, which only the device keeps.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, CursorResult, select, update
from sqlalchemy.orm import Session

from pantbox.clock import CLOCK_TOLERANCE, new_id
from pantbox.errors import NotFound
from pantbox.keys import CROCKFORD, hashed
from pantbox.places.closures import check_station_open
from pantbox.places.devices import Device, PairingCode
from pantbox.places.events import Event
from pantbox.places.guessing import ANYBODY
from pantbox.places.stations import Station
from pantbox.places.stays import MovedBy, begin_stay
from pantbox.places.ways import check_box_may_begin

CODE_LENGTH = 8
CODE_LIFETIME = timedelta(minutes=15)
TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Paired:
    """A device and its token, which is told this once, and the event and the station it is at: a session forgets what nobody holds,
    and would look for them again."""

    device: Device
    token: str
    event: Event
    station: Station


@dataclass(frozen=True, slots=True)
class Beat:
    """What a device says of itself now and then. `sent_everything_until`: all it scanned up to then has been sent."""

    sent_everything_until: datetime | None = None
    outbox: int = 0
    battery_percent: int | None = None
    version: str | None = None


def make_pairing_code(session: Session, station: Station, now: datetime) -> str:
    """A code that pairs one device to the station, once, within 15 minutes. Raises `Conflict` (`station_closed`, `box_without_way`)."""
    check_station_open(station)
    check_box_may_begin(session, station)
    code = "".join(secrets.choice(CROCKFORD) for _ in range(CODE_LENGTH))
    session.add(
        PairingCode(
            organisation_id=station.organisation_id,
            station_id=station.id,
            code_hash=hashed(code),
            created_at=now,
            expires_at=now + CODE_LIFETIME,
        )
    )
    session.flush()  # a device may tell it in the next moment
    return code


def pair(
    session: Session, code: str, *, name: str, now: datetime, may_look: ColumnElement[bool] = ANYBODY
) -> Paired:
    """Make whoever tells the code a device of its station.

    `may_look` as `guessing.may_guess` says it: where it is false there is no such code.
    Raises `NotFound("pairing_code_unknown")`, also for a used one, and `Conflict("station_closed")`.
    """
    told = "".join(sign for sign in code.upper() if sign.isalnum())
    used: CursorResult[object] = session.execute(  # type: ignore[assignment]
        update(PairingCode)
        .where(
            PairingCode.code_hash == hashed(told),
            PairingCode.used_at.is_(None),
            PairingCode.expires_at > now,
            may_look,
        )
        .values(used_at=now)
    )
    # Taken in one statement: of two who tell the same code at once, one finds it used.
    if used.rowcount != 1:
        raise NotFound("pairing_code_unknown")
    # The event is wanted by whoever pairs, to say what holds there: read with its station it costs no look of its own.
    station, event = session.execute(
        select(Station, Event)
        .join(PairingCode, PairingCode.station_id == Station.id)
        .join(Event, Event.id == Station.event_id)
        .where(PairingCode.code_hash == hashed(told))
    ).one()
    check_station_open(station)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    device = Device(
        organisation_id=station.organisation_id,
        event_id=station.event_id,
        station_id=station.id,
        name=name.strip()[:200] or station.name,
        token_hash=hashed(token),
        paired_at=now,
        last_seen_at=now,
        sent_everything_until=now,
    )
    session.add(device)
    session.flush()  # its id stands in its scans
    begin_stay(
        session, stay_id=new_id(), organisation_id=station.organisation_id, device_id=device.id,
        station_id=station.id, since=now, moved_by=MovedBy.PAIRING, who="", now=now,
    )  # fmt: skip
    return Paired(device, token, event, station)


def revoke(device: Device, now: datetime) -> None:
    """Let a device's token count no more, from this moment."""
    device.revoked_at = device.revoked_at or now


def heartbeat(device: Device, beat: Beat, now: datetime) -> None:
    """Keep what a device says of itself. Its watermark never goes back, and is never later than now.

    One of the future is taken for none: "all is sent" was said of a time that a spoilt line named.
    """
    device.last_seen_at = now
    device.outbox = max(beat.outbox, 0)
    device.battery_percent = beat.battery_percent
    device.version = beat.version[:40] if beat.version else device.version
    if beat.sent_everything_until and beat.sent_everything_until <= now + CLOCK_TOLERANCE:
        heard = min(beat.sent_everything_until, now)
        before = device.sent_everything_until
        device.sent_everything_until = heard if before is None else max(before, heard)
