"""A visit's money goes out: whole, in parts, by any rail, and never more than came in."""

import pytest

from pantbox.clock import new_id
from pantbox.errors import BadInput, Conflict, NotAllowed, NotFound
from pantbox.ledger.accounts import AccountKind
from pantbox.places.events import Rail
from pantbox.refunds.refund import Part, check_parts, in_locking_order


def test_a_whole_visit_goes_onto_a_voucher(festival):
    visit = festival.visit(cups=3)

    [refund] = festival.pay(visit, Part(Rail.VOUCHER, 1500))

    assert (refund.amount_ore, refund.left_ore, refund.number) == (1500, 1500, 1)
    assert len(refund.code) == 16
    assert festival.account(AccountKind.VOUCHERS, "voucher") == 1500
    assert festival.account(AccountKind.PAYABLE, "east") == 0


def test_a_visit_is_split_between_a_donation_a_slip_and_the_desk(festival):
    visit = festival.visit(cups=4)
    [slip] = festival.slips()

    refunds = festival.pay(
        visit, Part(Rail.DONATION, 1000, "forest"), Part(Rail.SLIP, 450, slip), Part(Rail.CASH, 550),
        where="desk",
    )  # fmt: skip

    assert [(refund.rail, refund.amount_ore) for refund in refunds] == [
        ("donation", 1000), ("slip", 450), ("cash", 550),
    ]  # fmt: skip
    assert festival.account(AccountKind.DONATIONS, "forest") == 1000
    assert festival.account(AccountKind.VOUCHERS, "slip") == 450
    assert festival.account(AccountKind.CASH, "desk") == 550
    assert festival.left_on(slip) == 450


def test_a_visit_is_paid_in_parts_while_returns_still_come_in(festival):
    visit = festival.visit(cups=2)
    festival.pay(visit, Part(Rail.DONATION, 700, "sea"))
    festival.visit(cups=1, visit_id=visit)

    festival.pay(visit, Part(Rail.VOUCHER, 800))

    view = festival.view(visit)
    assert (view.credited_ore, view.paid_ore, view.left_ore) == (1500, 1500, 0)
    assert [refund.amount_ore for refund in view.refunds] == [700, 800]
    assert len(view.items) == 3


def test_whoever_decides_later_finds_the_money_still_there(festival):
    visit = festival.visit(cups=2)

    festival.later(days=300)

    assert festival.view(visit).left_ore == 1000


def test_a_visit_pays_no_more_than_its_credits(festival):
    visit = festival.visit(cups=1)

    with pytest.raises(Conflict) as refused:
        festival.pay(visit, Part(Rail.VOUCHER, 300), Part(Rail.DONATION, 250, "sea"))

    assert (refused.value.code, refused.value.details["left_ore"]) == ("visit_has_less", 500)
    assert festival.view(visit).refunds == []


def test_all_parts_go_or_none(festival):
    visit = festival.visit(cups=2)

    with pytest.raises(NotFound, match="bearer_unknown"):
        festival.pay(visit, Part(Rail.VOUCHER, 500), Part(Rail.SLIP, 500, "A" * 16))

    assert festival.view(visit).paid_ore == 0
    assert festival.account(AccountKind.VOUCHERS, "voucher") == 0


def test_money_needs_the_claim_which_is_not_the_id(festival):
    visit, other = festival.visit(), festival.visit()

    for claim in ("nonsense", str(visit), festival.view(other).id.hex):
        with pytest.raises(NotAllowed, match="claim_wrong"):
            festival.pay(visit, Part(Rail.VOUCHER, 500), claim=claim)


def test_a_ticket_whose_scans_have_not_come_in_is_not_known_yet(festival):
    with pytest.raises(NotFound, match="visit_unknown"):
        festival.pay(new_id(), Part(Rail.VOUCHER, 500))


def test_the_same_request_gives_the_same_answer_and_pays_once(festival):
    visit = festival.visit(cups=2)
    once = festival.pay(visit, Part(Rail.VOUCHER, 500), key="a")

    again = festival.pay(visit, Part(Rail.VOUCHER, 500), key="a")

    assert again == once
    assert festival.view(visit).paid_ore == 500


def test_a_key_is_not_good_for_something_else(festival):
    visit = festival.visit(cups=2)
    festival.pay(visit, Part(Rail.VOUCHER, 500), key="a")

    with pytest.raises(Conflict, match="idempotency_key_reused"):
        festival.pay(visit, Part(Rail.VOUCHER, 1000), key="a")


