"""Screens worked by keys alone, and in the reader's own colours."""

import pytest
from playwright.sync_api import Page, expect

from pantbox.core import Core
from tests.gallery.station_views import DESK, STALL
from tests.journeys.stations import open_store, station
from tests.kiosk.ground import SCREEN, SIGN, Ground, prepare
from tests.support.pages import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)]
TABS_MAX = 80
FOCUSED = """() => {
    const there = document.activeElement;
    if (!there || there === document.body) return null;
    const { outlineStyle, outlineWidth } = getComputedStyle(there);
    const { top, bottom, left, right } = there.getBoundingClientRect();
    there.dataset.visited = "yes";
    return {
        name: `${there.tagName} ${(there.innerText || there.getAttribute("aria-label") || "").trim().slice(0, 40)}`,
        isMarked: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
        isSeen: bottom > 0 && top < innerHeight && right > 0 && left < innerWidth,
        isIn: Boolean(there.closest("dialog[open]")),
    };
}"""
NOT_VISITED = """() => [...document.querySelectorAll("button, a[href], input, select, textarea, summary")]
    .filter((one) => one.checkVisibility() && !one.disabled && !one.dataset.visited && !one.matches("[type=radio]"))
    .map((one) => one.innerText || one.getAttribute("aria-label"))"""


@pytest.fixture
def ground(core: Core) -> Ground:
    """A festival that runs now."""
    return prepare(core)


def visited(page: Page) -> list[dict[str, str | bool]]:
    """What the Tab key comes by, once round. A page may begin in its middle, where its own part begins."""
    found: list[dict[str, str | bool]] = []
    for _ in range(TABS_MAX):
        page.keyboard.press("Tab")
        there = page.evaluate(FOCUSED)
        if found and there == found[0]:
            return found
        if there:
            found.append(there)
    return found


def open_pages(page_at: OpenPage, ground: Ground) -> list[Page]:
    """One of each kind that people press buttons on."""
    stations = [station(page_at, ground, at).page for at in (STALL, SCREEN, DESK, open_store(ground))]
    phone = page_at(360)
    phone.goto(f"/b/{ground.signs[SIGN]}", wait_until="networkidle")
    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    return [*stations, phone]


def test_the_tab_key_comes_by_everything_and_shows_where_it_is(page_at: OpenPage, ground: Ground) -> None:
    for page in open_pages(page_at, ground):
        passed = visited(page)

        assert passed
        assert [one["name"] for one in passed if not (one["isMarked"] and one["isSeen"])] == []
        assert page.evaluate(NOT_VISITED) == []


def test_a_sheet_keeps_the_focus_and_gives_it_back(page_at: OpenPage, ground: Ground) -> None:
    page = station(page_at, ground, STALL).page
    opener = page.get_by_role("button", name="Mere", exact=True)
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()

    inside = visited(page)
    assert inside
    assert all(one["isIn"] for one in inside)

    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(opener).to_be_focused()


def test_in_the_readers_colours_what_is_chosen_has_a_frame(page_at: OpenPage, ground: Ground) -> None:
    page = page_at(1024, forced_colors="active")
    stall = station(lambda _width: page, ground, STALL)
    stall.press("Byt", exact=True)
    chosen = page.locator("[aria-pressed=true]")
    expect(chosen).to_have_count(2)

    frames = chosen.evaluate_all("all => all.map(one => getComputedStyle(one).outlineStyle)")
    rest = page.locator("[aria-pressed=false]").evaluate_all(
        "all => all.map(one => getComputedStyle(one).outlineStyle)"
    )

    assert set(frames) == {"solid"}
    assert set(rest) == {"none"}
