"""A box and who comes by without scanning: who reads the rules, and the crew with a slip of its own."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from pantbox.core import Core
from pantbox.places.crew import CrewCard, CrewSlip, make_crew_slip, revoke_crew_slip
from pantbox.places.crew_menu import CrewOpening, CrewShowing
from pantbox.places.events import Event
from pantbox.places.stations import Station
from tests.journeys.faults import expect_all_sent
from tests.journeys.stations import OpenPage, station, store_sign
from tests.kiosk.ground import SCREEN, SIGN, Ground, prepare
from tests.support.pages import assert_accessible

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def ground(core: Core) -> Ground:
    """A festival that runs now."""
    return prepare(core)


@pytest.fixture
def crew(ground: Ground) -> CrewCard:
    """The crew slip of somebody who empties boxes."""
    core = ground.core
    with core.database.transaction(ground.organisation_id) as session:
        event = session.get_one(Event, ground.event_id)
        return make_crew_slip(
            session, core.keys, event, "Karen", base_url=core.settings.base_url, now=core.clock()
        )


def test_the_rules_are_read_at_a_standing_height_and_go_by_themselves(
    ground: Ground, page_at: OpenPage
) -> None:
    page = page_at(1920)
    page.clock.install()
    box = station(lambda _width: page, ground, SCREEN)
    box.press("Regler")
    sheet = page.get_by_role("dialog", name="Regler")
    expect(sheet).to_contain_text("Skål")
    assert_accessible(page)
    for name in ("Luk", "en – English"):
        buttons = sheet.get_by_role("button", name=name, exact=True).all()
        assert any((place := one.bounding_box()) and place["y"] > 540 for one in buttons), name
    sheet.get_by_role("button", name="en – English").click()
    expect(page.get_by_role("dialog", name="Rules")).to_contain_text("Bowl")

    page.clock.fast_forward(61_000)

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_text("Aflevér her")
    box.press("Regler")
    box.scan_told(ground.hand_out("bowl"))
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(box.sum).to_have_text("15kr.")


def test_a_crew_slip_opens_the_menu_without_network_and_no_guests_money_is_there(
    ground: Ground, page_at: OpenPage, crew: CrewCard
) -> None:
    box = station(page_at, ground, SCREEN)
    box.page.context.set_offline(True)
    box.scan_told(ground.hand_out("bowl"))
    box.dismiss()

    box.scan(crew.link)

    expect(box.page.get_by_role("heading", level=1)).to_contain_text("Personale")
    expect(box.page.get_by_text("15 kr.")).to_have_count(0)
    box.scan("G-0417")
    expect(box.flash).to_contain_text("Gemt her")
    box.press("De sidste fem")
    expect(box.page.get_by_role("button", name="Kvittering")).to_contain_text("15 kr.")


def test_a_box_is_moved_by_the_sign_that_hangs_where_it_stands_now(
    ground: Ground, page_at: OpenPage, crew: CrewCard
) -> None:
    box = station(page_at, ground, SCREEN)
    box.scan(crew.link)
    expect(box.page.get_by_role("heading", level=1)).to_contain_text("Personale")

    box.scan(f"{ground.core.settings.base_url}/B/{ground.signs[SIGN]}".upper())

    expect(box.flash).to_contain_text("Gemt")
    with ground.core.database.reading() as session:
        places = {one.name: one.latitude for one in session.scalars(select(Station))}
    assert places[SCREEN] == places[SIGN]


def test_the_stores_sign_opens_nothing_and_each_opening_and_voucher_looked_at_is_told_the_server(
    ground: Ground, page_at: OpenPage, crew: CrewCard
) -> None:
    box = station(page_at, ground, SCREEN)
    box.scan_told(ground.hand_out("bowl"))
    box.press("Færdig")
    box.press("Værdibevis")
    box.press("Jeg har den")
    box.dismiss()
    expect(box.scan_told(store_sign(ground))).to_contain_text("Ikke den kode")
    expect(box.page.get_by_role("heading", level=1)).to_have_text("Aflevér her")
    box.dismiss()
    box.page.context.set_offline(True)

    box.scan(crew.link)
    expect(box.page.get_by_role("heading", level=1)).to_contain_text("Personale")
    box.press("De sidste fem")
    box.page.get_by_role("button", name="Værdibevis").click()

    expect(box.page.get_by_role("img", name="Værdibevisets QR-kode")).to_be_visible()
    expect(box.page.get_by_role("button", name="Værdibevis")).to_contain_text("vist igen")
    box.page.context.set_offline(False)
    box.page.evaluate("dispatchEvent(new Event('online'))")
    expect_all_sent(box, SCREEN)
    with ground.core.database.reading() as session:
        [opening] = session.scalars(select(CrewOpening)).all()
        [showing] = session.scalars(select(CrewShowing)).all()
        holder = session.get_one(CrewSlip, opening.opened_by_id).holder
    assert (holder, opening.station_id) == ("Karen", ground.stations[SCREEN])
    assert (showing.opening_id, showing.kind, showing.subject) == (opening.id, "voucher", "1")


def test_a_slip_that_was_revoked_opens_nothing_once_the_box_knows(
    ground: Ground, page_at: OpenPage, crew: CrewCard
) -> None:
    box = station(page_at, ground, SCREEN)
    core = ground.core
    with core.database.transaction(ground.organisation_id) as session:
        revoke_crew_slip(session, session.get_one(Event, ground.event_id), crew.number, core.clock())
    box.restart()
    expect(box.page.get_by_role("heading", level=1)).to_have_text("Aflevér her")

    box.scan_told(crew.link)

    expect(box.page.get_by_role("heading", level=1)).to_have_text("Aflevér her")
    with core.database.reading() as session:
        assert session.scalars(select(CrewOpening)).all() == []