def test_two_strangers_may_choose_the_same_key(festival):
    one, two = festival.visit(), festival.visit()

    refunds = [festival.pay(visit, Part(Rail.VOUCHER, 500), key="1")[0] for visit in (one, two)]

    assert len({refund.code for refund in refunds}) == 2


def test_a_request_that_failed_may_be_tried_again_with_its_key(festival):
    visit = festival.visit(cups=1)
    with pytest.raises(Conflict, match="visit_has_less"):
        festival.pay(visit, Part(Rail.VOUCHER, 1000), key="a")
    festival.visit(cups=1, visit_id=visit)

    [refund] = festival.pay(visit, Part(Rail.VOUCHER, 1000), key="a")

    assert refund.amount_ore == 1000


def test_only_a_desk_pays_in_cash(festival):
    visit = festival.visit()

    for where in (None, "east", "soup"):
        with pytest.raises(NotAllowed, match="station_may_not"):
            festival.pay(visit, Part(Rail.CASH, 500), where=where)


def test_a_donation_needs_a_cause_of_this_event(festival):
    visit = festival.visit()

    with pytest.raises(BadInput, match="cause_unknown"):
        festival.pay(visit, Part(Rail.DONATION, 500, "myself"))


def test_a_voucher_is_shown_again_when_the_visit_is_reopened(festival):
    visit = festival.visit(cups=2)
    [refund] = festival.pay(visit, Part(Rail.VOUCHER, 1000))
    festival.redeem(refund.code, amount_ore=250)

    [shown] = festival.view(visit).refunds

    assert (shown.code, shown.left_ore) == (refund.code, 750)


def test_a_slips_code_is_not_told_to_whoever_put_money_on_it(festival):
    visit, [slip] = festival.visit(), festival.slips()
    festival.pay(visit, Part(Rail.SLIP, 500, slip))

    [shown] = festival.view(visit).refunds

    assert (shown.number, shown.code, shown.left_ore) == (1, None, None)


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ([], "parts_wrong"),
        ([Part(Rail.VOUCHER, 50)] * 21, "parts_wrong"),
        ([Part(Rail.VOUCHER, 0)], "amount_wrong"),
        ([Part(Rail.VOUCHER, 500), Part(Rail.DONATION, -100, "sea")], "amount_wrong"),
        ([Part(Rail.CASH, 25)], "amount_not_in_coins"),
        ([Part(Rail.VOUCHER, 525), Part(Rail.CASH, 475)], "amount_not_in_coins"),
        ([Part(Rail.DONATION, 25, "sea")], "amount_not_in_coins"),
        ([Part(Rail.DONATION, 333, "sea"), Part(Rail.VOUCHER, 667)], "amount_not_in_coins"),
    ],
)
def test_wrong_parts_are_refused(parts, code):
    with pytest.raises(BadInput) as refused:
        check_parts(parts, 1000)

    assert refused.value.code == code


@pytest.mark.parametrize(
    "parts",
    [
        [Part(Rail.VOUCHER, 1000)],
        [Part(Rail.DONATION, 350, "sea")],
        [Part(Rail.DONATION, 350, "sea"), Part(Rail.VOUCHER, 650)],
        [Part(Rail.SLIP, 450), Part(Rail.CASH, 550)],
    ],
)
def test_right_parts_are_not(parts):
    check_parts(parts, 1000)


@pytest.mark.parametrize(
    "parts",
    [
        [Part(Rail.DONATION, 25, "sea")],
        [Part(Rail.DONATION, 25, "sea"), Part(Rail.CASH, 500)],
        [Part(Rail.DONATION, 500, "sea"), Part(Rail.VOUCHER, 25)],
        [Part(Rail.CASH, 525)],
    ],
)
def test_an_odd_rest_goes_out_in_one_piece(parts):
    check_parts(parts, 525)


def test_rows_are_locked_in_one_order_whatever_order_the_parts_are_asked_in():
    parts = [Part(Rail.VOUCHER, 50), Part(Rail.CASH, 50), Part(Rail.SLIP, 50, "B"), Part(Rail.SLIP, 50, "A")]

    told = [part for _, part in in_locking_order(parts)]

    assert told == [part for _, part in in_locking_order(parts[::-1])]
    assert told == [parts[3], parts[2], parts[1], parts[0]]


def test_answers_come_in_the_order_that_was_asked(festival):
    rails = [Rail.VOUCHER, Rail.CASH, Rail.DONATION]
    visit = festival.visit(cups=3)

    refunds = festival.pay(visit, *[Part(rail, 500, "sea") for rail in rails], where="desk")

    assert [refund.rail for refund in refunds] == rails
