"""The live page, where everything is, a container's history, and a vendor's account."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from pantbox.circulation.scan import Kind
from pantbox.containers.containers import ContainerState
from pantbox.core import Core
from pantbox.errors import NotFound
from pantbox.ledger.accounts import AccountKind
from pantbox.ledger.balances import balances
from pantbox.places.devices import Device
from pantbox.places.stations import Station
from pantbox.places.vendors import Vendor
from pantbox.reports.container_history import container_history
from pantbox.reports.event_report import event_report
from pantbox.reports.live import live
from pantbox.reports.vendor_account import vendor_account
from pantbox.reports.vendor_items import account_items
from pantbox.reports.whereabouts import Place, whereabouts
from tests.reports.festival import OPENS, Festival, days_of_scans, open_festival

NOON = OPENS + timedelta(hours=2)


def test_live_says_what_the_report_says(core: Core) -> None:
    festival = open_festival(core)
    now = days_of_scans(festival, seed=6, size=250)

    with core.database.reading() as session:
        now_live = live(session.connection(), festival.event_id, now)
        report = event_report(session.connection(), festival.event_id, now)

    assert now_live.totals == report.cohort.totals
    assert now_live.rate == report.rate
    assert now_live.returns == report.flow.returns
    assert now_live.held_ore == report.money.held_ore
    assert [(h.hour, h.issued, h.returned) for h in now_live.by_hour] == [
        (line.hour, line.issues, line.returns) for line in report.by_hour
    ]
    assert sum(station.issued for station in now_live.stations) == report.cohort.totals.issued


def test_live_lists_silent_devices_and_boxes_that_fill(core: Core) -> None:
    festival = open_festival(core)
    with core.database.transaction() as session:
        for name, minutes, outbox, battery in (("quiet", 25, 0, 80), ("busy", 1, 900, 9)):
            session.add(
                Device(
                    organisation_id=festival.organisation_id, event_id=festival.event_id, name=name,
                    station_id=festival.places["soup"], token_hash=name, paired_at=OPENS, outbox=outbox,
                    battery_percent=battery, last_seen_at=NOON - timedelta(minutes=minutes),
                )
            )  # fmt: skip
        north, south = (session.get_one(Station, festival.places[name]) for name in ("north", "south"))
        north.fill_percent, south.fill_percent = 97, 84

    with core.database.reading() as session:
        now_live = live(session.connection(), festival.event_id, NOON)

    assert [(device.name, device.silent) for device in now_live.devices] == [("quiet", True), ("busy", False)]
    assert {(alert.kind, alert.station, alert.number) for alert in now_live.alerts} == {
        ("box-full", "North", 97),
        ("box-nearly-full", "South", 84),
        ("device-silent", "Soup", 25),
        ("outbox-filling", "Soup", 900),
        ("battery-low", "Soup", 9),
    }


def test_after_the_event_nothing_is_alarming(core: Core) -> None:
    festival = open_festival(core)
    with core.database.transaction() as session:
        session.get_one(Station, festival.places["north"]).fill_percent = 100

    with core.database.reading() as session:
        now_live = live(session.connection(), festival.event_id, OPENS + timedelta(days=9))

    assert now_live.alerts == ()


def test_a_stall_that_forgets_is_told_by_what_was_delivered_to_it(core: Core) -> None:
    festival = open_festival(core)
    bowls = festival.of_type("bowl")
    for bowl in bowls[:22]:
        festival.scan("soup", Kind.RECEIVE, bowl, NOON)
    for bowl in bowls[:20]:
        festival.scan("soup", Kind.ISSUE, bowl, NOON + timedelta(hours=1))
    for bowl in bowls[:22]:
        festival.scan("north", Kind.RETURN, bowl, NOON + timedelta(hours=2))

    with core.database.reading() as session:
        now_live = live(session.connection(), festival.event_id, NOON + timedelta(hours=3))

    soup = next(station for station in now_live.stations if station.name == "Soup")
    assert (soup.came_back, soup.unseen) == (22, 2)
    assert [(alert.kind, alert.number) for alert in now_live.alerts] == [("stall-forgets", 9)]


def test_every_container_is_in_one_place(core: Core) -> None:
    festival = open_festival(core, containers=10)
    bowls = festival.of_type("bowl")
    festival.scan("soup", Kind.RECEIVE, bowls[0], NOON)
    festival.scan("soup", Kind.ISSUE, bowls[1], NOON)
    festival.scan("soup", Kind.ISSUE, bowls[2], NOON)
    festival.scan("north", Kind.RETURN, bowls[2], NOON + timedelta(hours=1))
    festival.scan("wash", Kind.RECEIVE, bowls[3], NOON)
    festival.scan("store", Kind.RECEIVE, bowls[4], NOON)
    festival.scan("store", Kind.LOST, bowls[5], NOON)
    festival.scan("wash", Kind.RETIRE, bowls[6], NOON)

    with core.database.reading() as session:
        where = whereabouts(session.connection(), festival.event_id)

    bowl = festival.types["bowl"]
    assert {place: n for (place, type_id), n in where.places.items() if type_id == bowl} == {
        Place.STALLS: 1, Place.OUT: 1, Place.BOXES: 1, Place.WASH: 1, Place.STORE: 1, Place.LOST: 1,
        Place.RETIRED: 1, Place.NEW: 3,
    }  # fmt: skip
    assert where.total == 30
    assert [slug for _id, slug, _names in where.types] == ["small-cup", "bowl", "tray"]


def test_a_containers_history_is_every_trip_and_scan_newest_first(core: Core) -> None:
    festival = open_festival(core)
    bowl, visit = festival.of_type("bowl")[0], uuid4()
    answer = festival.scan("soup", Kind.ISSUE, bowl, NOON)
    festival.scan("north", Kind.RETURN, bowl, NOON + timedelta(hours=1), visit_id=visit)
    festival.scan("beer", Kind.ISSUE, bowl, NOON + timedelta(hours=3))
    assert answer.container_id is not None

    with core.database.reading() as session:
        history = container_history(session.connection(), answer.container_id)

    assert (history.state, history.station, history.trip_count) == (ContainerState.ISSUED, "Beer", 2)
    assert [(t.opened_at_station, t.end, t.ended_at_station) for t in history.trips] == [
        ("Beer", None, ""),
        ("Soup", "returned", "North"),
    ]
    assert history.trips[1].paid_to_visit == visit
    assert [(scan.kind, scan.station, scan.verdict) for scan in history.scans] == [
        ("issue", "Beer", "accepted"),
        ("return", "North", "accepted"),
        ("issue", "Soup", "accepted"),
    ]


def test_of_a_container_nobody_made_there_is_no_history(core: Core) -> None:
    with core.database.reading() as session, pytest.raises(NotFound):
        container_history(session.connection(), 404)


def vendor_id(festival: Festival, name: str) -> int:
    """A vendor by name."""
    with festival.core.database.reading() as session:
        return session.scalars(select(Vendor.id).where(Vendor.name == name)).one()


def test_a_vendors_account_is_the_ledgers(core: Core) -> None:
    festival = open_festival(core)
    days_of_scans(festival, seed=7, size=250)
    beer = vendor_id(festival, "=cmd|beer")

    with core.database.reading() as session:
        account = vendor_account(session.connection(), beer)
        books = balances(session.connection(), festival.event_id)

    owed = {key.of: -ore for key, ore in books.items() if key.kind is AccountKind.VENDOR}
    (stall,) = account.stalls
    assert stall.owed_ore == owed[str(stall.station_id)] == account.total.owed_ore
    assert stall.owed_ore == stall.issued_ore - stall.taken_back_ore - stall.redeemed_ore
    assert stall.issued > 0
    assert stall.taken_back > 0


def test_the_items_of_an_account_add_up_to_it_page_by_page(core: Core) -> None:
    festival = open_festival(core)
    days_of_scans(festival, seed=8, size=250)
    soup = vendor_id(festival, "Soup & Sons")

    items, after = [], None
    with core.database.reading() as session:
        account = vendor_account(session.connection(), soup)
        while page := account_items(session.connection(), soup, after=after, limit=7):
            items += page.items
            after = page.next
            if after is None:
                break

    assert len({item.id for item in items}) == len(items) > 14
    assert sum(item.amount_ore for item in items) == account.total.owed_ore
    assert {item.what for item in items} == {"handed_out"}
    assert all(item.human_code and item.type_id for item in items)
    assert [item.id for item in items] == sorted((item.id for item in items), reverse=True)


def test_a_vendor_without_stalls_owes_nothing(core: Core) -> None:
    festival = open_festival(core)
    with core.database.transaction() as session:
        new = Vendor(organisation_id=festival.organisation_id, event_id=festival.event_id, name="New")
        session.add(new)
        session.flush()  # its id
        new_id = new.id

    with core.database.reading() as session:
        account = vendor_account(session.connection(), new_id)
        page = account_items(session.connection(), new_id)

    assert (account.stalls, account.total.owed_ore, page.items, page.next) == ((), 0, (), None)
