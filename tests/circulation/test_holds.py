"""Held returns: released, refused, expired; and what that does to the books."""

import pytest

from pantbox.circulation.holds import expire, refuse, release, waiting
from pantbox.circulation.scan import Reason, Verdict
from pantbox.circulation.tables import VisitRow
from pantbox.clock import new_id
from pantbox.places.devices import Device
from pantbox.places.events import Event, UnseenPolicy
from tests.support.festival import Festival, moment


@pytest.fixture
def strict(core):
    """A festival that holds every return whose issue nobody scanned."""
    return Festival(core, unseen_policy=UnseenPolicy.HOLD_THEN_REFUSE)


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


def test_a_return_released_after_somebody_else_was_paid_gets_nothing(strict):
    guest, other = strict.phone_visit("east", bound=0), new_id()
    strict.stall("soup").issue("CUP-1", at="20:00")
    held = strict.phone("east", guest).say("return", "CUP-1", at="20:30")
    strict.box("west").take("CUP-1", at="21:00", visit_id=other)

    decide(strict, release, held)

    assert strict.standing(held) == Verdict.REJECTED
    assert (credited(strict, guest), credited(strict, other)) == (0, 500)


def test_the_eighth_cup_of_a_forgetful_stall_is_paid_by_the_desk(festival):
    east, guest = festival.box("east"), new_id()
    answers = east.send(*[east.scan("return", f"CUP-{n}", "21:00", visit_id=guest) for n in range(8)])

    decide(festival, release, answers[6], answers[7])

    assert credited(festival, guest) == 4_000


@pytest.mark.parametrize(
    ("policy", "paid"), [(UnseenPolicy.HOLD_THEN_PAY, 500), (UnseenPolicy.HOLD_THEN_REFUSE, 0)]
)
def test_when_its_time_is_up_the_events_rule_decides(core, policy, paid):
    festival = Festival(core, unseen_policy=policy)
    festival.stall("soup")
    festival.box("east").take("CUP-1", at="21:00")

    too_early = time_passes(festival, "22:59")
    in_time = time_passes(festival, "23:00")
    again = time_passes(festival, "23:30")

    assert (too_early, in_time, again) == (0, 1, 0)
    assert festival.money_out() == paid


def test_waiting_ends_early_when_every_stall_that_is_heard_from_has_sent_everything(core):
    festival = Festival(core, unseen_policy=UnseenPolicy.HOLD_THEN_PAY)
    soup, silent = festival.stall("soup"), festival.stall("grill")
    festival.box("east").take("CUP-1", at="21:00")
    festival.change(
        Device, soup.device_id, last_seen_at=moment("21:04"), sent_everything_until=moment("20:50")
    )
    festival.change(
        Device, silent.device_id, last_seen_at=moment("12:00"), sent_everything_until=moment("12:00")
    )
    not_yet = time_passes(festival, "21:05")

    festival.change(
        Device, soup.device_id, last_seen_at=moment("21:09"), sent_everything_until=moment("21:09")
    )
    now = time_passes(festival, "21:10")

    assert (not_yet, now) == (0, 1)
    assert festival.money_out() == 500


def test_an_issue_that_comes_after_the_refusal_proves_the_return_right(strict):
    soup = strict.stall("soup").offline()
    soup.issue("CUP-1", at="20:00")
    held = strict.box("east").take("CUP-1", at="21:00")
    time_passes(strict, "23:00")

    soup.back_online()

    assert strict.standing(held) == Verdict.ACCEPTED
    assert strict.money_out() == 500


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
