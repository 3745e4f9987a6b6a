"""What a person is told at the door: every verdict and reason of the rulebook, through the database."""

import pytest
from sqlalchemy import select

from pantbox.circulation.claims import ClaimState, Rung
from pantbox.circulation.history import TripEnd
from pantbox.circulation.holds import release
from pantbox.circulation.scan import Reason, Verdict
from pantbox.circulation.tables import ReturnClaimRow, ScanRow, VisitRow
from pantbox.clock import new_id
from pantbox.ledger.accounts import AccountKind
from pantbox.places.devices import Device
from pantbox.places.events import UnseenPolicy
from tests.support.festival import Festival, moment


def told(answer):
    return answer.verdict, answer.reason


def test_reading_an_issue_again_is_a_duplicate_and_costs_nothing(festival):
    festival.stall("soup").issue("CUP-1", at="20:00")

    again = festival.stall("soup").issue("CUP-1", at="20:05")

    assert told(again) == (Verdict.DUPLICATE, None)
    assert festival.total(AccountKind.HELD) == 500


def test_an_issue_is_never_refused_for_what_we_believe(festival):
    festival.stall("soup").issue("CUP-1", at="20:00")

    other = festival.stall("grill").issue("CUP-1", at="20:05")

    assert told(other) == (Verdict.ACCEPTED, None)
    assert [trip.end for trip in festival.trips("CUP-1")] == [TripEnd.SEEN_AGAIN, None]
    assert festival.total(AccountKind.UNCLAIMED) == 500


def test_reading_a_return_again_is_a_duplicate(festival):
    festival.stall("soup").issue("CUP-1", at="20:00")
    festival.box("east").take("CUP-1", at="21:00")

    assert told(festival.box("east").take("CUP-1", at="21:05")) == (Verdict.DUPLICATE, None)
    assert festival.money_out() == 500


def test_a_second_return_in_the_same_period_is_told_when_and_where_the_first_was(festival):
    festival.stall("soup").issue("CUP-1", at="20:00")
    festival.box("east").take("CUP-1", at="21:00")

    second = festival.box("west").take("CUP-1", at="22:00")

    assert told(second) == (Verdict.REJECTED, Reason.ALREADY_RETURNED)
    assert second.elsewhere is not None
    assert (second.elsewhere.station_id, second.elsewhere.at) == (
        festival.box("east").station_id,
        moment("21:00"),
    )


def test_a_return_nobody_issued_is_paid_and_booked_as_unseen(festival):
    answer = festival.box("east").take("CUP-1", at="21:00")

    assert told(answer) == (Verdict.ACCEPTED, Reason.ISSUE_UNSEEN)
    assert festival.balances() == {
        (AccountKind.UNSEEN, ""): -500,
        (AccountKind.PAYABLE, str(festival.box("east").station_id)): 500,
    }


def test_an_unseen_issue_is_booked_against_the_stall_the_container_was_delivered_to(festival):
    soup = festival.stall("soup")
    soup.say("receive", "CUP-1", at="18:00")

    festival.box("east").take("CUP-1", at="21:00")

    assert festival.balances()[(AccountKind.UNSEEN, str(soup.station_id))] == -500


def test_the_delivery_is_remembered_over_later_periods_too(festival):
    soup, east = festival.stall("soup"), festival.box("east")
    soup.say("receive", "CUP-1", at="18:00")
    answers = [east.take("CUP-1", at=at) for at in ("21:00", "2 21:00", "3 21:00")]
    with festival.core.database.transaction() as session:
        release(session, festival.organisation_id, [one.id for one in answers], by="desk", now=festival.now)

    assert [told(one) for one in answers[1:]] == [(Verdict.HELD, Reason.LIMIT_REACHED)] * 2
    assert festival.balances()[(AccountKind.UNSEEN, str(soup.station_id))] == -1500


def test_a_late_issue_moves_an_unseen_one_to_the_right_stall(festival):
    soup = festival.stall("soup").offline()
    soup.issue("CUP-1", at="20:00")
    festival.box("east").take("CUP-1", at="21:00")

    late = soup.back_online()[0]

    assert told(late) == (Verdict.ACCEPTED, None)
    assert festival.balances() == {
        (AccountKind.VENDOR, str(festival.stall("soup").station_id)): -500,
        (AccountKind.PAYABLE, str(festival.box("east").station_id)): 500,
    }
    assert [trip.seen for trip in festival.trips("CUP-1")] == [True]


