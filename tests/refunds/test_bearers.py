"""Vouchers and slips: bearer paper, good in parts, found by its code alone."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from pantbox.errors import BadInput, Conflict, NotAllowed, NotFound
from pantbox.keys import hashed
from pantbox.ledger.accounts import AccountKind
from pantbox.places.events import Rail
from pantbox.refunds.bearers import look_up, make_slips, revoke_slips
from pantbox.refunds.making import good_until
from pantbox.refunds.redeeming import check_amount
from pantbox.refunds.refund import Part
from pantbox.refunds.tables import Bearer
from tests.refunds.festival import BASE_URL, NOW, make_other_organisation


def test_a_voucher_is_redeemed_in_parts_at_stalls_and_the_rest_at_the_desk(festival):
    code = festival.voucher(cups=3)

    parts = [
        festival.redeem(code, "grill", 800),
        festival.redeem(code, "soup", 400),
        festival.redeem(code, "desk"),
    ]

    assert [(part.amount_ore, part.left_ore, part.coins_ore) for part in parts] == [
        (800, 700, None), (400, 300, None), (300, 0, 300),
    ]  # fmt: skip
    assert festival.account(AccountKind.VENDOR, "grill") == 800
    assert festival.account(AccountKind.CASH, "desk") == 300
    assert festival.account(AccountKind.ROUNDING) == 0
    assert festival.account(AccountKind.VOUCHERS, "voucher") == 0


def test_an_empty_voucher_gives_nothing(festival):
    code = festival.voucher()
    festival.redeem(code)

    with pytest.raises(Conflict, match="bearer_empty"):
        festival.redeem(code, "soup")


def test_a_voucher_gives_no_more_than_is_on_it(festival):
    code = festival.voucher()

    with pytest.raises(Conflict) as refused:
        festival.redeem(code, amount_ore=501)

    assert (refused.value.code, refused.value.details["left_ore"]) == ("bearer_has_less", 500)


def test_redeeming_again_with_the_same_key_gives_the_same_answer(festival):
    code = festival.voucher(cups=2)

    once = festival.redeem(code, amount_ore=500, key="a")
    again = festival.redeem(code, amount_ore=500, key="a")

    assert again == once
    assert festival.left_on(code) == 500


def test_a_stalls_key_is_not_good_for_another_voucher(festival):
    one, two = festival.voucher(), festival.voucher()
    festival.redeem(one, key="a")

    with pytest.raises(Conflict, match="idempotency_key_reused"):
        festival.redeem(two, key="a")


def test_only_stalls_and_desks_redeem(festival):
    code = festival.voucher()

    for where in ("east", "wash"):
        with pytest.raises(NotAllowed, match="station_may_not"):
            festival.redeem(code, where)


def test_one_slip_gathers_a_whole_night(festival):
    [slip] = festival.slips()
    for _ in range(3):
        festival.pay(festival.visit(cups=2), Part(Rail.SLIP, 1000, slip))

    given = festival.redeem(slip, "desk")

    assert (given.amount_ore, given.coins_ore, given.left_ore) == (3000, 3000, 0)


def test_one_request_may_put_two_parts_on_one_slip(festival):
    [slip], visit = festival.slips(), festival.visit(cups=2)

    festival.pay(visit, Part(Rail.SLIP, 400, slip), Part(Rail.SLIP, 600, slip))

    assert festival.left_on(slip) == 1000


def test_money_goes_onto_slips_only(festival):
    code, visit = festival.voucher(), festival.visit()

    with pytest.raises(NotFound, match="bearer_unknown"):
        festival.pay(visit, Part(Rail.SLIP, 500, code))


def test_slips_are_numbered_without_gaps_from_run_to_run(festival):
    keys = festival.core.keys

    runs = [
        festival.doing(
            lambda s: make_slips(
                s, keys, festival.organisation_id, festival.event_id, 3, base_url=BASE_URL, now=NOW
            )
        )
        for _ in range(2)
    ]

    assert [slip.number for run in runs for slip in run] == [1, 2, 3, 4, 5, 6]
    assert runs[0][0].link == f"HTTP://PANT.EXAMPLE/S/{runs[0][0].code}"


def test_a_run_of_slips_has_bounds(festival):
    for count in (0, -1, 20_001):
        with pytest.raises(BadInput, match="slip_count_wrong"):
            festival.slips(count)


def test_another_organisations_event_gets_no_slips_of_ours(festival):
    other, keys = make_other_organisation(festival.core), festival.core.keys

    with festival.core.database.transaction() as session, pytest.raises(NotFound, match="event_unknown"):
        make_slips(session, keys, other, festival.event_id, 1, base_url=BASE_URL, now=NOW)


def test_a_code_is_found_however_it_was_scanned_or_typed(festival):
    code, [slip] = festival.voucher(), festival.slips()
    ways = [
        code,
        code.lower(),
        f"{code[:4]}-{code[4:8]}-{code[8:12]}-{code[12:]}",
        f"V{code}",
        f"{BASE_URL.upper()}/V/{code}",
        f"{BASE_URL}/v/{code.lower()}\n",
        code.replace("0", "O").replace("1", "l"),
    ]

    found = {festival.doing(lambda s, way=way: look_up(s, festival.core.keys, way)).number for way in ways}

    assert found == {1}
    assert festival.doing(lambda s: look_up(s, festival.core.keys, f"S{slip}")).kind == "slip"


def test_every_wrong_guess_has_the_one_answer(festival):
    for guess in ("", "A" * 16, "VAAAAAAAAAAAAAAAA", "cup", "http://pant.example/v/ABC", "\x00", "9" * 300):
        with pytest.raises(NotFound) as looked:
            festival.left_on(guess)
        with pytest.raises(NotFound) as redeemed:
            festival.redeem(guess)

        assert looked.value.args == redeemed.value.args == ("bearer_unknown", {})


def test_a_wrong_guess_costs_as_many_statements_as_a_right_one(festival, statements):
    code = festival.voucher()
    counts = []
    for guess in (code, "A" * 16, "no code"):
        with statements() as told:
            try:
                festival.left_on(guess)
            except NotFound:
                pass
        counts.append(len(told))

    assert len(set(counts)) == 1


def test_the_database_knows_hashes_of_codes_only(festival):
    codes = [festival.voucher(), *festival.slips(2)]

    rows = festival.doing(lambda s: [row.__dict__ for row in s.scalars(select(Bearer))])

    assert {row["code_hash"] for row in rows} == {hashed(code) for code in codes}
    assert not any(code in str(rows) for code in codes)


def test_another_organisations_voucher_is_unknown(festival):
    code = festival.voucher()
    other = make_other_organisation(festival.core)

    with (
        festival.core.database.transaction(other) as session,
        pytest.raises(NotFound, match="bearer_unknown"),
    ):
        look_up(session, festival.core.keys, code)


def test_a_voucher_is_good_for_three_years_and_in_cash_for_one_more(festival):
    stalls, desk, never = (festival.voucher() for _ in range(3))
    festival.now = datetime(2029, 8, 1, 21, 59, 59, tzinfo=UTC)
    festival.redeem(stalls)
    festival.later(seconds=1)

    with pytest.raises(Conflict, match="bearer_expired"):
        festival.redeem(desk, "grill")
    assert festival.redeem(desk, "desk").coins_ore == 500
    festival.later(days=367)
    with pytest.raises(Conflict, match="bearer_expired"):
        festival.redeem(never, "desk")
    assert festival.left_on(never) == 500


def test_money_put_on_a_slip_starts_its_three_years_again(festival):
    [slip] = festival.slips()
    festival.pay(festival.visit(cups=2), Part(Rail.SLIP, 1000, slip))
    later = festival.visit()
    festival.later(days=700)
    festival.pay(later, Part(Rail.SLIP, 500, slip))

    view = festival.doing(lambda s: look_up(s, festival.core.keys, slip))

    assert view.valid_until == good_until(festival.now, "Europe/Copenhagen")


@pytest.mark.parametrize(
    ("made", "until"),
    [
        (datetime(2024, 2, 29, 12, tzinfo=UTC), datetime(2027, 2, 28, 22, 59, 59, tzinfo=UTC)),
        (datetime(2026, 7, 31, 22, 30, tzinfo=UTC), datetime(2029, 8, 1, 21, 59, 59, tzinfo=UTC)),
        (datetime(2026, 12, 31, 12, tzinfo=UTC), datetime(2029, 12, 31, 22, 59, 59, tzinfo=UTC)),
    ],
)
def test_three_years_end_with_the_local_day(made, until):
    assert good_until(made, "Europe/Copenhagen") == until


def test_a_stolen_roll_is_worthless_but_a_slip_with_money_stays_good(festival):
    with_money, empty, _ = festival.slips(3)
    visit = festival.visit(cups=2)
    festival.pay(visit, Part(Rail.SLIP, 500, with_money))

    revoked = festival.doing(lambda s: revoke_slips(s, festival.event_id, range(1, 3), NOW))

    assert revoked == 1
    assert festival.redeem(with_money).amount_ore == 500
    with pytest.raises(Conflict, match="bearer_revoked"):
        festival.pay(visit, Part(Rail.SLIP, 500, empty))
    with pytest.raises(Conflict, match="bearer_revoked"):
        festival.redeem(empty)


@pytest.mark.parametrize(
    ("amount_ore", "left_ore", "in_cash", "error"),
    [
        (0, 500, False, BadInput("amount_wrong")),
        (-50, 500, False, BadInput("amount_wrong")),
        (525, 1000, True, BadInput("amount_not_in_coins")),
        (525, 1000, False, BadInput("amount_not_in_coins")),
        (1, 1025, False, BadInput("amount_not_in_coins")),
        (1025, 2050, False, BadInput("amount_not_in_coins")),
        (500, 0, False, Conflict("bearer_empty")),
        (0, 0, True, Conflict("bearer_empty")),
        (501, 500, True, Conflict("bearer_has_less", left_ore=500)),
    ],
)
def test_amounts_that_cannot_be_taken(amount_ore, left_ore, in_cash, error):
    with pytest.raises(type(error)) as refused:
        check_amount(amount_ore, left_ore, in_cash=in_cash)

    assert refused.value.args == error.args


@pytest.mark.parametrize(
    ("amount_ore", "in_cash"), [(25, False), (525, False), (1000, False), (550, True), (1025, True)]
)
def test_amounts_that_can(amount_ore, in_cash):
    check_amount(amount_ore, 1025, in_cash=in_cash)


def test_the_number_of_a_voucher_is_its_events_own(festival):
    codes = [festival.voucher() for _ in range(2)]

    numbers = [
        festival.doing(lambda s, code=code: look_up(s, festival.core.keys, code)).number for code in codes
    ]

    assert numbers == [1, 2]
