"""A stall: the sum for the till, never stopped for what we believe, and every slip of the finger undone."""

import pytest
from playwright.sync_api import expect

from pantbox.circulation.contested import ClaimKind
from pantbox.circulation.disputes import disputes
from pantbox.circulation.scan import Verdict
from pantbox.containers.serials import shown
from pantbox.core import Core
from tests.journeys.faults import expect_all_sent
from tests.journeys.stations import OpenPage, Screen, station
from tests.kiosk.ground import Ground, prepare
from tests.support.codes import forged
from tests.support.fake_camera import FakeCamera
from tests.support.pages import assert_accessible

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def ground(core: Core) -> Ground:
    """A festival that runs now."""
    return prepare(core)


@pytest.fixture
def stall(page_at: OpenPage, ground: Ground) -> Screen:
    """The soup stall, with a hand scanner."""
    return station(page_at, ground, "Suppe")


def test_the_camera_reads_printed_labels_and_the_sum_for_the_till_adds_up(
    ground: Ground, camera: FakeCamera, camera_page_at: OpenPage
) -> None:
    stall = station(camera_page_at, ground, "Suppe", camera=camera, width=360)

    stall.hold(ground.take("bowl"))
    expect(stall.flash).to_contain_text("Udleveret")
    stall.dismiss()
    stall.hold(ground.take("mug"))

    stall.dismiss()
    expect(stall.sum).to_have_text("25kr.")
    expect(stall.page.get_by_text("2 stk.")).to_be_visible()
    assert_accessible(stall.page)


def test_a_container_is_issued_for_its_deposit_and_the_next_guest_starts_from_nothing(
    stall: Screen, ground: Ground
) -> None:
    expect(stall.scan_told(ground.take("bowl"))).to_contain_text("Udleveret")
    expect(stall.sum).to_have_text("15kr.")

    stall.press("Næste gæst")

    expect(stall.sum).to_have_text("0kr.")
    expect(stall.page.get_by_text("forrige gæst: 1 stk., 15 kr.")).to_be_visible()


def test_the_order_ends_by_itself_after_twenty_seconds(ground: Ground, page_at: OpenPage) -> None:
    page = page_at(1024)
    page.clock.install()
    stall = station(lambda _width: page, ground, "Suppe")
    stall.scan_told(ground.take("bowl"))

    page.clock.fast_forward(21_000)

    expect(stall.sum).to_have_text("0kr.")


def test_the_same_container_twice_in_an_order_is_counted_once(stall: Screen, ground: Ground) -> None:
    bowl = ground.take("bowl")
    stall.scan_told(bowl)

    expect(stall.scan_told(bowl)).to_contain_text("Er talt med")

    expect(stall.sum).to_have_text("15kr.")


def test_a_container_that_is_out_already_asks_and_never_refuses(stall: Screen, ground: Ground) -> None:
    bowl = ground.hand_out("bowl")
    stall.scan(bowl)
    question = stall.page.get_by_role("heading", name=f"{shown(bowl.human_code)} er allerede ude")
    expect(question).to_be_visible()
    assert_accessible(stall.page)

    stall.press("Tag retur", exact=True)

    expect(stall.flash).to_contain_text("Taget retur")
    expect(stall.sum).to_have_text("−15kr.")


def test_a_question_nobody_answers_goes_away_with_the_next_container(stall: Screen, ground: Ground) -> None:
    bowl = ground.hand_out("bowl")
    stall.scan(bowl)
    question = stall.page.get_by_role("heading", name=f"{shown(bowl.human_code)} er allerede ude")
    expect(question).to_be_visible()

    stall.scan_told(ground.take("mug"))

    expect(question).to_be_hidden()
    expect(stall.sum).to_have_text("10kr.")


def test_a_question_nobody_answers_goes_away_by_itself_and_books_nothing(
    ground: Ground, page_at: OpenPage
) -> None:
    page = page_at(1024)
    page.clock.install()
    stall = station(lambda _width: page, ground, "Suppe")
    bowl = ground.hand_out("bowl")
    stall.scan(bowl)
    question = page.get_by_role("heading", name=f"{shown(bowl.human_code)} er allerede ude")
    expect(question).to_be_visible()

    page.clock.fast_forward(21_000)

    expect(question).to_be_hidden()
    expect(stall.sum).to_have_text("0kr.")
    assert ground.scan("return", [bowl], "Springvandet")[0].verdict is Verdict.ACCEPTED


def test_a_swap_is_one_figure_the_difference(stall: Screen, ground: Ground) -> None:
    mug = ground.hand_out("mug")
    stall.press("Byt", exact=True)
    stall.scan(mug)
    expect(stall.page.get_by_text("Byt: scan den nye")).to_be_visible()

    stall.scan(ground.take("bowl"))

    expect(stall.flash).to_contain_text("Byttet")
    expect(stall.sum).to_have_text("5kr.")
    expect_all_sent(stall, "Suppe")
    later = ground.scan("return", [mug], "Springvandet")[0]
    with ground.core.database.reading() as session:
        [dispute] = disputes(session, ground.event_id)
    assert (dispute.id, dispute.stall.kind) == (later.id, ClaimKind.STALL)


def test_a_mode_colours_the_screen_and_falls_back_to_handing_out(ground: Ground, page_at: OpenPage) -> None:
    page = page_at(360)
    page.clock.install()
    stall = station(lambda _width: page, ground, "Suppe")
    stall.press("Tag retur", exact=True)
    expect(page.locator(".stall")).to_have_attribute("data-mode", "take_back")

    page.clock.fast_forward(21_000)

    expect(page.locator(".stall")).to_have_attribute("data-mode", "issue")


