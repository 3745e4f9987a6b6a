"""Kildeparken, as an organiser tells the office of it on one page, and what is done with it next."""

import re

from werkzeug.test import TestResponse

from pantbox.core import Core
from pantbox.places.pairing import pair
from tests.admin.office import Browser

NEW = {
    "name": "Kildeparken",
    "starts_at": "2027-05-20T10:00",
    "ends_at": "2027-05-24T23:00",
    "return_until": "2027-06-01",
    "timezone": "Europe/Copenhagen",
    "rails": ["voucher", "slip", "cash", "donation"],
    "causes": "Røde Kors\nDyrenes Beskyttelse",
    "unseen_policy": "pay",
    "unseen_per_period_max": "6",
    "unseen_share_percent": "20",
    "phone_per_code_max": "10",
    "phones_per_box_max": "20",
    "second_payments_max": "3",
    "phone_per_half_hour_max": "4",
    "offline_redeem_ore": "50",
    "stalls": "Suppe; Køkkenet; 12345678\nPizza\nSalat; Køkkenet",
    "boxes": "3",
    "boxes_have_screens": "y",
    "box_capacity": "400",
    "desks": "1",
    "washes": "1",
    "use-small-cup": "on",
    "deposit-small-cup": "5",
    "use-bowl": "on",
    "deposit-bowl": "12,50",
}


def make(office: Browser, **changed: object) -> TestResponse:
    """Send the form, with some fields changed."""
    return office.post("/admin/events", {**NEW, **changed})


def types_made(office: Browser) -> list[str]:
    """The ids of the container types there are by now."""
    return sorted(set(re.findall(r"/admin/containers/types/(\d+)", office.get("/admin/containers/").text)))


def change_settings(office: Browser, **changed: object) -> TestResponse:
    """Send its settings, with some fields changed."""
    told = {name: value for name, value in NEW.items() if not name.startswith(("use-", "deposit-"))}
    for type_id, deposit in zip(types_made(office), ("5", "12,50"), strict=True):
        told |= {f"use-{type_id}": "on", f"deposit-{type_id}": deposit}
    return office.post("/admin/events/kildeparken-2027/settings", told | changed)


def print_slips(office: Browser, count: int = 3) -> None:
    """Slips for the boxes' rolls."""
    answer = office.post("/admin/events/kildeparken-2027/papers/slips", count=str(count), paper="a4")
    assert answer.mimetype == "application/pdf"


def pair_by_hand(office: Browser, core: Core, station_id: int) -> None:
    """Show a pairing code on the page of a station, and type it into a device."""
    page = office.post(f"/admin/events/kildeparken-2027/stations/{station_id}/pairings").text
    found = re.search(r"data-code>([0-9A-Z-]+)<", page)
    assert found
    with core.database.transaction() as session:
        pair(session, found[1], name="phone", now=core.clock())
