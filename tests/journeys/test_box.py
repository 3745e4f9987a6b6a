"""A pant box, alone with its guests: money for what comes back, and never another's money on the screen."""

from time import monotonic
from uuid import UUID

import pytest
from playwright.sync_api import expect

from pantbox.core import Core
from pantbox.ledger.accounts import AccountKey, AccountKind
from pantbox.ledger.balances import balance
from tests.journeys.faults import expect_all_sent
from tests.journeys.stations import OpenPage, Screen, crew_slip, station
from tests.kiosk.devices import pair_device
from tests.kiosk.ground import FULL, SCREEN, Ground, prepare
from tests.kiosk.paper import slip_of
from tests.support.codes import forged
from tests.support.fake_camera import FakeCamera
from tests.support.pages import assert_accessible, read_qr

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def ground(core: Core) -> Ground:
    """A festival that runs now."""
    return prepare(core)


@pytest.fixture
def box(page_at: OpenPage, ground: Ground) -> Screen:
    """The box at the fountain, with a built-in scanner, and a clock that tests move."""
    page = page_at(1024)
    page.clock.install()
    return station(lambda _width: page, ground, SCREEN)


def test_from_a_stall_to_a_box_to_a_voucher_that_pays_in_parts(
    ground: Ground, camera: FakeCamera, camera_page_at: OpenPage, page_at: OpenPage
) -> None:
    stall = station(page_at, ground, "Suppe", width=360)
    bowl, mug = ground.take("bowl"), ground.take("mug")
    stall.scan_told(bowl)
    stall.scan_told(mug)
    box = station(camera_page_at, ground, SCREEN, camera=camera, width=1920)
    assert_accessible(box.page)

    box.hold(bowl)
    expect(box.flash).to_contain_text("15 kr.")
    box.dismiss()
    box.hold(mug)
    box.dismiss()
    expect(box.sum).to_have_text("25kr.")
    assert_accessible(box.page)
    box.press("Færdig")
    assert_accessible(box.page)
    box.press("Værdibevis")

    expect(box.page.get_by_role("img", name="Værdibevisets QR-kode")).to_be_visible()
    expect(box.page.get_by_role("img", name="Værdibevisets stregkode")).to_be_visible()
    assert_accessible(box.page)
    voucher = read_qr(box.page)
    stall.press("Næste gæst")
    stall.scan(voucher)
    stall.page.get_by_role("button", name="9", exact=True).click()
    stall.page.get_by_role("button", name="Brug 9 kr.").click()
    expect(stall.flash).to_contain_text("16 kr. tilbage")
    stall.dismiss()
    stall.scan(voucher)
    expect(stall.page.get_by_role("dialog")).to_contain_text("16kr.")
    box.press("Jeg har den")
    expect(box.page.get_by_role("heading", level=1)).to_have_text("Aflevér her")


def test_a_container_the_stall_forgot_to_scan_is_paid(box: Screen, ground: Ground) -> None:
    told = box.scan_told(ground.take("bowl"))

    expect(told).to_have_attribute("data-tone", "accepted")
    expect(box.sum).to_have_text("15kr.")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("https://elsewhere.example/menu/7", "Den kode kender vi ikke"),
        ("forged", "Koden er ikke ægte"),
        ("just words", "Den kode kender vi ikke"),
    ],
)
def test_unknown_and_forged_codes_give_nothing_and_say_why(
    box: Screen, ground: Ground, text: str, sentence: str
) -> None:
    link = ground.take("bowl").link

    expect(box.scan_told(forged(link) if text == "forged" else text)).to_contain_text(sentence)

    box.dismiss()
    expect(box.page.get_by_role("heading", level=1)).to_have_text("Aflevér her")


