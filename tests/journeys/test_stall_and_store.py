"""What a stall has beside its queue: a ticket that pays, a shelf that runs out, clean containers that go back."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from pantbox.clock import new_id
from pantbox.containers.types import ContainerType
from pantbox.core import Core
from pantbox.places.stations import Station, StationKind
from pantbox.stock.deliveries import Count, NewDelivery, confirm, send
from pantbox.stock.papers import Desk, Quantity
from pantbox.stock.tables import Delivery, DeliveryLine
from tests.journeys.faults import expect_all_sent
from tests.journeys.stations import OpenPage, Screen, station
from tests.kiosk.ground import Ground, prepare
from tests.support.pages import assert_accessible

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def ground(core: Core) -> Ground:
    """A festival that runs now."""
    return prepare(core)


@pytest.fixture
def stall(page_at: OpenPage, ground: Ground) -> Screen:
    """The soup stall, on a phone with a hand scanner."""
    return station(page_at, ground, "Suppe", width=360)


def test_a_visits_ticket_pays_for_goods_and_then_is_empty(stall: Screen, ground: Ground) -> None:
    visit = ground.visit("bowl", "mug")
    link = f"{ground.core.settings.base_url}/r/{visit}#{ground.claim(visit)}"
    stall.scan(link)
    sheet = stall.page.get_by_role("dialog", name="Kvittering")
    expect(sheet).to_contain_text("25kr.")
    assert_accessible(stall.page)

    stall.press("Brug det hele: 25 kr.")

    expect(stall.flash).to_contain_text("25 kr.")
    assert ground.view(visit).left_ore == 0
    stall.dismiss()
    stall.scan(link)
    expect(sheet).to_contain_text("0kr.")
    expect(sheet.get_by_role("button", name="Brug")).to_have_count(0)


def test_who_runs_out_is_told_and_asks_for_more_at_once(ground: Ground, page_at: OpenPage) -> None:
    _bring(ground, "bowl", 1)
    ground.hand_out("bowl")
    stall = station(page_at, ground, "Suppe", width=360)
    banner = stall.page.get_by_role("button", name="Skål:")
    expect(banner).to_contain_text("er der ikke flere af")
    assert_accessible(stall.page)

    banner.click()
    stall.press("Send flere: Skål")
    with stall.page.expect_response("**/api/v1/station/requests"):
        stall.page.get_by_role("button", name="36 Skål").click()

    expect(banner).to_have_count(0)
    expect(stall.page.get_by_text("36 bestilt")).to_be_visible()


def test_clean_containers_are_sent_back_without_network(ground: Ground, page_at: OpenPage) -> None:
    _bring(ground, "bowl", 40)
    stall = station(page_at, ground, "Suppe", width=360)
    stall.press("Lager")
    expect(stall.page.get_by_text("40 tilbage")).to_be_visible()
    expect(stall.page.get_by_role("button", name="Send tilbage")).to_be_enabled()
    stall.page.context.set_offline(True)
    stall.press("Send tilbage")
    stall.press("+36 kurv: Skål")
    stall.press("Send 36 tilbage")
    expect(stall.page.get_by_role("dialog", name="Send tilbage")).to_have_count(0)

    stall.page.context.set_offline(False)

    expect_all_sent(stall, "Suppe")
    with ground.core.database.reading() as session:
        [line] = session.scalars(
            select(DeliveryLine).join(Delivery).where(Delivery.from_station_id == ground.stations["Suppe"])
        )
        assert line.sent == 36


def _bring(ground: Ground, slug: str, quantity: int) -> None:
    """The store sent so many to the soup stall, and they were counted there."""
    core, now = ground.core, ground.core.clock()
    with core.database.transaction(ground.organisation_id) as session:
        type_id = session.scalars(select(ContainerType.id).where(ContainerType.slug == slug)).one()
        store_id = session.scalars(select(Station.id).where(Station.kind == StationKind.STORE)).one()
        desks = [
            Desk(session, core.keys, ground.organisation_id, ground.event_id, at, 1, now)
            for at in (store_id, ground.stations["Suppe"])
        ]
        lines = (Quantity(type_id, quantity),)
        delivery = send(desks[0], NewDelivery(new_id(), ground.signs["Suppe"], lines, now))
        confirm(desks[1], delivery.id, Count(new_id(), lines, now))
