"""Promises 1 to 5, 7 and 8 for whatever people and devices do: any scans, in any order, sent any number of times."""

import shutil
import tempfile
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pantbox.audit import audit
from pantbox.circulation.door import Submission
from pantbox.circulation.fold import RETURNS
from pantbox.circulation.history import TripEnd
from pantbox.circulation.holds import release
from pantbox.circulation.scan import Kind, Reason, Verdict
from pantbox.clock import new_id
from pantbox.core import create_core
from pantbox.errors import PantboxError
from pantbox.ledger.accounts import AccountKey, AccountKind
from pantbox.ledger.postings import difference
from pantbox.places.events import Rail
from pantbox.refunds.refund import Part, Payer, pay_out
from pantbox.refunds.visits import claim_of
from pantbox.settings import Settings
from tests.circulation.scans import DAY
from tests.circulation.settled import paid_ore, settled
from tests.properties.histories import AT_BOXES, histories
from tests.support.festival import Festival


@given(histories(takes_back=AT_BOXES), st.randoms(use_true_random=False))
@settings(max_examples=400, deadline=None)
def test_what_happened_does_not_depend_on_the_order_it_reached_us(arrivals, chance):
    shuffled = chance.sample(arrivals, len(arrivals))
    other = [replace(one, recorded_at=DAY + timedelta(days=9, seconds=n)) for n, one in enumerate(shuffled)]

    assert happened(settled(arrivals)) == happened(settled(other))


def happened(history):
    """Trips and where the container is. Without an issue the deposit is that of the return that is paid."""
    trips = [
        (t.id, t.seen, t.end, t.opened_at, t.ended_at, t.deposit_ore if t.seen else None)
        for t in history.trips
    ]
    return trips, history.state, history.station_id, history.retired_at


@given(histories())
@settings(max_examples=200, deadline=None)
def test_a_container_has_at_most_one_open_trip_and_each_return_at_most_one_deposit(arrivals):
    trips = settled(arrivals).trips

    assert sum(trip.end is None for trip in trips) <= 1
    assert not trips or all(trip.end for trip in trips[:-1] if trip.seen)
    claims = [claim.scan_id for trip in trips for claim in trip.paid]
    assert max(Counter(claims).values(), default=1) == 1


@given(histories(with_undo=False))
@settings(max_examples=200, deadline=None)
def test_a_yes_stays_a_yes_and_as_much_as_long_as_nothing_is_undone(arrivals):
    before: dict[UUID, int] = {}
    for count in range(1, len(arrivals) + 1):
        now = paid_ore(settled(arrivals[:count]))
        assert all(now.get(one, 0) >= ore for one, ore in before.items())
        before = now


@given(histories(), st.data())
@settings(max_examples=200, deadline=None)
def test_the_books_follow_the_trips_whoever_was_paid_in_between(arrivals, data):
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
            purse.paid_ore += data.draw(st.integers(0, max(purse.left_ore, 0)))
            assert purse.paid_ore <= purse.credited_ore

    trips = settled(arrivals).trips
    claims = [claim for trip in trips for claim in trip.paid]
    spent = -balances[AccountKey(1, AccountKind.LOSS, "undo")]
    open_or_undecided = [t for t in trips if t.seen and (t.end is None or is_undecided(t))]
    assert of(balances, AccountKind.HELD) == sum(trip.deposit_ore for trip in open_or_undecided)
    assert sum(purse.credited_ore for purse in purses.values()) == spent + sum(
        claim.amount_ore for claim in claims if claim.visit_id
    )
    assert sum(balances.values()) == 0


def is_undecided(trip):
    return trip.end is TripEnd.RETURNED and not trip.credited


def of(balances, kind):
    return sum(ore for key, ore in balances.items() if key.kind is kind)


@given(histories(with_undo=False))
@settings(max_examples=200, deadline=None)
def test_without_an_undo_a_visit_paid_at_once_loses_nobody_but_by_stronger_claims(arrivals):
    balances, purses, known, before = Counter(), {}, [], []
    for one in arrivals:
        known.append(one)
        after = [trip.money for trip in settled(known).trips]
        for booking in difference(before, after, purses, one.id):
            balances[booking.credit] += booking.amount_ore
            balances[booking.debit] -= booking.amount_ore
        before = after
        for purse in purses.values():
            purse.paid_ore = purse.credited_ore

    seconds = [claim for trip in settled(arrivals).trips for claim in trip.seconds]
    after_stalls = sum(claim.amount_ore for claim in seconds if claim.rival.at_stall)
    assert of(balances, AccountKind.DISPUTED) == -after_stalls
    assert of(balances, AccountKind.LOSS) == after_stalls - sum(claim.amount_ore for claim in seconds)


# Through the database: slower, so fewer, and on SQLite, where a fresh one is a copied file.

