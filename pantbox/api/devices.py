"""Paired devices: how they do, and revoking one."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.api.blueprint import api
from pantbox.api.callers import open_to, program
from pantbox.api.models import Moment, Output
from pantbox.api.own import acting, changing_row, find, find_event, reading
from pantbox.circulation.moving import Mover, move_device
from pantbox.places.devices import Device
from pantbox.places.organisations import Scope
from pantbox.places.pairing import revoke
from pantbox.places.stays import MovedBy, Stays, stays_of_all
from pantbox.web import core


class StayOut(Output):
    """Where a device stood, from `since` until `until` (null: still), and who put it there."""

    station_id: int
    since: Moment
    until: Moment | None
    recorded_at: Moment
    moved_by: MovedBy
    who: str


class DeviceOut(Output):
    """A device. `sent_everything_until`: all it scanned up to then has reached us. `stays`: where it stood, oldest first."""

    id: int
    event_id: int
    station_id: int
    name: str
    paired_at: Moment
    revoked_at: Moment | None
    last_seen_at: Moment | None
    sent_everything_until: Moment | None
    outbox: int
    battery_percent: int | None
    version: str | None
    stays: list[StayOut]


class DeviceList(Output):
    """An event's devices, revoked ones too."""

    devices: list[DeviceOut]


@api.get("/events/<int:event_id>/devices")
@api.output(DeviceList)
@open_to(Scope.SETUP_WRITE, Scope.REPORTS_READ)
def devices(event_id: int) -> DeviceList:
    """An event's devices."""
    with reading() as session:
        find_event(session, event_id)
        rows = session.scalars(select(Device).where(Device.event_id == event_id).order_by(Device.id))
        return DeviceList(devices=_told(session, rows.all()))


def _told(session: Session, rows: Sequence[Device]) -> list[DeviceOut]:
    stays = stays_of_all(session, [row.id for row in rows])
    return [
        DeviceOut.model_validate(vars(row) | {"stays": stays.get(row.id, Stays(())).stays}) for row in rows
    ]


@api.get("/devices/<int:device_id>")
@api.output(DeviceOut)
@open_to(Scope.SETUP_WRITE, Scope.REPORTS_READ)
def one_device(device_id: int) -> DeviceOut:
    """One device."""
    with reading() as session:
        return _told(session, [find(session, Device, device_id, "device_unknown")])[0]


@api.post("/stations/<int:station_id>/devices/<int:device_id>")
@api.output(DeviceOut)
@open_to(Scope.SETUP_WRITE)
def put_elsewhere(station_id: int, device_id: int) -> DeviceOut:
    """Move a device to another station of its kind, from now on. What it scanned before stays where it was scanned."""
    with acting() as session:
        row = find(session, Device, device_id, "device_unknown")
        mover = Mover(MovedBy.PROGRAM, f"token {program().token_id}")
        move_device(session, row, station_id, mover, core().clock())
        return _told(session, [row])[0]


@api.delete("/devices/<int:device_id>")
@api.output(DeviceOut)
@open_to(Scope.SETUP_WRITE)
def revoke_device(device_id: int) -> DeviceOut:
    """Revoke a device, from this moment. What it scanned before it may still hand in, into quarantine."""
    with changing_row("device_revoked", Device, device_id) as session:
        row = find(session, Device, device_id, "device_unknown")
        revoke(row, core().clock())
        session.flush()
        return _told(session, [row])[0]
