"""A container that is out is filled again: a serving more of the same trip, and no deposit. If it is not out, an issue."""

import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from pantbox.circulation.bound_counts import Bounds
from pantbox.circulation.claims import ClaimState, ReturnClaim, Rung
from pantbox.circulation.history import Part, TripEnd
from pantbox.circulation.judge import Rules, judge
from pantbox.circulation.scan import Reason, Verdict
from pantbox.circulation.tallies import tally
from pantbox.containers.containers import ContainerState
from pantbox.ledger.accounts import AccountKind
from pantbox.ledger.postings import moves
from tests.circulation.scans import BOUNDARIES, DAY, STATIONS, scan
from tests.circulation.settled import FREE, decided, recorded, settled
from tests.circulation.test_fold_in_any_order import TAKES_BACK, arrived, book_one_by_one, happened

KINDS = [
    "issue",
    "issue",
    "refill",
    "refill",
    "refill",
    "return",
    "return",
    "collect",
    "wash",
    "lost",
    "undo",
]


def random_scans(seed):
    """Five to nine scans of one mug that goes from bar to bar for two days."""
    chance = random.Random(seed)
    made = []
    for number in range(chance.randint(5, 9)):
        kind = chance.choice(KINDS)
        target = chance.choice(made) if kind == "undo" and made else None
        where = {"return": TAKES_BACK, "issue": ["soup", "grill"], "refill": ["soup", "grill"]}.get(
            kind, list(STATIONS)
        )
        one = scan("issue" if kind == "undo" and not target else kind, "08:00", chance.choice(where),
                   name=str(number), undoes=target, visit=chance.randint(1, 3))  # fmt: skip
        minutes = chance.choice([0, 3, 5, 30, 120]) * number + chance.choice([0, 0, 1440])
        at = DAY + timedelta(hours=8, minutes=minutes)
        undone = {"station_id": target.station_id, "station_kind": target.station_kind} if target else {}
        made.append(replace(one, effective_at=at, period=BOUNDARIES.period(at), **undone))
    return made


def servings(history):
    """The refills of each trip."""
    return [(trip.id, trip.refills) for trip in history.trips]


def owed(history):
    """What stalls owe, in øre."""
    balances = Counter()
    for trip in history.trips:
        for move in moves(trip.money):
            balances[move.debit] -= move.amount_ore
            balances[move.credit] += move.amount_ore
    return {key.of: -ore for key, ore in balances.items() if key.kind is AccountKind.VENDOR and ore}


def test_a_mug_filled_again_at_a_second_bar_stays_on_its_trip_and_is_charged_once():
    issue, refill = scan("issue", "12:00", "soup"), scan("refill", "12:30", "grill")

    history = settled([issue, refill, scan("return", "14:00", "east", visit=1)])

    (trip,) = history.trips
    assert (trip.id, trip.end) == (issue.id, TripEnd.RETURNED)
    assert [(one.scan_id, one.station_id) for one in trip.refills] == [(refill.id, refill.station_id)]
    assert owed(history) == {str(issue.station_id): 500}


@pytest.mark.parametrize(
    "before",
    [
        [],
        [("issue", "12:00", "soup"), ("return", "12:10", "east")],
        [("issue", "12:00", "soup"), ("collect", "12:10", "store")],
        [("issue", "12:00", "soup"), ("lost", "12:10", "store")],
    ],
)
def test_a_refill_of_a_mug_that_is_not_out_is_an_issue_that_the_stall_owes(before):
    refill = scan("refill", "12:30", "grill")

    history = settled([*(scan(*one) for one in before), refill])

    assert history.trips[-1].id == refill.id
    assert history.trips[-1].seen
    assert history.trips[-1].refills == ()
    assert owed(history)[str(refill.station_id)] == 500


