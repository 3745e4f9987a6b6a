"""How a browser becomes a station, and stops being one."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import update

from pantbox.core import Core
from pantbox.places.devices import Device
from tests.journeys.stations import OpenPage, Screen, pairing_code, station
from tests.kiosk.ground import SCREEN, Ground, prepare
from tests.support.pages import assert_accessible

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def ground(core: Core) -> Ground:
    """A festival that runs now."""
    return prepare(core)


def test_a_code_is_typed_and_works_once(ground: Ground, page_at: OpenPage) -> None:
    code = pairing_code(ground, "Suppe")
    page = page_at(360)
    page.goto("/k/")
    assert_accessible(page)
    page.get_by_role("button", name="Skriv koden").click()
    for sign in code.replace("-", ""):
        page.get_by_role("button", name=sign, exact=True).click()
    page.get_by_role("button", name="Brug koden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Suppe")

    other = Screen(page_at(360), ground)
    other.page.goto(f"/k/#pair={code}")

    expect(other.page.get_by_role("alert")).to_contain_text("forkert, brugt eller for gammel")


def test_the_link_is_scanned_and_the_code_leaves_the_address(ground: Ground, page_at: OpenPage) -> None:
    page = page_at(1024)
    page.goto("/k/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Par denne enhed")

    Screen(page, ground).scan(f"{ground.core.settings.base_url}/k/#pair={pairing_code(ground, 'Suppe')}")

    expect(page.get_by_role("heading", level=1)).to_have_text("Suppe")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Suppe")
    assert "pair" not in page.url


def test_one_browser_is_several_stations_each_in_its_tab(ground: Ground, page_at: OpenPage) -> None:
    stall = station(page_at, ground, "Suppe")
    box = Screen(stall.page.context.new_page(), ground)
    box.page.goto(f"/k/#pair={pairing_code(ground, SCREEN)}")
    expect(box.page.get_by_role("heading", level=1)).to_have_text("Aflevér her")

    stall.page.reload()
    expect(stall.page.get_by_role("heading", level=1)).to_have_text("Suppe")
    third = stall.page.context.new_page()
    third.goto(f"/k/#at={ground.signs['Suppe']}")

    expect(third.get_by_role("heading", level=1)).to_have_text("Suppe")


def test_a_revoked_device_asks_to_be_paired_again(ground: Ground, page_at: OpenPage) -> None:
    stall = station(page_at, ground, "Suppe")
    with ground.core.database.transaction() as session:
        session.execute(update(Device).values(revoked_at=ground.core.clock()))

    stall.page.reload()

    expect(stall.page.get_by_role("heading", level=1)).to_have_text("Enheden er spærret")
    stall.page.get_by_role("button", name="Par igen").click()
    expect(stall.page.get_by_role("heading", level=1)).to_have_text("Par denne enhed")
