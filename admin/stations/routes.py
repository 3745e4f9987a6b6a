"""Places on the ground, pairing devices to them, and the vendors' private links."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.events.making import find_or_make_vendor
from admin.members import member
from admin.stations.forms import NewStationForm, StationForm, filled
from admin.work import OfficeForm, change, event_named, note, page, reading, told
from pantbox.containers.types import ContainerType
from pantbox.errors import NotFound
from pantbox.labels.qr import qr_svg
from pantbox.places import closures, setup
from pantbox.places import pairing as pairings
from pantbox.places.crew_menu import openings_of
from pantbox.places.devices import Device
from pantbox.places.events import Event, EventType
from pantbox.places.log import By
from pantbox.places.names import plain_name
from pantbox.places.positions import Mover, place_station, positions_of
from pantbox.places.stations import Station, StationKind, StationState, WhenOut
from pantbox.places.vendors import Vendor
from pantbox.places.ways import keeping_a_way
from pantbox.places.when_out import Setter, set_when_out
from pantbox.rulebook.signs import link_of_sign
from pantbox.stock.crate_mode import crate_types, set_crate_types
from pantbox.web import core, say

ROW_ID_DIGITS = 19
StationAct = Callable[[Session, Station, int, datetime], None]
VendorAct = Callable[[Session, Vendor, int, datetime], None]

bp = Blueprint("stations", __name__, url_prefix="/events/<slug>/stations", template_folder="templates")


@bp.get("/")
def index(slug: str) -> ResponseReturnValue:
    """All places, by kind."""
    return _index(slug, NewStationForm(), 200)


def _index(slug: str, form: NewStationForm, status: int) -> ResponseReturnValue:
    session = reading()
    event = event_named(session, slug)
    stations = list(
        session.scalars(
            select(Station).where(Station.event_id == event.id).order_by(Station.kind, Station.number)
        )
    )
    devices: dict[int, list[Device]] = {}
    for device in session.scalars(
        select(Device).where(Device.event_id == event.id, Device.revoked_at.is_(None))
    ):
        devices.setdefault(device.station_id, []).append(device)
    vendors = {one.id: one for one in session.scalars(select(Vendor).where(Vendor.event_id == event.id))}
    in_use = [one for one in stations if one.closed_at is None]
    kinds = [(kind, [one for one in in_use if one.kind == kind]) for kind in StationKind]
    return page(
        "office/stations.html",
        status,
        event=event,
        kinds=[(kind, those) for kind, those in kinds if those],
        closed=[one for one in stations if one.closed_at],
        devices=devices,
        vendors=vendors,
        form=form,
    )


@bp.post("/")
def make(slug: str) -> ResponseReturnValue:
    """A place more."""
    form = NewStationForm(request.form)

    def work(session: Session) -> int:
        event = event_named(session, slug)
        kind = StationKind(form.kind.data)
        vendor = None
        if kind is StationKind.STALL:
            vendor = find_or_make_vendor(
                session, core().keys, event, form.vendor.data or form.name.data or ""
            )
        made = setup.create_station(session, event, kind, form.name.data or "", vendor=vendor)
        note(session, "station_made", made.name, kind=kind.value, number=made.number, event=slug)
        return made.id

    if form.validate():
        made = change(work, form)
        if made is not None:
            told("office-saved")
            return redirect(url_for("office.stations.station", slug=slug, station_id=made))
    return _index(slug, form, 422)


def _station(session: Session, event: Event, station_id: int) -> Station:
    found = session.scalar(select(Station).where(Station.id == station_id, Station.event_id == event.id))
    if found is None:
        raise NotFound("station_unknown")
    return found


def _devices(session: Session, station: Station) -> list[Device]:
    return list(
        session.scalars(
            select(Device)
            .where(Device.station_id == station.id)
            .order_by(Device.revoked_at.is_not(None), Device.paired_at.desc())
        )
    )


@bp.get("/<int:station_id>")
def station(slug: str, station_id: int) -> ResponseReturnValue:
    """One place and its devices."""
    return _station_page(slug, station_id, None, 200)


def _station_page(slug: str, station_id: int, form: StationForm | None, status: int) -> ResponseReturnValue:
    session = reading()
    event = event_named(session, slug)
    found = _station(session, event, station_id)
    return page(
        "office/station.html",
        status,
        event=event,
        station=found,
        form=form or filled(found),
        devices=_devices(session, found),
        types=_types_of(session, event),
        crates=crate_types(session, [found.id])[found.id],
        vendor=session.get(Vendor, found.vendor_id) if found.vendor_id else None,
        positions=positions_of(session, found.id),
        openings=openings_of(session, found.id),
        sign=Markup(qr_svg(link_of_sign(core().settings.base_url, found), title=found.sign)),  # noqa: S704 (drawn by us)
    )


@bp.post("/<int:station_id>")
def change_station(slug: str, station_id: int) -> ResponseReturnValue:
    """Change a place."""
    form = StationForm(request.form)

    def work(session: Session) -> bool:
        found = _station(session, event_named(session, slug), station_id)
        closures.check_station_open(found)
        form.keep_untouched(filled(found))
        found.name = plain_name(form.name.data or "")
        if form.capacity.data != found.capacity:
            found.set_capacity(form.capacity.data)
        if found.kind == StationKind.STALL and form.when_out.data:
            set_when_out(session, found, WhenOut(form.when_out.data), Setter(member().id), core().clock())
        place_station(session, found, form.place, Mover.OFFICE, member().name, core().clock())
        with keeping_a_way(session, found.event_id):
            found.has_screen = bool(form.has_screen.data) or found.kind != StationKind.PANT_BOX
            found.state = StationState(form.state.data)
        note(session, "station_changed", found.name, kind=found.kind, number=found.number, event=slug)
        return True

    if form.validate() and change(work, form):
        told("office-saved")
        return redirect(url_for("office.stations.station", slug=slug, station_id=station_id))
    return _station_page(slug, station_id, form, 422)


@bp.post("/<int:station_id>/crates")
def crates(slug: str, station_id: int) -> ResponseReturnValue:
    """Say which types a stall hands out by the crate."""
    ticked = [
        int(value)
        for value in request.form.getlist("types")
        if value.isdecimal() and len(value) < ROW_ID_DIGITS
    ]

    def work(session: Session) -> None:
        found = _station(session, event_named(session, slug), station_id)
        set_crate_types(session, found, ticked, By(member().id), core().clock())

    change(work)
    told("office-saved")
    return redirect(url_for("office.stations.station", slug=slug, station_id=station_id))


def _types_of(session: Session, event: Event) -> list[ContainerType]:
    return list(
        session.scalars(
            select(ContainerType)
            .join(EventType, EventType.type_id == ContainerType.id)
            .where(EventType.event_id == event.id)
            .order_by(EventType.id)
        )
    )


@bp.post("/<int:station_id>/closed")
def close_station(slug: str, station_id: int) -> ResponseReturnValue:
    """Offer a place nowhere any more. Its name and number stay in all that happened there."""
    return _change_closing(slug, station_id, closures.close_station)


@bp.post("/<int:station_id>/reopened")
def reopen_station(slug: str, station_id: int) -> ResponseReturnValue:
    """Offer a closed place again."""
    return _change_closing(slug, station_id, closures.reopen_station)


def _change_closing(slug: str, station_id: int, act: StationAct) -> ResponseReturnValue:
    form = filled(_station(reading(), event_named(reading(), slug), station_id))

    def work(session: Session) -> bool:
        act(session, _station(session, event_named(session, slug), station_id), member().id, core().clock())
        return True

    if change(work, form):
        told("office-saved")
        return redirect(url_for("office.stations.station", slug=slug, station_id=station_id))
    return _station_page(slug, station_id, form, 409)


@bp.post("/<int:station_id>/pairings")
def pairing(slug: str, station_id: int) -> ResponseReturnValue:
    """A code that pairs one device, shown this once: as a QR code for the device's camera, and for typing."""

    def work(session: Session) -> str:
        found = _station(session, event_named(session, slug), station_id)
        note(session, "pairing_offered", found.name, station=found.id, event=slug)
        return pairings.make_pairing_code(session, found, core().clock())

    form = filled(_station(reading(), event_named(reading(), slug), station_id))
    code = change(work, form)
    if code is None:
        return _station_page(slug, station_id, form, 409)
    session = reading()
    event = event_named(session, slug)
    found = _station(session, event, station_id)
    link = f"{core().settings.base_url}/k/#pair={code}"
    return page(
        "office/pairing.html",
        event=event,
        station=found,
        code=code,
        link=link,
        qr=Markup(qr_svg(link, title=say("office-pairing-code"))),  # noqa: S704 (drawn by us)
        devices=_devices(session, found),
        minutes=int(pairings.CODE_LIFETIME.total_seconds() // 60),
    )


@bp.get("/<int:station_id>/devices")
def devices(slug: str, station_id: int) -> ResponseReturnValue:
    """The devices of a place, as a part of its page that renews itself."""
    session = reading()
    event = event_named(session, slug)
    found = _station(session, event, station_id)
    return page("office/devices.html", event=event, station=found, devices=_devices(session, found))


@bp.post("/<int:station_id>/devices/<int:device_id>/revoked")
def revoke(slug: str, station_id: int, device_id: int) -> ResponseReturnValue:
    """Let a device in no more."""

    def work(session: Session) -> None:
        event = event_named(session, slug)
        found = _station(session, event, station_id)
        # Wherever it stands by now: it may have moved since the page was drawn.
        device = session.scalar(select(Device).where(Device.id == device_id, Device.event_id == event.id))
        if device is None:
            raise NotFound("device_unknown")
        pairings.revoke(device, core().clock())
        note(session, "device_revoked", device.name, device=device.id, station=found.name, event=slug)

    change(work)
    told("office-device-revoked")
    return redirect(url_for("office.stations.station", slug=slug, station_id=station_id))


@bp.get("/vendors/<int:vendor_id>/link")
def vendor_link(slug: str, vendor_id: int) -> ResponseReturnValue:
    """A vendor's private link, to hand to them: whoever has it sees their figures."""
    return _vendor_page(slug, vendor_id, OfficeForm(), 200)


def _vendor_page(slug: str, vendor_id: int, form: OfficeForm, status: int) -> ResponseReturnValue:
    session = reading()
    event = event_named(session, slug)
    vendor = _vendor(session, event, vendor_id)
    secret = setup.vendor_link(core().keys, vendor)
    link = f"{core().settings.base_url}/vendor/{secret}"
    qr = Markup(qr_svg(link, title=vendor.name))  # noqa: S704 (drawn by us)
    return page("office/vendor_link.html", status, event=event, vendor=vendor, link=link, qr=qr, form=form)


@bp.post("/vendors/<int:vendor_id>/link")
def renew_vendor_link(slug: str, vendor_id: int) -> ResponseReturnValue:
    """Another link; the old one dies."""

    def work(session: Session) -> None:
        vendor = _vendor(session, event_named(session, slug), vendor_id)
        setup.new_vendor_link(core().keys, vendor)
        note(session, "vendor_link_renewed", vendor.name, event=slug)

    change(work)
    told("office-vendor-link-renewed")
    return redirect(url_for("office.stations.vendor_link", slug=slug, vendor_id=vendor_id))


@bp.post("/vendors/<int:vendor_id>/closed")
def close_vendor(slug: str, vendor_id: int) -> ResponseReturnValue:
    """Offer a vendor nowhere any more. Its account and its private link stay."""
    return _change_vendor(slug, vendor_id, closures.close_vendor)


@bp.post("/vendors/<int:vendor_id>/reopened")
def reopen_vendor(slug: str, vendor_id: int) -> ResponseReturnValue:
    """Offer a closed vendor again."""
    return _change_vendor(slug, vendor_id, closures.reopen_vendor)


def _change_vendor(slug: str, vendor_id: int, act: VendorAct) -> ResponseReturnValue:
    form = OfficeForm()

    def work(session: Session) -> bool:
        act(session, _vendor(session, event_named(session, slug), vendor_id), member().id, core().clock())
        return True

    if change(work, form):
        told("office-saved")
        return redirect(url_for("office.stations.vendor_link", slug=slug, vendor_id=vendor_id))
    return _vendor_page(slug, vendor_id, form, 409)


def _vendor(session: Session, event: Event, vendor_id: int) -> Vendor:
    vendor = session.scalar(select(Vendor).where(Vendor.id == vendor_id, Vendor.event_id == event.id))
    if vendor is None:
        raise NotFound("vendor_unknown")
    return vendor
