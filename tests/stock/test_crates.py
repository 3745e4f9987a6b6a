"""Crate mode: only confirmed deliveries move money, a pool is never below 0, and nothing is owed twice."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from pantbox.audit import audit
from pantbox.circulation.scan import Verdict
from pantbox.errors import Conflict, NotFound
from pantbox.ledger.accounts import AccountKey, AccountKind
from pantbox.ledger.pools import ALL_STALLS, Back, Bearer, Held, Share, bearers
from pantbox.places.events import Event
from pantbox.places.log import By
from pantbox.places.organisations import LogEntry
from pantbox.places.setup import change_terms
from pantbox.places.stations import Station
from pantbox.reports.event_report import event_report
from pantbox.stock.crate_mode import set_crate_types
from pantbox.stock.uncounted import uncounted_stalls
from tests.support.crates import (
    CUP,
    by_the_crate,
    close_with,
    count_back,
    crates_of,
    deliver,
    on_its_way,
    owed,
    pool,
)
from tests.support.festival import DAY, Festival


def unseen(festival: Festival) -> int:
    """What issues that nobody scanned have cost so far, in whole deposits."""
    return -festival.total(AccountKind.UNSEEN) // CUP


def take(festival: Festival, *cups: int) -> None:
    """Guests bring these cups back to a box."""
    for number in cups:
        assert festival.box("east").take(f"CUP-{number}").verdict is Verdict.ACCEPTED


def test_the_vendor_owes_what_was_delivered_less_what_was_counted_back_and_the_pool_holds_what_is_out(
    crates: Festival,
) -> None:
    deliver(crates, 118, at="10:00")
    count_back(crates, 20, at="20:00")
    take(crates, *range(90))

    assert (owed(crates), pool(crates), unseen(crates)) == (98, 8, 0)


@pytest.mark.parametrize("kind", ["receive", "dispatch", "count"])
def test_what_a_stall_counts_by_itself_moves_no_money(crates: Festival, kind: str) -> None:
    deliver(crates, 118, at="10:00")

    answer = crates.stall().say(kind, "", at="11:00", code=crates.type_code("cup"), quantity=100)

    assert answer.verdict is Verdict.ACCEPTED
    assert (owed(crates), pool(crates)) == (118, 118)


def test_a_delivery_that_nobody_counted_moves_no_money_either_way(crates: Festival) -> None:
    on_its_way(crates, crates.store(), crates.stall(), 118, at="10:00")
    sent = (owed(crates), pool(crates))
    deliver(crates, 50, at="11:00")
    on_its_way(crates, crates.stall(), crates.store(), 50, at="12:00")

    assert sent == (0, 0)
    assert (owed(crates), pool(crates)) == (50, 50)


def test_counting_back_takes_at_most_what_is_in_the_pool_and_shows_the_rest(crates: Festival) -> None:
    deliver(crates, 118, at="10:00")
    take(crates, *range(90))

    beyond = count_back(crates, 40, at="20:00")

    assert (beyond, owed(crates), pool(crates)) == (12, 90, 0)
    with crates.core.database.reading() as session:
        report = event_report(session.connection(), crates.event_id, crates.now)
    assert (report.cohort.trips, report.cohort.returns) == (90, 90)


def test_counting_back_takes_at_most_what_this_stall_was_delivered(crates: Festival) -> None:
    by_the_crate(crates, "cup", stall="grill")
    deliver(crates, 30, at="10:00")
    deliver(crates, 100, at="10:00", to="grill")

    beyond = count_back(crates, 50, at="20:00")

    assert (beyond, owed(crates), owed(crates, "grill"), pool(crates)) == (20, 0, 100, 100)


def test_an_issue_scanned_at_a_crate_stall_takes_its_deposit_out_of_the_pool(crates: Festival) -> None:
    deliver(crates, 10, at="10:00")

    crates.stall().issue("CUP-1", at="11:00")
    out = (owed(crates), pool(crates), crates.total(AccountKind.HELD) // CUP)
    take(crates, 1)

    assert out == (10, 9, 1)
    assert (owed(crates), pool(crates), crates.total(AccountKind.HELD)) == (10, 9, 0)


def test_a_stall_owes_what_it_scans_out_beyond_its_crates_until_the_delivery_is_counted(
    crates: Festival,
) -> None:
    deliver(crates, 1, at="10:00")
    for number in range(3):
        crates.stall().issue(f"CUP-{number}", at="11:00")
    before = (owed(crates), pool(crates))

    deliver(crates, 10, at="12:00")

    assert before == (3, 0)
    assert (owed(crates), pool(crates)) == (11, 8)


def test_guests_beyond_all_crates_are_paid_as_unseen_issues_until_the_delivery_is_counted(
    crates: Festival,
) -> None:
    deliver(crates, 2, at="10:00")
    take(crates, *range(5))
    before = (pool(crates), unseen(crates))

    deliver(crates, 10, at="12:00")

    assert before == (0, 3)
    assert (owed(crates), pool(crates), unseen(crates)) == (12, 7, 0)


def test_an_issue_that_comes_late_is_not_paid_from_the_pool_twice(crates: Festival) -> None:
    deliver(crates, 10, at="10:00")
    stall = crates.stall().offline()
    stall.issue("CUP-1", at="11:00")
    crates.set_clock("12:00")
    take(crates, 1)
    before = (owed(crates), pool(crates))

    stall.back_online(at="13:00")

    assert before == (owed(crates), pool(crates)) == (10, 9)


def test_an_undone_return_is_in_the_pool_again(crates: Festival) -> None:
    deliver(crates, 10, at="10:00")
    east = crates.box("east")
    back = east.take("CUP-1", at="11:00")

    east.undo(back, "CUP-1", at="11:01")

    assert pool(crates) == 10


def test_what_is_out_stays_what_it_is_when_crates_are_switched_off(crates: Festival) -> None:
    deliver(crates, 10, at="10:00")
    by_the_crate(crates)
    deliver(crates, 30, at="11:00")
    crates.stall().issue("CUP-1", at="12:00")
    take(crates, 2)
    beyond = count_back(crates, 34, at="13:00")

    assert crates_of(crates) == frozenset()
    assert (beyond, owed(crates), pool(crates)) == (0, 6, 4)


def test_what_was_delivered_by_the_crate_and_is_scanned_out_once_they_are_off_is_owed_once(
    crates: Festival,
) -> None:
    deliver(crates, 2, at="10:00")
    by_the_crate(crates)
    for number in range(3):
        crates.stall().issue(f"CUP-{number}", at="12:00")

    assert (owed(crates), pool(crates), crates.total(AccountKind.HELD) // CUP) == (3, 0, 3)


def test_a_scan_that_comes_after_the_switch_is_owed_once(crates: Festival) -> None:
    deliver(crates, 10, at="10:00")
    stall = crates.stall().offline()
    stall.issue("CUP-1", at="11:00")
    crates.set_clock("12:00")
    by_the_crate(crates)

    stall.back_online(at="13:00")

    assert (owed(crates), pool(crates)) == (10, 9)


def test_an_undone_issue_is_in_the_pool_again(crates: Festival) -> None:
    deliver(crates, 10, at="10:00")
    issue = crates.stall().issue("CUP-1", at="11:00")

    crates.stall().undo(issue, "CUP-1", at="11:01")

    assert (owed(crates), pool(crates), crates.total(AccountKind.HELD)) == (10, 10, 0)


def test_what_is_out_stays_what_it_is_when_crates_are_switched_on(festival: Festival) -> None:
    deliver(festival, 30, at="10:00")
    festival.stall().issue("CUP-1", at="11:00")
    by_the_crate(festival, "cup")
    take(festival, 1)

    assert (owed(festival), pool(festival), festival.total(AccountKind.HELD)) == (1, 0, 0)
    assert [finding for finding in audit(festival.core) if finding.ok is False] == []


@pytest.mark.parametrize("is_off", [False, True])
def test_the_till_of_a_stall_that_scans_out_of_its_crates_is_expected_to_hold_each_deposit_once(
    crates: Festival, *, is_off: bool
) -> None:
    deliver(crates, 10, at="10:00")
    if is_off:
        by_the_crate(crates)
    for number in range(3):
        crates.stall().issue(f"CUP-{number}", at="11:00")
    crates.set_clock("20:00")

    assert close_with(crates, 7).expected_till_ore == 3 * CUP


def test_the_till_of_a_stall_that_went_over_to_crates_is_expected_to_hold_each_deposit_once(
    festival: Festival,
) -> None:
    festival.make(*(f"CUP-{number}" for number in range(9)))
    deliver(festival, 20, at="08:00")
    festival.stall().issue("CUP-8", at="08:10")
    festival.set_clock("08:30")
    close_with(festival, 19)
    for number in range(5):
        festival.stall().issue(f"CUP-{number}", at="09:00")
    festival.set_clock("10:00")
    by_the_crate(festival, "cup")
    festival.stall().issue("CUP-7", at="11:00")
    festival.set_clock("20:00")

    assert close_with(festival, 11).expected_till_ore == 8 * CUP


def test_crates_of_one_type_are_nothing_to_another(crates: Festival) -> None:
    deliver(crates, 10, "bowl", at="10:00")
    crates.stall().issue("bowl-1", at="11:00")

    assert pool(crates) == 0
    assert owed(crates) == 2  # a bowl's deposit is two cups'


def test_a_switch_that_was_a_slip_of_the_finger_leaves_nothing_behind(festival: Festival) -> None:
    by_the_crate(festival, "cup")
    by_the_crate(festival)

    festival.box("east").take("CUP-1", at="11:00")

    assert festival.balances().get((AccountKind.POOL, str(festival.types["cup"]))) is None
    assert unseen(festival) == 1


def test_each_switch_is_logged_once(crates: Festival) -> None:
    by_the_crate(crates, "cup")
    by_the_crate(crates, "bowl")

    with crates.core.database.reading() as session:
        said = [
            (entry.what, entry.details["types"])
            for entry in session.scalars(select(LogEntry).order_by(LogEntry.id))
            if entry.what.startswith("crates_")
        ]

    cup, bowl = crates.types["cup"], crates.types["bowl"]
    assert said == [("crates_on", [cup]), ("crates_on", [bowl]), ("crates_off", [cup])]


def test_only_a_stall_hands_out_by_the_crate_and_only_what_its_event_uses(festival: Festival) -> None:
    with festival.core.database.transaction() as session:
        box, stall = (
            session.get_one(Station, place.station_id) for place in (festival.box("east"), festival.stall())
        )
        with pytest.raises(Conflict, match="crates_not_a_stall"):
            set_crate_types(session, box, [festival.types["cup"]], By(), festival.now)
        with pytest.raises(NotFound, match="type_unknown"):
            set_crate_types(session, stall, [10_000], By(), festival.now)


def test_what_comes_back_is_worth_what_it_was_delivered_at(crates: Festival) -> None:
    deliver(crates, 10, at="10:00")
    with crates.core.database.transaction() as session:
        event = session.get_one(Event, crates.event_id)
        change_terms(session, event, {crates.types["cup"]: 2 * CUP, crates.types["bowl"]: 1_000}, crates.now)
    deliver(crates, 10, at="11:00")
    count_back(crates, 15, at="12:00")

    assert (owed(crates), pool(crates)) == (5, 5)


A, B, C, WHOLE = Share(1, 2, 7), Share(1, 2, 8), Share(1, 2, 9), Share(1, 2, ALL_STALLS)


@pytest.mark.parametrize(
    ("left_ore", "makes_up"),
    [
        (0, []),
        (-300, [(B, B.stall, 300)]),
        (-900, [(B, B.stall, 500), (A, A.stall, 400)]),
        (-2_000, [(B, B.stall, 500), (A, A.stall, 1_000), (C, C.unseen, 500)]),
        (-2_400, [(B, B.stall, 500), (A, A.stall, 1_000), (C, C.unseen, 700), (A, A.unseen, 100), (WHOLE, WHOLE.unseen, 100)]),
    ],
)  # fmt: skip
def test_who_counted_back_last_makes_up_first_then_who_scanned_out_most_and_unseen_issues_last(
    left_ore: int, makes_up: list[tuple[Share, AccountKey, int]]
) -> None:
    rows = {
        A: Held(0, 100, Back(1_000, DAY)),
        B: Held(0, 0, Back(500, DAY + timedelta(hours=1))),
        C: Held(-200, 900),  # 200 of them are beyond its own crates: it makes up for those anyway
        Share(1, 3, 7): Held(0, 5_000, Back(9_000, DAY)),
        WHOLE: Held(left_ore),
    }

    assert bearers(WHOLE, rows) == {Bearer(share, account): ore for share, account, ore in makes_up}


def test_a_stall_that_gets_crates_and_neither_scans_nor_counts_them_is_named(festival: Festival) -> None:
    soup, grill, fries = (festival.stall(name).station_id for name in ("soup", "grill", "fries"))
    by_the_crate(festival, "cup", stall="grill")
    for stall in ("soup", "grill", "fries"):
        deliver(festival, 30, at="10:00", to=stall)

    def named() -> frozenset[int]:
        with festival.core.database.reading() as session:
            return uncounted_stalls(session, festival.event_id, festival.now)

    first = named()
    festival.stall("fries").issue("CUP-1", at="11:00")
    on_its_way(festival, festival.store(), festival.stall("grill"), 30)
    second = named()
    festival.set_clock("12:00")
    third = named()

    assert (first, second, third) == ({soup, fries}, {soup}, {soup, grill})
