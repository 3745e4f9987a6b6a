"""Returning with one's own phone: scanning first, money last, and nobody's money lost on the way."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Route, expect

from pantbox.core import Core
from pantbox.refunds.visits import changing_code
from tests.journeys.phone import BEGIN, OpenPage, Phone
from tests.journeys.stations import station
from tests.kiosk.devices import pair_device
from tests.kiosk.ground import FULL, SCREEN, SIGN, Ground, prepare
from tests.kiosk.paper import label_of, slip_of
from tests.support.codes import forged
from tests.support.fake_camera import FakeCamera
from tests.support.pages import assert_accessible, read_qr

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def ground(core: Core) -> Ground:
    """A festival that runs now."""
    return prepare(core)


@pytest.fixture
def phone(ground: Ground, camera: FakeCamera, camera_page_at: OpenPage) -> Phone:
    """A guest's phone whose camera sees what the test holds before it."""
    return Phone(camera_page_at(360), camera, ground)


def test_half_is_donated_and_the_rest_goes_onto_a_slip_that_the_desk_pays(
    phone: Phone, ground: Ground
) -> None:
    bowl, mug = ground.take("bowl"), ground.take("mug")
    pair_device(ground, "Suppe").scan("issue", bowl, mug)

    phone.begin(SCREEN)
    phone.hold(bowl)
    expect(phone.newest).to_contain_text("+ 15 kr.")
    phone.hold(mug)
    expect(phone.page.locator(".sum-bar")).to_contain_text("25")
    assert_accessible(phone.page)
    phone.drop()

    phone.choose("donation")
    phone.page.get_by_role("button", name="Halvdelen").click()
    phone.page.get_by_role("button", name="Giv 12,50 kr.").click()
    expect(phone.page.locator(".refund-sum")).to_contain_text("12,50")

    phone.choose("slip")
    phone.camera.show(slip_of(ground.slips[0]))
    phone.page.get_by_role("button", name=re.compile("Læg 12,50 kr. på den")).click()
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("Sådan")
    assert_accessible(phone.page)

    paid = pair_device(ground, "Pantkassen ved indgangen").redeem("slip", ground.slips[0].code)
    assert (paid["amount_ore"], paid["coins_ore"], paid["left_ore"]) == (1_250, 1_250, 0)
    phone.page.goto(f"/S/{ground.slips[0].code}")
    expect(phone.page.get_by_text("Brugt: Pantkassen ved indgangen")).to_be_visible()


def test_a_voucher_takes_no_typing_and_its_link_opens_anywhere(
    phone: Phone, ground: Ground, camera_page_at: OpenPage
) -> None:
    phone.begin(SIGN)
    phone.hold(ground.hand_out("bowl"))
    phone.drop()
    phone.choose("voucher")
    expect(phone.page.get_by_text("Det gælder i tre år")).to_be_visible()
    phone.page.get_by_role("button", name=re.compile("Få et værdibevis på 15")).click()

    voucher = phone.page.locator(".voucher")
    expect(voucher.get_by_role("img", name="QR-kode til boden")).to_be_visible()
    code = voucher.get_attribute("data-code") or ""
    visit, claim = phone.link
    assert pair_device(ground, "Suppe").redeem("voucher", code, amount_ore=500)["left_ore"] == 1_000
    friend = camera_page_at(360)
    friend.goto(f"/r/{visit}#{claim}")
    expect(friend.locator(".voucher")).to_contain_text("Tilbage af 15")


def test_the_desk_pays_a_visit_whose_page_shows_its_code(phone: Phone, ground: Ground) -> None:
    phone.begin(SCREEN)
    phone.hold(ground.hand_out("tray"))
    phone.drop()
    phone.choose("cash")
    expect(phone.page.get_by_role("img", name="QR-kode, som pantkassen scanner")).to_be_visible()
    visit, claim = phone.link

    pair_device(ground, "Pantkassen ved indgangen").refund(visit, claim, 2_050)

    expect(phone.page.get_by_text("Udbetalt kontant")).to_be_visible(timeout=15_000)
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("Sådan")


def test_a_picture_is_worth_little_and_who_holds_the_container_is_paid(phone: Phone, ground: Ground) -> None:
    photographed = ground.hand_out("bowl")
    phone.begin(SIGN)
    phone.hold(photographed)
    phone.drop()
    phone.choose("voucher")
    phone.page.get_by_role("button", name=re.compile("Få et værdibevis på 15")).click()
    expect(phone.page.locator(".voucher")).to_be_visible()

    desk = pair_device(ground, "Pantkassen ved indgangen")
    [seen] = desk.scan("return", photographed, visit=None)["results"]
    assert (seen["verdict"], seen["reason"]) == ("held", "already_returned")
    assert desk.release(seen["id"])["scan_ids"] == [seen["id"]]
    phone.page.reload()
    expect(phone.page.get_by_text("En anden har også afleveret").first).to_be_visible()


