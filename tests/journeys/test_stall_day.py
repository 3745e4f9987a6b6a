"""A stall's whole day: without a network, with things put back, brought, and counted at the end."""

from typing import Any

import pytest
from playwright.sync_api import Route, expect
from sqlalchemy import select, update

from pantbox.circulation.scan import Verdict
from pantbox.containers.serials import shown
from pantbox.containers.types import ContainerType
from pantbox.core import Core
from pantbox.ledger.accounts import AccountKey, AccountKind
from pantbox.ledger.balances import balance
from pantbox.places.events import Event
from pantbox.places.stations import Station, StationKind
from pantbox.refunds.tables import Bearer
from tests.journeys.faults import expect_all_sent
from tests.journeys.stations import OpenPage, Screen, pairing_code, station
from tests.kiosk.ground import Ground, prepare
from tests.support.pages import assert_accessible

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def ground(core: Core) -> Ground:
    """A festival that runs now, where stalls take 50 kr. of a voucher without network."""
    made = prepare(core)
    with core.database.transaction() as session:
        session.execute(update(Event).values(offline_redeem_ore=5_000))
    return made


@pytest.fixture
def stall(page_at: OpenPage, ground: Ground) -> Screen:
    """The soup stall, on a phone with a hand scanner."""
    return station(page_at, ground, "Suppe", width=360)


def hand_out(stall: Screen, *containers: Any) -> None:
    for container in containers:
        expect(stall.scan_told(container)).to_contain_text("Udleveret")
    stall.dismiss()


def test_without_a_network_the_device_knows_what_it_handed_out_itself(stall: Screen, ground: Ground) -> None:
    bowl, strange = ground.take("bowl"), ground.hand_out("bowl", at="Grill")
    stall.page.context.set_offline(True)
    hand_out(stall, bowl)
    stall.press("Næste gæst")
    stall.scan(bowl)
    expect(
        stall.page.get_by_role("heading", name=f"{shown(bowl.human_code)} er allerede ude")
    ).to_be_visible()
    expect(stall.page.get_by_role("button", name="Udlevér igen")).to_have_count(0)
    stall.press("Tag retur", exact=True)
    expect(stall.flash).to_contain_text("Taget retur")
    stall.press("Tag retur", exact=True)
    expect(stall.scan_told(strange)).to_contain_text("Vis gæsten hen til en pantboks")
    stall.dismiss()
    expect(stall.sum).to_have_text("−15kr.")
    stall.page.context.set_offline(False)

    expect(stall.page.get_by_text("venter")).to_have_count(0)
    expect_all_sent(stall, "Suppe")
    [disputed, paid] = ground.scan("return", [bowl, strange], "Springvandet")
    # The stall was paid in goods for the bowl, and a box that has it proves more: the stall may owe that deposit.
    assert disputed.verdict is Verdict.ACCEPTED
    assert _disputed_ore(ground) == 1_500
    assert paid.verdict is Verdict.ACCEPTED


def test_an_order_survives_a_reload(stall: Screen, ground: Ground) -> None:
    hand_out(stall, ground.take("bowl"))

    stall.restart()

    expect(stall.sum).to_have_text("15kr.")


def test_what_was_not_sold_is_put_back_at_one_press(stall: Screen, ground: Ground) -> None:
    bowls = [ground.take("bowl"), ground.take("bowl")]
    hand_out(stall, *bowls)
    stall.press("Læg tilbage", exact=True)
    for bowl in bowls:
        expect(stall.scan_told(bowl)).to_contain_text("+1")
    expect(stall.scan_told(ground.take("bowl"))).to_contain_text("Er på lager")
    stall.dismiss()
    assert_accessible(stall.page)

    stall.press("Læg 2 tilbage")

    expect(stall.flash).to_contain_text("Lagt tilbage")
    expect(stall.sum).to_have_text("0kr.")
    expect(stall.page.get_by_role("button", name="Næste gæst")).to_be_visible()


def test_a_voucher_is_taken_without_network_once_and_paid_afterwards(stall: Screen, ground: Ground) -> None:
    code = ground.voucher("bowl", "bowl", "mug")
    stall.page.context.set_offline(True)
    hand_out(stall, ground.take("bowl"))
    expect(stall.page.get_by_text("Intet netværk")).to_be_visible()
    stall.scan(f"V{code}")
    expect(stall.page.get_by_role("dialog")).to_contain_text("Tag højst 50 kr. af hver")
    for key in "25":
        stall.page.get_by_role("button", name=key, exact=True).click()
    stall.page.get_by_role("button", name="Brug 25 kr.").click()
    expect(stall.flash).to_contain_text("Taget uden netværk")
    expect(stall.scan_told(f"V{code}")).to_contain_text("Er brugt her")
    with stall.page.expect_response("**/api/v1/redemptions") as answered:
        stall.page.context.set_offline(False)

    assert answered.value.json()["results"][0]["outcome"] == "credited"
    with ground.core.database.reading() as session:
        assert [bearer.left_ore for bearer in session.scalars(select(Bearer)) if bearer.out_ore] == [1_500]


