"""The server's word on a container comes after the stall's flash: it turns a handing out into a refill, once, or never."""

import pytest
from playwright.sync_api import Route, expect

from pantbox.containers.making import Printed
from pantbox.containers.serials import shown
from pantbox.core import Core
from tests.journeys.faults import SCANS, expect_all_sent
from tests.journeys.stations import OpenPage, Screen, station
from tests.journeys.test_refills import FIRST, SECOND, owed_ore, refills
from tests.kiosk.ground import Ground, prepare

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def ground(core: Core) -> Ground:
    """A festival that runs now."""
    return prepare(core)


class Asked:
    """What a stall asks the server, about containers unless said otherwise: how often, and what becomes of it."""

    def __init__(self, stall: Screen, fate: str, address: str = "**/api/v1/codes") -> None:
        self.count, self.held = 0, []
        self.fate = fate
        stall.wait_until_kept()
        stall.page.route(address, self._meet)

    def _meet(self, route: Route) -> None:
        self.count += 1
        if self.fate == "lost":
            route.abort()
        elif self.fate == "answered":
            route.continue_()
        elif self.fate == "answer held back":
            response = route.fetch()
            if self.fate == "answered":  # let go while the server was asked
                route.fulfill(response=response)
            else:
                self.held.append((route, response))
        else:
            self.held.append((route, None))

    def let_go(self) -> None:
        """Let what was held back go on, and what is asked from now on."""
        self.fate = "answered"
        held, self.held = self.held, []
        for route, response in held:
            if response:
                route.fulfill(response=response)
            else:
                route.continue_()


def scan_unanswered(stall: Screen, at: str, mug: Printed, asked: Asked) -> None:
    """A container is handed out at once while the server's word of it is held back, and its scan is recorded."""
    expect(stall.scan_told(mug)).to_contain_text("Udleveret")
    expect_all_sent(stall, at)
    expect(stall.sum).to_have_text("10kr.")
    stall.dismiss()
    assert asked.count == 1


@pytest.mark.parametrize("fate", ["answer held back", "question held back"])
def test_a_handing_out_that_was_a_refill_is_turned_into_one_once_however_late_the_server_answers(
    ground: Ground, page_at: OpenPage, fate: str
) -> None:
    refills(ground, SECOND)
    mug = ground.hand_out("mug", at=FIRST)
    bar = station(page_at, ground, SECOND)
    asked = Asked(bar, fate)
    scan_unanswered(bar, SECOND, mug, asked)

    asked.let_go()
    expect(bar.flash.filter(has_text="Genopfyld · 0 kr.")).to_be_visible()
    expect_all_sent(bar, SECOND)

    expect(bar.sum).to_have_text("0kr.")
    expect(bar.page.locator('.order-line[data-kind="refill"]')).to_have_count(1)
    bar.dismiss()
    bar.press("Næste gæst")
    wait_until_owed(bar, ground, 1_000)
    expect(bar.flash).to_have_count(0)
    assert asked.count == 1


@pytest.mark.parametrize("fate", ["answer held back", "question held back"])
def test_a_stall_that_asks_is_asked_once_after_its_flash(
    ground: Ground, page_at: OpenPage, fate: str
) -> None:
    mug = ground.hand_out("mug", at=FIRST)
    stall = station(page_at, ground, SECOND)
    asked = Asked(stall, fate)
    scan_unanswered(stall, SECOND, mug, asked)
    question = stall.page.get_by_role("heading", name=f"{shown(mug.human_code)} er allerede ude")
    expect(question).to_have_count(0)

    asked.let_go()
    expect(question).to_be_visible()
    stall.press("Genopfyld · 0 kr.")

    expect(stall.page.locator('.order-line[data-kind="refill"]')).to_have_count(1)
    expect(question).to_have_count(0)
    wait_until_owed(stall, ground, 1_000)
    assert asked.count == 1


def test_after_the_next_guest_nobody_is_called_back_for_the_one_before(
    ground: Ground, page_at: OpenPage
) -> None:
    refills(ground, SECOND)
    mug, other = ground.hand_out("mug", at=FIRST), ground.take("mug")
    bar = station(page_at, ground, SECOND)
    asked = Asked(bar, "answer held back")
    scan_unanswered(bar, SECOND, mug, asked)
    bar.press("Næste gæst")
    expect(bar.sum).to_have_text("0kr.")

    with bar.page.expect_response("**/api/v1/codes"):
        asked.let_go()
    bar.page.unroute_all()
    expect(bar.scan_told(other)).to_contain_text("Udleveret")

    expect(bar.sum).to_have_text("10kr.")
    expect(bar.page.locator('.order-line[data-kind="refill"]')).to_have_count(0)
    wait_until_owed(bar, ground, 3_000)