def test_a_sign_pays_so_many_at_once_and_the_rest_wait(phone: Phone, ground: Ground) -> None:
    phone.open_box(SIGN)
    expect(phone.page.get_by_text("Op til 4 stykker pr. telefon")).to_be_visible()
    phone.begin(SIGN)
    for _ in range(4):
        phone.hold(ground.hand_out("small-cup"))

    phone.hold(ground.hand_out("small-cup"))

    expect(phone.newest).to_have_attribute("data-verdict", "held")
    expect(phone.newest).to_contain_text("når sækken er talt op")
    phone.drop()
    expect(phone.page.get_by_text("1 stykke venter")).to_be_visible()
    expect(phone.page.locator(".refund-sum")).to_contain_text("20")


def test_without_the_code_of_the_screen_the_money_waits(phone: Phone, ground: Ground) -> None:
    phone.open_box(SCREEN)
    phone.page.get_by_role("button", name="Fortsæt uden kode").click()

    phone.hold(ground.hand_out("mug"))

    expect(phone.newest).to_have_attribute("data-verdict", "held")


def test_a_wrong_code_of_the_screen_is_said_and_can_be_mended(phone: Phone, ground: Ground) -> None:
    phone.open_box(SCREEN)
    phone.page.get_by_label("Koden på boksens skærm").fill("abc")
    phone.page.get_by_role("button", name=BEGIN).click()

    expect(phone.page.get_by_role("alert").filter(has_text="Koden passer ikke")).to_be_visible()


def test_a_guest_who_scans_the_screen_types_nothing_and_is_paid_at_once(
    phone: Phone, ground: Ground, page_at: OpenPage
) -> None:
    screen = station(page_at, ground, SCREEN)
    expect(screen.page.get_by_role("img", name="QR-kode til din telefon")).to_be_visible()
    link = read_qr(screen.page)

    phone.page.goto(link)
    expect(phone.page.get_by_text("Du skal ikke taste noget")).to_be_visible()
    expect(phone.page.get_by_label("Koden på boksens skærm")).to_have_count(0)
    assert_accessible(phone.page)
    phone.page.get_by_role("button", name=BEGIN).click()
    phone.hold(ground.hand_out("bowl"))
    expect(phone.newest).to_contain_text("+ 15 kr.")
    expect(phone.page).to_have_url(re.compile(r"/B/[0-9A-Z]{6}$"))
    phone.drop()
    phone.choose("voucher")
    phone.page.get_by_role("button", name=re.compile("Få et værdibevis på 15")).click()

    expect(phone.page.locator(".voucher")).to_be_visible()
    assert re.search(r"/B/[0-9A-Z]{6}#\d{8}$", link)


def test_an_old_code_of_the_screen_asks_for_the_one_that_is_there_now(phone: Phone, ground: Ground) -> None:
    now, box = ground.core.clock(), ground.stations[SCREEN]
    old = changing_code(ground.core.keys, box, now - timedelta(minutes=5))

    phone.page.goto(f"/B/{ground.signs[SCREEN]}#{old}")
    phone.page.get_by_role("button", name=BEGIN).click()
    expect(phone.page.get_by_role("alert").filter(has_text="Koden passer ikke")).to_be_visible()
    phone.page.get_by_label("Koden på boksens skærm").fill(changing_code(ground.core.keys, box, now))
    phone.page.get_by_role("button", name=BEGIN).click()

    expect(phone.page.get_by_label("Kameraets billede")).to_be_visible()


def test_a_sixth_typed_code_is_kindly_refused_and_scanning_goes_on(phone: Phone, ground: Ground) -> None:
    phone.begin(SCREEN)
    for n in range(5):
        phone.type(ground.hand_out("mug").human_code)
        expect(phone.page.locator('[data-verdict="waiting"]')).to_have_count(0)
        expect(phone.rows).to_have_count(n + 1)
        phone.page.get_by_text("Tast koden i stedet").click()  # closed again

    phone.type(ground.hand_out("mug").human_code)

    expect(phone.newest).to_contain_text("Du har tastet fem koder. Scan resten med kameraet")
    phone.hold(ground.hand_out("bowl"))
    expect(phone.newest).to_contain_text("+ 15 kr.")


