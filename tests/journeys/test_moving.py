"""A phone that goes from stall to stall without a network: each scan counts for where it was made."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Route, expect
from sqlalchemy import select

from pantbox.circulation.moving import Mover, move_device
from pantbox.circulation.quarantine import QuarantinedScan
from pantbox.core import Core
from pantbox.places.devices import Device
from pantbox.places.events import Event
from pantbox.places.self_moving import set_self_moving
from pantbox.places.stays import DeviceStay, MovedBy
from tests.journeys.faults import expect_all_sent, hand_out, prove, recorded
from tests.journeys.stations import OpenPage, Screen, station
from tests.kiosk.ground import SCREEN, Ground, prepare

MAKE_THE_MOVE_TIMELESS = """name => new Promise((done) => {
    const opened = indexedDB.open(name);
    opened.onsuccess = () => {
        const letters = opened.result.transaction("letters", "readwrite").objectStore("letters");
        letters.getAll().onsuccess = ({ target }) => {
            for (const { seq, path, about, at, body } of target.result) {
                const { at: _told, ...without } = body;
                letters.put({ seq, path, about, at, body: without });
            }
            letters.transaction.oncomplete = () => { opened.result.close(); done(); };
        };
    };
})"""
"""Makes what waits to be told as the app before this one wrote it."""

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def ground(core: Core) -> Iterator[Ground]:
    """A festival that runs now, and adds up afterwards."""
    ground = prepare(core)
    yield ground
    prove(core)


@pytest.fixture
def phone(page_at: OpenPage, ground: Ground) -> Screen:
    """A phone at the soup stall that opens without a network."""
    phone = station(page_at, ground, "Suppe", width=360)
    phone.wait_until_kept()
    return phone


def go(phone: Screen, to: str) -> None:
    """Scan the sign of another stall, and say yes."""
    phone.scan(f"{phone.ground.core.settings.base_url}/B/{phone.ground.signs[to]}".upper())
    phone.page.get_by_role("button", name="Flyt hertil").click()
    expect(phone.page.get_by_role("heading", level=1)).to_have_text(to)


def test_scans_count_for_where_the_phone_stood_when_it_made_them(phone: Screen, ground: Ground) -> None:
    phone.page.context.set_offline(True)
    hand_out(phone, times=2)
    phone.press("Næste gæst")
    go(phone, "Grill")
    expect(phone.sum).to_have_text("0kr.")
    hand_out(phone, "mug")
    phone.press("Næste gæst")
    go(phone, "Suppe")
    hand_out(phone, "tray")
    phone.press("Næste gæst")
    go(phone, "Grill")

    phone.page.context.set_offline(False)

    for name in ("Grill", "Suppe"):
        expect_all_sent(phone, name)
    made = sorted(scan.station_id for scan in recorded(ground))
    assert made == sorted([ground.stations["Suppe"]] * 3 + [ground.stations["Grill"]])
    expect(phone.page.get_by_text("venter")).to_have_count(0)
    with ground.core.database.reading() as session:
        assert session.scalars(select(Device.station_id)).all() == [ground.stations["Grill"]]


def test_a_day_at_another_stall_waits_for_its_move_and_the_move_is_lost_once(
    phone: Screen, ground: Ground
) -> None:
    phone.page.context.set_offline(True)
    hand_out(phone, "mug")
    phone.press("Næste gæst")
    go(phone, "Grill")
    hand_out(phone, times=3)
    phone.press("Næste gæst")
    asked: list[str] = []
    lost: list[str] = []

    def lose_the_first_move(route: Route) -> None:
        asked.append("move")
        if lost:
            return route.continue_()
        lost.append("move")
        return route.abort()

    phone.page.context.route("**/api/v1/station/move", lose_the_first_move)
    phone.page.context.on(
        "request", lambda request: asked.append("scans") if request.url.endswith("/scans") else None
    )
    phone.page.context.set_offline(False)

    expect_all_sent(phone, "Grill")
    expect_all_sent(phone, "Suppe")

    made = sorted(scan.station_id for scan in recorded(ground))
    assert made == sorted([ground.stations["Suppe"]] + [ground.stations["Grill"]] * 3)
    at_grill = [made for made in asked if made == "move"]
    assert len(at_grill) == 2
    with ground.core.database.reading() as session:
        assert session.scalars(select(QuarantinedScan.id)).all() == []
        moves = session.scalars(select(DeviceStay).order_by(DeviceStay.since)).all()
    assert [one.moved_by for one in moves] == ["pairing", "sign"]
    assert [one.station_id for one in moves] == [ground.stations["Suppe"], ground.stations["Grill"]]


def test_yesterdays_app_whose_move_has_no_time_loses_nothing(phone: Screen, ground: Ground) -> None:
    """Its move arrives after its scans: they wait for the office, on nobody's account, and the phone goes on working."""
    phone.page.context.set_offline(True)
    go(phone, "Grill")
    hand_out(phone, times=2)
    phone.press("Næste gæst")
    phone.page.evaluate(MAKE_THE_MOVE_TIMELESS, f"pantbox-{ground.signs['Grill']}")
    phone.page.context.set_offline(False)
    expect_all_sent(phone, "Grill")
    hand_out(phone, "mug")
    phone.press("Næste gæst")
    expect_all_sent(phone, "Grill")

    made = [scan.station_id for scan in recorded(ground)]

    assert set(made) == {ground.stations["Grill"]}
    assert len(made) == 3


def test_where_the_office_moves_devices_a_sign_says_what_to_do(phone: Screen, ground: Ground) -> None:
    with ground.core.database.transaction(ground.organisation_id) as session:
        event = session.get_one(Event, ground.event_id)
        set_self_moving(session, event, None, ground.core.clock(), is_on=False)
    phone.restart()
    expect(phone.sum).to_have_text("0kr.")

    told = phone.scan_told(f"{ground.core.settings.base_url}/B/{ground.signs['Grill']}".upper())

    expect(told).to_contain_text("Bed kontoret flytte enheden")
    phone.dismiss()
    expect(phone.page.get_by_role("dialog")).to_have_count(0)


def test_a_phone_that_the_office_moved_follows(phone: Screen, ground: Ground) -> None:
    hand_out(phone)
    phone.press("Næste gæst")
    expect_all_sent(phone, "Suppe")
    with ground.core.database.transaction(ground.organisation_id) as session:
        device = session.scalars(select(Device)).one()
        mover = Mover(MovedBy.OFFICE, "Anna")
        move_device(session, device, ground.stations["Grill"], mover, ground.core.clock())
    phone.page.evaluate("dispatchEvent(new Event('online'))")

    expect(phone.page.get_by_role("heading", level=1)).to_have_text("Grill")
    hand_out(phone, "mug")
    phone.press("Næste gæst")
    expect_all_sent(phone, "Grill")

    assert sorted(scan.station_id for scan in recorded(ground)) == sorted(
        [ground.stations["Suppe"], ground.stations["Grill"]]
    )


def test_the_sign_of_something_else_moves_no_phone(phone: Screen, ground: Ground) -> None:
    phone.page.context.set_offline(True)
    base = ground.core.settings.base_url
    expect(phone.scan_told(f"{base}/B/{ground.signs[SCREEN]}".upper())).to_contain_text(
        "Det kan boden ikke bruge"
    )
    expect(phone.scan_told(f"{base}/B/ABCDEF".upper())).to_contain_text("Det skilt kender enheden ikke")
    phone.dismiss()

    expect(phone.page.get_by_role("dialog")).to_have_count(0)
