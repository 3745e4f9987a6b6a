"""A desk's till: float in and out, counted short and over."""

import pytest

from pantbox.errors import BadInput, Conflict, NotAllowed, NotFound
from pantbox.ledger.accounts import AccountKey, AccountKind
from pantbox.places.events import Rail
from pantbox.places.stations import Station
from pantbox.refunds import till
from pantbox.refunds.coins import Flow, cash_out
from pantbox.refunds.refund import Part
from pantbox.refunds.tables import TillMoveKind


def do(festival, what, amount_ore, *, key="", where="desk"):
    return festival.doing(
        lambda s: till.move_coins(
            s,
            what,
            station_id=festival.stations[where],
            amount_ore=amount_ore,
            idempotency_key=key or f"{what} {amount_ore}",
            now=festival.now,
        )
    )


def in_the_till(festival):
    return festival.doing(lambda s: till.in_the_till(s, s.get_one(Station, festival.stations["desk"])))


def test_a_days_till_comes_out_even(festival):
    do(festival, TillMoveKind.FLOAT_IN, 100_000)
    festival.pay(festival.visit(cups=3), Part(Rail.CASH, 1500), where="desk")
    festival.redeem(festival.voucher(cups=2), "desk")

    count = do(festival, TillMoveKind.COUNTED, 97_500)
    do(festival, TillMoveKind.FLOAT_OUT, 97_500)

    assert (count.expected_ore, count.difference_ore) == (97_500, 0)
    assert in_the_till(festival) == 0
    assert festival.account(AccountKind.BANK) == 2500
    assert festival.account(AccountKind.LOSS, "cash") == 0


@pytest.mark.parametrize(("counted_ore", "difference_ore"), [(99_000, -1000), (100_500, 500), (0, -100_000)])
def test_what_is_short_or_over_has_an_account_of_its_own(festival, counted_ore, difference_ore):
    do(festival, TillMoveKind.FLOAT_IN, 100_000)

    count = do(festival, TillMoveKind.COUNTED, counted_ore)

    assert count.difference_ore == difference_ore
    assert festival.account(AccountKind.LOSS, "cash") == difference_ore
    assert in_the_till(festival) == counted_ore


def test_a_till_counted_twice_by_one_tap_is_counted_once(festival):
    do(festival, TillMoveKind.FLOAT_IN, 10_000)

    once = do(festival, TillMoveKind.COUNTED, 9_000, key="tap")
    again = do(festival, TillMoveKind.COUNTED, 9_000, key="tap")

    assert again == once
    assert festival.account(AccountKind.LOSS, "cash") == -1000


def test_a_key_is_not_good_for_another_amount(festival):
    do(festival, TillMoveKind.FLOAT_IN, 10_000, key="tap")

    with pytest.raises(Conflict, match="idempotency_key_reused"):
        do(festival, TillMoveKind.FLOAT_IN, 20_000, key="tap")


def test_a_desk_without_a_float_pays_all_the_same(festival):
    festival.pay(festival.visit(), Part(Rail.CASH, 500), where="desk")

    assert in_the_till(festival) == -500


def test_a_float_is_whole_coins_within_bounds(festival):
    for amount_ore in (0, -100, 125, till.AMOUNT_ORE_MAX + 50):
        with pytest.raises(BadInput, match="amount_wrong"):
            do(festival, TillMoveKind.FLOAT_IN, amount_ore)


def test_only_desks_have_a_till(festival):
    for where in ("soup", "east"):
        with pytest.raises(NotAllowed, match="station_may_not"):
            do(festival, TillMoveKind.FLOAT_IN, 100, where=where)


def test_a_desk_that_is_not_there_has_none(festival):
    festival.stations["nowhere"] = 999_999

    with pytest.raises(NotFound, match="station_unknown"):
        do(festival, TillMoveKind.COUNTED, 0, where="nowhere")


SOURCE = AccountKey(1, AccountKind.PAYABLE, "4")
TILL = AccountKey(1, AccountKind.CASH, "9")
ROUNDING = AccountKey(1, AccountKind.ROUNDING)


@pytest.mark.parametrize(
    ("amount_ore", "coins_ore", "flows"),
    [
        (500, 500, [Flow("refund_cash", SOURCE, TILL, 500)]),
        (525, 550, [Flow("refund_cash", SOURCE, TILL, 525), Flow("rounded_up", ROUNDING, TILL, 25)]),
        (524, 500, [Flow("refund_cash", SOURCE, TILL, 500), Flow("rounded_down", SOURCE, ROUNDING, 24)]),
        (24, 0, [Flow("rounded_down", SOURCE, ROUNDING, 24)]),
        (25, 50, [Flow("refund_cash", SOURCE, TILL, 25), Flow("rounded_up", ROUNDING, TILL, 25)]),
    ],
)
def test_cash_is_rounded_to_coins_on_an_account_of_its_own(amount_ore, coins_ore, flows):
    assert cash_out("refund_cash", SOURCE, TILL, amount_ore) == (coins_ore, flows)


@pytest.mark.parametrize("amount_ore", range(1, 200, 7))
def test_the_source_gives_exactly_the_amount_and_the_till_exactly_the_coins(amount_ore):
    coins_ore, flows = cash_out("refund_cash", SOURCE, TILL, amount_ore)

    assert sum(flow.amount_ore for flow in flows if flow.debit == SOURCE) == amount_ore
    assert sum(flow.amount_ore for flow in flows if flow.credit == TILL) == coins_ore
