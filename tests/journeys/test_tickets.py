"""A ticket a box gave without network: a page that waits by itself, and money that goes out once."""

from uuid import UUID

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import func, select

from pantbox.clock import new_id
from pantbox.core import Core
from pantbox.places.device_keys import device_key, sign
from pantbox.places.devices import Device
from pantbox.refunds.tickets import message
from tests.journeys.phone import OpenPage
from tests.kiosk.devices import pair_device
from tests.kiosk.ground import SCREEN, Ground, prepare
from tests.support.pages import assert_accessible

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
LOOKS_AGAIN_MS = 7_000


@pytest.fixture
def ground(core: Core) -> Ground:
    """A festival that runs now."""
    return prepare(core)


def ticket(ground: Ground, visit: UUID, count: int) -> str:
    """The path on the screen of the box that was paired last."""
    with ground.core.database.transaction() as session:
        device_id = session.scalar(
            select(func.max(Device.id)).where(Device.station_id == ground.stations[SCREEN])
        )
    assert device_id is not None
    signs = sign(device_key(ground.core.keys, device_id), message(visit, count))
    return f"/R/{visit.hex.upper()}#T{device_id}.{count}.{signs}"


def opened(page: Page, path: str) -> Page:
    """A phone that scanned the ticket, whose clock is ours."""
    page.clock.install()
    page.goto(path)
    return page


def test_a_ticket_opened_before_during_and_after_its_scans_by_two_phones_is_paid_once(
    page_at: OpenPage, ground: Ground
) -> None:
    box, visit = pair_device(ground, SCREEN), new_id()
    bowl, mug = ground.hand_out("bowl"), ground.hand_out("mug")
    mine = opened(page_at(360), ticket(ground, visit, 2))
    expect(mine.get_by_text("Vi har ikke fået dine scanninger endnu")).to_be_visible()
    expect(mine.get_by_text("Kvitteringen er for 2 stk.")).to_be_visible()
    assert_accessible(mine)

    box.scan("return", bowl, visit=str(visit))
    mine.clock.run_for(LOOKS_AGAIN_MS)
    expect(mine.get_by_text("1 stykke er ikke nået frem fra boksen endnu")).to_be_visible()
    friends = opened(page_at(360), ticket(ground, visit, 1))
    expect(friends.locator(".refund-sum")).to_contain_text("15")

    box.scan("return", mug, visit=str(visit))
    mine.clock.run_for(LOOKS_AGAIN_MS)
    expect(mine.locator(".refund-sum")).to_contain_text("25")
    mine.locator('[data-choice="voucher"]').click()
    mine.get_by_role("button", name="Få et værdibevis på 25").click()
    expect(mine.locator(".voucher")).to_be_visible()

    friends.locator('[data-choice="voucher"]').click()
    with friends.expect_response("**/refund") as refused:
        friends.get_by_role("button", name="Få et værdibevis på 15").click()
    assert refused.value.status == 409
    friends.reload()
    expect(friends.locator(".voucher")).to_have_count(1)
    expect(friends.locator(".refund-sum")).to_have_count(0)


def test_a_networks_own_log_in_page_says_nothing_of_the_money(page_at: OpenPage, ground: Ground) -> None:
    visit = ground.visit("bowl")
    page = page_at(360)
    page.route("**/api/v1/visits/*", _log_in_first)
    opened(page, f"/r/{visit}#{ground.claim(visit)}")
    expect(page.get_by_text("Linket er ikke helt")).to_have_count(0)

    page.unroute("**/api/v1/visits/*")
    page.clock.run_for(LOOKS_AGAIN_MS)

    expect(page.locator(".refund-sum")).to_contain_text("15")


def _log_in_first(route: Route) -> None:
    route.fulfill(status=403, content_type="text/html", body="<h1>Log in to the festival's network</h1>")
