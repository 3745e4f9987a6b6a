"""Each step of the rulebook, told as a few scans of one container."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pantbox.circulation.claims import ClaimState, Rung
from pantbox.circulation.fold import fold
from pantbox.circulation.history import Part, TripEnd
from pantbox.containers.containers import ContainerState
from tests.circulation.scans import moment, scan
from tests.circulation.settled import decided, paid, recorded, settled


def ends(*scans):
    return [trip.end for trip in settled(scans).trips]


def test_slots_go_from_issue_to_issue_and_uses_are_the_returns_of_a_period():
    issue, again = scan("issue", "12:00", "soup"), scan("issue", "2 12:00", "grill")
    first, double, later = (scan("return", at, "east") for at in ("13:00", "14:00", "2 07:00"))

    folded = fold([later, again, double, issue, first])

    assert [slot.issue for slot in folded.slots] == [None, issue, again]
    assert [[use.returns for use in slot.uses] for slot in folded.slots] == [
        [],
        [[first, double], [later]],
        [],
    ]
    assert folded.parts[double.id] is Part.RETURNS


@pytest.mark.parametrize(("apart", "uses"), [(9, 1), (15, 2)])
def test_one_evening_is_one_use_at_two_events_whose_days_begin_at_different_hours(apart, uses):
    here = scan("return", "20:00", "east")
    there = replace(scan("return", "21:00", "west"), event_id=2, period=here.period + timedelta(hours=apart))

    [slot] = fold([here, there]).slots

    assert len(slot.uses) == uses


def test_an_issued_container_is_out():
    history = settled([scan("issue", "12:00", "soup")])

    assert [trip.end for trip in history.trips] == [None]
    assert history.state is ContainerState.ISSUED


def test_a_return_ends_the_trip_and_its_deposit_goes_out():
    issue, back = scan("issue", "12:00", "soup"), scan("return", "13:00", "east")

    history = settled([back, issue])

    assert history.trips[0].end is TripEnd.RETURNED
    assert paid(history) == {back.id}
    assert history.state is ContainerState.RETURNED


def test_a_second_reading_at_the_same_stall_is_the_same_issue():
    again = scan("issue", "12:09", "soup")

    history = settled([scan("issue", "12:00", "soup"), again])

    assert len(history.trips) == 1
    assert history.parts[again.id] is Part.REREAD


def test_an_issue_after_ten_minutes_or_at_another_stall_ends_the_trip_as_seen_again():
    assert ends(scan("issue", "12:00", "soup"), scan("issue", "12:11", "soup")) == [TripEnd.SEEN_AGAIN, None]
    assert ends(scan("issue", "12:00", "soup"), scan("issue", "12:05", "grill")) == [TripEnd.SEEN_AGAIN, None]


def test_a_quick_round_is_two_trips_even_at_the_same_stall():
    scans = [scan("issue", "12:00", "soup"), scan("return", "12:03", "east"), scan("issue", "12:06", "soup")]

    assert ends(*scans) == [TripEnd.RETURNED, None]


def test_a_second_return_of_the_same_period_comes_after_a_paid_one():
    second = scan("return", "14:00", "west")
    scans = [scan("issue", "12:00", "soup"), scan("return", "13:00", "east"), second]

    history = settled(scans)

    assert (history.claims[second.id].state, history.claims[second.id].rung) == (
        ClaimState.UNPAID, Rung.ALREADY_PAID,
    )  # fmt: skip
    assert paid(history) == {scans[1].id}
    assert len(history.trips) == 1


def test_a_return_in_a_later_period_is_a_use_whose_issue_was_forgotten():
    scans = [
        scan("issue", "12:00", "soup"),
        scan("return", "13:00", "east"),
        scan("return", "2 07:00", "west"),
    ]

    history = settled(scans)

    assert [trip.seen for trip in history.trips] == [True, False]
    assert paid(history) == {scans[1].id, scans[2].id}


def test_a_return_after_a_wash_is_a_use_of_its_own():
    scans = [scan("return", "13:00", "east"), scan("wash", "15:00", "wash"), scan("return", "17:00", "east")]

    assert paid(settled(scans)) == {scans[0].id, scans[2].id}


def test_a_second_use_nobody_issued_waits_when_nobody_washed_the_container_between():
    first, second = scan("return", "13:00", "east"), scan("return", "2 13:00", "east")

    history = settled([first, second])

    assert paid(history) == {first.id}
    assert (history.claims[second.id].state, history.claims[second.id].rung) == (
        ClaimState.WAITING, Rung.UNSEEN_AGAIN,
    )  # fmt: skip
    assert [trip.paid_again for trip in history.trips] == [False, True]


def test_a_return_with_no_issue_is_paid():
    back = scan("return", "13:00", "east")

    history = settled([back])

    assert history.claims[back.id].rung is Rung.UNSEEN
    assert [trip.seen for trip in history.trips] == [False]
    assert paid(history) == {back.id}


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

    history = settled([issue, undo])

    assert history.parts[undo.id] is Part.TOO_LATE
    assert len(history.trips) == 1


def test_a_retired_container_stays_so_and_later_issues_stand_as_facts():
    history = settled([scan("retire", "10:00", "store"), scan("issue", "12:00", "soup")])

    assert history.state is ContainerState.RETIRED
    assert [trip.end for trip in history.trips] == [None]


def test_of_rival_returns_the_one_that_reached_us_first_is_paid():
    issue = scan("issue", "12:00", "soup", recorded=1)
    early = scan("return", "13:00", "east", recorded=3)
    late = scan("return", "13:20", "west", recorded=2)

    history = settled([issue, early, late])

    assert paid(history) == {late.id}
    assert history.trips[0].ended_at == moment("13:00")


def test_a_late_issue_splits_the_slot_and_pays_the_other_return_too():
    rivals = [
        scan("issue", "12:00", "soup"),
        scan("return", "13:00", "east"),
        scan("return", "15:00", "west"),
    ]

    assert len(paid(settled(rivals))) == 1
    assert len(paid(settled([*rivals, scan("issue", "14:00", "grill", recorded=9)]))) == 2


def test_who_holds_the_container_is_paid_once_though_a_phone_claimed_it_first():
    scans = [
        scan("issue", "12:00", "soup"),
        scan("return", "13:00", "east", visit=1, by_phone="photo", bound="photo"),
        scan("return", "13:30", "west", visit=2),
        scan("return", "13:45", "desk", visit=3),
    ]

    history = settled(scans)

    trip = history.trips[0]
    assert trip.credited is not None
    assert trip.credited.visit_id == scans[1].visit_id
    assert [claim.visit_id for claim in trip.seconds] == [scans[2].visit_id]
    assert history.claims[scans[3].id].rung is Rung.SECOND_AT_DESK


def test_a_return_that_waits_pays_when_its_issue_comes_or_when_it_is_released():
    back = scan("return", "13:00", "east", believed=True, by_phone="picture", bound="picture")

    waits = recorded([back])

    assert paid(waits.history) == set()
    assert paid(settled([back, scan("issue", "12:00", "soup", recorded=9)])) == {back.id}
    assert paid(decided(waits, released=[back]).history) == {back.id}


def test_a_picture_of_nobodys_bound_waits_even_when_the_issue_is_known():
    claim = scan("return", "13:00", "east", by_phone="typed")

    history = settled([scan("issue", "12:00", "soup"), claim])

    assert paid(history) == set()
    assert history.claims[claim.id].state is ClaimState.WAITING


def test_a_use_of_refused_claims_alone_did_not_end_the_trip():
    issue = scan("issue", "12:00", "soup")
    claim = scan("return", "13:00", "east", by_phone="typed")

    history = decided(recorded([issue, claim]), refused=[claim]).history

    assert [trip.end for trip in history.trips] == [None]
    assert history.state is ContainerState.ISSUED
