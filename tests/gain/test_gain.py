"""No strategy gains more than its bound: a short search, what it has found, and that it would find a rule that is missing."""

import random
from pathlib import Path

import pytest

from pantbox.circulation.claims import Rung
from tests.gain.api import difference, house
from tests.gain.bounds import allowed, bound, lost_bound
from tests.gain.climb import Climb, climb, climb_all, found, read_climbs
from tests.gain.known import OPEN, UNDEFENDED, Known
from tests.gain.moves import ACTORS, MOVES_NO_MONEY, VERBS, Actor, Move
from tests.gain.pure import played
from tests.gain.stored import SHOWS
from tests.gain.strategies import Strategy, maker, read
from tests.gain.switched import shows, shows_without
from tests.model.switched import SWITCHED_OFF

STRATEGIES, DRAWN = 200, 4


def test_every_operation_of_the_api_is_a_move_or_named_with_why_it_moves_no_money() -> None:
    with house() as here:
        paths = here.app.test_client().get("/api/v1/openapi.json").json["paths"]
    there = {
        told["operationId"]
        for item in paths.values()
        for method, told in item.items()
        if method != "parameters"
    }

    moved = {operation for verb in VERBS.values() for operation in verb.operations}

    assert there - moved - MOVES_NO_MONEY.keys() == set(), (
        "a new operation: is it a move in tests/gain/moves.py?"
    )
    assert (moved | MOVES_NO_MONEY.keys()) - there == set()


def test_whoever_buys_and_gives_back_honestly_has_what_they_paid() -> None:
    rnd = random.Random(1)
    outcomes = [played(maker(Actor.HONEST).drawn(rnd)) for _ in range(STRATEGIES)]

    assert {outcome.gain for outcome in outcomes} == {0}


@pytest.mark.parametrize("place", ["b1", "b2", "k", "s1", "s2"])
def test_a_guest_who_buys_and_gives_back_gains_nothing_wherever(place: str) -> None:
    outcome = played(Strategy(Actor.HONEST, (Move(2, "my buy", 5, "s1"), Move(5, "my back", 5, place))))

    assert (outcome.gain, outcome.at_once) == (0, 1)


def test_a_vendor_who_scans_what_it_sells_and_takes_back_owes_what_it_took() -> None:
    sold_and_back = (
        Move(2, "buy", 5, "s1"),
        Move(4, "back", 5, "s1"),
        Move(5, "back", 0, "b1"),
        Move(6, "back", 1, "s1"),
    )

    assert played(Strategy(Actor.VENDOR, sold_and_back)).gain == 0


@pytest.mark.parametrize("actor", ACTORS)
def test_a_short_search_finds_nobody_above_their_bound_but_for_what_is_known(actor: Actor) -> None:
    searched = Climb(actor, seed=1)

    for _ in climb(maker(actor), played, searched, STRATEGIES):
        pass

    assert [one.line for one in searched.above] == []


@pytest.mark.parametrize("known", OPEN, ids=lambda known: known.name)
def test_what_is_open_gains_what_is_said_and_stands_where_it_is_said(known: Known) -> None:
    outcome = played(known.strategy)

    gained = outcome.gain - bound(known.strategy.actor, outcome)

    assert gained == known.above, "is it mended? Then take it out of tests/gain/known.py and docs/threats.md"
    assert outcome.gain <= allowed(known.strategy.actor, outcome)


@pytest.mark.parametrize("known", UNDEFENDED, ids=lambda known: known.name)
def test_what_is_not_defended_gains_what_is_said(known: Known) -> None:
    outcome = played(known.strategy)

    assert outcome.gain - bound(known.strategy.actor, outcome) == known.above


def test_the_api_gains_what_the_rules_gain_to_the_last_deposit() -> None:
    rnd = random.Random(3)
    drawn = [maker(actor, of_the_api=True).drawn(rnd) for actor in rnd.sample(ACTORS, DRAWN)]

    with house() as here:
        strategies = [*(known.strategy for known in OPEN), *drawn]
        different = [told for one in strategies if (told := difference(here, one))]

    assert different == []


@pytest.mark.parametrize("rung", SWITCHED_OFF)
def test_a_rule_that_is_switched_off_shows_and_does_not_while_it_is_on(rung: Rung) -> None:
    strategy = read(SHOWS[rung])

    assert shows_without(rung, strategy)
    assert not shows(rung, strategy, played(strategy))


def test_what_is_paid_twice_by_itself_stays_within_its_bound() -> None:
    twice = Strategy(
        Actor.PICTURES,
        (
            Move(2, "picture", 0, "p0 b2"),
            Move(2, "picture", 1, "p0 b2"),
            Move(4, "back", 0, "b1"),
            Move(5, "back", 1, "b1"),
        ),
    )

    outcome = played(twice)

    assert 0 < outcome.lost <= lost_bound(outcome)


def test_a_search_goes_on_where_its_file_ends(tmp_path: Path) -> None:
    path, makers = tmp_path / "gain.jsonl", [maker(Actor.BOX)]

    for strategies in (40, 80, 80):
        list(climb_all(makers, played, path, strategies=strategies, seeds=2))
        tried = {seed: one.tried for (_, seed), one in read_climbs(path).items()}
        assert tried == {1: strategies // 2, 2: strategies // 2}

    assert len(path.read_text().splitlines()) == 4


def test_a_strategy_is_a_line_that_is_read_back() -> None:
    one = maker(Actor.THIEF).drawn(random.Random(5))

    assert read(one.line()) == one
    assert found(one, played(one)).line == one.line()
