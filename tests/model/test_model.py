"""Ours equals the oracle on random sets of facts, in random orders, doubled, with decisions, counts and payments between."""

import random
from collections.abc import Callable, Sequence

import pytest

from pantbox.circulation.claims import Rung
from pantbox.core import Core
from tests.model.compare import (
    SMALL,
    World,
    any_world,
    difference_after,
    first_difference,
    full_world,
    random_world,
    refilling_world,
)
from tests.model.oracle import Count, Decision, Earlier, Rules, Scan
from tests.model.pure import Pure
from tests.model.recorded import Ground, Recorded
from tests.model.switched import REFILLS, SWITCHED_OFF, switched_off, taken_out

PURE_WORLDS, PURE_ORDERS, RECORDED_WORLDS, FULL_WORLDS = 250, 3, 60, 30


def test_the_pure_rules_say_what_the_oracle_says():
    rnd = random.Random(1)
    for _ in range(PURE_WORLDS):
        told = random_world(rnd)
        for order in told.orders(rnd, PURE_ORDERS):
            assert not (found := first_difference(rnd, told, order, Pure(told.rules))), found


def test_the_pure_rules_fill_boxes_as_the_oracle_does():
    rnd = random.Random(3)
    for _ in range(PURE_WORLDS):
        told = full_world(rnd)
        for order in told.orders(rnd, PURE_ORDERS):
            assert not (found := first_difference(rnd, told, order, Pure(told.rules))), found


def test_boxes_that_are_recorded_fill_as_the_oracle_says(core):
    rnd, ground = random.Random(4), Ground(core, FULL_WORLDS * 5)
    for _ in range(FULL_WORLDS):
        told = full_world(rnd)
        order = rnd.sample(told.scans, len(told.scans))
        ours = Recorded(ground, told.rules, bags=told.bags)
        assert not (found := first_difference(rnd, told, order, ours)), found


def test_what_is_recorded_says_what_the_oracle_says(core):
    rnd, ground = random.Random(2), Ground(core, RECORDED_WORLDS * 3)
    for _ in range(RECORDED_WORLDS):
        told = random_world(rnd)
        order = rnd.sample(told.scans, len(told.scans))
        ours = Recorded(ground, told.rules, bags=told.bags)
        assert not (found := first_difference(rnd, told, order, ours)), found


def back(name: str, container: str, at: int, station: str) -> Scan:
    """A return at a desk, `k`, or at a box, into the bag that hangs there."""
    place, bag = ("desk", None) if station == "k" else ("box", f"g{station}")
    return Scan(
        name, "return", container, at, station, place, station, visit=f"v{name}", bag=bag, insist=False
    )


def issue(name: str, container: str, at: int, stall: str) -> Scan:
    return Scan(name, "issue", container, at, stall, "stall", stall)


def assert_alike(facts: Sequence[object], rules: Rules, core: Core) -> dict[str, str]:
    """The pure rules and the door say what the oracle says after each of these facts. Returns what each return counts for."""
    recorded = Recorded(Ground(core, 8), rules, bags=True)
    for ours in (Pure(rules), recorded):
        assert not (found := difference_after(facts, rules, ours)), found
    return recorded.statuses()


def test_a_late_issue_makes_room_in_a_bound_for_a_return_of_the_same_container(core):
    unseen, waits = back("f1", "c0", 120, "k"), back("f2", "c0", 110, "k")

    told = assert_alike([unseen, waits, issue("f3", "c0", 120, "s1")], SMALL, core)

    assert told == {"f1": "paid", "f2": "paid"}


def test_room_in_a_bound_pays_nothing_until_a_container_is_looked_at(core):
    elsewhere, unseen, waits = (
        back("f1", "c0", 180, "b1"),
        back("f2", "c1", 40, "b2"),
        back("f3", "c0", 30, "b2"),
    )
    makes_room, same_bag = issue("f4", "c1", 40, "s2"), back("f5", "c2", 190, "b1")

    told = assert_alike([elsewhere, unseen, waits, makes_room, same_bag], SMALL, core)

    assert told["f3"] == "waits: desk"


def test_a_second_count_of_a_full_bag_pays_nothing_that_waits_in_another(core):
    elsewhere, unseen, waits = (
        back("f1", "c0", 180, "b1"),
        back("f2", "c1", 40, "b2"),
        back("f3", "c0", 30, "b2"),
    )
    makes_room, full = issue("f4", "c1", 40, "s2"), Count("gb1", 1)

    told = assert_alike([elsewhere, unseen, waits, full, makes_room, full], SMALL, core)

    assert told["f3"] == "waits: desk"


def test_what_a_desk_pays_besides_a_return_makes_no_room_in_its_bound(core):
    two_deposits = [issue("f1", "c0", 10, "s1"), issue("f2", "c0", 20, "s2"), back("f3", "c0", 30, "k")]
    seen = [issue("f4", "c1", 10, "s1"), back("f5", "c1", 30, "k")]
    unseen = [back(f"f{n}", f"c{n}", 40, "k") for n in (6, 7, 8)]

    told = assert_alike([*two_deposits, Earlier("f3"), *seen, *unseen], SMALL, core)

    assert told == {"f3": "paid", "f5": "paid", "f6": "paid", "f7": "paid", "f8": "waits: desk"}


def test_a_bag_is_full_without_what_was_undone_of_it(core):
    undone, kept = back("f1", "c0", 140, "b1"), back("f2", "c1", 140, "b1")
    takes_back = undone._replace(id="f3", kind="undo", undoes="f1", visit=None, bag=None)

    assert_alike([undone, kept, takes_back, Count("gb1", 1)], SMALL, core)


def test_a_bag_was_full_though_a_person_refused_all_that_was_claimed_into_it(core):
    refused, comes_later = back("f1", "c0", 30, "b1"), back("f2", "c1", 110, "b1")
    no_pay = SMALL._replace(pays_unseen=False)
    facts = [refused, Decision("c0", None, ("f1",)), Count("gb1", 1), comes_later]

    assert_alike(facts, no_pay, core)


@pytest.mark.parametrize("rung", SWITCHED_OFF)
def test_each_rung_that_is_switched_off_is_noticed(rung: Rung):
    with switched_off(rung):
        assert is_noticed(any_world), f"without the rung {rung} nothing differs"


@pytest.mark.parametrize("what", REFILLS)
def test_each_rule_of_refills_that_is_taken_out_is_noticed(what: str):
    with taken_out(what):
        assert is_noticed(refilling_world), f"nothing differs when {what}"


def is_noticed(make_world: Callable[[random.Random], World]) -> bool:
    """Whether ours differs from the oracle in any of some thousand worlds."""
    rnd = random.Random(5)
    worlds = (make_world(rnd) for _ in range(4_000))
    return any(
        first_difference(rnd, world, rnd.sample(world.scans, len(world.scans)), Pure(world.rules))
        for world in worlds
    )
