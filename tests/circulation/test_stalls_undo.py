"""Nobody lowers a debt by undoing, whatever a stall scanned before: what it undoes stands on its account, or does not count."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from pantbox.audit import audit
from pantbox.circulation.scan import Reason, Verdict
from pantbox.clock import new_id
from pantbox.ledger.accounts import AccountKind
from tests.support.festival import Festival

CUP = 500


@pytest.fixture
def festival(core) -> Iterator[Festival]:
    """A festival. Whatever a test does, the audit finds nothing."""
    made = Festival(core)
    yield made
    assert [finding for finding in audit(core) if finding.ok is False] == []


def of_stall(festival: Festival, kind: AccountKind, stall: str = "soup") -> int:
    """What an account of a stall says, in whole deposits: below 0, it is debited."""
    return festival.balances().get((kind, str(festival.stall(stall).station_id)), 0) // CUP


def test_what_a_stall_undoes_after_a_reading_of_its_own_shelf_is_on_its_account(festival):
    soup = festival.stall()
    told = soup.take("CUP-1", "10:00")
    issue = soup.issue("CUP-1", "10:20")
    soup.undo(issue, "CUP-1", "10:25")

    festival.box("east").take("CUP-1", "12:00")

    assert told.verdict is Verdict.REJECTED
    assert (of_stall(festival, AccountKind.VENDOR), of_stall(festival, AccountKind.UNSEEN)) == (0, -1)


def test_a_stall_that_is_paid_in_goods_and_undoes_the_issue_owes_for_the_goods(festival):
    soup = festival.stall()
    soup.take("CUP-1", "10:00")
    issue = soup.issue("CUP-1", "10:20")
    soup.take("CUP-1", "10:40")

    soup.undo(issue, "CUP-1", "10:55")

    assert of_stall(festival, AccountKind.VENDOR) + of_stall(festival, AccountKind.UNSEEN) == 0


def test_what_was_delivered_to_a_stall_stays_on_its_account_when_it_undoes_that_it_came(festival):
    soup = festival.stall()
    received = soup.say("receive", "CUP-1", "10:00")
    festival.box("east").take("CUP-1", "12:00")

    soup.undo(received, "CUP-1", "12:30")

    assert of_stall(festival, AccountKind.UNSEEN) == -1


def test_a_take_back_told_after_a_refill_elsewhere_makes_no_hand_out_of_the_refill(festival):
    festival.stall().issue("CUP-1", "10:00")
    festival.set_clock("10:30")
    festival.stall("grill").say("refill", "CUP-1", "10:25")

    told = festival.stall().send(
        festival.scan(
            "return", "CUP-1", festival.now - timedelta(minutes=6), told="accepted", visit_id=new_id()
        )
    )
    festival.box("east").take("CUP-1", "12:00")

    assert [one.reason for one in told] == [Reason.BOX_OR_DESK]
    assert (of_stall(festival, AccountKind.VENDOR), of_stall(festival, AccountKind.VENDOR, "grill")) == (
        -1,
        0,
    )


def test_a_picture_of_before_a_refill_that_is_sent_after_it_waits(festival):
    festival.stall().issue("CUP-1", "10:00")
    festival.stall("grill").say("refill", "CUP-1", "10:30")
    festival.set_clock("10:34")

    visit = festival.phone_visit("east")
    [told] = festival.phone("east", visit).send(
        festival.scan("return", "CUP-1", festival.now - timedelta(minutes=5), told="accepted", visit_id=visit)
    )

    assert told.verdict is Verdict.HELD
    assert festival.money_out() == 0
