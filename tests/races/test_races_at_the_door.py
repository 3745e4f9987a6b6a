"""Two at once, with real commits: several doorways, as several processes have them, on one database."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from pantbox.audit import audit
from pantbox.circulation.bag_counts import settle_bags_of
from pantbox.circulation.door import Submission
from pantbox.circulation.group_commit import Doorway
from pantbox.circulation.holds import refuse, release
from pantbox.circulation.scan import Verdict
from pantbox.circulation.tables import ReturnClaimRow, ScanRow, VisitRow
from pantbox.clock import new_id
from pantbox.core import create_core
from pantbox.ledger.accounts import AccountKind
from pantbox.places.crates import CrateMode
from pantbox.places.events import Event
from pantbox.places.log import By
from pantbox.places.stations import Station
from pantbox.stock.closings import NewClosing, close_stall
from pantbox.stock.crate_mode import set_crate_types
from pantbox.stock.deliveries import Count, confirm
from pantbox.stock.papers import Quantity
from tests.support.crates import by_the_crate, count_back, deliver, desk_of, on_its_way, owed

PROCESSES = 4
ROUNDS = 4


@pytest.fixture
def cores(festival):
    """What several processes have: each has connections of its own."""
    cores = [create_core(festival.core.settings, festival.core.clock) for _ in range(PROCESSES)]
    yield cores
    for core in cores:
        core.database.dispose()


@pytest.fixture
def doorways(cores):
    """The doorways of several processes: each has a queue of its own."""
    return [Doorway(core) for core in cores]


def at_once(*work):
    """What each of these came to, begun at one moment."""
    barrier = threading.Barrier(len(work))

    def run(one):
        barrier.wait()
        return one()

    with ThreadPoolExecutor(len(work)) as threads:
        return list(threads.map(run, work))


def all_at_once(doorways, submissions):
    """The answers to requests that start at one moment, spread over the doorways."""
    return at_once(*(partial(doorways[n % len(doorways)].record, one) for n, one in enumerate(submissions)))


def from_places(scans):
    return [Submission(place.authority, (scan,)) for place, scan in scans]


def test_one_container_at_many_boxes_at_once_is_paid_once(festival, doorways):
    boxes = [festival.box(f"box-{n}") for n in range(8)]
    for cup in range(10):
        festival.stall("soup").issue(f"CUP-{cup}", at="20:00")
        returns = [(box, box.scan("return", f"CUP-{cup}", "21:00", visit_id=new_id())) for box in boxes]

        answers = all_at_once(doorways, from_places(returns))

        assert [one[0].verdict for one in answers].count(Verdict.ACCEPTED) == 1
    assert festival.money_out() == 5_000
    assert festival.total(AccountKind.HELD) == 0


def test_the_same_scan_sent_many_times_at_once_is_recorded_once_and_answered_alike(festival, doorways):
    east = festival.box("east")
    festival.stall("soup").issue("CUP-1", at="20:00")
    scan = east.scan("return", "CUP-1", "21:00", visit_id=new_id())

    answers = all_at_once(doorways, [Submission(east.authority, (scan,))] * 12)

    assert {one[0].verdict for one in answers} == {Verdict.ACCEPTED}
    assert festival.count(ScanRow) == 2
    assert festival.money_out() == 500


def test_the_same_changed_bag_sent_many_times_at_once_is_recorded_once(festival, doorways):
    east = festival.box("east")
    scan = east.scan("empty", "", "21:00", code="G-0042", bag="G-0042")

    answers = all_at_once(doorways, [Submission(east.authority, (scan,))] * 12)

    assert {one[0].verdict for one in answers} == {Verdict.ACCEPTED}
    assert festival.count(ScanRow) == 1


def test_one_visit_filled_from_many_requests_at_once_loses_nothing(festival, doorways):
    east, guest = festival.box("east"), new_id()
    for n in range(12):
        festival.stall("soup").issue(f"CUP-{n}", at="20:00")
    returns = [(east, east.scan("return", f"CUP-{n}", "21:00", visit_id=guest)) for n in range(12)]

    all_at_once(doorways, from_places(returns))

    with festival.core.database.transaction() as session:
        assert session.get_one(VisitRow, guest).credited_ore == 6_000


def test_batches_that_name_the_same_containers_in_other_orders_never_lock_each_other_out(festival, doorways):
    cups = [f"CUP-{n}" for n in range(20)]
    for cup in cups:
        festival.stall("soup").issue(cup, at="20:00")
    places = [festival.box(f"box-{n}") for n in range(6)]
    submissions = []
    for number, place in enumerate(places):
        order = cups[number:] + cups[:number] if number % 2 else cups[::-1]
        scans = tuple(place.scan("return", cup, "21:00", visit_id=new_id()) for cup in order)
        submissions.append(Submission(place.authority, scans))

    answers = all_at_once(doorways, submissions)

    told = [answer.verdict for one in answers for answer in one]
    assert told.count(Verdict.ACCEPTED) == 20
    assert festival.money_out() == 10_000


def test_an_issue_and_returns_of_it_at_once_end_with_one_deposit_out(festival, doorways):
    soup, boxes = festival.stall("soup"), [festival.box(f"box-{n}") for n in range(3)]
    for cup in (f"CUP-{n}" for n in range(8)):
        issue = (soup, soup.scan("issue", cup, "20:00"))
        returns = [(box, box.scan("return", cup, "20:30", visit_id=new_id())) for box in boxes]
        all_at_once(doorways, from_places([*returns, issue]))

    assert festival.money_out() == 4_000
    assert festival.total(AccountKind.UNSEEN) == 0
    assert festival.total(AccountKind.VENDOR) == -4_000


def test_a_pool_that_is_used_up_from_many_sides_at_once_is_never_below_0(festival, doorways):
    with festival.core.database.transaction() as session:
        session.get_one(
            Event, festival.event_id
        ).unseen_per_period_max = 12  # whoever comes first, nobody waits
    by_the_crate(festival, "cup")
    deliver(festival, 10, at="18:00")
    soup, east = festival.stall("soup"), festival.box("east")
    festival.make(*[f"CUP-{n}" for n in range(24)])
    festival.set_clock("21:00")
    scans = [(soup, soup.scan("issue", f"CUP-{n}")) for n in range(12)]
    scans += [(east, east.scan("return", f"CUP-{n}", visit_id=new_id())) for n in range(12, 24)]

    all_at_once(doorways, from_places(scans))

    assert festival.total(AccountKind.POOL) == 0
    assert festival.total(AccountKind.VENDOR) == -12 * 500
    assert festival.total(AccountKind.UNSEEN) == -12 * 500
    assert [finding for finding in audit(festival.core) if finding.ok is False] == []


@pytest.mark.parametrize("at_once", [1, 5])
def test_a_box_pays_exactly_twice_what_it_holds_whichever_processes_its_claims_come_through(
    festival, doorways, at_once
):
    east, soup = festival.box("east"), festival.stall("soup")
    festival.change(Station, east.station_id, capacity=16)
    cups = festival.make(*[f"CUP-{n}" for n in range(60)])
    soup.send(*[soup.scan("issue", cup, "20:00") for cup in cups])
    returns = [east.scan("return", cup, "21:00", visit_id=new_id()) for cup in cups]
    requests = [
        Submission(east.authority, tuple(returns[n : n + at_once])) for n in range(0, len(returns), at_once)
    ]

    answers = all_at_once(doorways, requests)

    verdicts = [one.verdict for answered in answers for one in answered]
    assert verdicts.count(Verdict.ACCEPTED) == 32
    assert verdicts.count(Verdict.HELD) == 28
    assert festival.money_out() == 32 * 500


def bag_that_waits(festival, cups, day):
    """A bag of as many pictures of cups that nobody handed out, taken down; the returns that wait for its count."""
    sent = [
        festival.phone("east", festival.phone_visit("east")).say("return", cup, f"{day} 21:00")
        for cup in cups
    ]
    festival.box("east").say("empty", "", f"{day} 22:00", code="-", bag=cups[0])
    return [one.id for one in sent]


def counted(festival, bag, number, day):
    festival.wash().say("count", "", f"{day} 23:00", code=festival.type_code("cup"), bag=bag, quantity=number)


def test_workers_and_doors_that_settle_one_bag_at_once_pay_what_was_counted(festival, cores):
    for day in range(1, ROUNDS + 1):
        cups = [f"CUP-{day}-{n}" for n in range(4)]
        bag_that_waits(festival, cups, day)
        counted(festival, cups[0], 2, day)

        settled = at_once(*(partial(settle_bags_of, core, festival.event_id) for core in cores))

        assert sum(one.released for one in settled) == 2
        assert festival.money_out() == 1_000 * day
    assert not [finding for finding in audit(festival.core) if finding.ok is False]


@pytest.mark.parametrize("decide", [refuse, release])
def test_what_a_desk_decides_while_a_bag_is_settled_stays_the_desks(festival, cores, decide):
    for day in range(1, ROUNDS + 1):
        cups = [f"CUP-{day}-{n}" for n in range(2)]
        sent = bag_that_waits(festival, cups, day)
        counted(festival, cups[0], 1, day)

        def decided(first=sent[0]):
            with festival.core.database.transaction() as session:
                return decide(session, festival.organisation_id, [first], by="desk", now=festival.now)

        of_desk, *_ = at_once(
            decided, *(partial(settle_bags_of, core, festival.event_id) for core in cores[:2])
        )

        with festival.core.database.reading() as session:
            claim = session.get_one(ReturnClaimRow, sent[0])
        assert (claim.decided_by == "desk") == bool(of_desk)
    assert festival.money_out() == 500 * ROUNDS


def test_crates_that_are_switched_off_while_they_are_counted_can_be_given_back(festival, cores):
    one, other = cores[:2]
    for stall in ("soup", "grill", "bar"):
        by_the_crate(festival, "cup", stall=stall)
        sent = on_its_way(festival, festival.store(), festival.stall(stall), 10)

        def confirm_it(stall=stall, sent=sent):
            with one.database.transaction(festival.organisation_id) as session:
                told = Count(new_id(), (Quantity(festival.types["cup"], 10),), festival.now)
                confirm(desk_of(festival, session, festival.stall(stall)), sent, told)

        def switch_off(stall=stall):
            with other.database.transaction() as session:
                station = session.get_one(Station, festival.stall(stall).station_id)
                set_crate_types(session, station, [], By(), festival.now + timedelta(seconds=1))

        at_once(confirm_it, switch_off)
        assert owed(festival, stall) == 10
        festival.now += timedelta(minutes=5)
        count_back(festival, 10, by=stall)
        assert owed(festival, stall) == 0
    assert [one for one in audit(festival.core, festival.event_id) if one.ok is False] == []


def test_crates_that_two_switch_on_at_once_are_on_once(festival, cores):
    def switch_on(core):
        with core.database.transaction() as session:
            station = session.get_one(Station, festival.stall("soup").station_id)
            set_crate_types(session, station, [festival.types["cup"]], By(), festival.now)

    festival.stall("soup")
    at_once(*(partial(switch_on, core) for core in cores))

    with festival.core.database.reading() as session:
        assert len(list(session.scalars(select(CrateMode)))) == 1


@pytest.mark.parametrize(
    "database_url", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)
def test_a_stall_closes_while_somebody_switches_its_crates(festival, cores):
    switching, closing = cores[:2]
    soup = festival.stall("soup")
    with switching.database.transaction() as office:
        station = office.get_one(Station, soup.station_id)
        set_crate_types(office, station, [festival.types["cup"]], By(), festival.now)
        with closing.database.transaction(festival.organisation_id) as session:
            left = (Quantity(festival.types["cup"], 3),)
            told = NewClosing(new_id(), festival.now, left, None)
            assert close_stall(desk_of(festival, session, soup), told).id == told.id
