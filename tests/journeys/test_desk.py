"""A cash desk: whatever a guest brings becomes coins, once, and the till is counted."""

import pytest
from playwright.sync_api import expect

from pantbox.clock import new_id
from pantbox.core import Core
from pantbox.places.stations import Station as StationRow
from pantbox.refunds.till import in_the_till
from tests.journeys.stations import OpenPage, Screen, station
from tests.kiosk.ground import Ground, prepare
from tests.kiosk.paper import label_of
from tests.support.fake_camera import FakeCamera
from tests.support.pages import assert_accessible

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

DESK = "Pantkassen ved indgangen"


@pytest.fixture
def ground(core: Core) -> Ground:
    """A festival that runs now."""
    return prepare(core)


@pytest.fixture
def desk(page_at: OpenPage, ground: Ground) -> Screen:
    """The cash desk at the entrance, with a hand scanner."""
    return station(page_at, ground, DESK)


def test_containers_held_before_the_camera_become_coins(
    ground: Ground, camera: FakeCamera, camera_page_at: OpenPage
) -> None:
    desk = station(camera_page_at, ground, DESK, camera=camera, width=360)
    assert_accessible(desk.page)
    desk.hold_picture(label_of(ground.hand_out("bowl")))
    desk.dismiss()
    desk.hold_picture(label_of(ground.hand_out("mug")))
    desk.dismiss()
    expect(desk.sum).to_have_text("25kr.")
    assert_accessible(desk.page)

    desk.press("Udbetal 25 kr. kontant")

    expect(desk.flash).to_contain_text("Giv gæsten pengene")
    assert _till(ground) == -2_500


def test_a_boxs_ticket_is_paid_in_parts(desk: Screen, ground: Ground) -> None:
    visit = ground.visit("bowl", "mug")
    link = f"{ground.core.settings.base_url}/r/{visit}#{ground.claim(visit)}"
    desk.scan(link)
    expect(desk.page.get_by_text("Kvittering for 2 emballager")).to_be_visible()

    desk.press("En del")
    desk.page.get_by_role("button", name="9", exact=True).click()
    desk.page.get_by_role("button", name="Udbetal 9 kr.").click()

    expect(desk.flash).to_contain_text("9 kr.")
    desk.dismiss()
    expect(desk.sum).to_have_text("16kr.")
    assert ground.view(visit).left_ore == 1_600


def test_a_voucher_is_cashed_once(desk: Screen, ground: Ground) -> None:
    code = ground.voucher("bowl")
    desk.scan(f"V{code}")
    desk.press("Udbetal 15 kr. kontant")
    expect(desk.flash).to_contain_text("15 kr.")
    desk.dismiss()

    desk.scan(f"V{code}")

    expect(desk.sum).to_have_text("0kr.")
    expect(desk.page.get_by_role("button", name="Udbetal")).to_have_count(0)


def test_a_ticket_with_a_wrong_claim_pays_nothing(desk: Screen, ground: Ground) -> None:
    visit = ground.visit("bowl")

    told = desk.scan_told(f"{ground.core.settings.base_url}/r/{visit}#0000000000000000")

    expect(told).to_contain_text("Kvitteringen er ikke ægte")


@pytest.mark.parametrize("width", [360, 1024])
def test_a_container_somebody_claimed_before_is_paid_by_who_holds_it(
    page_at: OpenPage, ground: Ground, width: int
) -> None:
    desk = station(page_at, ground, DESK, width=width)
    bowl = ground.hand_out("bowl")
    ground.scan("return", [bowl], "Suppe")
    told = desk.scan_told(bowl)
    expect(told).to_contain_text("gjorde Suppe krav på den")
    desk.dismiss()
    expect(desk.sum).to_have_text("0kr.")
    assert_accessible(desk.page)

    desk.press("Jeg har den i hånden: udbetal 15 kr.")

    expect(desk.flash).to_contain_text("Frigivet")
    desk.dismiss()
    expect(desk.sum).to_have_text("15kr.")
    expect(desk.page.get_by_role("button", name="Jeg har den i hånden")).to_have_count(0)


def test_what_waits_is_paid_once_the_desk_has_seen_it(desk: Screen, ground: Ground) -> None:
    visit, many = new_id(), [ground.take(slug) for slug in ("bowl", "mug", "small-cup") for _ in range(3)][:7]
    ground.scan("return", many, "Springvandet", visit)
    desk.scan(f"{ground.core.settings.base_url}/r/{visit}#{ground.claim(visit)}")

    desk.press("Jeg har set den")

    expect(desk.flash).to_contain_text("Frigivet")
    desk.dismiss()
    assert ground.view(visit).left_ore == 3 * 1_500 + 3 * 1_000 + 500
    expect(desk.page.get_by_role("button", name="Jeg har set den")).to_have_count(0)


def test_unreadable_labels_are_paid_by_type_and_three_at_most(desk: Screen, ground: Ground) -> None:
    for _ in range(3):
        desk.press("Ulæselig")
        desk.page.get_by_role("dialog").get_by_role("button", name="Skål").click()
        expect(desk.flash).to_contain_text("15 kr.")
        desk.dismiss()
    expect(desk.sum).to_have_text("45kr.")

    desk.press("Ulæselig")
    desk.page.get_by_role("dialog").get_by_role("button", name="Skål").click()

    expect(desk.flash).to_contain_text("Højst 3")


def test_the_till_is_counted_and_says_what_is_missing(desk: Screen, ground: Ground) -> None:
    desk.press("Kassen")
    assert_accessible(desk.page)
    for key in ("5", "00"):
        desk.page.get_by_role("button", name=key, exact=True).click()
    desk.page.get_by_role("button", name="Bogfør 500 kr.").click()
    expect(desk.page.get_by_text("500 kr. er bogført.")).to_be_visible()

    desk.page.get_by_role("button", name="Tæl kassen").click()
    for key in "495":
        desk.page.get_by_role("button", name=key, exact=True).click()
    desk.page.get_by_role("button", name="Bogfør 495 kr.").click()

    expect(desk.page.get_by_text("Der mangler 5 kr.")).to_be_visible()


def _till(ground: Ground) -> int:
    with ground.core.database.reading() as session:
        return in_the_till(session, session.get_one(StationRow, ground.stations[DESK]))
