"""Brute force through the database: any order and any batching of arrival says what the pure fold says."""

import random
import shutil
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from pantbox.audit import audit
from pantbox.circulation.door import Submission
from pantbox.circulation.history import TripEnd
from pantbox.circulation.known import window_of
from pantbox.circulation.rows import SCANS, TRIPS, selecting_scans, trip_of
from pantbox.circulation.settle import history_of
from pantbox.circulation.tables import VisitRow
from pantbox.clock import new_id
from pantbox.db import Database
from pantbox.ledger.accounts import AccountKind
from pantbox.places.devices import Device
from tests.support.festival import DAY, Festival

PLACES = [("stall", "soup"), ("stall", "grill"), ("box", "east"), ("box", "west"), ("wash", "wash"), ("store", "store")]  # fmt: skip
SAYS = {
    "stall": ["issue", "issue", "issue", "receive"],
    "box": ["return"],
    "wash": ["wash", "receive"],
    "store": ["lost", "write_off", "collect", "receive", "retire"],
}
CUPS = ["CUP-1", "CUP-2", "CUP-3"]


def random_scans(festival, chance, visits):
    """Some forty scans of three cups over two days, as they happened, each with the place that saw it."""
    made = []
    at = DAY + timedelta(hours=7)
    for _ in range(chance.randint(25, 40)):
        at += timedelta(minutes=chance.choice([0, 1, 3, 8, 20, 60, 140]))
        place = getattr(festival, (choice := chance.choice(PLACES))[0])(choice[1])
        kind = chance.choice(SAYS[choice[0]])
        cup = chance.choice(CUPS)
        visit = chance.choice(visits[place.station_id])
        scan = festival.scan(kind, cup, at, told="accepted", visit_id=visit, id=new_id())
        made.append((place, scan))
        if chance.random() < 0.15:
            skewed = at + timedelta(minutes=chance.choice([-5, 1, 9]))
            undo = festival.scan("undo", cup, skewed, told="accepted", undoes=scan.id, id=new_id())
            made.append((place, undo))
    return made


def batches(chance, arrivals):
    """Cut the arrivals into requests of one place each, some sent twice, several in one transaction."""
    cut = []
    while arrivals:
        some, arrivals = arrivals[: (n := chance.randint(1, 6))], arrivals[n:]
        cut.append(some)
        if chance.random() < 0.2:
            cut.append(some)
    return cut


def history_in(festival, cup):
    """A container's history as it was decided, folded anew from its rows."""
    of_cup = festival.thing(cup).id
    with festival.core.database.transaction() as session:
        rows = session.connection().execute(selecting_scans().where(SCANS.c.container_id == of_cup))
        trips = session.connection().execute(select(TRIPS).where(TRIPS.c.container_id == of_cup))
        window = window_of(list(rows), [trip_of(row) for row in trips])
    return history_of(window.scans, window.decisions)


def facts(trips):
    """What must not depend on the order of arrival."""
    return sorted((t.id, t.seen, t.end, t.opened_at, t.ended_at, t.deposit_ore) for t in trips)


def in_some_order(made, chance):
    """Any order in which honest devices send: each hands in its own scans as it made them."""
    outboxes = {}
    for place, scan in made:
        outboxes.setdefault(place.station_id, []).append((place, scan))
    turns = [place.station_id for place, _ in made]
    return [outboxes[turn].pop(0) for turn in chance.sample(turns, len(turns))]


def sent_nothing_yet(festival, places, made):
    """Stalls were not heard from, and it is an hour after the last scan."""
    for place in places:
        festival.change(Device, place.device_id, sent_everything_until=DAY)
    festival.now = max(scan.at for _, scan in made) + timedelta(hours=1)


def play(festival, made, chance):
    order = in_some_order(made, chance)
    for batch in batches(chance, order):
        festival.now += timedelta(seconds=chance.choice([0, 0, 7, -3]))
        festival.record(*[Submission(place.authority, (scan,)) for place, scan in batch])


@pytest.mark.parametrize("seed", range(12))
def test_any_order_and_batching_gives_the_trips_states_and_books_of_the_fold(core, seed):
    chance = random.Random(seed)
    festival = Festival(core, unseen_per_period_max=999)
    places = [getattr(festival, kind)(name) for kind, name in PLACES]
    visits = {place.station_id: [new_id() for _ in range(3)] for place in places}
    made = random_scans(festival, chance, visits)
    sent_nothing_yet(festival, places, made)

    play(festival, made, chance)

    trips = []
    for cup in CUPS:
        history = history_in(festival, cup)
        trips += history.trips
        row = festival.container(cup)
        assert festival.trips(cup) == sorted(history.trips, key=lambda trip: trip.opened_at)
        assert (row.state, row.state_at, row.station_id, row.retired_at) == (
            history.state, history.state_at, history.station_id, history.retired_at,
        )  # fmt: skip
        assert row.trips == len(history.trips)
    undecided = [t for t in trips if t.seen and t.end is TripEnd.RETURNED and not t.credited]
    held = [trip for trip in trips if trip.end is None] + undecided
    assert festival.total(AccountKind.HELD) == sum(trip.deposit_ore for trip in held)
    assert festival.total(AccountKind.LOSS) == 0
    assert [finding for finding in audit(festival.core) if finding.ok is False] == []
    at_boxes = [trip.credited for trip in trips if trip.credited and not trip.credited.at_stall]
    assert festival.money_out() == 500 * len(at_boxes)
    assert_visits_add_up(festival, trips)


def assert_visits_add_up(festival, trips):
    with festival.core.database.transaction() as session:
        rows = session.scalars(select(VisitRow)).all()
        credited = {row.id: row.credited_ore for row in rows}
        paid = {row.id: row.paid_ore for row in rows}
    for visit_id, amount in credited.items():
        claims = [trip.credited for trip in trips if trip.credited and trip.credited.visit_id == visit_id]
        assert amount == 500 * len(claims)
        assert paid[visit_id] == 500 * sum(claim.at_stall for claim in claims)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("seed", range(8))
def test_two_orders_of_the_same_scans_end_the_same(core, tmp_path, seed):
    chance = random.Random(seed)
    festival = Festival(core, unseen_per_period_max=999)
    places = [getattr(festival, kind)(name) for kind, name in PLACES]
    for cup in CUPS:
        festival.thing(cup)
    visits = {place.station_id: [new_id() for _ in range(3)] for place in places}
    made = random_scans(festival, chance, visits)
    sent_nothing_yet(festival, places, made)
    core.database.dispose()  # the last one out writes everything into the one file
    copy = tmp_path / "copy.db"
    shutil.copy(core.database.url.removeprefix("sqlite:///"), copy)

    play(festival, made, chance)
    one = [facts(festival.trips(cup)) for cup in CUPS], [festival.container(cup).state for cup in CUPS]
    festival.core = replace(festival.core, database=Database(f"sqlite:///{copy}"))
    play(festival, made, chance)
    other = [facts(festival.trips(cup)) for cup in CUPS], [festival.container(cup).state for cup in CUPS]
    festival.core.database.dispose()

    assert one == other
