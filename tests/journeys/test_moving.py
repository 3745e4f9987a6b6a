"""A phone that goes from stall to stall without a network: each scan counts for where it was made."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from pantbox.core import Core
from pantbox.places.devices import Device
from tests.journeys.faults import expect_all_sent, hand_out, prove, recorded
from tests.journeys.stations import OpenPage, Screen, station
from tests.kiosk.ground import SCREEN, Ground, prepare

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def ground(core: Core) -> Iterator[Ground]:
    """A festival that runs now, and adds up afterwards."""
    ground = prepare(core)
    yield ground
    prove(core)


@pytest.fixture
def phone(page_at: OpenPage, ground: Ground) -> Screen:
    """A phone at the soup stall that opens without a network."""
    phone = station(page_at, ground, "Suppe", width=360)
    phone.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    return phone


def go(phone: Screen, to: str) -> None:
    """Scan the sign of another stall, and say yes."""
    phone.scan(f"{phone.ground.core.settings.base_url}/B/{phone.ground.signs[to]}".upper())
    phone.page.get_by_role("button", name="Flyt hertil").click()
    expect(phone.page.get_by_role("heading", level=1)).to_have_text(to)


def test_scans_count_for_where_the_phone_stood_when_it_made_them(phone: Screen, ground: Ground) -> None:
    phone.page.context.set_offline(True)
    hand_out(phone, times=2)
    phone.press("Næste gæst")
    go(phone, "Grill")
    expect(phone.sum).to_have_text("0kr.")
    hand_out(phone, "mug")
    phone.press("Næste gæst")
    go(phone, "Suppe")
    hand_out(phone, "tray")
    phone.press("Næste gæst")
    go(phone, "Grill")

    phone.page.context.set_offline(False)

    for name in ("Grill", "Suppe"):
        expect_all_sent(phone, name)
    made = sorted(scan.station_id for scan in recorded(ground))
    assert made == sorted([ground.stations["Suppe"]] * 3 + [ground.stations["Grill"]])
    expect(phone.page.get_by_text("venter")).to_have_count(0)
    with ground.core.database.reading() as session:
        assert session.scalars(select(Device.station_id)).all() == [ground.stations["Grill"]]


def test_the_sign_of_something_else_moves_no_phone(phone: Screen, ground: Ground) -> None:
    phone.page.context.set_offline(True)
    base = ground.core.settings.base_url
    expect(phone.scan_told(f"{base}/B/{ground.signs[SCREEN]}".upper())).to_contain_text(
        "Det kan boden ikke bruge"
    )
    expect(phone.scan_told(f"{base}/B/ABCDEF".upper())).to_contain_text("Det skilt kender enheden ikke")
    phone.dismiss()

    expect(phone.page.get_by_role("dialog")).to_have_count(0)
