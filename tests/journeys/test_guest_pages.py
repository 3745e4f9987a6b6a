"""Pages a guest or a vendor opens: nothing sticks out, nothing is out of reach, and each keeps itself up to date."""

import gzip
import re
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, Route, expect

from pantbox.core import Core
from pantbox.places.events import Rail
from pantbox.refunds.claims import claim_of
from pantbox.refunds.refund import Part
from tests.journeys.phone import OpenPage
from tests.kiosk.ground import SCREEN, SIGN, Ground, prepare
from tests.support.pages import HEIGHTS, assert_accessible

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

DIST = Path(__file__).parents[2] / "kiosk" / "static" / "dist"
PAGE_BYTES_MAX = 150_000
BESIDE_THE_SIGN = {"latitude": 57.0390, "longitude": 9.9133}


@pytest.fixture
def ground(core: Core) -> Ground:
    """A festival that runs now."""
    return prepare(core)


def paths(ground: Ground) -> list[str]:
    """One path of each page, with something on it."""
    visit = ground.visit("bowl", "mug", "tray")
    ground.pay(visit, Part(Rail.DONATION, 500, "meadow"), Part(Rail.VOUCHER, 1_000))
    code = ground.voucher("bowl")
    ground.redeem(code, 500)
    return [
        f"/8003/{ground.hand_out().grai}",
        "/8003/04012345678901",
        f"/b/{ground.signs[SIGN]}",
        f"/b/{ground.signs[SCREEN]}",
        f"/r/{visit}#{ground.claim(visit)}",
        f"/v/{code}",
        f"/s/{ground.slips[0].code}",
        "/status",
        f"/vendor/{ground.vendor_link}",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_fits_and_can_be_used_by_everybody(page_at: OpenPage, ground: Ground, scheme: str) -> None:
    page = page_at(360, color_scheme=scheme)
    for path in paths(ground):
        page.goto("about:blank")
        page.goto(path, wait_until="networkidle")
        for width, height in HEIGHTS.items():
            page.set_viewport_size({"width": width, "height": height})
            assert _sticks_out(page) <= 0, (path, width)
            assert_accessible(page)


def test_the_nearest_box_comes_first_for_who_says_where_they_are(page_at: OpenPage, ground: Ground) -> None:
    page = page_at(360, geolocation=BESIDE_THE_SIGN, permissions=["geolocation"])
    page.goto(f"/8003/{ground.take().grai}")
    expect(page.locator("[data-box]").first).to_contain_text(SCREEN)

    page.get_by_role("button", name="Vis de nærmeste først").click()

    expect(page.locator("[data-box]").first).to_contain_text(SIGN)
    expect(page.locator("[data-box]").first).to_contain_text(re.compile(r"\d+ m"))


def test_who_does_not_say_where_they_are_still_sees_every_box(page_at: OpenPage, ground: Ground) -> None:
    page = page_at(360, permissions=[])
    page.goto("/status")

    page.get_by_role("button", name="Vis de nærmeste først").click()

    expect(page.get_by_text("Boksene står efter nummer")).to_be_visible()
    expect(page.locator("[data-box]")).to_have_count(5)


def test_the_status_page_keeps_up_by_itself(page_at: OpenPage, ground: Ground) -> None:
    page = page_at(1024)
    page.clock.install()
    page.goto("/status")
    ground.set_fill(SIGN, 99)

    page.clock.run_for(21_000)

    expect(page.get_by_text("2 af 5 tager imod")).to_be_visible()


def test_a_container_page_without_a_script_tells_all(page_at: OpenPage, ground: Ground) -> None:
    page = page_at(360, java_script_enabled=False)

    page.goto(f"/8003/{ground.hand_out().grai}")

    expect(page.get_by_role("heading", name="Skål")).to_be_visible()
    expect(page.locator("[data-box]")).to_have_count(5)
    expect(page.get_by_role("button")).to_have_count(0)


def test_a_ticket_becomes_money_by_itself_when_its_scans_are_in(page_at: OpenPage, ground: Ground) -> None:
    page = page_at(360)
    page.clock.install()
    visit = uuid4()
    page.goto(f"/r/{visit}#{claim_of(ground.core.keys, visit)}")
    expect(page.get_by_text("Vi har ikke fået dine scanninger endnu")).to_be_visible()

    ground.scan("return", [ground.hand_out("bowl"), ground.hand_out("mug")], SCREEN, visit)
    page.clock.run_for(7_000)

    expect(page.locator(".refund-sum")).to_contain_text("25")


def test_a_link_that_is_not_whole_says_so(page_at: OpenPage, ground: Ground) -> None:
    page = page_at(360)
    visit = ground.visit("bowl")

    page.goto(f"/r/{visit}#{ground.claim(visit)[:-1]}")

    expect(page.get_by_text("Linket er ikke helt")).to_be_visible()
    expect(page.get_by_text("15 kr.")).to_have_count(0)


def test_a_claim_is_in_no_address_the_server_hears(page_at: OpenPage, ground: Ground) -> None:
    page = page_at(360)
    visit = ground.visit("bowl")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.partition("#")[0]))

    page.goto(f"/r/{visit}#{ground.claim(visit)}")
    page.locator('[data-choice="cash"]').click()
    expect(page.get_by_role("img", name="QR-kode, som pantkassen scanner")).to_be_visible()

    assert asked
    assert not [url for url in asked if ground.claim(visit) in url]


def test_a_payment_whose_answer_was_lost_goes_out_once(page_at: OpenPage, ground: Ground) -> None:
    page = page_at(360)
    visit = ground.visit("bowl", "mug")
    page.goto(f"/r/{visit}#{ground.claim(visit)}")
    page.locator('[data-choice="donation"]').click()
    page.get_by_role("button", name="Halvdelen").click()
    page.route("**/refund", _lose_the_answer)
    page.get_by_role("button", name="Giv 12,50 kr.").click()
    expect(page.get_by_role("alert").filter(has_text="Nettet svigtede")).to_be_visible()

    page.unroute("**/refund")
    page.get_by_role("button", name="Giv 12,50 kr.").click()

    expect(page.locator(".refund-sum")).to_contain_text("12,50")
    assert ground.view(visit).paid_ore == 1_250


def test_a_voucher_prints_without_what_belongs_to_the_screen(page_at: OpenPage, ground: Ground) -> None:
    page = page_at(1024)
    visit = ground.visit("bowl")
    ground.pay(visit, Part(Rail.VOUCHER, 1_500))
    page.goto(f"/r/{visit}#{ground.claim(visit)}", wait_until="networkidle")

    page.emulate_media(media="print")

    expect(page.locator(".voucher .code")).to_be_visible()
    expect(page.get_by_role("img", name="QR-kode til boden")).to_be_visible()
    for name in ("Udskriv", "Gem som PDF"):
        expect(page.get_by_text(name)).to_be_hidden()
    expect(page.locator(".page-head")).to_be_hidden()


def test_the_phones_page_is_small(page_at: OpenPage, ground: Ground) -> None:
    page = page_at(360)
    scripts: set[str] = set()
    page.on("response", lambda r: scripts.add(r.url) if "/k/static/dist/" in r.url else None)
    page.goto(f"/b/{ground.signs[SIGN]}", wait_until="networkidle")
    names = [url.rpartition("/")[2].partition("?")[0] for url in scripts]

    compressed = sum(len(gzip.compress((DIST / name).read_bytes())) for name in names if name.endswith(".js"))

    assert names
    assert compressed < PAGE_BYTES_MAX


def _sticks_out(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    wider: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wider


def _lose_the_answer(route: Route) -> None:
    route.fetch()
    route.abort()
