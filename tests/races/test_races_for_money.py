"""Scans, refunds, releases and forfeits of the same things at once: whatever wins, the books are right."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from pantbox.audit import audit
from pantbox.circulation.door import Submission
from pantbox.circulation.forfeits import forfeit_due
from pantbox.circulation.group_commit import Doorway
from pantbox.circulation.holds import refuse, release
from pantbox.circulation.scan import Reason, Verdict
from pantbox.clock import new_id
from pantbox.errors import PantboxError
from pantbox.ledger.accounts import AccountKind
from pantbox.places.events import Event, Rail, UnseenPolicy
from pantbox.refunds.refund import Part, Payer, pay_out
from pantbox.refunds.visits import claim_of
from tests.support.festival import Festival


def at_once(*works):
    """Do these at the same moment, each in a thread of its own; what each returned or raised."""
    barrier = threading.Barrier(len(works))

    def start(work):
        barrier.wait()
        try:
            return work()
        except PantboxError as error:
            return error

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(start, works))


def pays_out(festival, visit, ore):
    keys = festival.core.keys

    def work():
        return festival.core.database.retrying(
            lambda session: pay_out(
                session, keys, visit_id=visit, claim=claim_of(keys, visit), parts=[Part(Rail.VOUCHER, ore, None)],
                idempotency_key=str(new_id()), payer=Payer(None, None), now=festival.now,
            ),
            festival.organisation_id,
        )  # fmt: skip

    return work


def assert_audit_is_green(festival):
    assert [finding for finding in audit(festival.core) if finding.ok is False] == []


def test_an_undo_and_a_refund_of_the_same_return_at_once(festival):
    east, doorway, undone = festival.box("east"), Doorway(festival.core), 0
    for n in range(10):
        guest = new_id()
        festival.stall("soup").issue(f"CUP-{n}", at="20:00")
        back = east.take(f"CUP-{n}", at="21:00", visit_id=guest)
        undo = Submission(east.authority, (east.scan("undo", f"CUP-{n}", "21:01", undoes=back.id),))

        paid, (told,) = at_once(pays_out(festival, guest, 500), lambda undo=undo: doorway.record(undo))

        is_undone = told.verdict is Verdict.ACCEPTED
        assert is_undone == isinstance(paid, PantboxError)
        assert is_undone or told.reason is Reason.UNDO_TOO_LATE
        undone += is_undone

    # Paid first: the undo comes too late; undone first: nothing to pay. Never both, and nobody loses.
    assert festival.total(AccountKind.HELD) == 500 * undone
    assert festival.total(AccountKind.VOUCHERS) == 500 * (10 - undone)
    assert festival.total(AccountKind.LOSS) == 0
    assert_audit_is_green(festival)


def test_a_visit_is_paid_while_its_returns_still_come_in(festival):
    east, doorway, guest = festival.box("east"), Doorway(festival.core), new_id()
    for n in range(8):
        festival.stall("soup").issue(f"CUP-{n}", at="20:00")
    returns = [
        Submission(east.authority, (east.scan("return", f"CUP-{n}", "21:00", visit_id=guest),))
        for n in range(8)
    ]

    at_once(
        *(lambda one=one: doorway.record(one) for one in returns),
        *(pays_out(festival, guest, 500) for _ in range(4)),
    )

    assert_audit_is_green(festival)


@pytest.fixture
def strict(core):
    return Festival(core, unseen_policy=UnseenPolicy.HOLD)


def test_two_desks_decide_the_same_held_return_at_once(strict):
    def decides(how, scan_id):
        return lambda: strict.core.database.retrying(
            lambda session: how(session, strict.organisation_id, [scan_id], by="desk", now=strict.now)
        )

    for n in range(6):
        held = strict.box("east").take(f"CUP-{n}", at="21:00")

        decided = at_once(*(decides(how, held.id) for how in (release, refuse, release, refuse)))

        assert [one for one in decided if one] == [{held.id}]
    assert_audit_is_green(strict)


def test_a_late_issue_and_the_desk_pay_a_held_return_once(strict):
    soup, doorway = strict.stall("soup"), Doorway(strict.core)
    for n in range(6):
        held = strict.box("east").take(f"CUP-{n}", at="21:00")
        issue = Submission(soup.authority, (soup.scan("issue", f"CUP-{n}", "20:00"),))
        strict.set_clock("21:30")

        at_once(
            lambda issue=issue: doorway.record(issue),
            lambda held=held: strict.core.database.retrying(
                lambda session: release(session, strict.organisation_id, [held.id], by="desk", now=strict.now)
            ),
        )

    assert strict.money_out() == 3_000
    assert_audit_is_green(strict)


def test_two_workers_forfeit_while_somebody_still_returns(festival):
    east, doorway = festival.box("east"), Doorway(festival.core)
    for n in range(10):
        festival.stall("soup").issue(f"CUP-{n}", at="20:00")
    festival.set_clock("12 08:00")
    with festival.core.database.transaction() as session:
        event = session.get_one(Event, festival.event_id)
        session.expunge(event)
    returns = [
        Submission(east.authority, (east.scan("return", f"CUP-{n}", visit_id=new_id()),)) for n in range(5)
    ]

    at_once(
        *(lambda one=one: doorway.record(one) for one in returns),
        *(lambda: forfeit_due(festival.core, event, festival.now) for _ in range(2)),
    )

    assert festival.money_out() == 2_500
    assert festival.total(AccountKind.UNCLAIMED) == 2_500
    assert_audit_is_green(festival)
