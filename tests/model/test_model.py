"""Ours equals the oracle on random sets of facts, in random orders, doubled, with decisions, counts and payments between."""

import random
from collections.abc import Callable

import pytest

from pantbox.circulation.claims import Rung
from tests.model.compare import World, any_world, first_difference, full_world, random_world, refilling_world
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
