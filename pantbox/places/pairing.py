"""Pairing: how a phone, tablet or kiosk PC becomes a station's device, and stops being one.

An organiser shows a code; the device tells it once and gets a token, which only the device keeps.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, CursorResult, select, update
from sqlalchemy.orm import Session

from pantbox.errors import BadInput, NotFound
from pantbox.keys import CROCKFORD, hashed
from pantbox.places.closures import check_station_open
from pantbox.places.devices import Device, PairingCode
from pantbox.places.guessing import ANYBODY
from pantbox.places.stations import Station
from pantbox.places.ways import check_box_may_begin

CODE_LENGTH = 8
CODE_LIFETIME = timedelta(minutes=15)
TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Paired:
    """A device and its token, which is told this once."""

    device: Device
    token: str


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
    station = session.scalars(
        select(Station)
        .join(PairingCode, PairingCode.station_id == Station.id)
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
    return Paired(device, token)


def revoke(device: Device, now: datetime) -> None:
    """Let a device's token count no more, from this moment."""
    device.revoked_at = device.revoked_at or now


def move(session: Session, device: Device, sign: str) -> Station:
    """Put a device at the station whose sign it scanned. Raises `NotFound("sign_unknown")`, `BadInput("station_of_other_kind")`.

    Only within its event, and only to a station of the same kind: a stall's phone may help at the next stall, and does
    not become a cash desk by scanning the desk's sign.
    """
    station = session.scalar(
        select(Station).where(Station.sign == sign.strip().upper(), Station.event_id == device.event_id)
    )
    if station is None:
        raise NotFound("sign_unknown")
    here = session.get_one(Station, device.station_id)
    if station.kind != here.kind:
        raise BadInput("station_of_other_kind")
    device.station_id = station.id
    return station


def heartbeat(device: Device, beat: Beat, now: datetime) -> None:
    """Keep what a device says of itself. Its watermark never goes back, and is never later than now."""
    device.last_seen_at = now
    device.outbox = max(beat.outbox, 0)
    device.battery_percent = beat.battery_percent
    device.version = beat.version[:40] if beat.version else device.version
    if beat.sent_everything_until:
        heard = min(beat.sent_everything_until, now)
        before = device.sent_everything_until
        device.sent_everything_until = heard if before is None else max(before, heard)