def test_the_seventh_unseen_issue_at_a_box_waits_for_the_desk(festival):
    east, guest = festival.box("east"), new_id()

    answers = east.send(
        *[east.scan("return", f"CUP-{n}", "21:00", visit_id=guest) for n in range(7)],
    )

    assert [answer.verdict for answer in answers] == [Verdict.ACCEPTED] * 6 + [Verdict.HELD]
    assert answers[6].reason is Reason.LIMIT_REACHED
    assert festival.money_out() == 3_000


def test_the_bound_is_the_boxs_however_the_visits_are_split(festival):
    answers = [festival.box("east").take(f"CUP-{n}", at="21:00") for n in range(7)]
    elsewhere = festival.box("west").take("CUP-9", at="21:01")

    assert told(answers[6]) == (Verdict.HELD, Reason.LIMIT_REACHED)
    assert told(elsewhere) == (Verdict.ACCEPTED, Reason.ISSUE_UNSEEN)


def test_the_bound_grows_by_a_fifth_of_what_the_box_took_with_a_seen_issue(festival):
    soup, east = festival.stall("soup"), festival.box("east")
    for n in range(5):
        soup.issue(f"SEEN-{n}", at="20:00")
        east.take(f"SEEN-{n}", at="20:30")

    answers = [east.take(f"CUP-{n}", at="21:00") for n in range(8)]

    assert [answer.verdict for answer in answers] == [Verdict.ACCEPTED] * 7 + [Verdict.HELD]


def test_the_bound_begins_anew_with_a_turnaround_period(festival):
    for n in range(7):
        festival.box("east").take(f"CUP-{n}", at="21:00")

    assert told(festival.box("east").take("CUP-9", at="2 12:00")) == (Verdict.ACCEPTED, Reason.ISSUE_UNSEEN)


def test_a_stall_takes_nothing_back_that_no_stall_handed_out(festival):
    answer = festival.stall("soup").take("CUP-1", at="21:00")

    assert told(answer) == (Verdict.REJECTED, Reason.BOX_OR_DESK)
    assert festival.trips("CUP-1") == []
    assert festival.balances() == {}


def test_a_held_return_pays_when_its_issue_comes(festival):
    soup, east, guest = festival.stall("soup").offline(), festival.box("east"), new_id()
    for n in range(7):
        soup.issue(f"CUP-{n}", at="20:00")
    answers = [east.take(f"CUP-{n}", at="21:00", visit_id=guest) for n in range(7)]

    soup.back_online()

    assert festival.standing(answers[6]) == Verdict.ACCEPTED
    assert festival.money_out() == 3_500


def test_an_event_may_hold_unseen_issues_instead(core):
    festival = Festival(core, unseen_policy=UnseenPolicy.HOLD)

    answer = festival.box("east").take("CUP-1", at="21:00")

    assert told(answer) == (Verdict.HELD, Reason.AWAITING_ISSUE)
    assert festival.money_out() == 0
    with core.database.transaction() as session:
        claim = session.get_one(ReturnClaimRow, answer.id)
        assert (claim.state, claim.rung, claim.paid_ore) == (ClaimState.WAITING, Rung.POLICY, 0)


def test_a_type_the_event_does_not_use_waits_for_the_desk(core):
    festival = Festival(core)
    mug = festival.make_foreign_type("mug")

    answer = festival.box("east").take(mug, at="21:00")

    assert told(answer) == (Verdict.HELD, Reason.LIMIT_REACHED)


def test_a_double_return_is_held_while_a_stall_may_still_send_an_issue(festival):
    soup = festival.stall("soup")
    soup.issue("CUP-1", at="20:00")
    festival.box("east").take("CUP-1", at="21:00")
    festival.change(Device, soup.device_id, sent_everything_until=moment("20:30"))

    answer = festival.box("west").take("CUP-1", at="22:00")

    assert told(answer) == (Verdict.HELD, Reason.AWAITING_ISSUE)
    assert festival.money_out() == 500


