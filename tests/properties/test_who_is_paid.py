"""The laws of who is paid, for whatever people scan, in any order: no reading too many gains anything."""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from uuid import uuid5

from hypothesis import given, settings
from hypothesis import strategies as st

from pantbox.circulation.claims import ClaimState
from pantbox.circulation.entitlement import Terms
from pantbox.circulation.fold import fold
from pantbox.circulation.scan import Kind
from pantbox.circulation.trips import no_sights
from tests.circulation.settled import FREE, decided, paid, paid_ore, recorded, settled
from tests.properties.histories import KINDS, histories

POLICIES = st.sampled_from([FREE, Terms(), replace(FREE, pays_unseen=False), Terms(pays_unseen=False)])
SENT_ON = ClaimState.BOX_OR_DESK
WITHOUT_ISSUE = [kind for kind in KINDS if kind != "issue"]


@given(histories(), POLICIES)
@settings(max_examples=300, deadline=None)
def test_a_use_is_paid_its_deposit_and_at_most_one_stronger_claim(arrivals, terms):
    history = settled(arrivals, terms)
    scans = {one.id: one for one in arrivals}
    folded = fold(arrivals, no_sight=no_sights(history.claims))

    for _, use in folded.uses:
        claims = [one for one in use.returns if one.id in paid(history)]
        assert len(claims) <= 2
        for one in claims:
            rival = history.claims[one.id].second_of
            assert rival is None or scans[rival].kind is Kind.ISSUE or scans[rival].strength < one.strength
        assert sum(trip_pays(history, one) for one in claims) <= 1


def trip_pays(history, one):
    """Whether a claim has the deposit of its trip."""
    return any(trip.credited and trip.credited.scan_id == one.id for trip in history.trips)


@given(histories(), POLICIES, st.data())
@settings(max_examples=300, deadline=None)
def test_a_further_reading_of_the_same_use_changes_no_payment(arrivals, terms, data):
    once = settled(arrivals, terms)
    uses = fold(arrivals, no_sight=no_sights(once.claims)).uses
    # Who was sent on to a box or a desk has made no claim, and may ask anew once the issue has come.
    # Of two things at the very same moment the ids decide which came first, and so whether this is the same use.
    alone = [
        one for one in arrivals if [other.effective_at for other in arrivals].count(one.effective_at) == 1
    ]
    claims = [
        one
        for _, use in uses
        for one in use.returns
        if one in alone and once.claims[one.id].state is not SENT_ON
    ]
    if not claims:
        return
    target = data.draw(st.sampled_from(claims))
    again = [read_again(target, number, arrivals) for number in range(1, data.draw(st.integers(2, 4)))]

    twice = settled([*arrivals, *again], terms)

    assert paid_ore(twice) == paid_ore(once)


def read_again(target, number, arrivals):
    """The same claim read once more at that very moment, in another visit, and recorded after all others."""
    last = max(one.recorded_at for one in arrivals)
    return replace(
        target,
        id=uuid5(target.id, f"again {number}"),
        recorded_at=last + timedelta(minutes=number),
        visit_id=uuid5(target.id, f"visit {number}"),
    )


@given(histories(with_undo=False), POLICIES)
@settings(max_examples=300, deadline=None)
def test_what_a_person_refused_is_not_got_round_by_scanning_again(arrivals, terms):
    judged = recorded(arrivals, terms)
    waiting = [one for one in arrivals if state(judged, one) is ClaimState.WAITING]
    if not waiting:
        return

    refused = decided(judged, terms, refused=waiting)

    assert all(refused.history.claims[one.id].state is ClaimState.REFUSED for one in waiting)
    assert not paid(refused.history) & {one.id for one in waiting}


def state(judged, one):
    claim = judged.history.claims.get(one.id)
    return claim.state if claim else None


@given(histories(kinds=WITHOUT_ISSUE), st.sampled_from([FREE, Terms()]))
@settings(max_examples=300, deadline=None)
def test_with_the_policy_to_hold_nothing_without_an_issue_pays(arrivals, terms):
    history = settled(arrivals, replace(terms, pays_unseen=False))

    assert paid(history) == set()


@given(histories(), POLICIES)
@settings(max_examples=200, deadline=None)
def test_every_claim_has_an_answer(arrivals, terms):
    history = settled(arrivals, terms)
    of_use = defaultdict(list)
    for _, use in fold(arrivals, no_sight=no_sights(history.claims)).uses:
        of_use[use.first.id] = [history.claims[one.id].state for one in use.returns]

    for states in of_use.values():
        is_open = {ClaimState.PAID, ClaimState.WAITING} & set(states)
        assert is_open or set(states) <= {ClaimState.REFUSED, ClaimState.BOX_OR_DESK}
