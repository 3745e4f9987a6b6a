"""Pant boxes without a network, and their guests. After each: nothing lost, nothing double, the audit green."""

from collections.abc import Iterator
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from pantbox.circulation.contested import contested
from pantbox.core import Core
from tests.journeys.faults import expect_all_sent, prove, recorded
from tests.journeys.stations import OpenPage, Screen, crew_slip, station
from tests.kiosk.ground import SCREEN, Ground, prepare

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ELSEWHERE = "Amfiteatret"
BEGIN = "Aflevér her"


@pytest.fixture
def ground(core: Core) -> Iterator[Ground]:
    """A festival that runs now, and adds up afterwards."""
    ground = prepare(core)
    yield ground
    prove(core)


def take_offline(box: Screen, *containers: object) -> str:
    """A guest hands these back at a box without network; the text of the ticket."""
    box.page.context.set_offline(True)
    for container in containers:
        expect(box.scan_told(container)).to_contain_text("Modtaget")  # type: ignore[arg-type]
    box.press("Færdig")
    expect(box.page.get_by_role("heading", level=1)).to_have_text("Modtaget. Her er din kvittering")
    picture = Image.open(BytesIO(box.page.screenshot()))
    [code] = zxingcpp.read_barcodes(picture, formats=[zxingcpp.BarcodeFormat.QRCode])
    return code.text


def test_two_boxes_without_network_take_the_same_cup(page_at: OpenPage, ground: Ground) -> None:
    bowl = ground.hand_out("bowl")
    first, second = station(page_at, ground, SCREEN), station(page_at, ground, ELSEWHERE)
    take_offline(first, bowl)
    take_offline(second, bowl)

    for box, at in ((second, ELSEWHERE), (first, SCREEN)):
        box.page.context.set_offline(False)
        expect_all_sent(box, at)

    visits = [scan.visit_id for scan in recorded(ground) if scan.kind == "return" and scan.visit_id]
    with ground.core.database.reading() as session:
        assert len(contested(session, ground.event_id)) == 1
    assert len(visits) == 2
    assert sorted(ground.view(visit).credited_ore for visit in visits) == [0, 1_500]


def test_a_ticket_opened_before_during_and_after_sync_by_two_phones(
    page_at: OpenPage, ground: Ground
) -> None:
    box = station(page_at, ground, SCREEN)
    link = take_offline(box, ground.hand_out("bowl"), ground.hand_out("mug"))
    phones = [page_at(360), page_at(360)]
    phones[0].goto(link)
    expect(phones[0].get_by_text("Kvitteringen er for 2 stk.")).to_be_visible()

    box.page.context.set_offline(False)
    phones[1].goto(link)

    expect_all_sent(box, SCREEN)
    for phone in phones:
        expect(phone.locator(".refund-sum")).to_contain_text("25", timeout=15_000)
    for phone in phones:
        phone.locator('[data-choice="voucher"]').click()
    for phone in phones:
        phone.get_by_role("button", name="Få et værdibevis på 25 kr.").click()
    expect(phones[0].get_by_role("img", name="QR-kode til boden").first).to_be_visible()
    [visit] = {scan.visit_id for scan in recorded(ground) if scan.visit_id}
    assert visit
    assert (ground.view(visit).paid_ore, ground.view(visit).left_ore) == (2_500, 0)


def test_a_guest_who_leaves_without_network_and_the_next_who_comes(page_at: OpenPage, ground: Ground) -> None:
    page = page_at(1024)
    page.clock.install()
    box = station(lambda _width: page, ground, SCREEN)
    page.context.set_offline(True)
    expect(box.scan_told(ground.hand_out("bowl"))).to_contain_text("Modtaget")
    page.clock.fast_forward(40_000)
    page.clock.fast_forward(120_000)
    page.clock.fast_forward(120_000)
    expect(page.get_by_role("heading", level=1)).to_have_text(BEGIN)

    expect(box.scan_told(ground.hand_out("mug"))).to_contain_text("Modtaget")
    expect(page.get_by_role("listitem").filter(has_text="Skål")).to_have_count(0)
    page.context.set_offline(False)
    page.clock.resume()

    expect_all_sent(box, SCREEN)
    visits = {scan.visit_id for scan in recorded(ground) if scan.visit_id}
    assert sorted(ground.view(visit).credited_ore for visit in visits if visit) == [1_000, 1_500]


def test_without_a_key_a_box_takes_nothing_without_network_but_onto_a_slip(
    ground: Ground, page_at: OpenPage
) -> None:
    page = page_at(1024)
    page.add_init_script("delete Crypto.prototype.subtle;")  # as on an insecure address
    box = station(lambda _width: page, ground, SCREEN)
    page.context.set_offline(True)
    expect(page.get_by_text("Tag en pantbillet ved boksen")).to_be_visible()
    expect(page.get_by_text("Kode til din telefon")).to_have_count(0)
    bowl = ground.hand_out("bowl")
    expect(box.scan_told(bowl)).to_contain_text("Scan først en pantbillet")
    expect(page.get_by_role("heading", level=1)).to_have_text("Aflevér her")

    box.scan_told(ground.slips[0].link)
    expect(box.scan_told(bowl)).to_contain_text("Modtaget")
    box.press("Færdig")

    expect(page.get_by_text("så snart netværket er tilbage")).to_be_visible()
    page.context.set_offline(False)
    box.press("Færdig")
    expect(page.get_by_text("Intet netværk")).to_have_count(0)
    box.scan(crew_slip(ground))
    expect(page.get_by_text("Denne enhed kan ikke lave kvitteringer")).to_be_visible()


def test_a_visit_goes_on_after_a_restart_without_network_and_its_sum_is_right(
    ground: Ground, page_at: OpenPage
) -> None:
    box = station(page_at, ground, SCREEN)
    box.wait_until_kept()
    bowl, mug, tray = (ground.hand_out(slug) for slug in ("bowl", "mug", "tray"))
    expect(box.scan_told(bowl)).to_contain_text("15 kr.")
    box.page.context.set_offline(True)
    expect(box.scan_told(mug)).to_contain_text("Modtaget")
    box.dismiss()

    box.restart()

    expect(box.sum).to_have_text("25kr.")
    expect(box.scan_told(mug)).to_contain_text("Den er talt med")
    expect(box.scan_told(tray)).to_contain_text("Modtaget")
    box.dismiss()
    expect(box.sum).to_have_text("45,50kr.")
    box.page.context.set_offline(False)
    expect_all_sent(box, SCREEN)
    box.press("Færdig")
    expect(box.page.get_by_role("heading", level=1)).to_have_text("Hvordan vil du have den?")
    expect(box.sum).to_have_text("45,50kr.")
    assert len({scan.visit_id for scan in recorded(ground) if scan.visit_id}) == 1
