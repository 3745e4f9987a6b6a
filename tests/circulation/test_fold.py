"""Each step of the rulebook, told as a few scans of one container."""

from pantbox.circulation.fold import fold
from pantbox.circulation.history import Part, TripEnd
from pantbox.circulation.scan import Hold, HoldState, Reason
from pantbox.containers.containers import ContainerState
from tests.circulation.scans import moment, scan


def ends(*scans):
    return [trip.end for trip in fold(scans).trips]


def paid(*scans):
    return len(fold(scans).credited)


def test_an_issued_container_is_out():
    history = fold([scan("issue", "12:00", "soup")])

    assert [trip.end for trip in history.trips] == [None]
    assert history.state is ContainerState.ISSUED


def test_a_return_ends_the_trip_and_its_deposit_goes_out():
    issue, back = scan("issue", "12:00", "soup"), scan("return", "13:00", "east")

    history = fold([back, issue])

    assert history.trips[0].end is TripEnd.RETURNED
    assert history.credited == {back.id}
    assert history.state is ContainerState.RETURNED


def test_a_second_reading_at_the_same_stall_is_the_same_issue():
    again = scan("issue", "12:09", "soup")

    history = fold([scan("issue", "12:00", "soup"), again])

    assert len(history.trips) == 1
    assert history.parts[again.id] is Part.REREAD


def test_an_issue_after_ten_minutes_or_at_another_stall_ends_the_trip_as_seen_again():
    assert ends(scan("issue", "12:00", "soup"), scan("issue", "12:11", "soup")) == [TripEnd.SEEN_AGAIN, None]
    assert ends(scan("issue", "12:00", "soup"), scan("issue", "12:05", "grill")) == [TripEnd.SEEN_AGAIN, None]


def test_a_quick_round_is_two_trips_even_at_the_same_stall():
    scans = [scan("issue", "12:00", "soup"), scan("return", "12:03", "east"), scan("issue", "12:06", "soup")]

    assert ends(*scans) == [TripEnd.RETURNED, None]


def test_a_second_return_of_the_same_period_is_surplus():
    second = scan("return", "14:00", "west")
    scans = [scan("issue", "12:00", "soup"), scan("return", "13:00", "east"), second]

    history = fold(scans)

    assert history.parts[second.id] is Part.SURPLUS
    assert len(history.credited) == 1


def test_a_return_in_a_later_period_is_a_use_whose_issue_was_forgotten():
    scans = [
        scan("issue", "12:00", "soup"),
        scan("return", "13:00", "east"),
        scan("return", "2 07:00", "west"),
    ]

    history = fold(scans)

    assert [trip.seen for trip in history.trips] == [True, False]
    assert len(history.credited) == 2


def test_a_return_after_a_wash_is_a_use_of_its_own():
    scans = [scan("return", "13:00", "east"), scan("wash", "15:00", "wash"), scan("return", "17:00", "east")]

    assert paid(*scans) == 2


def test_a_return_with_no_issue_is_paid():
    back = scan("return", "13:00", "east")

    history = fold([back])

    assert history.parts[back.id] is Part.UNSEEN
    assert history.credited == {back.id}


def test_returned_beats_collected_and_written_off_so_a_late_claim_pays():
    issue, back = scan("issue", "12:00", "soup"), scan("return", "2 20:00", "east")

    assert ends(issue, scan("collect", "14:00", "store"), back) == [TripEnd.RETURNED]
    assert ends(issue, scan("write_off", "2 18:00", "store", reason="forfeited"), back) == [TripEnd.RETURNED]


def test_a_loss_is_taken_back_by_any_later_sight():
    issue, lost = scan("issue", "12:00", "soup"), scan("lost", "14:00", "store")

    assert ends(issue, lost) == [TripEnd.LOST]
    assert ends(issue, lost, scan("receive", "16:00", "wash")) == [TripEnd.COLLECTED]
    assert ends(issue, lost, scan("issue", "2 12:00", "grill")) == [TripEnd.SEEN_AGAIN, None]


def test_an_undone_issue_never_happened_in_either_order_of_arrival():
    issue = scan("issue", "12:00", "soup")
    undo = scan("undo", "12:01", "soup", undoes=issue)

    assert ends(issue, undo) == ends(undo, issue) == []


def test_an_undo_of_another_days_scan_is_too_late():
    issue = scan("issue", "12:00", "soup")
    undo = scan("undo", "2 12:01", "soup", undoes=issue)

    history = fold([issue, undo])

    assert history.parts[undo.id] is Part.TOO_LATE
    assert len(history.trips) == 1


def test_a_retired_container_stays_so_and_later_issues_stand_as_facts():
    history = fold([scan("retire", "10:00", "store"), scan("issue", "12:00", "soup")])

    assert history.state is ContainerState.RETIRED
    assert [trip.end for trip in history.trips] == [None]


def test_of_rival_returns_the_one_that_reached_us_first_is_paid():
    issue = scan("issue", "12:00", "soup", recorded=1)
    early = scan("return", "13:00", "east", recorded=3)
    late = scan("return", "13:20", "west", recorded=2)

    history = fold([issue, early, late])

    assert history.credited == {late.id}
    assert history.trips[0].ended_at == moment("13:00")


def test_a_late_issue_splits_the_slot_and_pays_the_other_return_too():
    rivals = [
        scan("issue", "12:00", "soup"),
        scan("return", "13:00", "east"),
        scan("return", "15:00", "west"),
    ]

    assert paid(*rivals) == 1
    assert paid(*rivals, scan("issue", "14:00", "grill")) == 2


def test_who_holds_the_container_is_paid_once_even_if_phones_claimed_it_first():
    scans = [
        scan("issue", "12:00", "soup"),
        scan("return", "13:00", "east", visit=1, by_phone="photo"),
        scan("return", "13:30", "west", visit=2),
        scan("return", "13:45", "desk", visit=3),
    ]

    trip = fold(scans).trips[0]

    assert trip.credited is not None
    assert trip.credited.visit_id == scans[1].visit_id
    assert trip.contested is not None
    assert trip.contested.visit_id == scans[2].visit_id


def test_a_held_return_pays_when_its_issue_comes_or_when_it_is_released():
    waits = Hold(Reason.LIMIT_REACHED)
    back = scan("return", "13:00", "east", hold=waits)
    released = scan(
        "return", "13:00", "east", hold=Hold(Reason.LIMIT_REACHED, HoldState.RELEASED, moment("14:00"))
    )

    assert paid(back) == 0
    assert paid(back, scan("issue", "12:00", "soup")) == 1
    assert paid(released) == 1


def test_a_phone_claim_without_proof_waits_even_when_the_issue_is_known():
    claim = scan("return", "13:00", "east", by_phone="yes", hold=Hold(Reason.AWAITING_SCAN))

    assert paid(scan("issue", "12:00", "soup"), claim) == 0