PLACES = {
    "soup": ("stall", ["issue", "issue", "return", "swap", "receive"]),
    "grill": ("stall", ["issue", "return", "dispatch"]),
    "east": ("box", ["return", "return", "count"]),
    "west": ("box", ["return"]),
    "desk": ("desk", ["return", "collect"]),
    "phone": ("phone", ["return", "return"]),
    "wash": ("wash", ["wash", "receive", "retire"]),
}
STEPS = st.lists(
    st.tuples(
        st.sampled_from([(name, kind) for name, (_, kinds) in PLACES.items() for kind in kinds]),
        st.integers(1, 3),  # which cup
        st.integers(1, 2),  # whose visit at that place
        st.sampled_from([1, 4, 15, 400]),  # minutes since the step before
        st.sampled_from(["live", "live", "offline", "twice", "undone", "future"]),
        st.sampled_from(["", "", "pay", "release"]),  # what happens after it
    ),
    min_size=3,
    max_size=18,
)


@pytest.fixture(scope="module")
def prepared(sqlite_template):
    """A database with the places and cups already there, to copy for each example."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "prepared.db"
        shutil.copy(sqlite_template, path)
        core = create_core(Settings(secret_key="s" * 40, database_url=f"sqlite:///{path}"))
        festival = Festival(core, unseen_per_period_max=2)
        for name, (kind, _) in PLACES.items():
            if kind != "phone":
                getattr(festival, kind)(name)
        festival.guests = {guest: festival.phone_visit("east", code=guest == 2) for guest in (1, 2)}
        festival.make("CUP-1", "CUP-2", "CUP-3")
        core.database.dispose()
        yield festival, path


@given(steps=STEPS, chance=st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_festival_does_the_audit_is_green_and_every_answer_is_kept(prepared, steps, chance):
    template, path = prepared
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "example.db"
        shutil.copy(path, copy)
        core = create_core(Settings(secret_key="s" * 40, database_url=f"sqlite:///{copy}"))
        festival = at_the(template, core)
        try:
            sent = play(festival, steps, chance)
            assert_every_answer_is_kept(festival, sent)
            assert_no_stall_was_stopped(sent)
            assert [finding for finding in audit(festival.core) if finding.ok is False] == []
        finally:
            core.database.dispose()


def at_the(template, core):
    """The same festival on another database."""
    festival = object.__new__(Festival)
    festival.__dict__ = dict(template.__dict__)
    festival.now = template.now
    festival.core = replace(core, clock=lambda: festival.now)
    festival._places = {name: replace(place, festival=festival) for name, place in template._places.items()}
    return festival


def play(festival, steps, chance):
    """Do the steps; returns each submission with the answers it got first."""
    sent, late, visits = [], [], {}
    for (name, kind), cup, guest, minutes, how, then in steps:
        festival.now += timedelta(minutes=minutes)
        by_phone = name == "phone"
        visit = festival.guests[guest] if by_phone else visits.setdefault((name, guest), new_id())
        place = festival.phone("east", visit) if by_phone else festival._places[name]
        told = {"visit_id": visit} if Kind(kind) in RETURNS else {}
        at = festival.now + (timedelta(days=1) if how == "future" else timedelta())
        if how in ("offline", "future"):
            told["told"] = "accepted"
        one = festival.scan(kind, f"CUP-{cup}", at, **told)
        submission = Submission(place.authority, (one,))
        if how == "offline":
            late.append(submission)
            continue
        sent.append((submission, festival.record(submission)[0]))
        if how == "twice":
            festival.record(submission, submission)
        if how == "undone":
            undo = festival.scan("undo", f"CUP-{cup}", festival.now, undoes=one.id)
            sent.append((undoing := Submission(place.authority, (undo,)), festival.record(undoing)[0]))
        afterwards(festival, then, visit, one)
    chance.shuffle(late)
    festival.now += timedelta(hours=1)
    sent += [(submission, festival.record(submission)[0]) for submission in late]
    return sent


def afterwards(festival, then, visit, one):
    if then == "release":
        with festival.core.database.transaction() as session:
            release(session, festival.organisation_id, [one.id], by="desk", now=festival.now)
    if then == "pay":
        keys = festival.core.keys
        try:
            with festival.core.database.transaction(festival.organisation_id) as session:
                pay_out(
                    session, keys, visit_id=visit, claim=claim_of(keys, visit), parts=[Part(Rail.VOUCHER, 500, None)],
                    idempotency_key=str(one.id), payer=Payer(None, None), now=festival.now,
                )  # fmt: skip
        except PantboxError:
            pass  # that nothing is left to pay is an answer too


def assert_every_answer_is_kept(festival, sent):
    festival.now += timedelta(days=1)
    for submission, answers in sent:
        again = festival.record(submission)[0]
        assert [(a.id, a.verdict, a.reason) for a in again] == [(a.id, a.verdict, a.reason) for a in answers]


def assert_no_stall_was_stopped(sent):
    for submission, answers in sent:
        if submission.scans[0].kind is Kind.ISSUE and answers[0].verdict is Verdict.REJECTED:
            assert answers[0].reason in (Reason.RETIRED_CONTAINER, Reason.CLOCK_OUT_OF_RANGE)
