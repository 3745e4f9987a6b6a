"""A deposit that a desk pays besides another return: which one it may be, and what becomes of it whatever is learnt later."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pantbox.circulation.bound_counts import Bounds
from pantbox.circulation.claims import ClaimState, ReturnClaim, Rung
from pantbox.circulation.earlier_deposits import earlier_trip
from pantbox.circulation.judge import Judged, Rules, after, judge
from pantbox.circulation.settle import history_of, settle
from pantbox.ledger.accounts import AccountKind
from pantbox.ledger.postings import difference, moves
from tests.circulation.scans import scan
from tests.circulation.settled import FREE, settled
from tests.properties.histories import histories

SOUP, GRILL = scan("issue", "19:00", "soup"), scan("issue", "20:00", "grill")
KINDS = ["issue"] * 4 + ["return"] * 3 + ["refill"] * 2 + ["collect", "lost"]


def offered(*scans):
    """The trip whose deposit a desk may pay besides the last of these scans."""
    return earlier_trip(scans[-1], settled(scans))


def test_the_trip_that_ended_as_seen_again_when_the_returned_one_began():
    assert offered(SOUP, GRILL, scan("return", "21:00", "desk", visit=1)).id == SOUP.id


@pytest.mark.parametrize(
    ("why", "scans"),
    [
        ("handed out once", [SOUP, scan("return", "21:00", "desk", visit=1)]),
        ("at a box nobody of ours looks at it", [SOUP, GRILL, scan("return", "21:00", "east", visit=1)]),
        ("at a stall", [SOUP, GRILL, scan("return", "21:00", "soup")]),
        ("a picture", [SOUP, GRILL, scan("return", "21:00", "desk", visit=1, by_phone="p", bound="phone:p")]),
        ("collected between", [SOUP, scan("collect", "19:30", "wash"), GRILL, scan("return", "21:00", "desk", visit=1)]),
        ("returned between", [SOUP, scan("return", "19:30", "east", visit=2), GRILL, scan("return", "21:00", "desk", visit=1)]),
        ("filled again, and not handed out", [SOUP, scan("refill", "20:00", "grill"), scan("return", "21:00", "desk", visit=1)]),
        ("brought back the day after", [SOUP, GRILL, scan("return", "2 07:00", "desk", visit=1)]),
        ("handed out again the day after", [SOUP, scan("issue", "2 07:00", "grill"), scan("return", "2 08:00", "desk", visit=1)]),
        ("paid to a box before", [SOUP, GRILL, scan("return", "20:30", "east", visit=2), scan("return", "21:00", "desk", visit=1)]),
    ],
)  # fmt: skip
def test_no_other_trip(why, scans):
    assert offered(*scans) is None, why


def pay_some_too(judged, data):
    """The same container after a desk paid what it may pay besides, where it is drawn so."""
    for one in judged.scans:
        trip = earlier_trip(one, judged.history)
        if trip is None or not data.draw(st.booleans()):
            continue
        now = after(judged.scans, judged.decisions, one.recorded_at)
        claim = ReturnClaim(
            ClaimState.PAID, Rung.EARLIER, paid_ore=trip.deposit_ore, paid_at=now, paid_with=one.id
        )
        claims = {**judged.decisions, trip.id: claim}
        history, _ = settle(judged.scans, claims, {1: FREE}, Bounds(), now)
        judged = replace(judged, history=history, decisions=history.claims)
    return judged


@given(histories(takes_back=["desk", "east"], kinds=KINDS), st.data())
@settings(max_examples=400, deadline=None)
def test_what_was_paid_besides_is_in_the_books_once_whatever_comes_after(arrivals, data):
    balances, purses, before = Counter(), {}, []
    judged = Judged([], {})
    for one in arrivals:
        told = judge(judged.scans, judged.decisions, [one], Rules({1: FREE}, {}, purses), Bounds())
        judged = pay_some_too(told if told.anything_counts else judged, data)
        after_it = [trip.money for trip in judged.history.trips]
        for booking in difference(before, after_it, purses, one.id):
            assert booking.amount_ore > 0
            balances[booking.debit] -= booking.amount_ore
            balances[booking.credit] += booking.amount_ore
        before = after_it
        for purse in purses.values():
            purse.paid_ore += data.draw(st.integers(0, max(purse.left_ore, 0)))

    follows = Counter()
    for move in (move for money in before for move in moves(money)):
        follows[move.debit] -= move.amount_ore
        follows[move.credit] += move.amount_ore
    for kind in (AccountKind.HELD, AccountKind.UNCLAIMED, AccountKind.VENDOR):
        assert of(balances, kind) == of(follows, kind)
    assert sum(balances.values()) == 0
    assert judged.history == history_of(judged.scans, judged.decisions)
    paid = [
        claim
        for claim in judged.history.claims.values()
        if claim.paid_with and claim.state is ClaimState.PAID
    ]
    assert len(paid) == len({claim.paid_with for claim in paid})
    assert {claim.trip_id for claim in paid} <= {trip.id for trip in judged.history.trips}


def of(balances, kind):
    return {key: ore for key, ore in balances.items() if key.kind is kind and ore}
