"""Brute force through the database: any order and any batching of arrival says what the pure fold says."""

import random
import shutil
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from pantbox.circulation.door import Submission
from pantbox.circulation.fold import fold
from pantbox.circulation.rows import HOLD_COLUMNS, HOLDS, SCAN_COLUMNS, SCANS, scan_of
from pantbox.circulation.tables import VisitRow
from pantbox.clock import new_id
from pantbox.db import Database
from pantbox.ledger.accounts import AccountKind
from tests.support.festival import DAY, Festival

PLACES = [("stall", "soup"), ("stall", "grill"), ("box", "east"), ("box", "west"), ("wash", "wash"), ("store", "store")]  # fmt: skip
SAYS = {
    "stall": ["issue", "issue", "issue", "return", "receive", "swap"],
    "box": ["return"],
    "wash": ["wash", "receive"],
    "store": ["lost", "write_off", "collect", "receive", "retire"],
}
CUPS = ["CUP-1", "CUP-2", "CUP-3"]


def random_scans(festival, chance, visits):
    """Some forty scans of three cups over three days, as they happened, each with the place that saw it."""
    made = []
    at = DAY + timedelta(hours=7)
    for _ in range(chance.randint(25, 40)):
        at += timedelta(minutes=chance.choice([0, 1, 3, 8, 40, 200, 300]))
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


def scans_in(festival, cup):
    with festival.core.database.transaction() as session:
        rows = session.connection().execute(
            select(*SCAN_COLUMNS, *HOLD_COLUMNS)
            .outerjoin(HOLDS, HOLDS.c.id == SCANS.c.id)
            .where(SCANS.c.container_id == festival.thing(cup).id)
        )
        return [scan_of(row) for row in rows]


def facts(trips):
    """What must not depend on the order of arrival."""
    return sorted(
        (t.id, t.seen, t.end, t.opened_at, t.ended_at, t.deposit_ore, bool(t.credited)) for t in trips
    )


def play(festival, made, chance):
    order = chance.sample(made, len(made))
    for batch in batches(chance, order):
        festival.now += timedelta(seconds=chance.choice([0, 0, 7, -3]))
        festival.record(*[Submission(place.authority, (scan,)) for place, scan in batch])


@pytest.mark.parametrize("seed", range(12))
def test_any_order_and_batching_gives_the_trips_states_and_books_of_the_fold(core, seed):
    chance = random.Random(seed)
    festival = Festival(core, unseen_per_visit_max=999)
    places = [getattr(festival, kind)(name) for kind, name in PLACES]
    visits = {place.station_id: [new_id() for _ in range(3)] for place in places}
    made = random_scans(festival, chance, visits)
    festival.now = DAY + timedelta(days=30)

    play(festival, made, chance)

    trips = []
    for cup in CUPS:
        history = fold(scans_in(festival, cup))
        trips += history.trips
        row = festival.container(cup)
        assert festival.trips(cup) == sorted(history.trips, key=lambda trip: trip.opened_at)
        assert (row.state, row.state_at, row.station_id, row.retired_at) == (
            history.state, history.state_at, history.station_id, history.retired_at,
        )  # fmt: skip
        assert row.trips == len(history.trips)
    assert festival.total(AccountKind.HELD) == sum(trip.deposit_ore for trip in trips if trip.end is None)
    assert festival.total(AccountKind.LOSS) == 0
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
    festival = Festival(core, unseen_per_visit_max=999)
    places = [getattr(festival, kind)(name) for kind, name in PLACES]
    for cup in CUPS:
        festival.thing(cup)
    visits = {place.station_id: [new_id() for _ in range(3)] for place in places}
    made = random_scans(festival, chance, visits)
    festival.now = DAY + timedelta(days=30)
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
