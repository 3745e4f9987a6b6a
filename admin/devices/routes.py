"""An event's devices: where each stands and stood, moving one, and scans that wait for somebody to believe them."""

from collections.abc import Sequence

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.devices.quarantine import groups, ids_of
from admin.members import member
from admin.work import change, event_named, note, page, reading, row_id, told
from pantbox.circulation.moving import Mover, move_device
from pantbox.errors import BadInput, NotFound
from pantbox.places.devices import Device
from pantbox.places.events import Event
from pantbox.places.stations import Station
from pantbox.places.stays import MovedBy, Stays, stays_of, stays_of_all
from pantbox.refunds.left_by_devices import left_by_devices, visits_of_device
from pantbox.refunds.letting_in import let_in
from pantbox.web import core

bp = Blueprint("devices", __name__, url_prefix="/events/<slug>/devices", template_folder="templates")


@bp.get("/")
def index(slug: str) -> ResponseReturnValue:
    """All devices, with what revoked ones still owe guests."""
    session = reading()
    event = event_named(session, slug)
    found = session.scalars(
        select(Device)
        .where(Device.event_id == event.id)
        .order_by(Device.revoked_at.is_not(None), Device.name, Device.id)
    ).all()
    revoked = [device.id for device in found if device.revoked_at]
    stays = stays_of_all(session, [device.id for device in found])
    return page(
        "office/all_devices.html",
        event=event,
        found=found,
        stations=_stations(session, event),
        moves={device_id: len(one.stays) - 1 for device_id, one in stays.items()},
        left=left_by_devices(session, revoked),
        waiting=groups(session, event.id),
    )


def _stations(session: Session, event: Event) -> dict[int, Station]:
    rows = session.scalars(select(Station).where(Station.event_id == event.id).order_by(Station.number))
    return {one.id: one for one in rows}


def _device(session: Session, event: Event, device_id: int) -> Device:
    found = session.scalar(select(Device).where(Device.id == device_id, Device.event_id == event.id))
    if found is None:
        raise NotFound("device_unknown")
    return found


@bp.get("/<int:device_id>")
def device(slug: str, device_id: int) -> ResponseReturnValue:
    """One device: where it stood, and what it left behind if it was revoked."""
    session = reading()
    event = event_named(session, slug)
    found = _device(session, event, device_id)
    stations = _stations(session, event)
    return page(
        "office/device.html",
        event=event,
        device=found,
        stations=stations,
        stays=_newest_first(stays_of(session, found.id)),
        elsewhere=_elsewhere(found, list(stations.values())),
        visits=visits_of_device(session, found.id) if found.revoked_at else [],
    )


def _newest_first(stays: Stays) -> Sequence[object]:
    return stays.stays[::-1]


def _elsewhere(device: Device, stations: Sequence[Station]) -> list[Station]:
    """Where it may be moved: to stations of its kind."""
    kind = next((one.kind for one in stations if one.id == device.station_id), None)
    return [one for one in stations if one.kind == kind and one.id != device.station_id]


@bp.post("/<int:device_id>")
def move(slug: str, device_id: int) -> ResponseReturnValue:
    """Move a device to another station of its kind, from now on."""
    station_id = request.form.get("station", type=row_id)
    if station_id is None:
        raise BadInput("nothing_chosen")

    def work(session: Session) -> None:
        found = _device(session, event_named(session, slug), device_id)
        mover = Mover(MovedBy.OFFICE, member().name, member().id)
        move_device(session, found, station_id, mover, core().clock())

    change(work)
    told("office-device-was-moved")
    return redirect(url_for("office.devices.device", slug=slug, device_id=device_id))


@bp.post("/quarantine")
def believe(slug: str) -> ResponseReturnValue:
    """Record the scans of a group as if they had come in time."""
    session = reading()
    event_id = event_named(session, slug).id
    scan_ids = ids_of(session, event_id, request.form.get("group", ""))
    if not scan_ids:
        raise BadInput("nothing_chosen")
    change(lambda writing: note(writing, "quarantine_released", slug, scans=len(scan_ids)))
    let = let_in(core(), member().organisation_id, scan_ids, core().clock())
    told("office-quarantine-let-in", count=len(let))
    return redirect(url_for("office.devices.index", slug=slug))