def test_an_answer_that_is_lost_leaves_a_handing_out_which_the_desk_puts_right(
    ground: Ground, page_at: OpenPage
) -> None:
    refills(ground, SECOND)
    mug = ground.hand_out("mug", at=FIRST)
    bar = station(page_at, ground, SECOND)
    asked = Asked(bar, "lost")
    scan_unanswered(bar, SECOND, mug, asked)
    bar.press("Næste gæst")
    wait_until_owed(bar, ground, 2_000)
    desk = station(page_at, ground, "Pantkassen ved indgangen")

    desk.scan_told(mug)
    desk.press("Udbetal også den: 10 kr.")

    expect(desk.flash).to_contain_text("10 kr.")
    desk.dismiss()
    expect(desk.sum).to_have_text("20kr.")


def test_several_mugs_of_one_guest_are_all_turned_into_refills_though_the_server_answers_last(
    ground: Ground, page_at: OpenPage
) -> None:
    refills(ground, SECOND)
    mugs = [ground.hand_out("mug", at=FIRST) for _ in range(3)]
    bar = station(page_at, ground, SECOND)
    asked = Asked(bar, "answer held back")
    for mug in mugs:
        expect(bar.scan_told(mug)).to_contain_text("Udleveret")
    expect(bar.sum).to_have_text("30kr.")

    asked.let_go()

    expect(bar.sum).to_have_text("0kr.")
    wait_until_owed(bar, ground, 3_000)
    assert asked.count == 3


@pytest.mark.parametrize("when_out", ["refill", "ask"])
def test_what_another_device_of_the_stall_handed_out_is_turned_or_asked_about_once(
    ground: Ground, page_at: OpenPage, when_out: str
) -> None:
    if when_out == "refill":
        refills(ground, FIRST)
    mug = ground.take("mug")
    first, second = (station(page_at, ground, FIRST) for _ in range(2))
    first.scan_told(mug)
    expect_all_sent(first, FIRST)
    asked = Asked(second, "answer held back")
    question = second.page.get_by_role("heading", name=f"{shown(mug.human_code)} er allerede ude")

    scans = Asked(second, "question held back", SCANS)
    expect(second.scan_told(mug)).to_contain_text("Udleveret")
    scans.let_go()
    expect_all_sent(second, FIRST)
    if when_out == "ask":
        second.press("Genopfyld · 0 kr.")
    expect(second.page.locator('.order-line[data-kind="refill"]')).to_have_count(1)
    with second.page.expect_response("**/api/v1/codes"):
        asked.let_go()

    second.dismiss()
    expect(question).to_have_count(0)
    expect(second.page.locator('.order-line[data-kind="refill"]')).to_have_count(1)
    expect(second.sum).to_have_text("0kr.")
    wait_until_owed(second, ground, 1_000)


def test_a_question_that_is_answered_is_not_asked_again_when_the_server_answers(
    ground: Ground, page_at: OpenPage
) -> None:
    mug = ground.take("mug")
    stall = station(page_at, ground, FIRST)
    stall.scan_told(mug)
    expect_all_sent(stall, FIRST)
    stall.press("Næste gæst")
    asked = Asked(stall, "answer held back")
    stall.scan(mug)
    question = stall.page.get_by_role("heading", name=f"{shown(mug.human_code)} er allerede ude")
    expect(question).to_be_visible()
    stall.press("Genopfyld · 0 kr.")
    stall.dismiss()

    with stall.page.expect_response("**/api/v1/codes"):
        asked.let_go()
    stall.page.unroute_all()
    stall.scan(mug)

    expect(stall.flash).to_contain_text("Er talt med")
    expect(question).to_have_count(0)
    assert asked.count == 1


def wait_until_owed(stall: Screen, ground: Ground, ore: int) -> None:
    """Until the server has what the stall sent."""
    for _ in range(100):
        if owed_ore(ground) == ore:
            break
        stall.page.wait_for_timeout(50)
    assert owed_ore(ground) == ore