def test_a_voucher_whose_answer_is_lost_is_taken_without_network_and_paid_once(
    stall: Screen, ground: Ground
) -> None:
    code = ground.voucher("bowl", "bowl", "mug")
    stall.scan(f"V{code}")
    expect(stall.page.get_by_role("dialog")).to_be_visible()
    for key in "25":
        stall.page.get_by_role("button", name=key, exact=True).click()
    stall.wait_until_kept()
    stall.page.route("**/redeem", _lose_the_answer)

    with stall.page.expect_response("**/api/v1/redemptions") as answered:
        stall.page.get_by_role("button", name="Brug 25 kr.").click()
        expect(stall.flash).to_contain_text("Taget uden netværk")

    [told] = answered.value.json()["results"]
    assert (told["outcome"], told["amount_ore"], told["lost_ore"]) == ("credited", 2_500, 0)
    with ground.core.database.reading() as session:
        assert [bearer.left_ore for bearer in session.scalars(select(Bearer)) if bearer.out_ore] == [1_500]


def _lose_the_answer(route: Route) -> None:
    """The request comes through, and its answer does not."""
    route.fetch()
    route.abort()


def test_a_delivery_is_counted_and_more_is_asked_for(stall: Screen, ground: Ground) -> None:
    with ground.core.database.reading() as session:
        type_id = session.scalars(select(ContainerType.id).where(ContainerType.slug == "bowl")).one()
    _send_from_the_store(stall, ground, type_id, 36)
    stall.restart()
    stall.press("Lager")
    stall.press("Tæl levering: 36 × Skål")
    assert_accessible(stall.page)
    stall.press("Det er her alt sammen")
    expect(stall.flash).to_be_visible()
    expect(stall.flash).to_be_hidden()
    stall.press("Send flere: Skål")
    with stall.page.expect_response("**/api/v1/station/requests"):
        stall.page.get_by_role("button", name="36 Skål").click()

    expect(stall.page.get_by_text("36 bestilt")).to_be_visible()
    expect(stall.page.get_by_role("button", name="Tæl levering")).to_have_count(0)


def test_closing_says_go_home_only_when_everything_is_in(stall: Screen, ground: Ground) -> None:
    stall.page.context.set_offline(True)
    hand_out(stall, ground.take("bowl"))
    stall.press("Mere", exact=True)
    stall.press("Luk boden")
    stall.press("Videre", exact=True)
    for key in "10":
        stall.page.get_by_role("button", name=key, exact=True).click()
    stall.page.get_by_role("button", name="Luk boden: 10 kr.").click()
    expect(stall.page.get_by_text("2 venter på at blive sendt")).to_be_visible()
    expect(stall.page.get_by_text("I kan gå hjem")).to_have_count(0)
    stall.page.context.set_offline(False)

    expect(stall.page.get_by_role("dialog")).to_contain_text("Der mangler 5 kr.")
    expect(stall.page.get_by_role("button", name="Lad det stå: alt er sendt")).to_be_visible()
    assert_accessible(stall.page)


def test_closing_with_money_missing_is_a_warning_and_may_be_counted_again(
    stall: Screen, ground: Ground
) -> None:
    hand_out(stall, ground.take("bowl"))
    close_with(stall, "10")

    told = stall.page.get_by_role("dialog")
    expect(told.locator("[data-tone=held]")).to_contain_text("Der mangler 5 kr.")
    expect(told).not_to_contain_text("..")
    expect(told).to_contain_text("Kassen: 10 kr. talt, 15 kr. scannet")
    expect(told).to_contain_text("Fra boden åbnede til")
    expect(told.get_by_text("I kan gå hjem")).to_have_count(0)
    assert_accessible(stall.page)
    stall.page.get_by_role("button", name="Tæl igen").click()
    type_till(stall, "15")

    expect(told.locator("[data-tone=accepted]")).to_contain_text("I kan gå hjem")
    expect(told).to_contain_text("Kassen: 15 kr. talt, 15 kr. scannet")


def close_with(stall: Screen, till: str) -> None:
    """Count no stock, and so many crowns."""
    stall.press("Mere", exact=True)
    stall.press("Luk boden")
    type_till(stall, till)


def type_till(stall: Screen, till: str) -> None:
    """Go on from the stock, and type what is in the till."""
    stall.press("Videre", exact=True)
    for key in till:
        stall.page.get_by_role("button", name=key, exact=True).click()
    stall.page.get_by_role("button", name=f"Luk boden: {till} kr.").click()


def _send_from_the_store(stall: Screen, ground: Ground, type_id: int, quantity: int) -> None:
    ask = stall.page.request
    base = f"{ground.core.settings.base_url}/api/v1"
    code = pairing_code(ground, _store(ground))
    token = ask.post(f"{base}/pair", data={"code": code, "name": "store"}).json()["token"]
    lines = [{"type_id": type_id, "quantity": quantity}]
    body = {"id": "01936fd0-0000-7000-8000-000000000001", "to": ground.signs["Suppe"], "lines": lines}
    sent = ask.post(f"{base}/deliveries", data=body, headers={"Authorization": f"Bearer {token}"})
    assert sent.status == 201


def _store(ground: Ground) -> str:
    with ground.core.database.reading() as session:
        row = session.scalars(select(Station).where(Station.kind == StationKind.STORE)).one()
    ground.stations[row.name] = row.id
    return row.name


def _disputed_ore(ground: Ground) -> int:
    """What guests were paid although the soup stall had been paid in goods for it."""
    key = AccountKey(ground.event_id, AccountKind.DISPUTED, str(ground.stations["Suppe"]))
    with ground.core.database.reading() as session:
        return -balance(session.connection(), key)
