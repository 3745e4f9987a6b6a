"""What is shown stays shown, and what is said is seen: codes without network, an answer above an open sheet."""

from io import BytesIO

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from pantbox.core import Core
from pantbox.places.events import Rail
from pantbox.refunds.refund import Part
from tests.journeys.stations import OpenPage, station
from tests.kiosk.ground import Ground, prepare

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def ground(core: Core) -> Ground:
    """A festival that runs now."""
    return prepare(core)


def test_a_vouchers_codes_are_drawn_by_the_phone_itself(ground: Ground, page_at: OpenPage) -> None:
    visit = ground.visit("bowl")
    [refund] = ground.pay(visit, Part(Rail.VOUCHER, 1_500))
    page = page_at(360, device_scale_factor=2)
    posted: list[str] = []
    page.on("request", lambda asked: posted.append(asked.url) if asked.method == "POST" else None)
    page.goto(f"/r/{visit}#{ground.claim(visit)}")

    card = page.locator(".voucher")
    expect(card).to_be_visible()
    page.context.set_offline(True)
    picture = Image.open(BytesIO(page.screenshot()))

    read = {code.format: code.text for code in zxingcpp.read_barcodes(picture)}
    assert read[zxingcpp.BarcodeFormat.Code128] == f"V{refund.code}"
    assert read[zxingcpp.BarcodeFormat.QRCode].endswith(f"/V/{refund.code}")
    assert posted == []


def test_an_answer_above_an_open_sheet_is_tapped_away_and_the_sheet_stays(
    ground: Ground, page_at: OpenPage
) -> None:
    stall = station(page_at, ground, "Suppe", width=360)
    stall.press("Mere", exact=True)
    sheet = stall.page.get_by_role("dialog")
    expect(sheet).to_be_visible()

    stall.scan("https://elsewhere.example/menu/7")
    expect(stall.flash).to_contain_text("Den kode kender vi ikke")
    stall.flash.click()

    expect(stall.flash).to_have_count(0)
    expect(sheet).to_be_visible()
