"""The station app on its device: it opens without a network, and neither a power cut nor a newer version loses a scan."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect
from sqlalchemy import func, select, update

from pantbox.circulation.quarantine import QuarantinedScan
from pantbox.circulation.tables import ScanRow
from pantbox.core import Core
from pantbox.places.devices import Device
from pantbox.settings import Settings
from tests.journeys.faults import expect_all_sent, prove
from tests.journeys.stations import OpenPage, Screen, pairing_code, station
from tests.kiosk.ground import Ground, prepare
from tests.support import outboxes
from tests.support.chromium import kill, launch_profile
from tests.support.servers import LiveServer, start_server

OLDER = (
    """caches.open("pantbox-app-old").then((old) => old.put("/k/static/dist/old.js", new Response("old")))"""
)
"""A version of the app from before, with a file that no other has."""
ALL_SENT = "Suppe · Pantbox"
"""What a tab is called; before it stands how many scans wait."""

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def ground(core: Core) -> Iterator[Ground]:
    """A festival that runs now, and adds up afterwards."""
    yield prepare(core)
    prove(core)


def stall_kept_on_its_device(open_page: OpenPage, ground: Ground) -> Screen:
    """The soup stall, once its worker has everything."""
    stall = station(open_page, ground, "Suppe")
    wait_until_kept(stall.page)
    return stall


def wait_until_kept(page: Page) -> None:
    until(page, "navigator.serviceWorker.controller !== null")


def until(page: Page, what: str) -> None:
    """Wait for something only a script can see."""
    page.evaluate(f"async () => {{ while (!({what})) await new Promise(requestAnimationFrame); }}")


def hand_out(stall: Screen, n: int = 1) -> None:
    for _ in range(n):
        expect(stall.scan_told(stall.ground.take("bowl"))).to_contain_text("Udleveret")
        stall.dismiss()


def recorded(ground: Ground, table: type = ScanRow) -> int:
    with ground.core.database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_it_opens_and_works_without_a_network(ground: Ground, page_at: OpenPage) -> None:
    stall = stall_kept_on_its_device(page_at, ground)
    stall.page.context.set_offline(True)
    hand_out(stall)

    stall.restart()

    expect(stall.page.get_by_role("heading", level=1)).to_have_text("Suppe")
    hand_out(stall)
    expect(stall.page.get_by_text("2 venter")).to_be_visible()
    stall.page.context.set_offline(False)
    expect(stall.page).to_have_title(ALL_SENT)
    assert recorded(ground) == 2


def test_a_newer_version_waits_for_the_guest_and_loses_nothing(ground: Ground, page_at: OpenPage) -> None:
    stall = stall_kept_on_its_device(page_at, ground)
    stall.page.context.route("**/api/v1/scans", lambda route: route.abort())
    hand_out(stall, 3)
    stall.page.evaluate("navigator.serviceWorker.register('/k/sw.js?newer', {scope: '/k/'})")
    until(stall.page, "(await navigator.serviceWorker.getRegistration('/k/')).waiting")
    expect(stall.sum).to_have_text("45kr.")
    with stall.page.expect_navigation():
        stall.press("Næste gæst")

    expect(stall.page.get_by_text("3 venter")).to_be_visible()
    stall.page.context.unroute_all()
    expect(stall.page).to_have_title(ALL_SENT)
    assert recorded(ground) == 3


def test_what_a_revoked_device_scanned_before_is_still_handed_in(ground: Ground, page_at: OpenPage) -> None:
    stall = stall_kept_on_its_device(page_at, ground)
    stall.page.context.set_offline(True)
    hand_out(stall, 2)
    with ground.core.database.transaction() as session:
        session.execute(update(Device).values(revoked_at=ground.core.clock()))

    stall.page.reload()
    stall.page.context.set_offline(False)

    expect(stall.page.get_by_text("Alt er afleveret")).to_be_visible()
    assert (recorded(ground), recorded(ground, QuarantinedScan)) == (0, 2)


def test_a_guest_at_one_tab_is_not_disturbed_by_the_newer_version_that_another_takes(
    ground: Ground, page_at: OpenPage
) -> None:
    stall = stall_kept_on_its_device(page_at, ground)
    idle = stall.page.context.new_page()
    idle.goto("/k/")
    expect(idle.get_by_role("heading", level=1)).to_have_text("Suppe")
    idle.evaluate(OLDER)
    hand_out(stall)
    with idle.expect_navigation():
        idle.evaluate("navigator.serviceWorker.register('/k/sw.js?newer', {scope: '/k/'})")

    expect(idle.get_by_role("heading", level=1)).to_have_text("Suppe")
    expect(stall.sum).to_have_text("15kr.")
    assert stall.page.evaluate("fetch('/k/static/dist/old.js').then((answer) => answer.text())") == "old"
    with stall.page.expect_navigation():
        stall.press("Næste gæst")
    until(stall.page, "!(await caches.has('pantbox-app-old'))")


def test_a_version_that_is_not_whole_is_not_taken(ground: Ground, page_at: OpenPage) -> None:
    stall = stall_kept_on_its_device(page_at, ground)
    stall.page.context.route(
        "**/station.js?*",
        lambda route: route.fulfill(body="// of another version", content_type="text/javascript"),
    )

    stall.page.evaluate("navigator.serviceWorker.register('/k/sw.js?newer', {scope: '/k/'})")

    until(stall.page, "(await navigator.serviceWorker.getRegistration('/k/')).installing === null")
    assert not stall.page.evaluate(
        "(async () => !!(await navigator.serviceWorker.getRegistration('/k/')).waiting)()"
    )


def test_a_mistake_of_ours_says_so_and_starts_anew_by_itself(ground: Ground, page_at: OpenPage) -> None:
    page = page_at(1024)
    page.clock.install()
    stall = station(lambda _width: page, ground, "Suppe")
    page.route("**/api/v1/scans", lambda route: route.abort())
    hand_out(stall)
    broken = {"event": {}, "station": {"sign": ground.signs["Suppe"]}, "terms": {}, "types": []}
    page.route("**/api/v1/station", lambda route: route.fulfill(json=broken))

    page.evaluate("dispatchEvent(new Event('online'))")

    expect(page.get_by_role("alert")).to_contain_text("gemt og bliver sendt")
    page.unroute_all()
    with page.expect_navigation():
        page.clock.run_for(10_500)
    expect(page.get_by_role("heading", level=1)).to_have_text("Suppe")
    expect_all_sent(stall, "Suppe")
    assert recorded(ground) == 1


@pytest.fixture
def profile(tmp_path: Path) -> Iterator[Path]:
    """Where a device keeps what it knows. Whoever works on it at the end is ended."""
    yield tmp_path / "profile"
    kill(tmp_path / "profile")


def test_a_power_cut_in_the_middle_of_a_scan_and_no_server_for_a_while(
    ground: Ground,
    playwright: Playwright,
    live_server: LiveServer,
    settings: Settings,
    profile: Path,
    tmp_path: Path,
) -> None:
    def switched_on() -> tuple[BrowserContext, Screen]:
        device = launch_profile(playwright.chromium, profile)
        return device, Screen(device.pages[0], ground)

    _, stall = switched_on()
    stall.page.goto(f"{settings.base_url}/k/#pair={pairing_code(ground, 'Suppe')}")
    expect(stall.page.get_by_role("heading", level=1)).to_have_text("Suppe")
    wait_until_kept(stall.page)
    live_server.stop()
    hand_out(stall, 2)
    stall.scan(ground.take("bowl"))
    kill(profile)
    device, stall = switched_on()
    stall.page.goto(f"{settings.base_url}/k/")
    expect(stall.page.get_by_role("heading", level=1)).to_have_text("Suppe")
    hand_out(stall)
    kept = stall.page.evaluate(outboxes.COUNT, f"pantbox-{ground.signs['Suppe']}")

    again = start_server(settings, tmp_path / "again.log")
    expect(stall.page).to_have_title(ALL_SENT, timeout=20_000)
    device.close()
    again.stop()

    assert kept >= 3  # the scan that was cut off counts if it was written down; who saw a yes is among them
    assert recorded(ground) == kept


def test_what_was_scanned_as_another_station_is_handed_in_by_the_same_browser(
    ground: Ground, page_at: OpenPage
) -> None:
    stall = stall_kept_on_its_device(page_at, ground)
    stall.page.context.route("**/api/v1/scans", lambda route: route.abort())
    hand_out(stall, 2)
    stall.page.goto(f"/k/#pair={pairing_code(ground, 'Grill')}")
    stall.page.reload()
    expect(stall.page).to_have_title("Grill · Pantbox")
    assert recorded(ground) == 0

    stall.page.context.unroute_all()
    stall.page.evaluate("dispatchEvent(new Event('online'))")

    expect_all_sent(stall, "Suppe")
    with ground.core.database.reading() as session:
        assert set(session.scalars(select(ScanRow.station_id))) == {ground.stations["Suppe"]}
    assert recorded(ground) == 2
