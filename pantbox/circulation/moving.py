"""Moving a device to another station: by the office, a program, or the device itself, which scanned the sign there.

A device moves itself without a network too, and tells it later with the time. Its word for that time is taken as far as
nothing speaks against it: it is not before the device was paired, not later than now, and not before a scan that this
device made at another station during the stay it claims.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.circulation.tables import ScanRow
from pantbox.clock import new_id
from pantbox.errors import BadInput, Conflict, NotAllowed, NotFound
from pantbox.places.devices import Device
from pantbox.places.events import Event
from pantbox.places.log import log
from pantbox.places.stations import Station
from pantbox.places.stays import DeviceStay, MovedBy, Stays, begin_stay, stays_of


@dataclass(frozen=True, slots=True)
class Mover:
    """Who moves a device: `who` by name, and `user_id` where it is a member of the office."""

    by: MovedBy
    who: str = ""
    user_id: int | None = None


@dataclass(frozen=True, slots=True)
class OwnMove:
    """What a device says of its move. `id`: its own, so that it may be told twice; `at`: by our clock, None if it is told at once."""

    sign: str
    id: UUID | None = None
    at: datetime | None = None


def move_device(session: Session, device: Device, station_id: int, mover: Mover, now: datetime) -> Station:
    """Put a device at another station of its event and kind, from now on.

    Raises `NotFound("station_unknown")`, `BadInput("station_of_other_kind")`, `Conflict("device_revoked")`.
    """
    device = _locked(session, device)
    there = session.get(Station, station_id)
    if there is None or there.event_id != device.event_id:
        raise NotFound("station_unknown")
    if device.revoked_at is not None:
        raise Conflict("device_revoked")
    _check_kind(session, device, there)
    if there.id != device.station_id:
        _begin(session, device, there, new_id(), now, None, mover, now)
    return there


def move_itself(session: Session, device: Device, told: OwnMove, now: datetime) -> Station:
    """Put a device at the station whose sign it scanned, from the time it says on.

    Raises `NotFound("sign_unknown")`, `BadInput("station_of_other_kind")`, `NotAllowed("moving_is_off")`,
    `Conflict("id_reused")`.
    """
    device = _locked(session, device)
    there = session.scalar(
        select(Station).where(Station.sign == told.sign.strip().upper(), Station.event_id == device.event_id)
    )
    if there is None:
        raise NotFound("sign_unknown")
    _check_kind(session, device, there)
    if told.id is not None and _was_told(session, device, there, told.id):
        return there
    if not session.get_one(Event, device.event_id).self_moving:
        raise NotAllowed("moving_is_off")
    if told.id is None and there.id == device.station_id:
        return there
    since = _believable(session, device, there, told.at or now, now)
    _begin(session, device, there, told.id or new_id(), since, told.at, Mover(MovedBy.SIGN), now)
    return there


def _locked(session: Session, device: Device) -> Device:
    """The device for us alone, as it is now: of two moves at the same moment one waits for the other."""
    session.refresh(device, with_for_update=True)
    return device


def _check_kind(session: Session, device: Device, there: Station) -> None:
    """A stall's phone may help at the next stall, and does not become a cash desk by standing at one."""
    if there.kind != session.get_one(Station, device.station_id).kind:
        raise BadInput("station_of_other_kind")


def _was_told(session: Session, device: Device, there: Station, stay_id: UUID) -> bool:
    row = session.get(DeviceStay, stay_id)
    if row is not None and (row.device_id, row.station_id) != (device.id, there.id):
        raise Conflict("id_reused")
    return row is not None


def _believable(session: Session, device: Device, there: Station, at: datetime, now: datetime) -> datetime:
    """Since when a device stands there, by what it says and by what is known of it."""
    since = min(max(at, device.paired_at), now)
    later = [stay.since for stay in stays_of(session, device.id).stays if stay.since > since]
    last_elsewhere = session.scalar(
        select(ScanRow.effective_at)
        .where(
            ScanRow.event_id == device.event_id, ScanRow.effective_at > since,
            ScanRow.effective_at < min([now, *later]), ScanRow.device_id == device.id, ScanRow.station_id != there.id,
        )
        .order_by(ScanRow.effective_at.desc())
        .limit(1)
    )  # fmt: skip
    return last_elsewhere or since


def _begin(
    session: Session,
    device: Device,
    there: Station,
    stay_id: UUID,
    since: datetime,
    said: datetime | None,
    mover: Mover,
    now: datetime,
) -> None:
    before = _stood_at(session, stays_of(session, device.id), since)
    begin_stay(
        session, stay_id=stay_id, organisation_id=device.organisation_id, device_id=device.id, station_id=there.id,
        since=since, moved_by=mover.by, who=mover.who, now=now,
    )  # fmt: skip
    latest = stays_of(session, device.id).stays[-1]
    device.station_id, device.moved_at = latest.station_id, latest.since
    log(
        session,
        device.organisation_id,
        mover.user_id,
        "device_moved",
        device.name,
        {
            "device": device.id, "by": mover.by.value, "who": mover.who, "from": before, "to": there.name,
            "since": since.isoformat(), "said": said.isoformat() if said else "",
        },
        now,
    )  # fmt: skip
    session.flush()  # what follows is read of the station it stands at now


def _stood_at(session: Session, stays: Stays, moment: datetime) -> str:
    stay = stays.at(moment)
    return session.get_one(Station, stay.station_id).name if stay else ""
