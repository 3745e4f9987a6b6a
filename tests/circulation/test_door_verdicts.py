"""What a person is told at the door: every verdict and reason of the rulebook, through the database."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from pantbox.circulation.history import TripEnd
from pantbox.circulation.scan import HoldState, Reason, Verdict
from pantbox.circulation.tables import HoldRow, ScanRow, VisitRow
from pantbox.clock import new_id
from pantbox.containers.containers import ContainerState
from pantbox.ledger.accounts import AccountKind
from pantbox.places.devices import Device
from pantbox.places.events import Event, UnseenPolicy
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
    east.take("CUP-1", at="21:00")
    east.take("CUP-1", at="2 21:00")

    east.take("CUP-1", at="3 21:00")

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


def test_the_seventh_unseen_issue_of_a_visit_waits_for_the_desk(festival):
    east, guest = festival.box("east"), new_id()

    answers = east.send(
        *[east.scan("return", f"CUP-{n}", "21:00", visit_id=guest) for n in range(7)],
    )

    assert [answer.verdict for answer in answers] == [Verdict.ACCEPTED] * 6 + [Verdict.HELD]
    assert answers[6].reason is Reason.LIMIT_REACHED
    assert festival.money_out() == 3_000


def test_the_bound_is_for_the_whole_visit_not_for_one_request(festival):
    guest = new_id()

    answers = [festival.box("east").take(f"CUP-{n}", at="21:00", visit_id=guest) for n in range(7)]

    assert told(answers[6]) == (Verdict.HELD, Reason.LIMIT_REACHED)


def test_a_held_return_pays_when_its_issue_comes(festival):
    soup, east, guest = festival.stall("soup").offline(), festival.box("east"), new_id()
    for n in range(7):
        soup.issue(f"CUP-{n}", at="20:00")
    answers = [east.take(f"CUP-{n}", at="21:00", visit_id=guest) for n in range(7)]

    soup.back_online()

    assert festival.standing(answers[6]) == Verdict.ACCEPTED
    assert festival.money_out() == 3_500


def test_an_event_may_hold_unseen_issues_instead(core):
    festival = Festival(core, unseen_policy=UnseenPolicy.HOLD_THEN_PAY)

    answer = festival.box("east").take("CUP-1", at="21:00")

    assert told(answer) == (Verdict.HELD, Reason.AWAITING_ISSUE)
    assert festival.money_out() == 0
    with core.database.transaction() as session:
        hold = session.get_one(HoldRow, answer.id)
        assert (hold.state, hold.until) == (HoldState.WAITING, moment("23:00"))


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


def test_a_live_issue_of_a_retired_container_is_told_to_take_another(festival):
    festival.store().say("retire", "CUP-1", at="10:00")

    live = festival.stall("soup").issue("CUP-1", at="20:00")

    assert told(live) == (Verdict.REJECTED, Reason.RETIRED_CONTAINER)
    assert festival.trips("CUP-1") == []
    assert festival.container("CUP-1").state == ContainerState.RETIRED


def test_an_offline_issue_of_a_retired_container_stands_as_a_fact_and_is_paid_back(festival):
    festival.store().say("retire", "CUP-1", at="10:00")
    soup = festival.stall("soup").offline()
    soup.issue("CUP-1", at="20:00")
    soup.back_online()

    answer = festival.box("east").take("CUP-1", at="21:00")

    assert told(answer) == (Verdict.ACCEPTED, None)
    assert festival.container("CUP-1").state == ContainerState.RETIRED


def test_the_earliest_retirement_counts_whichever_arrives_first(festival):
    festival.store().say("retire", "CUP-1", at="18:00")
    late = festival.desk().scan("retire", "CUP-1", "10:00", told="accepted")
    festival.set_clock("19:00")

    festival.desk().send(late)

    assert festival.container("CUP-1").retired_at == moment("10:00")


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

    assert told(phone.say("undo", "CUP-1", at="20:00")) == (Verdict.REJECTED, Reason.STATION_MAY_NOT)


def test_a_phone_is_paid_up_to_its_bound_and_the_rest_waits_for_the_bag_count(festival):
    visit = festival.phone_visit("east", bound=4)
    for n in range(5):
        festival.stall("soup").issue(f"CUP-{n}", at="20:00")

    answers = [festival.phone("east", visit).say("return", f"CUP-{n}", at="21:00") for n in range(5)]

    assert [answer.verdict for answer in answers] == [Verdict.ACCEPTED] * 4 + [Verdict.HELD]
    assert answers[4].reason is Reason.AWAITING_SCAN
    assert festival.money_out() == 2_000


def test_who_holds_the_container_is_paid_though_a_phone_claimed_it_first(festival):
    visit = festival.phone_visit("east", bound=4)
    festival.stall("soup").issue("CUP-1", at="20:00")
    festival.phone("east", visit).say("return", "CUP-1", at="20:30")

    holder = festival.box("west").take("CUP-1", at="21:00")
    another = festival.box("west").take("CUP-1", at="22:00")

    assert told(holder) == (Verdict.ACCEPTED, None)
    assert told(another) == (Verdict.REJECTED, Reason.ALREADY_RETURNED)
    assert festival.total(AccountKind.LOSS) == -500
    assert festival.money_out() == 1_000


def test_an_offline_scan_of_the_future_is_out_of_range(festival):
    soup = festival.stall("soup").offline()
    soup.issue("CUP-1", at="2 20:00")

    answer = soup.place.send(*soup.outbox)[0]

    assert told(answer) == (Verdict.REJECTED, Reason.CLOCK_OUT_OF_RANGE)
    assert festival.trips("CUP-1") == []


def test_a_live_scan_of_the_future_happened_now(festival):
    soup = festival.stall("soup")
    scan = festival.scan("issue", "CUP-1", moment("2 20:00"))

    assert soup.send(scan)[0].verdict is Verdict.ACCEPTED
    assert festival.trips("CUP-1")[0].opened_at == festival.now


def test_an_offline_scan_from_before_the_event_is_out_of_range(festival):
    soup = festival.stall("soup").offline()
    soup.outbox.append(festival.scan("issue", "CUP-1", moment("12:00") - timedelta(days=60), told="accepted"))

    assert told(soup.back_online()[0]) == (Verdict.REJECTED, Reason.CLOCK_OUT_OF_RANGE)


def test_a_wrong_clock_is_corrected_by_what_the_device_measured(festival):
    soup = festival.stall("soup")
    festival.set_clock("20:00")
    scan = festival.scan("issue", "CUP-1", moment("18:00"), clock_offset=timedelta(hours=1, minutes=50))

    soup.send(scan)

    assert festival.trips("CUP-1")[0].opened_at == moment("19:50")


def test_a_closed_event_hands_nothing_out_but_takes_late_facts_and_returns(festival):
    soup = festival.stall("soup").offline()
    soup.issue("CUP-1", at="20:00")
    festival.change(Event, festival.event_id, closed_at=moment("4 12:00"))
    festival.set_clock("4 13:00")

    live = festival.stall("grill").issue("CUP-2")
    late = soup.back_online("4 13:00")[0]
    back = festival.box("east").take("CUP-1", at="4 14:00")

    assert told(live) == (Verdict.REJECTED, Reason.EVENT_CLOSED)
    assert told(late) == told(back) == (Verdict.ACCEPTED, None)


def test_an_undo_waits_for_what_it_undoes(festival):
    soup = festival.stall("soup")
    issue = soup.scan("issue", "CUP-1", "20:00", told="accepted")

    undo = soup.undo(issue, "CUP-1", at="20:01")
    soup.send(issue)

    assert told(undo) == (Verdict.HELD, Reason.AWAITING_SCAN)
    assert festival.standing(undo) == Verdict.ACCEPTED
    assert festival.trips("CUP-1") == []


def test_an_undo_of_another_day_or_another_station_is_too_late(festival):
    issue = festival.stall("soup").issue("CUP-1", at="20:00")

    next_day = festival.stall("soup").undo(issue, "CUP-1", at="2 20:00")
    elsewhere = festival.stall("grill").undo(issue, "CUP-1", at="20:05")

    assert next_day.reason is elsewhere.reason is Reason.UNDO_TOO_LATE
    assert len(festival.trips("CUP-1")) == 1


def test_undoing_what_did_not_count_is_fine_and_does_nothing(festival):
    festival.store().say("retire", "CUP-1", at="10:00")
    refused = festival.stall("soup").issue("CUP-1", at="20:00")

    assert told(festival.stall("soup").undo(refused, "CUP-1", at="20:01")) == (Verdict.ACCEPTED, None)


def test_an_undo_stays_done_after_later_days(festival):
    soup = festival.stall("soup")
    mistaken = soup.issue("CUP-1", at="20:00")
    festival.stall("grill").issue("CUP-1", at="20:05")
    undo = soup.undo(mistaken, "CUP-1", at="20:10")

    festival.box("east").take("CUP-1", at="2 12:00")

    assert festival.standing(undo) == Verdict.ACCEPTED
    assert len(festival.trips("CUP-1")) == 1


def test_an_undo_counts_though_its_clock_says_it_came_before(festival):
    soup, grill = festival.stall("soup"), festival.stall("grill")
    mistaken = grill.scan("return", "CUP-1", "20:10", visit_id=new_id())
    undo = grill.scan("undo", "CUP-1", "20:00", undoes=mistaken.id)
    festival.set_clock("20:20")
    soup.issue("CUP-1", at="20:05")
    grill.send(mistaken, undo)

    festival.box("east").take("CUP-1", at="2 12:00")

    trip = festival.trips("CUP-1")[0]
    assert (trip.end, trip.ended_at) == (TripEnd.RETURNED, moment("2 12:00"))


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
