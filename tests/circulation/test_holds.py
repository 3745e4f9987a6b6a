"""Held returns: released, refused, expired; and what that does to the books."""

import pytest

from pantbox.circulation.holds import expire, refuse, release, waiting
from pantbox.circulation.scan import Reason, Verdict
from pantbox.circulation.tables import VisitRow
from pantbox.clock import new_id
from pantbox.ledger.accounts import AccountKind
from pantbox.places.devices import Device
from pantbox.places.events import Event, UnseenPolicy
from tests.support.festival import Festival, moment


@pytest.fixture
def strict(core):
    """A festival that holds every return whose issue nobody scanned."""
    return Festival(core, unseen_policy=UnseenPolicy.HOLD)


def decide(festival, how, *answers, by="desk 1"):
    with festival.core.database.transaction() as session:
        return how(
            session, festival.organisation_id, [answer.id for answer in answers], by=by, now=festival.now
        )


def time_passes(festival, told):
    festival.set_clock(told)
    with festival.core.database.transaction() as session:
        return expire(session, session.get_one(Event, festival.event_id), festival.now)


def still_waiting(festival):
    with festival.core.database.transaction() as session:
        return [(one.scan_id, one.reason) for one in waiting(session, festival.event_id)]


def credited(festival, visit_id):
    with festival.core.database.transaction() as session:
        return session.get_one(VisitRow, visit_id).credited_ore


def test_what_is_held_is_listed_until_it_is_decided(strict):
    held = strict.box("east").take("CUP-1", at="21:00")
    listed = still_waiting(strict)

    decide(strict, release, held)

    assert listed == [(held.id, Reason.AWAITING_ISSUE)]
    assert still_waiting(strict) == []


def test_a_released_return_pays_its_visit(strict):
    guest = new_id()
    held = strict.box("east").take("CUP-1", at="21:00", visit_id=guest)

    released = decide(strict, release, held)

    assert released == {held.id}
    assert strict.standing(held) == Verdict.ACCEPTED
    assert credited(strict, guest) == strict.money_out() == 500
    assert strict.trips("CUP-1")[0].credited is not None


def test_a_return_is_released_once(strict):
    held = strict.box("east").take("CUP-1", at="21:00")
    decide(strict, release, held)

    again = decide(strict, release, held)
    refused_later = decide(strict, refuse, held)

    assert again == refused_later == set()
    assert strict.money_out() == 500


def test_a_refused_return_does_not_pay_even_when_time_is_up(strict):
    held = strict.box("east").take("CUP-1", at="21:00")

    decide(strict, refuse, held)
    time_passes(strict, "2 12:00")

    assert strict.standing(held) == Verdict.REJECTED
    assert strict.money_out() == 0


def test_what_a_person_releases_is_paid_though_another_was_and_booked_as_a_loss(strict):
    guest, other = strict.phone_visit("east"), new_id()
    strict.stall("soup").issue("CUP-1", at="20:00")
    strict.phone("east", guest).say("return", "CUP-1", at="20:30")
    strict.box("west").take("CUP-1", at="21:00", visit_id=other)
    at_the_desk = strict.desk().take("CUP-1", at="21:10", visit_id=(holder := new_id()))
    before = strict.total(AccountKind.LOSS)

    decide(strict, release, at_the_desk)

    assert (at_the_desk.verdict, at_the_desk.reason) == (Verdict.HELD, Reason.ALREADY_RETURNED)
    assert (before, strict.total(AccountKind.LOSS)) == (-500, -1_000)
    assert (credited(strict, guest), credited(strict, other), credited(strict, holder)) == (500, 500, 500)


def test_what_waited_for_a_count_is_unpaid_once_the_box_is_paid(strict):
    guest, other = strict.phone_visit("east"), new_id()
    held = strict.phone("east", guest).say("return", "CUP-1", at="20:30")
    soup = strict.stall("soup").offline()
    soup.issue("CUP-1", at="20:00")
    soup.back_online("20:40")

    strict.box("west").take("CUP-1", at="21:00", visit_id=other)

    assert held.verdict is Verdict.HELD
    assert strict.standing(held) == Verdict.ACCEPTED
    assert (credited(strict, guest), credited(strict, other)) == (500, 500)
    assert strict.total(AccountKind.LOSS) == -500


def test_the_eighth_cup_of_a_forgetful_stall_is_paid_by_the_desk(festival):
    east, guest = festival.box("east"), new_id()
    answers = east.send(*[east.scan("return", f"CUP-{n}", "21:00", visit_id=guest) for n in range(8)])

    decide(festival, release, answers[6], answers[7])

    assert credited(festival, guest) == 4_000


def test_time_pays_and_refuses_nothing(strict):
    strict.stall("soup")
    held = strict.box("east").take("CUP-1", at="21:00")

    ended = time_passes(strict, "2 21:00")

    assert ended == 0
    assert still_waiting(strict) == [(held.id, Reason.AWAITING_ISSUE)]
    assert strict.money_out() == 0


def test_an_issue_that_comes_late_pays_what_waits_for_it(strict):
    soup = strict.stall("soup").offline()
    soup.issue("CUP-1", at="20:00")
    held = strict.box("east").take("CUP-1", at="21:00")
    time_passes(strict, "23:00")

    soup.back_online()

    assert strict.standing(held) == Verdict.ACCEPTED
    assert strict.money_out() == 500


def test_what_a_person_refused_stays_so_when_its_issue_comes_and_ends_no_trip(strict):
    soup = strict.stall("soup").offline()
    soup.issue("CUP-1", at="20:00")
    held = strict.box("east").take("CUP-1", at="21:00")
    decide(strict, refuse, held)

    soup.back_online("22:00")

    assert strict.standing(held) == Verdict.REJECTED
    assert strict.money_out() == 0
    assert [trip.end for trip in strict.trips("CUP-1")] == [None]


def test_a_double_return_waits_for_a_late_issue_no_longer_than_a_hold_does(festival):
    soup = festival.stall("soup")
    soup.issue("CUP-1", at="20:00")
    festival.box("east").take("CUP-1", at="21:00")
    festival.change(Device, soup.device_id, sent_everything_until=moment("20:30"))
    held = festival.box("west").take("CUP-1", at="22:00")

    early, in_time = time_passes(festival, "23:30"), time_passes(festival, "2 00:01")

    assert (early, in_time) == (0, 1)
    assert festival.standing(held) == Verdict.REJECTED
    assert festival.money_out() == 500


def test_another_organisation_decides_nothing_here(strict, core):
    held = strict.box("east").take("CUP-1", at="21:00")
    other = Festival(core, slug="other", company_prefix="9520002")

    assert decide(other, release, held) == set()
    assert strict.money_out() == 0
