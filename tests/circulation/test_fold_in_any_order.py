"""What holds in any order of arrival, by brute force over random sets of scans and over all orders of small ones."""

import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from uuid import UUID

import pytest

from pantbox.circulation.history import TripEnd
from pantbox.circulation.scan import Kind
from pantbox.ledger.accounts import AccountKind
from pantbox.ledger.postings import Purse, difference, moves
from tests.circulation.scans import BOUNDARIES, DAY, STATIONS, scan
from tests.circulation.settled import is_held_back, paid_ore, settled

KINDS = [
    "issue",
    "issue",
    "issue",
    "return",
    "return",
    "return",
    "collect",
    "wash",
    "receive",
    "lost",
    "write_off",
    "undo",
]


TAKES_BACK = ["east", "west", "desk"]
"""Not a stall: what it was told of a container that no stall handed out is kept, whichever issue comes late."""


def random_scans(seed: int, *, with_undo: bool, stalls_take_back: bool = False):
    """Five to nine scans of one container over two days, at random stations, seldom further than minutes apart."""
    chance = random.Random(seed)
    made = []
    for number in range(chance.randint(5, 9)):
        kind = chance.choice(KINDS if with_undo else KINDS[:-1])
        takes_back = TAKES_BACK + ["soup", "grill"] * stalls_take_back
        where = chance.choice(takes_back if kind == "return" else list(STATIONS))
        target = chance.choice(made) if kind == "undo" and made else None
        one = scan("issue" if kind == "undo" and not target else kind, "08:00", where, name=str(number), undoes=target,
                   visit=chance.randint(1, 3))  # fmt: skip
        at = DAY + timedelta(
            hours=8, minutes=chance.choice([0, 3, 5, 30, 120]) * number + chance.choice([0, 0, 1440])
        )
        where_undone = (
            {"station_id": target.station_id, "station_kind": target.station_kind} if target else {}
        )
        made.append(replace(one, effective_at=at, period=BOUNDARIES.period(at), **where_undone))
    return made


def arrived(scans, order):
    """The scans as recorded in this order of arrival."""
    return [
        replace(scans[index], recorded_at=DAY + timedelta(days=9, seconds=place))
        for place, index in enumerate(order)
    ]


def happened(history):
    """What must not depend on the order of arrival: trips, and where the container is."""
    trips = [
        (t.id, t.seen, t.end, t.ended_at, t.opened_at, t.deposit_ore, t.unseen_stall_id)
        for t in history.trips
    ]
    return trips, history.state, history.station_id


OF_THE_SET = {
    AccountKind.VENDOR,
    AccountKind.HELD,
    AccountKind.UNCLAIMED,
    AccountKind.UNSEEN,
    AccountKind.POOL,
}


def books(arrivals):
    """What the trips of these scans demand of the accounts that do not depend on who came first."""
    history = settled(arrivals)
    balances = Counter()
    for trip in history.trips:
        for move in moves(trip.money):
            balances[move.debit] -= move.amount_ore
            balances[move.credit] += move.amount_ore
    return {key: ore for key, ore in balances.items() if ore and key.kind in OF_THE_SET}


def book_one_by_one(arrivals):
    """The balances and purses after recording each scan as it arrives, with every visit paid out at once."""
    balances, purses, known, before = Counter(), {}, [], []
    for one in arrivals:
        known.append(one)
        after = [trip.money for trip in settled(known).trips]
        for booking in difference(before, after, purses, one.id):
            assert booking.amount_ore > 0
            assert booking.debit != booking.credit
            balances[booking.debit] -= booking.amount_ore
            balances[booking.credit] += booking.amount_ore
        before = after
        for purse in purses.values():
            purse.paid_ore = max(purse.paid_ore, purse.credited_ore)
    return balances, purses


@pytest.mark.parametrize("seed", range(300))
def test_trips_and_states_do_not_depend_on_the_order_of_arrival(seed):
    scans = random_scans(seed, with_undo=True)
    chance = random.Random(seed)
    expected = happened(settled(arrived(scans, range(len(scans)))))

    for _ in range(6):
        order = chance.sample(range(len(scans)), len(scans))
        assert happened(settled(arrived(scans, order))) == expected