def test_any_scan_of_the_day_is_undone_from_the_list(stall: Screen, ground: Ground) -> None:
    bowl = ground.hand_out("bowl")
    stall.press("Fortryd", exact=True)
    row = stall.page.get_by_role("listitem").filter(has_text=shown(bowl.human_code))

    row.get_by_role("button").click()

    expect(row).to_contain_text("Fortrudt")
    expect(row.get_by_role("button")).to_have_count(0)


def test_an_undone_line_leaves_the_sum(stall: Screen, ground: Ground) -> None:
    stall.scan_told(ground.take("bowl"))
    stall.scan_told(ground.take("mug"))
    stall.press("Fortryd", exact=True)
    stall.page.get_by_role("button", name="Fortryd Skål").click()
    stall.dismiss()

    stall.page.get_by_role("button", name="Luk").click()

    expect(stall.sum).to_have_text("10kr.")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("https://elsewhere.example/8003/00000000000000", "Den kode kender vi ikke"),
        ("forged", "Koden er ikke ægte"),
        ("99999999", "Den kode kender vi ikke"),
    ],
)
def test_unknown_and_forged_codes_stop_with_a_kind_sentence(
    stall: Screen, ground: Ground, text: str, sentence: str
) -> None:
    link = ground.take("bowl").link

    told = stall.scan_told(forged(link) if text == "forged" else text)

    expect(told).to_have_attribute("data-tone", "rejected")
    expect(told).to_contain_text(sentence)
    expect(stall.sum).to_have_text("0kr.")


def test_a_retired_container_says_take_another_one(stall: Screen, ground: Ground) -> None:
    bowl = ground.take("bowl")
    ground.scan("retire", [bowl], "Pantkassen ved indgangen")

    told = stall.scan_told(bowl)

    expect(told).to_contain_text("Tag en anden")
    expect(stall.sum).to_have_text("0kr.")


def test_a_voucher_pays_in_parts(stall: Screen, ground: Ground) -> None:
    code = ground.voucher("bowl", "bowl", "mug")

    stall.scan(f"V{code}")
    expect(stall.page.get_by_role("dialog")).to_contain_text("40kr.")
    assert_accessible(stall.page)
    for key in "25":
        stall.page.get_by_role("button", name=key, exact=True).click()
    stall.page.get_by_role("button", name="Brug 25 kr.").click()
    expect(stall.flash).to_contain_text("15 kr. tilbage")
    stall.dismiss()

    stall.scan(f"V{code}")
    stall.page.get_by_role("button", name="Brug det hele: 15 kr.").click()
    expect(stall.flash).to_contain_text("Der er ikke mere på")


def test_the_sign_of_another_stall_moves_the_device(stall: Screen, ground: Ground) -> None:
    stall.scan(f"{ground.core.settings.base_url}/B/{ground.signs['Grill']}".upper())
    stall.page.get_by_role("button", name="Flyt hertil").click()

    expect(stall.page.get_by_role("heading", level=1)).to_have_text("Grill")
    stall.scan_told(ground.take("bowl"))
    expect(stall.sum).to_have_text("15kr.")


def test_a_code_is_typed_on_the_screen(stall: Screen, ground: Ground) -> None:
    bowl = ground.take("bowl")
    stall.press("Mere", exact=True)
    stall.press("Skriv koden")
    assert_accessible(stall.page)
    for sign in bowl.human_code:
        stall.page.get_by_role("button", name=sign, exact=True).click()

    stall.page.get_by_role("button", name="Brug koden").click()

    expect(stall.flash).to_contain_text("Udleveret")
    expect(stall.sum).to_have_text("15kr.")


def test_handing_out_goes_on_without_the_server_and_is_sent_later(stall: Screen, ground: Ground) -> None:
    bowl = ground.take("bowl")
    stall.page.context.set_offline(True)

    expect(stall.scan_told(bowl)).to_contain_text("Udleveret")
    expect(stall.sum).to_have_text("15kr.")
    expect(stall.page.get_by_text("1 venter")).to_be_visible()
    stall.page.context.set_offline(False)

    expect(stall.page.get_by_text("1 venter")).to_be_hidden()
    expect_all_sent(stall, "Suppe")
    [answer] = ground.scan("return", [bowl], "Springvandet")
    assert (answer.verdict, answer.reason) == (Verdict.ACCEPTED, None)


def test_the_whole_screen_speaks_three_languages(stall: Screen) -> None:
    for language, words in (("English", "Next guest"), ("Deutsch", "Nächster Gast"), ("Dansk", "Næste gæst")):
        stall.page.get_by_role("button", name=language).click()
        expect(stall.page.get_by_role("button", name=words)).to_be_visible()


def test_a_stall_sends_on_who_brings_what_no_stall_handed_out(ground: Ground, page_at: OpenPage) -> None:
    stall = station(page_at, ground, "Suppe", width=360)
    stall.press("Tag retur", exact=True)

    stall.scan(ground.take("bowl"))

    expect(stall.flash).to_contain_text("Til pantboks eller pantkasse")
    expect(stall.flash).to_contain_text("Betal ikke noget her")
    assert_accessible(stall.page)
    stall.dismiss()
    expect(stall.sum).to_have_text("0kr.")


def test_a_swap_of_what_no_stall_handed_out_charges_the_new_one_in_full(
    stall: Screen, ground: Ground
) -> None:
    stall.press("Byt", exact=True)
    stall.scan(ground.take("mug"))

    stall.scan(ground.take("bowl"))

    expect(stall.flash).to_contain_text("Det gamle gav ingen pant")
    expect(stall.flash).to_contain_text("fuld pant for den nye")
    stall.dismiss()
    expect(stall.sum).to_have_text("15kr.")