def test_what_was_returned_before_gives_nothing_and_says_where(box: Screen, ground: Ground) -> None:
    bowl = ground.hand_out("bowl")
    ground.scan("return", [bowl], "Amfiteatret")

    told = box.scan_told(bowl)

    expect(told).to_contain_text("Ingen pant på denne")
    box.dismiss()
    expect(box.page.get_by_text("ved Amfiteatret")).to_be_visible()
    expect(box.sum).to_have_text("0kr.")


def test_the_same_container_twice_counts_once(box: Screen, ground: Ground) -> None:
    bowl = ground.hand_out("bowl")
    box.scan_told(bowl)

    expect(box.scan_told(bowl)).to_contain_text("Den er talt med")

    expect(box.sum).to_have_text("15kr.")


def test_a_retired_container_is_still_money_for_who_brings_it_back(box: Screen, ground: Ground) -> None:
    bowl = ground.hand_out("bowl")
    ground.scan("retire", [bowl], "Pantkassen ved indgangen")

    box.scan_told(bowl)

    expect(box.sum).to_have_text("15kr.")


def test_who_walks_away_while_scanning_leaves_a_ticket_and_no_money_on_the_screen(
    box: Screen, ground: Ground
) -> None:
    box.scan_told(ground.hand_out("bowl"))
    box.page.clock.fast_forward(31_000)
    expect(box.page.get_by_role("heading", level=1)).to_have_text("Hvordan vil du have den?")

    box.page.clock.fast_forward(61_000)

    expect(box.page.get_by_role("heading", level=1)).to_have_text("Aflevér her")
    box.scan_told(ground.hand_out("mug"))
    expect(box.sum).to_have_text("10kr.")
    expect(box.page.get_by_role("listitem").filter(has_text="Skål")).to_have_count(0)
    expect_all_sent(box, SCREEN)
    assert _owed(ground) == 2_500


def test_more_time_is_a_tap_away(box: Screen, ground: Ground) -> None:
    box.scan_told(ground.hand_out("bowl"))
    box.press("Færdig")
    box.page.clock.fast_forward(50_000)
    box.press("Mere tid")

    box.page.clock.fast_forward(50_000)

    expect(box.page.get_by_role("heading", level=1)).to_have_text("Hvordan vil du have den?")


def test_a_voucher_stays_ninety_seconds_and_the_next_guest_waits_for_it(box: Screen, ground: Ground) -> None:
    box.scan_told(ground.hand_out("bowl"))
    box.press("Færdig")
    box.press("Værdibevis")
    expect(box.page.get_by_text("Tag et billede af koden")).to_be_visible()

    expect(box.scan_told(ground.hand_out("mug"))).to_contain_text("Tag dine penge først")

    box.page.clock.fast_forward(91_000)
    expect(box.page.get_by_role("heading", level=1)).to_have_text("Aflevér her")


def test_a_slip_scanned_first_takes_the_money_without_a_question(
    ground: Ground, camera: FakeCamera, camera_page_at: OpenPage
) -> None:
    box = station(camera_page_at, ground, SCREEN, camera=camera)
    box.hold_picture(slip_of(ground.slips[0]))
    box.dismiss()
    expect(box.page.get_by_text("Lægges på pantbillet")).to_be_visible()
    box.hold(ground.hand_out("bowl"))

    box.press("Færdig")

    expect(box.page.get_by_text("Lagt på din pantbillet")).to_be_visible()
    expect(box.page.get_by_text("står nu 15 kr.")).to_be_visible()
    paid = pair_device(ground, "Pantkassen ved indgangen").redeem("slip", ground.slips[0].code)
    assert paid["coins_ore"] == 1_500


def test_half_is_given_away_and_the_rest_is_chosen_again(box: Screen, ground: Ground) -> None:
    box.scan_told(ground.hand_out("bowl"))
    box.scan_told(ground.hand_out("mug"))
    box.press("Færdig")
    box.press("Giv den")
    assert_accessible(box.page)

    box.press("12,50 kr.")

    expect(box.flash).to_contain_text("12,50 kr. til Engens bier")
    box.dismiss()
    expect(box.sum).to_have_text("12,50kr.")
    box.press("Pantbillet")
    box.scan(f"S{ground.slips[1].code}")
    expect(box.page.get_by_text("Lagt på din pantbillet")).to_be_visible()
    assert _owed(ground) == 0


