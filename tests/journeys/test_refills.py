"""One mug at two bars: its deposit is paid once, with no tap where a bar refills and one tap where a stall asks."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import update

from pantbox.containers.serials import shown
from pantbox.core import Core
from pantbox.ledger.accounts import AccountKind
from pantbox.ledger.balances import balances
from pantbox.places.stations import Station as StationRow
from pantbox.places.stations import WhenOut
from tests.journeys.faults import expect_all_sent
from tests.journeys.stations import OpenPage, station
from tests.kiosk.ground import Ground, prepare
from tests.support.pages import assert_accessible

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

FIRST, SECOND = "Suppe", "Grill"


@pytest.fixture
def ground(core: Core) -> Ground:
    """A festival that runs now."""
    return prepare(core)


def refills(ground: Ground, at: str) -> None:
    """This stall fills what is out again without asking."""
    with ground.core.database.transaction() as session:
        of = update(StationRow).where(StationRow.id == ground.stations[at])
        session.execute(of.values(when_out=WhenOut.REFILL))


def owed_ore(ground: Ground) -> int:
    """What all stalls owe together, in øre."""
    with ground.core.database.reading(ground.organisation_id) as session:
        found = balances(session.connection(), ground.event_id)
    return -sum(ore for key, ore in found.items() if key.kind is AccountKind.VENDOR)


@pytest.mark.parametrize("width", [360, 1024])
def test_a_bar_fills_a_mug_from_another_bar_without_a_tap_and_without_a_deposit(
    ground: Ground, page_at: OpenPage, width: int
) -> None:
    refills(ground, SECOND)
    mug = ground.hand_out("mug", at=FIRST)
    bar = station(page_at, ground, SECOND, width=width)

    bar.scan(mug)

    expect(bar.flash.filter(has_text="Genopfyld · 0 kr.")).to_be_visible()
    expect(bar.sum).to_have_text("0kr.")
    expect(bar.page.get_by_role("heading", name=f"{shown(mug.human_code)} er allerede ude")).to_have_count(0)
    bar.page.wait_for_function("() => !document.querySelector('.flash')")
    assert_accessible(bar.page)
    expect(bar.page.get_by_text("Genopfyldt")).to_be_visible()
    expect_all_sent(bar, SECOND)
    assert owed_ore(ground) == 1_000


@pytest.mark.parametrize("width", [360, 1024])
def test_a_stall_that_asks_fills_it_with_one_tap(ground: Ground, page_at: OpenPage, width: int) -> None:
    mug = ground.hand_out("mug", at=FIRST)
    stall = station(page_at, ground, SECOND, width=width)

    stall.scan(mug)

    expect(stall.page.get_by_role("heading", name=f"{shown(mug.human_code)} er allerede ude")).to_be_visible()
    assert_accessible(stall.page)
    stall.press("Genopfyld · 0 kr.")
    expect(stall.flash).to_contain_text("Genopfyld · 0 kr.")
    expect(stall.sum).to_have_text("0kr.")
    expect(stall.page.locator('.order-line[data-kind="refill"]')).to_have_count(1)
    stall.press("Næste gæst")
    expect_all_sent(stall, SECOND)
    assert owed_ore(ground) == 1_000


def test_a_mug_is_filled_again_at_the_bar_that_handed_it_out_also_without_network(
    ground: Ground, page_at: OpenPage
) -> None:
    refills(ground, FIRST)
    mug = ground.take("mug")
    bar = station(page_at, ground, FIRST)
    bar.scan_told(mug)
    bar.press("Næste gæst")
    bar.page.context.set_offline(True)

    told = bar.scan_told(mug)

    expect(told).to_contain_text("Genopfyld · 0 kr.")
    expect(bar.sum).to_have_text("0kr.")


def test_two_bars_without_network_charge_twice_and_the_desk_pays_the_first_deposit_too_with_one_tap(
    ground: Ground, page_at: OpenPage
) -> None:
    mug = ground.take("mug")
    first, second = (station(page_at, ground, at) for at in (FIRST, SECOND))
    for bar in (first, second):
        bar.page.context.set_offline(True)
        expect(bar.scan_told(mug)).to_contain_text("Udleveret")
    for bar, bar_name, owed in ((first, FIRST, 1_000), (second, SECOND, 2_000)):
        bar.page.context.set_offline(False)
        expect_all_sent(bar, bar_name)
        assert owed_ore(ground) == owed
    desk = station(page_at, ground, "Pantkassen ved indgangen", width=360)

    expect(desk.scan_told(mug)).to_contain_text("10 kr.")
    expect(desk.page.get_by_text(f"Betalt to gange: pant fra {FIRST}")).to_be_visible()
    desk.dismiss()
    assert_accessible(desk.page)
    desk.press("Udbetal også den: 10 kr.")

    expect(desk.flash).to_contain_text("10 kr.")
    desk.dismiss()
    expect(desk.sum).to_have_text("20kr.")
    expect(desk.page.get_by_text("Betalt to gange")).to_have_count(0)
