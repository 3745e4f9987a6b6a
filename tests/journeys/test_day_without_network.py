"""A whole day without a network at a stall and a box; then it comes back, and everything is there, once."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from pantbox.circulation.scan import Kind, Verdict
from pantbox.circulation.tables import ReturnClaimRow
from pantbox.core import Core
from tests.admin.office import hire
from tests.journeys.faults import CLOCK, expect_all_sent, hand_out, prove, recorded, shift_clock, waiting
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
        screen.restart()
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


@pytest.mark.parametrize("wrong_by_hours", [-2, 2])
def test_an_honest_day_with_a_wrong_clock_set_at_noon_and_a_move_leaves_no_return_waiting(
    ground: Ground, page_at: OpenPage, wrong_by_hours: int
) -> None:
    phone, box = (_with_wrong_clock(page_at, ground, at, wrong_by_hours) for at in (STALL, SCREEN))
    for screen in (phone, box):
        screen.page.context.set_offline(True)
    morning = [ground.take(slug) for slug in ("bowl", "mug", "tray")]
    _sell(phone, *morning)
    _bring_with_slip(box, ground.slips[0].link, morning[0])

    for screen in (phone, box):  # at noon somebody sets the clocks, and the devices are restarted
        shift_clock(screen.page, hours=0)
        screen.restart()
    _move(phone, "Grill")
    evening = ground.take("bowl")
    _sell(phone, evening)
    _bring_with_slip(box, ground.slips[0].link, morning[1], evening)
    written = set[UUID]().union(
        waiting(phone.page, ground.signs[STALL]),
        waiting(phone.page, ground.signs["Grill"]),
        waiting(box.page, ground.signs[SCREEN]),
    )

    for screen, places in ((phone, (STALL, "Grill")), (box, (SCREEN,))):
        screen.page.context.set_offline(False)
        for at in places:
            expect_all_sent(screen, at)

    scans = recorded(ground)
    assert {scan.id for scan in scans} == written
    assert len(scans) == len(written)
    assert [scan.code for scan in scans if not scan.believed] == []
    returns = [scan for scan in scans if scan.kind == Kind.RETURN]
    assert [(one.verdict, one.verdict_reason) for one in returns] == [(Verdict.ACCEPTED, None)] * 3
    with ground.core.database.reading() as session:
        assert session.scalars(select(ReturnClaimRow)).all() == []


def _with_wrong_clock(page_at: OpenPage, ground: Ground, at: str, hours: int) -> Screen:
    """A station whose device has a wrong clock from the start, and all it needs without a network."""
    page = page_at(1024)
    page.add_init_script(CLOCK)
    page.goto("/healthz")
    shift_clock(page, hours=hours)
    return _kept_station(lambda _width: page, ground, at)


def _move(phone: Screen, to: str) -> None:
    """Scan the sign of another stall, and say yes."""
    phone.scan(f"{phone.ground.core.settings.base_url}/B/{phone.ground.signs[to]}".upper())
    phone.page.get_by_role("button", name="Flyt hertil").click()
    expect(phone.page.get_by_role("heading", level=1)).to_have_text(to)


def _kept_station(page_at: OpenPage, ground: Ground, at: str) -> Screen:
    """A station whose device has all it needs without a network."""
    screen = station(page_at, ground, at)
    screen.wait_until_kept()
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