def test_all_is_given_away(box: Screen, ground: Ground) -> None:
    box.scan_told(ground.hand_out("bowl"))
    box.press("Færdig")
    box.press("Giv den")

    box.press("Alt: 15 kr.")

    expect(box.page.get_by_role("heading", level=1)).to_have_text("Tak!")


def test_the_desk_is_told_by_a_code_that_the_guest_takes_along(box: Screen, ground: Ground) -> None:
    box.scan_told(ground.hand_out("bowl"))
    box.press("Færdig")

    box.press("Kontant")

    expect(box.page.get_by_role("img", name="Kvitteringens QR-kode")).to_be_visible()
    visit, _, claim = read_qr(box.page).partition("/r/")[2].partition("#")
    assert ground.view(UUID(visit)).left_ore == 1_500
    paid = pair_device(ground, "Pantkassen ved indgangen").refund(visit, claim, 1_500)
    assert paid["refunds"][0]["coins_ore"] == 1_500


def test_containers_beyond_the_bound_give_a_ticket_and_no_dead_end(box: Screen, ground: Ground) -> None:
    for slug in ("bowl", "mug", "tray", "bowl", "mug", "tray"):
        box.scan_told(ground.take(slug))

    told = box.scan_told(ground.take("bowl"))

    expect(told).to_have_attribute("data-tone", "held")
    expect(told).to_contain_text("Din kvittering gælder dér")


def test_a_full_box_shows_the_nearest_open_one_before_the_first_scan(
    page_at: OpenPage, ground: Ground
) -> None:
    box = station(page_at, ground, FULL)

    expect(box.page.get_by_role("heading", level=1)).to_have_text("Boksen er fuld")
    expect(box.page.get_by_text("Nærmeste åbne boks")).to_contain_text("Amfiteatret")
    assert_accessible(box.page)
    expect(box.scan_told(ground.hand_out("bowl"))).to_contain_text("Boksen tager ikke imod nu")


def test_the_crew_opens_its_menu_with_a_slip(box: Screen, ground: Ground) -> None:
    box.scan_told(ground.hand_out("bowl"))
    box.press("Færdig")
    box.press("Værdibevis")
    box.press("Jeg har den")
    box.dismiss()
    box.scan(crew_slip(ground))
    expect(box.page.get_by_role("heading", level=1)).to_contain_text("Personale")
    assert_accessible(box.page)
    box.press("De sidste fem")
    expect(box.page.get_by_role("button", name="Værdibevis")).to_contain_text("15 kr.")
    box.press("Tilbage")

    box.press("Ude af drift")
    expect(box.page.get_by_text("Boksen er ude af drift.")).to_be_visible()
    box.press("Luk")

    expect(box.page.get_by_role("heading", level=1)).to_have_text("Boksen er lukket")


def test_without_network_a_guest_gets_a_ticket_that_becomes_money(page_at: OpenPage, ground: Ground) -> None:
    box = station(page_at, ground, SCREEN)
    box.page.context.set_offline(True)
    for slug in ("bowl", "mug"):
        expect(box.scan_told(ground.hand_out(slug))).to_contain_text("Modtaget")
    box.press("Færdig")

    expect(box.page.get_by_role("heading", level=1)).to_have_text("Modtaget. Her er din kvittering")
    expect(box.sum).to_have_text("25kr.")
    assert_accessible(box.page)
    visit, _, claim = read_qr(box.page).partition("/R/")[2].partition("#")
    box.page.context.set_offline(False)

    expect(box.page.get_by_role("button", name="Vælg nu")).to_be_visible()
    paid = pair_device(ground, "Pantkassen ved indgangen").refund(str(UUID(visit)), claim, 2_500)
    assert claim.startswith("T")
    assert paid["refunds"][0]["coins_ore"] == 2_500