def test_a_refill_is_accepted_and_read_again_soon_it_is_the_same_one():
    scans = [
        scan("issue", "12:00", "soup"),
        scan("refill", "12:30", "grill"),
        scan("refill", "12:35", "grill"),
    ]

    told = recorded(scans).told

    assert [told[one.id] for one in scans] == [
        (Verdict.ACCEPTED, None), (Verdict.ACCEPTED, None), (Verdict.DUPLICATE, None),
    ]  # fmt: skip
    assert len(settled(scans).trips[0].refills) == 1


def test_a_refill_soon_after_the_issue_at_the_same_stall_is_a_serving():
    history = settled([scan("issue", "12:00", "soup"), scan("refill", "12:05", "soup")])

    assert len(history.trips[0].refills) == 1


def test_a_refill_that_comes_late_makes_no_trip_of_its_own():
    issue, back = (
        scan("issue", "12:00", "soup", recorded=1),
        scan("return", "14:00", "east", recorded=2, visit=1),
    )
    late = scan("refill", "13:00", "grill", recorded=3)

    before, after = settled([issue, back]), settled([issue, back, late])

    assert [trip.id for trip in after.trips] == [issue.id]
    assert after.trips[0].money == before.trips[0].money
    assert len(after.trips[0].refills) == 1


def test_an_issue_that_comes_late_turns_the_refill_of_a_stranger_into_a_serving():
    refill, late = scan("refill", "13:00", "grill", recorded=1), scan("issue", "12:00", "soup", recorded=2)

    assert owed(settled([refill])) == {str(refill.station_id): 500}
    assert owed(settled([refill, late])) == {str(late.station_id): 500}


def test_a_refill_is_undone_like_other_scans():
    issue, refill = scan("issue", "12:00", "soup"), scan("refill", "12:30", "grill")
    undo = scan("undo", "12:31", "grill", undoes=refill)

    history = settled([issue, refill, undo])

    assert history.trips[0].refills == ()
    assert history.parts[refill.id] is Part.UNDONE
    assert history.state is ContainerState.ISSUED


@pytest.mark.parametrize("undone", ["issue", "refill"])
def test_what_was_handed_out_is_not_undone_once_another_bar_filled_it(undone):
    first = scan(undone, "12:00", "soup")
    undo = scan("undo", "12:40", "soup", undoes=first)

    judged = recorded([first, scan("refill", "12:30", "grill"), undo])

    assert judged.told[undo.id] == (Verdict.REJECTED, Reason.UNDO_TOO_LATE)
    assert owed(judged.history) == {str(first.station_id): 500}


def test_an_issue_that_was_meant_as_a_refill_is_put_right_by_undoing_it_and_saying_so():
    issue, again = scan("issue", "12:00", "soup"), scan("issue", "12:30", "grill")
    undo, refill = scan("undo", "12:31", "grill", undoes=again), scan("refill", "12:31", "grill")

    history = settled([issue, again, undo, refill])

    assert [trip.id for trip in history.trips] == [issue.id]
    assert [one.scan_id for one in history.trips[0].refills] == [refill.id]
    assert owed(history) == {str(issue.station_id): 500}


def test_a_return_that_a_desk_refuses_ended_no_trip_so_that_a_refill_after_it_is_a_serving():
    issue, picture = scan("issue", "12:00", "soup"), scan("return", "12:10", "east", by_phone="p", visit=1)
    refill = scan("refill", "12:30", "grill")
    judged = recorded([issue, picture, refill])

    refused = decided(judged, refused=[picture])

    assert [trip.id for trip in judged.history.trips] == [issue.id, refill.id]
    assert [trip.id for trip in refused.history.trips] == [issue.id]
    assert [one.scan_id for one in refused.history.trips[0].refills] == [refill.id]


def test_refills_count_at_the_stall_that_filled_and_in_no_trip():
    issue, refill = scan("issue", "12:00", "soup"), scan("refill", "13:05", "grill")

    counted = tally(settled([issue, refill]).trips)

    assert counted[1, refill.station_id, 1, DAY + timedelta(hours=13), "refilled"] == 1
    assert sum(n for (*_, measure), n in counted.items() if measure == "issued") == 1


