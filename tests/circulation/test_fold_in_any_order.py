"""What holds in any order of arrival, by brute force over random sets of scans and over all orders of small ones."""

import random
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from uuid import UUID

import pytest

from pantbox.circulation.fold import fold
from pantbox.circulation.scan import Kind
from pantbox.ledger.accounts import AccountKind
from pantbox.ledger.postings import Purse, difference
from tests.circulation.scans import BOUNDARIES, DAY, STATIONS, scan

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


def random_scans(seed: int, *, with_undo: bool):
    """Five to nine scans of one container over two days, at random stations, seldom further than minutes apart."""
    chance = random.Random(seed)
    made = []
    for number in range(chance.randint(5, 9)):
        kind = chance.choice(KINDS if with_undo else KINDS[:-1])
        where = chance.choice(list(STATIONS))
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


def facts(history):
    """What must not depend on the order of arrival: trips, state and the number of deposits due."""
    trips = [(t.id, t.seen, t.end, t.ended_at, t.opened_at, t.deposit_ore) for t in history.trips]
    return trips, history.state, history.station_id, len(history.credited)


def book_one_by_one(arrivals):
    """The balances and purses after recording each scan as it arrives, with every visit paid out at once."""
    balances, purses, known, before = {}, {}, [], []
    for one in arrivals:
        known.append(one)
        after = [trip.money for trip in fold(known).trips]
        for booking in difference(before, after, purses, one.id):
            assert booking.amount_ore > 0
            assert booking.debit != booking.credit
            balances[booking.debit] = balances.get(booking.debit, 0) - booking.amount_ore
            balances[booking.credit] = balances.get(booking.credit, 0) + booking.amount_ore
        before = after
        for purse in purses.values():
            purse.paid_ore = max(purse.paid_ore, purse.credited_ore)
    return balances, purses


@pytest.mark.parametrize("seed", range(300))
def test_trips_states_and_deposits_due_do_not_depend_on_the_order_of_arrival(seed):
    scans = random_scans(seed, with_undo=True)
    chance = random.Random(seed)
    expected = facts(fold(arrived(scans, range(len(scans)))))

    for _ in range(6):
        order = chance.sample(range(len(scans)), len(scans))
        assert facts(fold(arrived(scans, order))) == expected


@pytest.mark.parametrize("seed", range(12))
def test_every_order_of_a_small_set_gives_the_same(seed):
    scans = random_scans(seed, with_undo=True)[:5]
    expected = facts(fold(arrived(scans, range(5))))

    for order in permutations(range(5)):
        assert facts(fold(arrived(scans, order))) == expected


@pytest.mark.parametrize("seed", range(200))
def test_without_undo_what_was_paid_is_never_taken_back(seed):
    scans = random_scans(seed, with_undo=False)
    chance = random.Random(seed)
    arrivals = arrived(scans, chance.sample(range(len(scans)), len(scans)))

    paid: set[UUID] = set()
    for count in range(1, len(arrivals) + 1):
        credited = fold(arrivals[:count]).credited
        assert paid <= credited
        paid = credited


@pytest.mark.parametrize("seed", range(200))
def test_the_books_after_any_order_say_what_the_trips_say(seed):
    scans = random_scans(seed, with_undo=True)
    chance = random.Random(seed)
    arrivals = arrived(scans, chance.sample(range(len(scans)), len(scans)))

    balances, purses = book_one_by_one(arrivals)

    trips = fold(arrivals).trips
    held = sum(amount for key, amount in balances.items() if key.kind is AccountKind.HELD)
    lost = -sum(amount for key, amount in balances.items() if key.kind is AccountKind.LOSS)
    handed_out = -sum(amount for key, amount in balances.items() if key.kind is AccountKind.VENDOR)
    payable = sum(amount for key, amount in balances.items() if key.kind is AccountKind.PAYABLE)
    claims = [claim for trip in trips for claim in (trip.credited,) if claim]
    taken_back_by_stalls = 500 * sum(claim.at_stall for claim in claims)
    assert held == sum(trip.deposit_ore for trip in trips if trip.end is None)
    assert handed_out == sum(trip.deposit_ore for trip in trips if trip.seen) - taken_back_by_stalls
    assert payable == 500 * len(claims) - taken_back_by_stalls + lost
    assert all(purse.paid_ore <= purse.credited_ore for purse in purses.values())


def test_a_batch_is_booked_the_same_as_its_scans_one_by_one():
    issue, back = scan("issue", "12:00", "soup"), scan("return", "13:00", "east", visit=1)
    after = [trip.money for trip in fold([issue, back]).trips]

    together = difference([], after, {}, issue.id)
    purses: dict[UUID, Purse] = {}
    first = difference([], [trip.money for trip in fold([issue]).trips], purses, issue.id)
    second = difference([trip.money for trip in fold([issue]).trips], after, purses, back.id)

    assert [(b.debit, b.credit, b.amount_ore) for b in together] == [
        (b.debit, b.credit, b.amount_ore) for b in first + second
    ]
    assert issue.kind is Kind.ISSUE
