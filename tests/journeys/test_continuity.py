"""One switch in the office, and every screen of the event says what is looser; one more, and it is as before."""

import pytest
from playwright.sync_api import Page, expect

from pantbox.core import Core
from pantbox.places.organisations import Role
from tests.admin.office import hire
from tests.journeys.office import log_in
from tests.journeys.stations import OpenPage, station
from tests.kiosk.ground import prepare
from tests.support.pages import assert_accessible

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def ask_again(page: Page) -> None:
    """Let a station ask at once what holds, as it does every few seconds and whenever its network is back."""
    page.evaluate("() => void dispatchEvent(new Event('online'))")


def test_the_organiser_switches_and_the_stall_says_so_until_it_works_again(
    core: Core, page_at: OpenPage
) -> None:
    ground = prepare(core, pieces=1)
    hire(core, ground.organisation_id)
    stall = station(page_at, ground, "Suppe", width=360).page
    banner = stall.locator(".banner.continuity")
    expect(banner).to_have_count(0)
    office = page_at(1024)
    log_in(office, "aalborg", Role.ORGANISER)
    office.goto("/admin/events/kildeparken/")

    office.get_by_text("Nøddrift: når noget svigter").click()
    office.get_by_label("Netværket").check()
    office.get_by_role("button", name="Slå nøddrift til").click()
    expect(office.get_by_text("Nøddrift siden")).to_be_visible()
    ask_again(stall)

    expect(banner).to_contain_text("netværket svigter")
    expect(banner).to_contain_text("100")
    assert_accessible(stall)

    office.get_by_role("button", name="slå nøddrift fra").click()
    expect(office.get_by_text("Grænserne er som normalt igen.")).to_be_visible()
    ask_again(stall)
    expect(banner).to_have_count(0)
