"""A whole day without a network at a stall and a box; then it comes back, and everything is there, once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from pantbox.core import Core
from tests.admin.office import hire
from tests.journeys.faults import expect_all_sent, hand_out, prove, recorded, waiting
from tests.journeys.office import log_in
from tests.journeys.stations import OpenPage, Screen, station
from tests.kiosk.ground import SCREEN, Ground, prepare

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
STALL, DESK = "Suppe", "Pantkassen ved indgangen"


@pytest.fixture
def ground(core: Core) -> Iterator[Ground]:
    """A festival that runs now, and adds up afterwards."""
    yield prepare(core)
    prove(core)


def test_every_scan_of_a_day_without_network_counts_once_and_the_slip_pays(
    ground: Ground, page_at: OpenPage
) -> None:
    stall, box = (_kept_station(page_at, ground, at) for at in (STALL, SCREEN))
    for screen in (stall, box):
        screen.page.context.set_offline(True)

    morning = [ground.take(slug) for slug in ("bowl", "bowl", "mug", "tray")]
    _sell(stall, *morning)
    _bring_with_slip(box, ground.slips[0].link, *morning[:2])
    for screen in (stall, box):  # batteries are changed at noon
        screen.page.reload()
    evening = [ground.take(slug) for slug in ("bowl", "small-cup")]
    _sell(stall, *evening)
    _hand_out_by_mistake(stall)
    _bring_with_slip(box, ground.slips[0].link, morning[2], evening[0])
    written = waiting(stall.page, ground.signs[STALL]) | waiting(box.page, ground.signs[SCREEN])

    # The box is heard first: it tells of containers the server has never seen leave a stall.
    for screen, at in ((box, SCREEN), (stall, STALL)):
        screen.page.context.set_offline(False)
        expect_all_sent(screen, at)

    assert {scan.id for scan in recorded(ground)} == written
    assert len(recorded(ground)) == len(written)
    _expect_on_the_live_page(_office(page_at, ground), handed_out=6, back=4, out=2)
    desk = station(page_at, ground, DESK)
    desk.scan(ground.slips[0].link)
    desk.press("Udbetal 55 kr. kontant")
    expect(desk.flash).to_contain_text("Giv gæsten pengene")


def _kept_station(page_at: OpenPage, ground: Ground, at: str) -> Screen:
    """A station whose device has all it needs without a network."""
    screen = station(page_at, ground, at)
    screen.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    return screen


def _sell(stall: Screen, *containers: object) -> None:
    for container in containers:
        expect(stall.scan_told(container)).to_contain_text("Udleveret")  # type: ignore[arg-type]
    stall.press("Næste gæst")


def _hand_out_by_mistake(stall: Screen) -> None:
    hand_out(stall)
    stall.press("Fortryd", exact=True)
    stall.page.get_by_role("button", name="Fortryd Skål").first.click()
    expect(stall.flash).to_be_hidden()
    stall.page.get_by_role("button", name="Luk").click()
    expect(stall.sum).to_have_text("0kr.")


def _bring_with_slip(box: Screen, slip: str, *containers: object) -> None:
    """The slip is scanned first, so that nothing is asked at the end."""
    box.scan_told(slip)
    for container in containers:
        expect(box.scan_told(container)).to_contain_text("Modtaget")  # type: ignore[arg-type]
    box.press("Færdig")
    expect(box.page.get_by_text("så snart netværket er tilbage")).to_be_visible()
    box.press("Færdig")


def _office(page_at: OpenPage, ground: Ground) -> Page:
    hire(ground.core, ground.organisation_id)
    page = page_at(1024)
    log_in(page, "aalborg")
    page.goto("/admin/events/kildeparken/")
    return page


def _expect_on_the_live_page(page: Page, **told: int) -> None:
    figures = page.locator("#live-tiles .figure")
    for number, (what, count) in enumerate(told.items()):
        expect(figures.nth(number), what).to_have_text(str(count))
