"""Counts stay what they are, however many of their changes are folded in, by however many workers at once."""

import random
from concurrent.futures import ThreadPoolExecutor

from pantbox.circulation import rollups
from pantbox.circulation.rollups import counts, fold_deltas
from pantbox.circulation.tables import Rollup, RollupDelta
from pantbox.circulation.tallies import tally


def counted(festival):
    with festival.core.database.reading() as session:
        return counts(session.connection(), festival.event_id)


def a_busy_evening(festival, seed):
    chance = random.Random(seed)
    for minute in range(0, 60, 4):
        cup = f"CUP-{chance.randint(1, 5)}"
        place, kind = chance.choice([(festival.stall("soup"), "issue"), (festival.box("east"), "return")])
        place.say(kind, cup, at=f"21:{minute:02}")


def fold_all(festival):
    while festival.core.database.retrying(fold_deltas):
        pass


def test_counts_are_those_of_the_trips_before_and_after_folding(festival):
    a_busy_evening(festival, 1)
    trips = [trip for n in range(1, 6) for trip in festival.trips(f"CUP-{n}")]
    before = counted(festival)

    fold_all(festival)

    assert before == counted(festival) == tally(trips)
    assert festival.count(RollupDelta) == 0


def test_counts_that_come_to_nothing_are_forgotten(festival):
    issue = festival.stall("soup").issue("CUP-1", at="20:00")
    fold_all(festival)
    festival.stall("soup").undo(issue, "CUP-1", at="20:01")

    fold_all(festival)

    assert festival.count(Rollup) == 0


def test_two_workers_fold_each_change_once(festival, monkeypatch):
    monkeypatch.setattr(rollups, "FOLDED_AT_ONCE_MAX", 3)
    a_busy_evening(festival, 2)
    expected = counted(festival)

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(lambda _: fold_all(festival), range(4)))

    assert counted(festival) == expected
    assert festival.count(RollupDelta) == 0
