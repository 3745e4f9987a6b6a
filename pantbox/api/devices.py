"""Paired devices: how they do, and revoking one."""

from sqlalchemy import select

from pantbox.api.blueprint import api
from pantbox.api.callers import open_to
from pantbox.api.models import Moment, Output
from pantbox.api.own import changing, find, find_event, reading
from pantbox.places.devices import Device
from pantbox.places.organisations import Scope
from pantbox.places.pairing import revoke
from pantbox.web import core


class DeviceOut(Output):
    """A device. `sent_everything_until`: all it scanned up to then has reached us."""

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
        return DeviceList(devices=[DeviceOut.model_validate(row) for row in rows])


@api.get("/devices/<int:device_id>")
@api.output(DeviceOut)
@open_to(Scope.SETUP_WRITE, Scope.REPORTS_READ)
def one_device(device_id: int) -> DeviceOut:
    """One device."""
    with reading() as session:
        return DeviceOut.model_validate(find(session, Device, device_id, "device_unknown"))


@api.delete("/devices/<int:device_id>")
@api.output(DeviceOut)
@open_to(Scope.SETUP_WRITE)
def revoke_device(device_id: int) -> DeviceOut:
    """Revoke a device, from this moment. What it scanned before it may still hand in, into quarantine."""
    with changing("device_revoked", str(device_id)) as session:
        row = find(session, Device, device_id, "device_unknown")
        revoke(row, core().clock())
        return DeviceOut.model_validate(row)
