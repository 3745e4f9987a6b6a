"""What a stall owes for crates of one type, by the counts, in whatever order they are told."""

import random
from datetime import timedelta

import pytest

from pantbox.clock import new_id
from pantbox.ledger.crates import CrateCount, Lot, fold_crates, move_crates
from tests.support.festival import DAY


def came(hour: int, quantity: int, deposit_ore: int) -> CrateCount:
    return CrateCount(
        new_id(), DAY + timedelta(hours=hour), is_delivered=True, quantity=quantity, deposit_ore=deposit_ore
    )


def went(hour: int, quantity: int, deposit_ore: int) -> CrateCount:
    return CrateCount(
        new_id(), DAY + timedelta(hours=hour), is_delivered=False, quantity=quantity, deposit_ore=deposit_ore
    )


@pytest.mark.parametrize(
    ("back", "lots"),
    [
        (went(12, 15, 700), [Lot(10, 1_000), Lot(3, 0), Lot(2, 500)]),
        (went(12, 25, 700), [Lot(10, 1_000), Lot(3, 0), Lot(10, 500), Lot(2, 700)]),
        (went(10, 12, 500), [Lot(3, 0), Lot(9, 500)]),
        (went(12, 25, 0), [Lot(10, 1_000), Lot(3, 0), Lot(10, 500), Lot(2, 0)]),
    ],
)
def test_what_came_last_by_then_goes_back_first_and_what_is_over_at_the_deposit_in_force(
    back: CrateCount, lots: list[Lot]
) -> None:
    counts = [came(11, 10, 1_000), came(10, 3, 0), came(9, 10, 500)]
    crates = fold_crates([back, *counts])

    assert crates.lots_back[back.id] == lots
    assert crates.back_ore == sum(lot.quantity * lot.deposit_ore for lot in lots)
    assert (crates.delivered, crates.delivered_ore) == (20, 15_000)


@pytest.mark.parametrize("seed", range(40))
def test_what_each_count_changes_adds_up_to_the_same_whatever_is_told_first(seed: int) -> None:
    chance = random.Random(seed)
    counts = [
        chance.choice([came, went])(
            chance.randrange(12), chance.randrange(1, 20), chance.choice([0, 500, 800])
        )
        for _ in range(12)
    ]
    ends = set()
    for _ in range(6):
        told, owed_ore, back_ore = [], 0, 0
        for count in chance.sample(counts, len(counts)):
            move, _lots = move_crates(told, count)
            told.append(count)
            owed_ore, back_ore = owed_ore + move.owed_ore, back_ore + move.back_ore
            assert move.owed_ore * (1 if count.is_delivered else -1) >= 0
        ends.add((owed_ore, back_ore))

    whole = fold_crates(counts)
    assert ends == {(whole.owed_ore, whole.back_ore)}


@pytest.mark.parametrize("seed", range(300))
def test_a_stall_that_gives_all_back_owes_nothing_however_the_mode_and_prices_changed(seed: int) -> None:
    chance = random.Random(seed)
    counts: list[CrateCount] = []
    here, deposit_ore, is_on = 0, 500, True
    for hour in range(10):
        what = chance.choice(["price", "mode", "deliver", "deliver", "give back"])
        if what == "price":
            deposit_ore = chance.choice([300, 500, 1_000])
        elif what == "mode":
            is_on = not is_on
        elif what == "deliver":
            here += (n := chance.randint(1, 4))
            counts.append(came(hour, n, deposit_ore if is_on else 0))
        elif here:
            here -= (n := chance.randint(1, here))
            counts.append(went(hour, n, deposit_ore))
    if here:
        counts.append(went(20, here, deposit_ore))

    assert fold_crates(counts).owed_ore == 0


def test_what_was_sold_by_the_crate_stays_owed_when_as_much_comes_to_be_scanned_and_goes_back() -> None:
    assert fold_crates([came(9, 10, 500), came(10, 10, 0), went(11, 10, 500)]).owed_ore == 5_000
