"""What a stall owes for crates of one type, by the counts, in whatever order they are told."""

import random
from dataclasses import replace
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
        (went(12, 15, 700), [Lot(10, 1_000), Lot(5, 500)]),
        (went(12, 25, 700), [Lot(10, 1_000), Lot(10, 500), Lot(3, 0), Lot(2, 700)]),
        (went(10, 12, 500), [Lot(10, 500), Lot(2, 0)]),
        (went(12, 5, 0), [Lot(3, 0), Lot(2, 0)]),
    ],
)
def test_what_came_last_by_then_goes_back_first_then_what_was_to_be_scanned_then_what_is_not_told_yet(
    back: CrateCount, lots: list[Lot]
) -> None:
    crates = fold_crates([back, came(11, 10, 1_000), came(8, 3, 0), came(9, 10, 500)])

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


def lent(count: CrateCount) -> CrateCount:
    return replace(count, lent=True)


def test_what_a_stall_lends_to_one_that_scans_it_owes_once_however_often_it_comes_back() -> None:
    rounds = [lent(one) for hour in (10, 12, 14) for one in (went(hour, 10, 0), came(hour + 1, 10, 500))]
    first = came(9, 10, 500)

    assert fold_crates([first, *rounds]).owed_ore == 5_000
    assert fold_crates([first, *rounds, went(20, 10, 500)]).owed_ore == 0


def test_what_comes_from_a_stall_that_scans_and_was_not_lent_is_owed() -> None:
    first, gone = came(9, 10, 500), lent(went(10, 4, 0))

    assert fold_crates([first, gone, lent(came(11, 10, 500))]).owed_ore == 8_000
    assert fold_crates([first, gone, came(11, 10, 500)]).owed_ore == 10_000
    assert fold_crates([first, gone, went(11, 10, 500), lent(came(12, 10, 500))]).owed_ore == 5_000
    assert fold_crates([lent(went(8, 50, 0)), first, lent(came(11, 10, 500))]).owed_ore == 10_000


def test_what_is_lent_of_what_came_to_be_scanned_is_not_owed_before_and_not_after() -> None:
    """Two by the crate, two to be scanned; of these one is lent and comes back, and all four are given back."""
    counts = [came(9, 2, 500), came(10, 2, 0), lent(went(11, 1, 0)), lent(came(12, 1, 0)), went(13, 4, 300)]

    assert fold_crates(counts).owed_ore == 0
    assert fold_crates([*counts, came(14, 1, 500)]).owed_ore == 500


@pytest.mark.parametrize("seed", range(300))
def test_a_stall_that_gives_all_back_owes_nothing_however_it_lent_and_the_mode_and_prices_changed(
    seed: int,
) -> None:
    chance = random.Random(seed)
    counts: list[CrateCount] = []
    here, away, deposit_ore, is_on = 0, 0, 500, True

    def tell(quantity: int, *, delivered: bool, elsewhere: bool = False) -> None:
        is_priced = is_on if delivered else not elsewhere
        count = (came if delivered else went)(len(counts), quantity, deposit_ore if is_priced else 0)
        counts.append(replace(count, lent=elsewhere))

    for _ in range(8):
        what = chance.choice(["price", "mode", "deliver", "lend", "take home", "give back"])
        if what == "price":
            deposit_ore = chance.choice([300, 500, 1_000])
        elif what == "mode":
            is_on = not is_on
        elif what == "deliver" or not here + away:
            here += (n := chance.randint(1, 4))
            tell(n, delivered=True)
        elif what == "take home" and away:
            n = chance.randint(1, away)
            here, away = here + n, away - n
            tell(n, delivered=True, elsewhere=True)
        elif here:
            here -= (n := chance.randint(1, here))
            away += n if what == "lend" else 0
            tell(n, delivered=False, elsewhere=what == "lend")
    if away:
        tell(away, delivered=True, elsewhere=True)
    if here + away:
        tell(here + away, delivered=False)

    assert fold_crates(counts).owed_ore == 0
