"""Wash and store: racks counted with and without network, bags by their tag, requests filled, deliveries counted."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.circulation.tables import ScanRow
from pantbox.clock import new_id
from pantbox.containers.making import Printed, labels_of, make_batch
from pantbox.containers.types import ContainerType
from pantbox.core import Core
from pantbox.ledger.accounts import AccountKey, AccountKind
from pantbox.ledger.balances import balance
from pantbox.places.log import By
from pantbox.places.stations import Station as StationRow
from pantbox.places.stations import StationKind
from pantbox.stock.crate_mode import set_crate_types
from pantbox.stock.deliveries import Count, NewDelivery, confirm, send
from pantbox.stock.on_hand import levels
from pantbox.stock.papers import Desk, Quantity
from pantbox.stock.requests import NewRequest, ask_for
from pantbox.stock.tables import Delivery, DeliveryState
from tests.journeys.faults import expect_all_sent
from tests.journeys.stations import OpenPage, open_store, open_wash, station
from tests.kiosk.ground import SCREEN, Ground, prepare
from tests.support.pages import assert_accessible

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def ground(core: Core) -> Ground:
    """A festival that runs now."""
    return prepare(core)


def counted(ground: Ground, at: str) -> list[tuple[str, int, str | None, str | None]]:
    """What was counted at a station: kind, how many, why, in which bag."""
    with ground.core.database.reading() as session:
        rows = session.execute(
            select(ScanRow.kind, ScanRow.quantity, ScanRow.reason, ScanRow.bag)
            .where(ScanRow.station_id == ground.stations[at], ScanRow.container_id.is_(None))
            .order_by(ScanRow.seq)
        )
        return [tuple(row) for row in rows]


def type_id(ground: Ground, slug: str) -> int:
    with ground.core.database.reading() as session:
        return session.scalars(select(ContainerType.id).where(ContainerType.slug == slug)).one()


def test_racks_are_counted_at_the_wash_without_network(ground: Ground, page_at: OpenPage) -> None:
    name = open_wash(ground)
    wash = station(page_at, ground, name, width=360)
    assert_accessible(wash.page)
    wash.page.context.set_offline(True)

    wash.press("+36 kurv: Lille kop")
    wash.press("+36 kurv: Lille kop")
    wash.press("Én Lille kop mindre")
    wash.press("Bogfør 71")
    expect(wash.flash).to_contain_text("71")
    wash.scan_told(ground.take("bowl"))
    wash.press("Sorteret fra", exact=True)
    wash.press("Affald", exact=True)
    wash.press("Én Affald mere")
    wash.press("Bogfør 1")

    assert counted(ground, name) == []
    wash.page.context.set_offline(False)
    wash.page.evaluate("dispatchEvent(new Event('online'))")
    expect_all_sent(wash, name)
    assert counted(ground, name) == [("wash", 71, None, None), ("count", 1, "rubbish", None)]


def test_a_bag_is_named_before_it_is_counted(ground: Ground, page_at: OpenPage) -> None:
    name = open_store(ground)
    store = station(page_at, ground, name)
    store.press("Sække", exact=True)
    expect(store.page.get_by_text("Scan sækkens mærke.", exact=True)).to_be_visible()

    store.scan("G-0417")
    store.dismiss()
    store.press("Én Skål mere")
    store.press("Bogfør 1")
    expect(store.flash).to_contain_text("1")
    store.dismiss()
    expect(store.sum).to_have_text("1")

    expect_all_sent(store, name)
    assert counted(ground, name) == [("count", 1, None, "0417")]


def test_what_a_stall_asked_for_is_packed_and_counted_there(ground: Ground, page_at: OpenPage) -> None:
    name, bowl = open_store(ground), type_id(ground, "bowl")
    store = station(page_at, ground, name)
    with ground.core.database.transaction(ground.organisation_id) as session:
        desk = _desk(ground, session, "Suppe")
        ask_for(desk, NewRequest(new_id(), bowl, 36, desk.now))
    store.restart()
    expect(store.page.get_by_text("36 × Skål")).to_be_visible()
    assert_accessible(store.page)

    store.press("Pak", exact=True)
    store.scan("C-0012")
    expect(store.page.get_by_text("C-0012", exact=True)).to_be_visible()
    expect(store.flash).to_have_count(0)
    assert_accessible(store.page)
    store.press("Send 156")

    expect(store.flash).to_contain_text("På vej til Suppe")
    store.dismiss()
    expect(store.page.get_by_text("156 × Skål")).to_be_visible()
    expect_all_sent(store, name)
    with ground.core.database.transaction(ground.organisation_id) as session:
        [delivery] = session.scalars(select(Delivery))
        desk = _desk(ground, session, "Suppe")
        confirm(desk, delivery.id, Count(new_id(), (Quantity(bowl, 150),), desk.now))
        [level] = levels(session.connection(), ground.event_id, desk.now, station_ids=[desk.station_id])
        assert (level.left, level.type_id) == (150, bowl)
    store.restart()
    expect(store.page.get_by_text("Skål: 156 sendt, 150 talt")).to_be_visible()


def test_what_comes_back_from_a_stall_is_counted_in_the_store(ground: Ground, page_at: OpenPage) -> None:
    name, bowl = open_store(ground), type_id(ground, "bowl")
    store = station(page_at, ground, name, width=360)
    with ground.core.database.transaction(ground.organisation_id) as session:
        desk = _desk(ground, session, "Suppe")
        sign = session.get_one(StationRow, ground.stations[name]).sign
        send(desk, NewDelivery(new_id(), sign, (Quantity(bowl, 40),), desk.now - timedelta(minutes=2)))
    store.restart()
    expect(store.page.get_by_role("button", name="Tæl op")).to_be_visible()
    store.page.context.set_offline(True)

    store.press("Tæl op")
    store.press("Én Skål mindre")
    store.press("Bekræft mit tal")
    expect(store.flash).to_contain_text("Talt op")
    store.dismiss()
    expect(store.page.get_by_role("button", name="Tæl op")).to_have_count(0)

    store.page.context.set_offline(False)
    store.page.evaluate("dispatchEvent(new Event('online'))")
    expect_all_sent(store, name)
    with ground.core.database.reading() as session:
        [delivery] = session.scalars(select(Delivery))
        assert delivery.state == DeliveryState.CONFIRMED
    assert ("receive", 39, None, None) in counted(ground, name)


def test_crates_are_counted_at_the_stall_and_back_at_the_store_and_the_vendor_owes_the_rest(
    ground: Ground, page_at: OpenPage
) -> None:
    name, cup = open_store(ground), type_id(ground, "small-cup")
    with ground.core.database.transaction(ground.organisation_id) as session:
        desk = _desk(ground, session, "Suppe")
        set_crate_types(session, desk.station(StationKind.STALL), [cup], By(), desk.now)
        new = NewDelivery(
            new_id(), ground.signs["Suppe"], (Quantity(cup, 120),), desk.now - timedelta(minutes=2)
        )
        send(_desk(ground, session, name), new)
    stall = station(page_at, ground, "Suppe", width=360)
    stall.press("Lager")
    stall.press("120 × Lille kop")
    for _ in range(2):
        stall.press("Én Lille kop mindre")
    with stall.page.expect_response("**/confirm"):
        stall.press("Bekræft mit tal")
    with ground.core.database.transaction(ground.organisation_id) as session:
        desk = _desk(ground, session, "Suppe")
        sign = session.get_one(StationRow, ground.stations[name]).sign
        send(desk, NewDelivery(new_id(), sign, (Quantity(cup, 20),), desk.now))
    store = station(page_at, ground, name)
    store.press("Tæl op")
    with store.page.expect_response("**/confirm"):
        store.press("Det er her alt sammen")

    cups = _cups(ground, cup, 90)
    for first in range(0, 90, 3):
        ground.scan("return", cups[first : first + 3], SCREEN, new_id())

    assert _deposits(ground, AccountKind.VENDOR, ground.stations["Suppe"]) == -98
    assert _deposits(ground, AccountKind.POOL, cup) == 8


def _cups(ground: Ground, type_id: int, quantity: int) -> list[Printed]:
    """Cups as they came in crates."""
    core = ground.core
    with core.database.transaction(ground.organisation_id) as session:
        kind = session.get_one(ContainerType, type_id)
        batch = make_batch(session, core.keys, kind, name="Crates", quantity=quantity, now=core.clock())
        return list(labels_of(session, batch.id, core.settings.base_url))


def _deposits(ground: Ground, kind: AccountKind, of: int) -> int:
    """What is on an account, in deposits of a small cup."""
    with ground.core.database.reading() as session:
        return balance(session.connection(), AccountKey(ground.event_id, kind, str(of))) // 500


def _desk(ground: Ground, session: Session, at: str) -> Desk:
    return Desk(
        session, ground.core.keys, ground.organisation_id, ground.event_id, ground.stations[at], 1,
        ground.core.clock(),
    )  # fmt: skip
