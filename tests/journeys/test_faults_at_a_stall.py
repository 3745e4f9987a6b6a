"""A stall on a bad day. After each: nothing lost, nothing double, and an audit that finds nothing wrong."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from random import Random

import pytest
from playwright.sync_api import Request, expect
from sqlalchemy import func, select

from pantbox.circulation.tables import TripRow
from pantbox.core import Core
from tests.journeys.faults import (
    CLOCK,
    BadNetwork,
    Disk,
    expect_all_sent,
    hand_out,
    prove,
    recorded,
    shift_clock,
    waiting,
)
from tests.journeys.stations import OpenPage, Screen, station
from tests.kiosk.ground import Ground, prepare
from tests.support import outboxes

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
STALL = "Suppe"


@pytest.fixture
def ground(core: Core) -> Iterator[Ground]:
    """A festival that runs now, and adds up afterwards."""
    yield prepare(core)
    prove(core)


@pytest.fixture
def stall(page_at: OpenPage, ground: Ground) -> Screen:
    """The soup stall, with a hand scanner."""
    return station(page_at, ground, STALL)


def test_a_day_with_the_network_cut_at_random(stall: Screen, ground: Ground) -> None:
    chance = Random(11)
    network = BadNetwork(stall.page.context, chance)
    for slug in chance.sample(["bowl", "mug", "small-cup", "medium-cup"] * 4, 14):
        network.cut_or_mend()
        hand_out(stall, slug)
        if chance.random() < 0.3:
            stall.press("Næste gæst")

    network.mend()

    expect_all_sent(stall, STALL)
    assert len({scan.code for scan in recorded(ground)}) == len(recorded(ground)) == 14
    with ground.core.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(TripRow)) == 14


def test_two_tabs_of_one_stall_send_each_scan_once(stall: Screen, ground: Ground) -> None:
    first, second = stall, Screen(stall.page.context.new_page(), ground)
    second.page.goto("/k/")
    expect(second.page.get_by_role("heading", level=1)).to_have_text(STALL)
    sent: list[str] = []
    stall.page.context.on("response", lambda answer: sent.extend(_scans_in(answer.request)))
    stall.page.context.set_offline(True)
    for screen in (first, second, first):
        screen.page.bring_to_front()
        hand_out(screen)
    written = waiting(first.page, ground.signs[STALL])

    stall.page.context.set_offline(False)

    expect_all_sent(second, STALL)
    assert {scan.id for scan in recorded(ground)} == written
    assert Counter(sent) == Counter(map(str, written))
    assert len(written) == 3


def test_a_clock_two_hours_wrong_that_jumps(ground: Ground, page_at: OpenPage) -> None:
    page = page_at(1024)
    page.add_init_script(CLOCK)
    page.goto("/healthz")
    shift_clock(page, hours=-2)
    stall = station(lambda _width: page, ground, STALL)
    before = ground.core.clock()
    hand_out(stall)
    expect_all_sent(stall, STALL)
    page.context.set_offline(True)
    hand_out(stall, "mug")
    for hours, slug in ((3, "bowl"), (-2, "mug"), (0, "tray")):
        shift_clock(page, hours=hours)
        hand_out(stall, slug)

    page.context.set_offline(False)

    expect_all_sent(stall, STALL)
    scans = sorted(recorded(ground), key=lambda scan: scan.seq)
    assert len(scans) == 5
    known = [scans[0], scans[1], scans[4]]
    assert all(before - timedelta(seconds=5) < scan.effective_at < ground.core.clock() for scan in known)


def test_a_full_disk_is_said_before_anybody_is_told_yes(ground: Ground, page_at: OpenPage) -> None:
    page = page_at(1024)
    disk = Disk(page, ground.core.settings.base_url)
    stall = station(lambda _width: page, ground, STALL)
    hand_out(stall)
    stall.wait_until_kept()
    bowl = ground.take("bowl")
    with disk.full():
        expect(stall.scan_told(bowl)).to_have_attribute("data-tone", "rejected")
        stall.dismiss()
        expect(stall.sum).to_have_text("15kr.")

    expect(stall.scan_told(bowl)).to_contain_text("Udleveret")

    expect_all_sent(stall, STALL)
    assert len(recorded(ground)) == 2


MANY = 10_000


def test_ten_thousand_scans_are_sent_though_a_newer_version_comes(ground: Ground, page_at: OpenPage) -> None:
    stall = station(page_at, ground, STALL)
    stall.wait_until_kept()
    stall.page.context.set_offline(True)
    codes = [one.link for stock in ground.stock.values() for one in stock]
    stall.page.evaluate(outboxes.FILL, [f"pantbox-{ground.signs[STALL]}", codes, MANY])
    stall.restart()
    expect(stall.page.get_by_role("heading", level=1)).to_have_text(STALL)

    stall.page.context.set_offline(False)
    restarts: list[str] = []
    stall.page.on("framenavigated", lambda frame: restarts.append(frame.url))
    stall.page.evaluate("() => { navigator.serviceWorker.register('/k/sw.js?newer', {scope: '/k/'}); }")

    expect_all_sent(stall, STALL, timeout_seconds=60)
    assert restarts
    assert len(recorded(ground)) == MANY


def _scans_in(request: Request) -> list[str]:
    """The ids of the scans a request brought."""
    if not request.url.endswith("/scans"):
        return []
    return [scan["id"] for scan in request.post_data_json["scans"]]
