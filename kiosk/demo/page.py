"""`/`: what a newcomer may try, and a fresh pairing code behind each button that opens a station."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from babel.numbers import format_decimal
from flask import redirect, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.demo.blueprint import demo
from kiosk.demo.things import curious, in_stock, out_with_guests
from pantbox.errors import NotFound
from pantbox.labels.qr import qr_svg
from pantbox.places.events import Event
from pantbox.places.pairing import make_pairing_code
from pantbox.places.setup import vendor_link
from pantbox.places.stations import Station, StationKind
from pantbox.places.vendors import Vendor
from pantbox.planning.demo import LOGIN_EMAIL, LOGIN_PASSWORD, event_of_the_demo
from pantbox.reports.live import live
from pantbox.web import core
from pantbox.web.words import language


@dataclass(frozen=True, slots=True)
class Walk:
    """The stations of the walk through the demo."""

    stall: Station
    box: Station
    sign_box: Station
    desk: Station
    vendor: Vendor
    vendor_link: str


@demo.get("/")
def first_page() -> ResponseReturnValue:
    """Where to begin."""
    here, now = core(), core().clock()
    with here.database.reading() as session:
        event = event_of_the_demo(session)
        clean = in_stock(session, here, event, language())
        return render_template(
            "demo/first_page.html",
            event=event,
            figures=_figures(session, event, now),
            walk=_walk(session, event),
            in_stock=clean,
            container_path=urlsplit(clean[0].link).path if clean else None,
            out=out_with_guests(session, here, event, language()),
            curious=list(curious(session, here, event, language())),
            login=(LOGIN_EMAIL, LOGIN_PASSWORD),
            qr=qr_svg,
        )


@demo.post("/demo/open/<int:station_id>")
def open_station(station_id: int) -> ResponseReturnValue:
    """Pair this browser with a station, and go there."""
    with core().database.transaction() as session:
        event = event_of_the_demo(session)
        station = session.get(Station, station_id)
        if station is None or station.event_id != event.id:
            raise NotFound("station_unknown")
        code = make_pairing_code(session, station, core().clock())
    return redirect(f"/k/#pair={code}", 303)


def _figures(session: Session, event: Event, now: datetime) -> dict[str, str]:
    """How it stands, in the reader's way of writing numbers."""
    totals = live(session.connection(), event.id, now).totals
    counts = {"issued": totals.issued, "returned": totals.returned, "out": totals.out}
    return {name: format_decimal(count, locale=language()) for name, count in counts.items()}


def _walk(session: Session, event: Event) -> Walk:
    stations = list(
        session.scalars(select(Station).where(Station.event_id == event.id).order_by(Station.number))
    )
    boxes = [station for station in stations if station.kind == StationKind.PANT_BOX]
    stall = next(station for station in stations if station.kind == StationKind.STALL)
    vendor = session.get_one(Vendor, stall.vendor_id)
    return Walk(
        stall=stall,
        box=next(box for box in boxes if box.has_screen and box.fill_state == "open"),
        sign_box=next(box for box in boxes if not box.has_screen),
        desk=next(station for station in stations if station.kind == StationKind.CASH_DESK),
        vendor=vendor,
        vendor_link=vendor_link(core().keys, vendor),
    )
