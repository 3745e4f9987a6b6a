"""What is told of scans at odd times: undone, too late or too early, of retired containers, or after the end."""

from datetime import timedelta

from pantbox.circulation.history import TripEnd
from pantbox.circulation.scan import Reason, Verdict
from pantbox.clock import new_id
from pantbox.containers.containers import ContainerState
from pantbox.places.events import Event
from tests.support.festival import moment


def told(answer):
    return answer.verdict, answer.reason


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
    undo = soup.undo(mistaken, "CUP-1", at="20:04")
    festival.stall("grill").issue("CUP-1", at="20:05")

    festival.box("east").take("CUP-1", at="2 12:00")

    assert festival.standing(undo) == Verdict.ACCEPTED
    assert len(festival.trips("CUP-1")) == 1


def test_an_issue_is_not_undone_after_another_stall_handed_the_container_out(festival):
    soup = festival.stall("soup")
    mistaken = soup.issue("CUP-1", at="20:00")
    festival.stall("grill").issue("CUP-1", at="20:05")

    undo = soup.undo(mistaken, "CUP-1", at="20:10")

    assert told(undo) == (Verdict.REJECTED, Reason.UNDO_TOO_LATE)
    assert [trip.end for trip in festival.trips("CUP-1")] == [TripEnd.SEEN_AGAIN, None]


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