@pytest.mark.parametrize("seed", range(300))
def test_trips_servings_and_places_do_not_depend_on_the_order_of_arrival(seed):
    scans = random_scans(seed)
    chance = random.Random(seed)
    first = settled(arrived(scans, range(len(scans))))

    for _ in range(6):
        history = settled(arrived(scans, chance.sample(range(len(scans)), len(scans))))
        assert happened(history) == happened(first)
        assert servings(history) == servings(first)
        assert tally(history.trips) == tally(first.trips)


@pytest.mark.parametrize("seed", range(12))
def test_every_order_of_a_small_set_gives_the_same_servings(seed):
    scans = random_scans(seed)[:5]
    first = settled(arrived(scans, range(5)))

    for order in permutations(range(5)):
        history = settled(arrived(scans, order))
        assert (happened(history), servings(history)) == (happened(first), servings(first))


@pytest.mark.parametrize("seed", range(200))
def test_what_stalls_owe_and_deposits_held_after_any_order_are_what_the_trips_say(seed):
    scans = random_scans(seed)
    chance = random.Random(seed)
    arrivals = arrived(scans, chance.sample(range(len(scans)), len(scans)))

    balances, _purses = book_one_by_one(arrivals)

    history = settled(arrivals)
    vendors = {key.of: -ore for key, ore in balances.items() if key.kind is AccountKind.VENDOR and ore}
    held = sum(ore for key, ore in balances.items() if key.kind is AccountKind.HELD)
    unpaid = [trip for trip in history.trips if trip.end in (None, TripEnd.RETURNED) and not trip.credited]
    assert vendors == owed(history)
    assert held == sum(trip.deposit_ore for trip in unpaid if trip.seen)
    assert sum(balances.values()) == 0


def test_random_mugs_are_refilled_often_enough_to_say_anything():
    histories = [settled(random_scans(seed)) for seed in range(300)]

    assert sum(len(trip.refills) for history in histories for trip in history.trips) > 100
    assert sum(Part.UNDONE in history.parts.values() for history in histories) > 30


@pytest.mark.parametrize("seed", range(100))
def test_a_deposit_that_a_desk_paid_with_another_return_goes_out_once_whatever_comes_late(seed):
    first, second = scan("issue", "12:00", "soup", recorded=1), scan("issue", "12:30", "grill", recorded=2)
    back = scan("return", "14:00", "desk", recorded=3, visit=1)
    late = [
        scan("return", "12:20", "east", name="a", visit=2), scan("return", "12:25", "west", name="b", visit=3),
        scan("collect", "12:26", "store"), scan("refill", "12:03", "grill"), scan("lost", "12:28", "store"),
        scan("return", "12:05", "west", name="c", by_phone="p", bound="phone:p", visit=4),
    ]  # fmt: skip
    chance = random.Random(seed)
    some = chance.sample(late, chance.randint(1, len(late)))
    some = [replace(one, recorded_at=DAY + timedelta(days=200, seconds=n)) for n, one in enumerate(some)]

    history = with_earlier_deposit([first, second, back], first, back, some)

    trip = next(trip for trip in history.trips if trip.id == first.id)
    assert (trip.credited.scan_id, trip.credited.station_id) == (first.id, back.station_id)
    assert trip.credited.visit_id == back.visit_id
    assert trip.seconds == ()
    assert sum(claim.amount_ore for trip in history.trips for claim in trip.paid) == 1_000


def with_earlier_deposit(known, issue, back, late):
    """The history after a desk paid the deposit of an issue with a return, and scans that came late."""
    judged = recorded(known)
    at = DAY + timedelta(days=150)
    paid = ReturnClaim(
        ClaimState.PAID, Rung.EARLIER, paid_ore=issue.deposit_ore, paid_at=at, paid_with=back.id
    )
    bounds, rules = Bounds(), Rules({1: FREE}, {}, {})
    return judge(judged.scans, judged.decisions | {issue.id: paid}, late, rules, bounds).history