def test_without_network_the_slip_that_was_scanned_first_gets_the_money(
    page_at: OpenPage, ground: Ground
) -> None:
    box = station(page_at, ground, SCREEN)
    box.page.context.set_offline(True)
    box.scan_told(ground.slips[2].link)
    box.scan_told(ground.hand_out("bowl"))
    box.press("Færdig")
    expect(box.page.get_by_text("så snart netværket er tilbage")).to_be_visible()

    box.page.context.set_offline(False)
    box.press("Færdig")

    expect(box.page.get_by_role("heading", level=1)).to_have_text("Aflevér her")
    expect_all_sent(box, SCREEN)
    paid = pair_device(ground, "Pantkassen ved indgangen").redeem("slip", ground.slips[2].code)
    assert paid["coins_ore"] == 1_500


def test_after_a_power_cut_the_guest_who_is_still_there_goes_on(page_at: OpenPage, ground: Ground) -> None:
    box = station(page_at, ground, SCREEN)
    box.scan_told(ground.hand_out("bowl"))
    expect(box.sum).to_have_text("15kr.")

    box.restart()

    expect(box.sum).to_have_text("15kr.")
    box.press("Færdig")
    expect(box.page.get_by_role("heading", level=1)).to_have_text("Hvordan vil du have den?")


def test_long_after_a_power_cut_only_the_crew_sees_whose_money_it_was(
    page_at: OpenPage, ground: Ground
) -> None:
    box = station(page_at, ground, SCREEN)
    box.scan_told(ground.hand_out("bowl"))
    expect(box.sum).to_have_text("15kr.")
    _age_the_visit(box, minutes=2)

    box.restart()

    expect(box.page.get_by_role("heading", level=1)).to_have_text("Aflevér her")
    box.scan(crew_slip(ground))
    box.press("De sidste fem")
    expect(box.page.get_by_role("button", name="Kvittering")).to_contain_text("15 kr.")


def test_who_brings_many_scans_on_and_on_and_is_paid_once(page_at: OpenPage, ground: Ground) -> None:
    box = station(page_at, ground, SCREEN)
    containers = [ground.hand_out(slug) for slug in ("small-cup", "mug") for _ in range(6)]
    box.press("Mange på én gang")
    began = monotonic()
    for container in containers:
        box.scan(container)

    expect(box.page.locator(".many-count")).to_have_text("12")
    assert monotonic() - began < 5
    expect(box.flash).to_have_count(0)
    expect(box.page.get_by_text("90 kr. i alt")).to_be_visible()
    assert_accessible(box.page)
    box.press("Færdig")
    expect(box.sum).to_have_text("90kr.")


def test_a_box_says_the_code_that_proves_one_stands_before_it(box: Screen) -> None:
    expect(box.page.get_by_text("Kode til din telefon:")).to_be_visible()


def _age_the_visit(box: Screen, minutes: int) -> None:
    """As if the visit that is written down were of so many minutes ago."""
    box.page.evaluate(
        """([sign, minutes]) => new Promise((done, failed) => {
            const opening = indexedDB.open(`pantbox-${sign}`);
            opening.onsuccess = () => {
                const kept = opening.result.transaction("kept", "readwrite").objectStore("kept");
                const asked = kept.get("visit");
                asked.onsuccess = () => {
                    kept.put({ ...asked.result, at: Date.now() - minutes * 60_000 }, "visit");
                    kept.transaction.oncomplete = () => { opening.result.close(); done(); };
                };
            };
            opening.onerror = failed;
        })""",
        [box.ground.signs[SCREEN], minutes],
    )


def _owed(ground: Ground) -> int:
    """What the box at the fountain still owes to guests."""
    key = AccountKey(ground.event_id, AccountKind.PAYABLE, str(ground.stations[SCREEN]))
    with ground.core.database.reading() as session:
        return balance(session.connection(), key)
