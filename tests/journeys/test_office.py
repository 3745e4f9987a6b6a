"""An organiser's first hour, in a browser: log in, set up, print, pair; and the live page on the day."""

import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from pantbox.jobs.seals import seal_what_is_new
from pantbox.ledger.accounts import AccountKind
from pantbox.places.organisations import Role
from pantbox.places.people import create_organisation
from tests.admin.office import hire
from tests.journeys.office import log_in
from tests.support.festival import Festival
from tests.support.pages import OpenPage, assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)]
EVENT = "/admin/events/kildeparken-2027"


@pytest.fixture
def city(core: Any) -> str:
    """An organisation that has nothing yet, but people."""
    with core.database.transaction() as session:
        made = create_organisation(session, slug="city", name="Aalborg", company_prefix="9520007").id
    hire(core, made)
    return "city"


def set_up(page: Page) -> None:
    page.get_by_role("link", name="Nyt arrangement").first.click()
    page.get_by_label("Arrangementets navn").fill("Kildeparken")
    page.get_by_label("Begynder").fill("2027-05-20T10:00")
    page.get_by_label("Slutter").fill("2027-05-24T23:00")
    page.get_by_label("Sidste dag for retur").fill("2027-06-01")
    page.get_by_label("Boder", exact=False).first.fill("Suppekøkkenet\nPizza")
    page.get_by_label("Pantbokse", exact=False).first.fill("2")
    page.get_by_label("Gode formål").fill("Røde Kors")
    page.get_by_role("button", name="Opret arrangementet").click()
    page.wait_for_url(f"**{EVENT}/ready")


def test_from_logging_in_to_a_paired_device(city: str, page_at: OpenPage, tmp_path: Path) -> None:
    page = page_at(1024)
    log_in(page, city)
    assert_accessible(page)

    set_up(page)
    expect(page.get_by_text("Boder uden enhed: de kan ikke scanne")).to_be_visible()
    assert_accessible(page)

    page.goto("/admin/containers/")
    page.get_by_role("main").get_by_role("link", name="Skål").click()
    page.get_by_label("Antal", exact=True).fill("12")
    page.get_by_role("button", name="Lav partiet").click()
    page.get_by_role("button", name="Udskriv mærkater").click()
    assert_accessible(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Hent PDF").click()
    download.value.save_as(tmp_path / "labels.pdf")
    assert len(pypdfium2.PdfDocument(tmp_path / "labels.pdf")) == 1

    page.goto(f"{EVENT}/stations/")
    page.get_by_role("button", name="Par Suppekøkkenet").click()
    expect(page.get_by_text("Ingen enhed her endnu.")).to_be_visible()
    assert_accessible(page)
    link = page.locator("a[href*='#pair=']").get_attribute("href")
    assert link
    device = page_at(360)
    device.goto(link)

    expect(page.get_by_role("row", name=re.compile("Parret"))).to_be_visible()


@pytest.mark.parametrize("width", [360, 768, 1024, 1280, 1920])
def test_pages_of_one_column_are_as_wide_as_one_can_read(city: str, page_at: OpenPage, width: int) -> None:
    page = page_at(width)
    page.goto("/admin/login")
    widths = {"log-in": card_width(page)}
    log_in(page, city)
    page.goto("/admin/me")
    widths["oneself"] = card_width(page)
    page.goto("/admin/nothing-here")
    widths["an error"] = page.locator("main").evaluate("main => main.getBoundingClientRect().width")

    narrowest = min(width * 0.85, 480)
    assert {name: told for name, told in widths.items() if not narrowest <= told <= 640} == {}


def card_width(page: Page) -> float:
    """In pixels, of the first card."""
    return float(page.locator("main .card").first.evaluate("card => card.getBoundingClientRect().width"))


def test_who_logs_in_does_so_in_the_middle_of_the_screen(city: str, page_at: OpenPage) -> None:
    page = page_at(1280)

    page.goto("/admin/login")

    box = page.locator("main .card").bounding_box()
    assert box
    assert box["x"] + box["width"] / 2 == pytest.approx(640, abs=16)


def test_the_live_page_changes_by_itself_when_scans_arrive(core: Any, page_at: OpenPage) -> None:
    festival = Festival(core)
    hire(core, festival.organisation_id)
    festival.stall("soup").issue("cup-1", "10:00")
    page = page_at(1024)
    log_in(page, "fest")
    page.goto("/admin/events/fest/")
    handed_out, back, out = (page.locator("#live-tiles .figure").nth(number) for number in range(3))
    expect(handed_out).to_have_text("1")
    expect(page.locator("#chart-hours canvas")).to_be_visible()

    festival.stall("soup").issue("cup-2", "10:05")
    festival.box("east").take("cup-1", "10:30")

    expect(handed_out).to_have_text("2")
    expect(back).to_have_text("1")
    expect(out).to_have_text("1")
    expect(page.locator("#chart-hours canvas")).to_be_visible()
    assert_accessible(page)


@pytest.mark.parametrize("width", [360, 1024, 1920])
def test_the_report_draws_its_charts_and_reads_well(core: Any, page_at: OpenPage, width: int) -> None:
    festival = Festival(core)
    hire(core, festival.organisation_id)
    for number in range(6):
        festival.stall("soup").issue(f"cup-{number}", f"10:0{number}")
    for number in range(4):
        festival.box("east").take(f"cup-{number}", f"11:{number}0")
    page = page_at(width)
    seal_what_is_new(core, core.clock())  # the head is on the report, and long
    log_in(page, "fest", Role.VIEWER)

    page.goto("/admin/events/fest/report/")

    for chart in ("curve", "types", "hours"):
        expect(page.locator(f"#chart-{chart} canvas")).to_be_visible()
    page.get_by_text("Hvad betyder det?").first.click()
    expect(page.get_by_text("Wilsons 95 %-interval").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(page)


def test_a_container_that_is_held_is_paid_from_the_office(core: Any, page_at: OpenPage) -> None:
    festival = Festival(core, unseen_per_period_max=0)
    hire(core, festival.organisation_id)
    answer = festival.box("east").take("cup-1", "10:00")
    page = page_at(1024)
    log_in(page, "fest", Role.ORGANISER)

    page.goto("/admin/events/fest/doubts/")
    page.get_by_role("button", name="Betal").click()

    expect(page.get_by_text("Returneringer betalt: 1.")).to_be_visible()
    assert festival.standing(answer) == "accepted"


@pytest.mark.parametrize("width", [360, 1024])
def test_a_dispute_with_a_stall_is_decided_with_one_tap(core: Any, page_at: OpenPage, width: int) -> None:
    festival = Festival(core)
    hire(core, festival.organisation_id)
    festival.stall("soup").issue("cup-1", "10:00")
    festival.stall("grill").take("cup-1", "10:30")
    festival.box("east").take("cup-1", "11:00")
    page = page_at(width)
    log_in(page, "fest", Role.ORGANISER)
    page.goto("/admin/events/fest/doubts/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(page)
    expect(page.get_by_role("button", name="Boden bærer 5 kr.")).to_be_in_viewport(ratio=1)

    page.get_by_role("button", name="Boden bærer 5 kr.").click()

    expect(page.get_by_text("Afgjort: 5 kr. er bogført på boden.")).to_be_visible()
    expect(page.get_by_text("Bogført på boden", exact=True)).to_be_visible()
    assert festival.total(AccountKind.DISPUTED) == 0
    assert festival.total(AccountKind.VENDOR) == -500
