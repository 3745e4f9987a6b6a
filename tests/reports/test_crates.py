"""Types handed out by the crate: stalls count what they are given, boxes scan what comes back, and the report says B."""

import pytest

from pantbox.clock import new_id
from pantbox.places.stations import Station
from pantbox.reports.event_report import event_report
from pantbox.reports.intervals import wilson
from pantbox.reports.live import live
from pantbox.reports.model import EventReport, TypeLine
from pantbox.reports.return_rate import Grade
from pantbox.reports.vendor_account import vendor_account
from tests.support.crates import by_the_crate, count_back, deliver
from tests.support.festival import Festival

DELIVERED, COUNTED_BACK, RETURNED = 120, 20, 4


@pytest.fixture
def crates(festival: Festival) -> Festival:
    """A festival whose cups come to stalls by the crate; its bowls are scanned."""
    for stall in ("soup", "grill"):
        by_the_crate(festival, "cup", stall=stall)
    return festival


def a_day_of_crates(festival: Festival) -> None:
    """Cups delivered to two stalls, some counted back, some returned by guests."""
    deliver(festival, DELIVERED - 50, at="10:00")
    deliver(festival, 50, at="10:00", to="grill")
    for number in range(RETURNED):
        festival.box("east").take(f"CUP-{number}", at="13:00", visit_id=new_id())
    count_back(festival, COUNTED_BACK, at="23:00")


def report_of(festival: Festival) -> EventReport:
    """The event's report now."""
    with festival.core.database.reading() as session:
        return event_report(session.connection(), festival.event_id, festival.now)


def line_of(report: EventReport, slug: str) -> TypeLine:
    """What the report says of one type."""
    return next(line for line in report.by_type if line.slug == slug)


def test_the_rate_of_a_crate_type_is_of_what_was_delivered_less_what_was_counted_back(
    crates: Festival,
) -> None:
    a_day_of_crates(crates)

    report = report_of(crates)

    cups, given = line_of(report, "cup"), DELIVERED - COUNTED_BACK
    assert (cups.cohort.totals.issued, cups.cohort.totals.returned) == (given, RETURNED)
    assert cups.rate.share == wilson(RETURNED, given)
    assert (cups.rate.grade, report.grade) == (Grade.RETURNS_ONLY, Grade.RETURNS_ONLY)
    assert report.cohort.totals.issued == given


def test_a_returned_cup_of_a_crate_is_no_forgotten_scan_and_was_out_for_nobody_knows_how_long(
    crates: Festival,
) -> None:
    a_day_of_crates(crates)

    cups = line_of(report_of(crates), "cup")

    assert cups.cohort.unseen == 0
    assert not cups.rate.is_bound
    assert cups.dwell.median_seconds is None
    assert cups.curve.n == 0


def test_scanned_types_beside_it_keep_their_grade_and_the_event_has_the_lower_one(crates: Festival) -> None:
    a_day_of_crates(crates)
    crates.stall("soup").issue("bowl-1", at="2 12:00")
    crates.box("east").take("bowl-1", at="2 13:00")

    report = report_of(crates)

    bowls = line_of(report, "bowl")
    assert (bowls.rate.grade, bowls.rate.share.count, bowls.rate.share.n) == (Grade.EVERY_ITEM, 1, 1)
    assert report.rate.grade is Grade.RETURNS_ONLY
    assert report.rate.share == wilson(RETURNED + 1, DELIVERED - COUNTED_BACK + 1)


def test_a_cup_that_was_scanned_out_of_a_crate_is_no_second_one(crates: Festival) -> None:
    a_day_of_crates(crates)
    before = line_of(report_of(crates), "cup").cohort.totals.issued

    crates.stall("soup").issue("CUP-scanned", at="2 12:00")

    assert line_of(report_of(crates), "cup").cohort.totals.issued == before


def test_deposits_of_crates_are_held_in_the_pool_and_owed_by_the_stalls(crates: Festival) -> None:
    a_day_of_crates(crates)

    money = report_of(crates).money

    given, back = (DELIVERED - COUNTED_BACK) * 500, RETURNED * 500
    assert (money.collected_ore, money.held_ore, money.payable_ore) == (given, given - back, back)
    assert money.unseen_ore == 0
    with crates.core.database.reading() as session:
        vendor_id = session.get_one(Station, crates.stall("soup").station_id).vendor_id
        assert vendor_id
        soup = vendor_account(session.connection(), vendor_id).total
    assert (soup.crates_ore, soup.issued, soup.owed_ore) == (50 * 500, 0, 50 * 500)


def test_the_live_page_counts_crates_as_the_report_does(crates: Festival) -> None:
    a_day_of_crates(crates)

    report = report_of(crates)
    with crates.core.database.reading() as session:
        now = live(session.connection(), crates.event_id, report.generated_at)

    assert (now.totals, now.unseen, now.rate) == (report.cohort.totals, report.cohort.unseen, report.rate)
