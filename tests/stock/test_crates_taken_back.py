"""What a crate stall scans out and takes back itself is in its crates again: it owes less only by counting back."""

import random
from datetime import timedelta

import pytest

from pantbox.audit import audit
from pantbox.circulation.disputes import settle_dispute
from pantbox.circulation.door import Submission
from pantbox.circulation.scan import Verdict
from pantbox.clock import new_id
from pantbox.core import Core
from pantbox.ledger.accounts import AccountKind
from pantbox.ledger.postings import Against
from pantbox.places.log import By
from pantbox.reports.event_report import event_report
from tests.support.crates import CUP, by_the_crate, close_with, count_back, deliver, owed, pool
from tests.support.festival import DAY, Festival


def test_what_a_crate_stall_scans_out_and_takes_back_itself_is_owed_until_it_is_counted_back(
    crates: Festival,
) -> None:
    deliver(crates, 10, at="10:00")
    for number in range(10):
        crates.stall().issue(f"CUP-{number}", at="11:00")
    for number in range(10):
        assert crates.stall().take(f"CUP-{number}", at="11:30").verdict is Verdict.ACCEPTED
    shelf = (owed(crates), pool(crates), crates.total(AccountKind.HELD))

    beyond = count_back(crates, 10, at="20:00")

    assert shelf == (10, 10, 0)
    assert (beyond, owed(crates), pool(crates)) == (0, 0, 0)


def test_another_stall_that_takes_back_what_came_out_of_crates_is_paid_for_it(crates: Festival) -> None:
    deliver(crates, 10, at="10:00")
    crates.stall().issue("CUP-1", at="11:00")

    crates.stall("grill").take("CUP-1", at="11:30")

    assert (owed(crates), owed(crates, "grill"), pool(crates)) == (10, -1, 9)


def test_a_take_back_that_is_undone_is_out_of_the_crates_again(crates: Festival) -> None:
    deliver(crates, 10, at="10:00")
    crates.stall().issue("CUP-1", at="11:00")
    back = crates.stall().take("CUP-1", at="11:30")

    crates.stall().undo(back, "CUP-1", at="11:31")

    assert (owed(crates), pool(crates), crates.total(AccountKind.HELD) // CUP) == (10, 9, 1)


@pytest.mark.parametrize(("against", "owes", "in_pool"), [(Against.STALL, 10, 9), (Against.SCHEME, 10, 10)])
def test_a_holder_who_is_paid_after_a_crate_stall_took_back_is_paid_by_its_crates_or_the_scheme(
    crates: Festival, against: Against, owes: int, in_pool: int
) -> None:
    deliver(crates, 10, at="10:00")
    crates.stall().issue("CUP-1", at="11:00")
    crates.stall().take("CUP-1", at="11:30")
    crates.set_clock("12:00")
    held = crates.box("east").take("CUP-1", at="12:00")
    disputed = crates.total(AccountKind.DISPUTED) // CUP

    with crates.core.database.transaction(crates.organisation_id) as session:
        settle_dispute(session, crates.organisation_id, crates.event_id, held.id, against, By(), crates.now)

    assert disputed == -1
    assert (owed(crates), pool(crates), crates.total(AccountKind.DISPUTED)) == (owes, in_pool, 0)


def test_the_till_of_a_crate_stall_is_expected_to_lack_what_it_paid_for_what_it_took_back(
    crates: Festival,
) -> None:
    deliver(crates, 10, at="10:00")
    for number in range(3):
        crates.stall().issue(f"CUP-{number}", at="11:00")
    crates.stall().take("CUP-1", at="11:30")
    crates.set_clock("20:00")

    assert close_with(crates, 7).expected_till_ore == 2 * CUP


def test_what_was_taken_back_into_crates_and_handed_out_again_was_used_twice(crates: Festival) -> None:
    deliver(crates, 10, at="10:00")
    for at in ("11", "12"):
        crates.stall().issue("CUP-1", at=f"{at}:00")
        crates.stall().take("CUP-1", at=f"{at}:30")

    with crates.core.database.reading() as session:
        report = event_report(session.connection(), crates.event_id, crates.now)

    assert report.cohort.totals.issued == 12


@pytest.mark.parametrize("seed", range(4))
def test_no_pool_is_below_0_and_the_audit_is_green_whatever_stalls_take_back_in_whatever_order(
    core: Core, seed: int
) -> None:
    chance, at = random.Random(seed), DAY + timedelta(hours=7)
    festival = Festival(core, unseen_per_period_max=999)
    places = [festival.stall("soup"), festival.stall("grill"), festival.box("east")]
    cups = [f"CUP-{n}" for n in range(4)]
    festival.make(*cups)
    by_the_crate(festival, "cup")
    said = []
    for _ in range(20):
        at += timedelta(minutes=chance.choice([3, 20, 90]))
        place, cup = chance.choice(places), chance.choice(cups)
        kind = "return" if place is places[2] else chance.choice(["issue", "return"])
        scan = festival.scan(kind, cup, at, told="accepted", visit_id=new_id())
        said.append((place, scan))
        if chance.random() < 0.2:
            said.append((place, festival.scan("undo", cup, at + timedelta(minutes=1), undoes=scan.id)))
    chance.shuffle(said)
    festival.now = DAY + timedelta(hours=36)
    for number, (place, scan) in enumerate(said):
        festival.record(Submission(place.authority, (scan,)))
        if number in (5, 12):
            deliver(festival, 2)
        assert pool(festival) >= 0
    count_back(festival, 3)

    assert owed(festival) >= 1
    assert [finding for finding in audit(core) if finding.ok is False] == []