@pytest.mark.parametrize("seed", range(12))
def test_every_order_of_a_small_set_gives_the_same(seed):
    scans = random_scans(seed, with_undo=True)[:5]
    expected = happened(settled(arrived(scans, range(5))))

    for order in permutations(range(5)):
        assert happened(settled(arrived(scans, order))) == expected


def test_the_deposits_that_are_due_do_not_depend_on_the_order_where_nobody_is_held_back():
    compared = 0
    for seed in range(300):
        scans = random_scans(seed, with_undo=True)
        chance = random.Random(seed)
        orders = [chance.sample(range(len(scans)), len(scans)) for _ in range(4)]
        free = [arrived(scans, order) for order in orders if not is_held_back(settled(arrived(scans, order)))]
        compared += len(free) > 1
        assert all(books(arrivals) == books(free[0]) for arrivals in free)

    assert compared > 150


@pytest.mark.parametrize("seed", range(200))
def test_without_undo_what_was_paid_is_never_taken_back(seed):
    scans = random_scans(seed, with_undo=False, stalls_take_back=True)
    chance = random.Random(seed)
    arrivals = arrived(scans, chance.sample(range(len(scans)), len(scans)))

    before: dict[UUID, int] = {}
    for count in range(1, len(arrivals) + 1):
        now = paid_ore(settled(arrivals[:count]))
        assert all(now.get(one, 0) >= ore for one, ore in before.items())
        before = now


@pytest.mark.parametrize("seed", range(200))
def test_the_books_after_any_order_say_what_the_trips_say(seed):
    scans = random_scans(seed, with_undo=True, stalls_take_back=True)
    chance = random.Random(seed)
    arrivals = arrived(scans, chance.sample(range(len(scans)), len(scans)))

    balances, purses = book_one_by_one(arrivals)

    history = settled(arrivals)
    held = sum(amount for key, amount in balances.items() if key.kind is AccountKind.HELD)
    lost_by_undo = -sum(
        amount for key, amount in balances.items() if key.kind is AccountKind.LOSS and key.of == "undo"
    )
    disputed = -sum(amount for key, amount in balances.items() if key.kind is AccountKind.DISPUTED)
    handed_out = -sum(amount for key, amount in balances.items() if key.kind is AccountKind.VENDOR)
    payable = sum(amount for key, amount in balances.items() if key.kind is AccountKind.PAYABLE)
    claims = [claim for trip in history.trips for claim in trip.paid]
    taken_back_by_stalls = 500 * sum(claim.at_stall for claim in claims)
    undecided = [trip for trip in history.trips if trip.end is TripEnd.RETURNED and not trip.credited]
    open_or_undecided = [trip for trip in history.trips if trip.end is None] + undecided
    assert held == sum(trip.deposit_ore for trip in open_or_undecided if trip.seen)
    assert handed_out == sum(trip.deposit_ore for trip in history.trips if trip.seen) - taken_back_by_stalls
    assert payable == 500 * len(claims) - taken_back_by_stalls + lost_by_undo
    assert disputed == 500 * sum(bool(claim.rival and claim.rival.at_stall) for claim in claims)
    assert all(purse.paid_ore <= purse.credited_ore for purse in purses.values())
    assert sum(balances.values()) == 0


def test_a_batch_is_booked_the_same_as_its_scans_one_by_one():
    issue, back = scan("issue", "12:00", "soup"), scan("return", "13:00", "east", visit=1)
    after = [trip.money for trip in settled([issue, back]).trips]

    together = difference([], after, {}, issue.id)
    purses: dict[UUID, Purse] = {}
    first = difference([], [trip.money for trip in settled([issue]).trips], purses, issue.id)
    second = difference([trip.money for trip in settled([issue]).trips], after, purses, back.id)

    assert [(b.debit, b.credit, b.amount_ore) for b in together] == [
        (b.debit, b.credit, b.amount_ore) for b in first + second
    ]
    assert issue.kind is Kind.ISSUE