def test_what_cannot_be_paid_says_why_and_goes_in_the_box_all_the_same(phone: Phone, ground: Ground) -> None:
    returned, genuine = ground.hand_out("bowl"), ground.take("bowl")
    ground.scan("return", [returned], SCREEN)
    fake = type(genuine)(forged(genuine.link), genuine.human_code, "")
    foreign = type(genuine)("https://other.example/menu/1", genuine.human_code, "")

    phone.begin(SIGN)
    for container, sentence in (
        (returned, f"ved {SCREEN}. Læg den i boksen alligevel"),
        (fake, "Koden er ikke ægte"),
        (foreign, "Den kender vi ikke"),
    ):
        phone.hold(container)
        expect(phone.newest).to_have_attribute("data-verdict", "rejected")
        expect(phone.newest).to_contain_text(sentence)
    assert_accessible(phone.page)
    phone.drop()

    expect(phone.page.get_by_text("Der var ingen pant på denne gang")).to_be_visible()


def test_a_forgotten_scan_is_not_the_guests_loss(phone: Phone, ground: Ground) -> None:
    phone.begin(SIGN)

    phone.hold(ground.take("mug"))

    expect(phone.newest).to_have_attribute("data-verdict", "held")
    expect(phone.newest).to_contain_text("Pengene kommer, når sækken er talt op")
    phone.drop()
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("Pengene kommer senere")
    expect(phone.page.get_by_text("1 stykke venter")).to_be_visible()
    expect(phone.page.get_by_text("ingen pant på denne gang")).to_have_count(0)
    ground.release_all()
    expect(phone.page.locator(".refund-sum")).to_contain_text("10", timeout=15_000)


def test_a_label_no_camera_reads_is_typed_and_waits_for_the_bag(phone: Phone, ground: Ground) -> None:
    phone.begin(SIGN)

    phone.type(ground.hand_out("bowl").human_code.lower())

    expect(phone.newest).to_have_attribute("data-verdict", "held")
    expect(phone.newest).to_contain_text("Læg den i boksen. Pengene kommer, når sækken er talt op")


def test_on_a_weak_network_nothing_is_lost_and_nothing_counted_twice(phone: Phone, ground: Ground) -> None:
    bowl = ground.hand_out("bowl")
    phone.begin(SIGN)
    phone.hold(ground.hand_out("mug"))
    # The server hears the scan, but its answer is lost on the way.
    phone.page.route("**/api/v1/scans", _lose_the_answer)
    phone.camera.show(label_of(bowl))
    expect(phone.page.get_by_text("Nettet driller")).to_be_visible()
    expect(phone.newest).to_contain_text("Venter på nettet")

    phone.page.unroute("**/api/v1/scans")
    phone.page.evaluate("dispatchEvent(new Event('online'))")

    expect(phone.newest).to_contain_text("+ 15 kr.")
    expect(phone.page.locator(".sum-bar")).to_contain_text("25")


def test_a_reload_in_the_middle_goes_on_where_it_was(phone: Phone, ground: Ground) -> None:
    phone.begin(SCREEN)
    phone.hold(ground.hand_out("bowl"))

    phone.page.reload()

    expect(phone.rows).to_have_count(1)
    phone.hold(ground.hand_out("mug"))
    expect(phone.page.locator(".sum-bar")).to_contain_text("25")


def test_a_slip_read_among_the_containers_is_where_the_money_may_go(phone: Phone, ground: Ground) -> None:
    phone.begin(SCREEN)
    phone.hold(ground.hand_out("bowl"))
    phone.camera.show(slip_of(ground.slips[1]))
    expect(phone.page.get_by_text("Pengene kan lægges på din pantbillet")).to_be_visible()
    phone.drop()

    phone.choose("slip")
    phone.page.get_by_role("button", name=re.compile("Læg 15 kr. på den")).click()

    expect(phone.page.get_by_text("Lagt på pantbillet nr. 2")).to_be_visible()


def test_a_full_box_says_so_before_the_first_scan(phone: Phone) -> None:
    phone.open_box(FULL)

    expect(phone.page.get_by_text("Boksen tager ikke imod lige nu")).to_be_visible()
    expect(phone.page.get_by_text(SIGN)).to_be_visible()
    expect(phone.page.get_by_role("button", name=BEGIN)).to_have_count(0)
    assert_accessible(phone.page)


def test_a_change_of_language_keeps_the_money(phone: Phone, ground: Ground) -> None:
    phone.begin(SIGN)
    phone.hold(ground.hand_out("bowl"))
    phone.drop()

    phone.page.get_by_role("link", name="English").click()

    expect(phone.page.get_by_role("heading", name="How would you like it?")).to_be_visible()
    expect(phone.page.locator(".refund-sum")).to_contain_text("15")


def _lose_the_answer(route: Route) -> None:
    route.fetch()
    route.abort()