def test_a_device_that_is_switched_off_holds_nobody_up(festival):
    soup = festival.stall("soup")
    soup.issue("CUP-1", at="2 20:00")
    festival.box("east").take("CUP-1", at="2 21:00")
    festival.change(
        Device, soup.device_id, sent_everything_until=moment("20:30"), last_seen_at=moment("20:30")
    )

    answer = festival.box("west").take("CUP-1", at="2 22:00")

    assert told(answer) == (Verdict.REJECTED, Reason.ALREADY_RETURNED)


def test_what_was_held_for_a_late_issue_becomes_money_when_it_comes(festival):
    soup, grill = festival.stall("soup"), festival.stall("grill")
    offline = grill.offline()
    soup.issue("CUP-1", at="20:00")
    festival.box("east").take("CUP-1", at="21:00")
    offline.issue("CUP-1", at="21:30")
    festival.change(Device, grill.device_id, sent_everything_until=moment("20:30"))
    held = festival.box("west").take("CUP-1", at="22:00")

    offline.back_online()

    assert festival.standing(held) == Verdict.ACCEPTED
    assert festival.money_out() == 1_000


@pytest.mark.parametrize(
    ("place", "kind"),
    [("box", "issue"), ("desk", "issue"), ("wash", "return"), ("store", "return"), ("stall", "retire"), ("box", "lost")],
)  # fmt: skip
def test_a_station_may_say_only_what_its_kind_may(festival, place, kind):
    answer = getattr(festival, place)().say(kind, "CUP-1", at="20:00")

    assert told(answer) == (Verdict.REJECTED, Reason.STATION_MAY_NOT)
    assert festival.count(ScanRow) == 1
    assert festival.trips("CUP-1") == []


def test_a_phone_may_only_hand_back(festival):
    phone = festival.phone("east", new_id())

    assert told(phone.say("undo", "CUP-1", at="20:00", undoes=new_id())) == (
        Verdict.REJECTED,
        Reason.STATION_MAY_NOT,
    )


def test_a_phone_is_paid_up_to_its_bound_and_the_rest_waits_for_the_bag_count(festival):
    visit = festival.phone_visit("east")
    for n in range(5):
        festival.stall("soup").issue(f"CUP-{n}", at="20:00")

    answers = [festival.phone("east", visit).say("return", f"CUP-{n}", at="21:00") for n in range(5)]

    assert [answer.verdict for answer in answers] == [Verdict.ACCEPTED] * 4 + [Verdict.HELD]
    assert answers[4].reason is Reason.AWAITING_SCAN
    assert festival.money_out() == 2_000


def test_who_holds_the_container_is_paid_though_a_phone_claimed_it_first(festival):
    visit = festival.phone_visit("east")
    festival.stall("soup").issue("CUP-1", at="20:00")
    festival.phone("east", visit).say("return", "CUP-1", at="20:30")

    holder = festival.box("west").take("CUP-1", at="21:00")
    another = festival.box("west").take("CUP-1", at="22:00")

    assert told(holder) == (Verdict.ACCEPTED, None)
    assert told(another) == (Verdict.REJECTED, Reason.ALREADY_RETURNED)
    assert festival.total(AccountKind.LOSS) == -500
    assert festival.money_out() == 1_000


def test_a_return_that_names_a_visit_of_another_station_gets_one_of_its_own(festival):
    guest = new_id()
    theirs = festival.box("east").take("CUP-1", at="21:00", visit_id=guest)

    here = festival.box("west").take("CUP-2", at="21:05", visit_id=guest)
    again = festival.box("west").take("CUP-3", at="21:06", visit_id=guest)

    assert theirs.visit_id == guest
    assert here.visit_id == again.visit_id != guest
    with festival.core.database.transaction() as session:
        credited = {row.id: row.credited_ore for row in session.scalars(select(VisitRow))}
    assert credited == {guest: 500, here.visit_id: 1_000}


def test_a_flood_of_scans_of_one_container_is_bounded(festival, monkeypatch):
    from pantbox.circulation import judge

    monkeypatch.setattr(judge, "WINDOW_SCANS_MAX", 10)
    soup = festival.stall("soup")

    answers = soup.send(*[soup.scan("count", "CUP-1", "20:00") for _ in range(15)])

    assert [answer.reason for answer in answers] == [None] * 10 + [Reason.LIMIT_REACHED] * 5
