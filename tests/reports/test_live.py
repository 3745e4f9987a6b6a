"""The live page, where everything is, a container's history, and a vendor's account."""

from collections import Counter
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.circulation.forfeits import close_event
from pantbox.circulation.scan import Kind
from pantbox.containers.containers import ContainerState
from pantbox.core import Core
from pantbox.errors import NotFound
from pantbox.ledger.accounts import AccountKind
from pantbox.ledger.balances import balances
from pantbox.ledger.postings import FORFEITED
from pantbox.places.closures import close_station
from pantbox.places.devices import Device
from pantbox.places.events import Event
from pantbox.places.log import By
from pantbox.places.setup import create_station
from pantbox.places.stations import Station, StationKind
from pantbox.places.vendors import Vendor
from pantbox.reports.container_history import container_history
from pantbox.reports.event_report import event_report
from pantbox.reports.live import live
from pantbox.reports.vendor_account import vendor_account
from pantbox.reports.vendor_items import account_items
from pantbox.reports.whereabouts import Place, whereabouts
from pantbox.stock.crate_mode import set_crate_types
from tests.reports.festival import OPENS, Festival, days_of_scans, open_festival
from tests.reports.recount import trips_of

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


@pytest.mark.parametrize("seed", range(6))
def test_what_became_of_the_issues_adds_up_whatever_happened(core: Core, seed: int) -> None:
    festival = open_festival(core)
    now = days_of_scans(festival, seed=seed, size=160)
    with core.database.transaction() as session:
        until = now - timedelta(hours=1) if seed % 2 else None
        session.get_one(Event, festival.event_id).return_until = until
    if seed % 2:
        close_event(core, festival.event_id, now)
    with core.database.reading() as session:
        totals = live(session.connection(), festival.event_id, now).totals
        report = event_report(session.connection(), festival.event_id, now)
        trips = [trip for trip in trips_of(session.connection()) if trip.seen]

    became = Counter(
        "out" if trip.end is None else "forfeited" if trip.end_reason == FORFEITED else trip.end.value
        for trip in trips
    )
    assert totals.parts == {part: became[part] for part in totals.parts}
    assert totals.issued == len(trips) == sum(totals.parts.values())
    later = report.later.totals.parts if report.later else {}
    assert totals.parts == {part: n + later.get(part, 0) for part, n in report.cohort.totals.parts.items()}
    of_stalls = [
        (line.cohort.totals.issued, line.cohort.totals.returned, line.cohort.unseen)
        for line in report.by_stall
    ]
    assert tuple(map(sum, zip(*of_stalls, report.of_no_stall, strict=True))) == (
        report.cohort.totals.issued, report.cohort.totals.returned, report.cohort.unseen,
    )  # fmt: skip
    assert bool(totals.forfeited) == bool(seed % 2)


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
        ("stalls-without-device", "Soup two, Beer", 2),
        ("boxes-without-device", "North, South", 2),
        ("desks-without-device", "Desk", 1),
    }


def test_stations_where_nothing_can_be_scanned_are_named_until_they_have_a_device(core: Core) -> None:
    festival = open_festival(core)

    def told(now: datetime) -> list[tuple[str, str, int]]:
        with core.database.reading() as session:
            found = live(session.connection(), festival.event_id, now)
        return [(alert.kind, alert.station, alert.number) for alert in found.alerts]

    every = told(NOON)
    with core.database.transaction() as session:
        for place in ("soup", "soup two", "beer", "north", "desk"):
            paired(session, festival, place)
        close_station(session, session.get_one(Station, festival.places["south"]), None, NOON)

    assert every == [
        ("stalls-without-device", "Soup, Soup two, Beer", 3),
        ("boxes-without-device", "North, South", 2),
        ("desks-without-device", "Desk", 1),
    ]
    assert told(NOON) == []
    assert told(OPENS - timedelta(days=1)) == []


def test_a_revoked_device_is_none_and_a_stall_that_counts_crates_of_everything_needs_none(core: Core) -> None:
    festival = open_festival(core)
    with core.database.transaction() as session:
        for place in ("soup", "soup two", "north", "south", "desk"):
            paired(session, festival, place)
        session.scalars(
            select(Device).where(Device.station_id == festival.places["soup"])
        ).one().revoked_at = NOON
        beer = session.get_one(Station, festival.places["beer"])
        set_crate_types(session, beer, festival.types.values(), By(), NOON)

    with core.database.reading() as session:
        found = live(session.connection(), festival.event_id, NOON)

    assert [(alert.kind, alert.station) for alert in found.alerts] == [("stalls-without-device", "Soup")]


def test_many_stations_without_a_device_are_counted_and_five_are_named(core: Core) -> None:
    festival = open_festival(core)
    with core.database.transaction() as session:
        event = session.get_one(Event, festival.event_id)
        for number in range(4):
            create_station(session, event, StationKind.PANT_BOX, f"Box {number}")
        create_station(session, event, StationKind.PANT_BOX, "Only a sign", has_screen=False)

    with core.database.reading() as session:
        found = live(session.connection(), festival.event_id, NOON)

    [boxes] = [alert for alert in found.alerts if alert.kind == "boxes-without-device"]
    assert (boxes.number, boxes.station, boxes.more) == (6, "North, South, Box 0, Box 1, Box 2", 1)


def paired(session: Session, festival: Festival, place: str) -> None:
    """Stand a device at a place."""
    session.add(
        Device(
            organisation_id=festival.organisation_id, event_id=festival.event_id, name=place, outbox=0,
            station_id=festival.places[place], token_hash=place, paired_at=OPENS, last_seen_at=NOON,
        )
    )  # fmt: skip


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
    assert ("stall-forgets", 9) in [(alert.kind, alert.number) for alert in now_live.alerts]


def test_the_rate_of_a_closed_event_is_as_of_its_closing_here_too(core: Core) -> None:
    festival = open_festival(core)
    cups = festival.of_type("small-cup")[:4]
    for cup in cups:
        festival.scan("beer", Kind.ISSUE, cup, NOON)
    festival.scan("north", Kind.RETURN, cups[0], NOON + timedelta(hours=1))
    close_event(core, festival.event_id, NOON + timedelta(hours=2))
    festival.scan("north", Kind.RETURN, cups[1], NOON + timedelta(hours=3))

    with core.database.reading() as session:
        now_live = live(session.connection(), festival.event_id, NOON + timedelta(hours=4))

    assert (now_live.rate.value, now_live.rate.window.closed) == (0.25, True)
    assert (now_live.totals.returned, now_live.totals.out) == (2, 2)


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
    festival.scan("soup", Kind.ISSUE, bowls[7], NOON)
    festival.scan("store", Kind.WRITE_OFF, bowls[7], NOON + timedelta(hours=1), reason=FORFEITED)

    with core.database.reading() as session:
        where = whereabouts(session.connection(), festival.event_id)

    bowl = festival.types["bowl"]
    assert {place: n for (place, type_id), n in where.places.items() if type_id == bowl} == {
        Place.STALLS: 1, Place.OUT: 1, Place.BOXES: 1, Place.WASH: 1, Place.STORE: 1, Place.LOST: 1,
        Place.RETIRED: 1, Place.FORFEITED: 1, Place.NEW: 2,
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
