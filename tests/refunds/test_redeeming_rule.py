"""What a stall is credited for what it took without network, and what that costs the scheme: the rule by itself."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantbox.refunds.redeeming_rule import Facts, Short, decide
from tests.api.offline_cases import AT, CASES, LIMIT_ORE, Case
from tests.api.town import CUP_ORE

UNTOUCHED = Facts(
    amount_ore=CUP_ORE, at=AT, ever_ore=CUP_ORE, left_ore=CUP_ORE, lost_ore=0, limit_ore=LIMIT_ORE
)
ore = st.integers(0, 40).map(lambda coins: coins * 50)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_case_of_the_table(case: Case) -> None:
    decided = decide(replace(UNTOUCHED, **case.known))

    assert (decided.credited_ore, decided.lost_ore, decided.short) == (
        case.credited_ore,
        case.lost_ore,
        case.short,
    )


def test_what_a_stall_took_before_the_money_was_there_waits_for_it() -> None:
    decided = decide(replace(UNTOUCHED, amount_ore=1500, ever_ore=0, left_ore=0))

    assert (decided.credited_ore, decided.waits_ore, decided.short) == (0, LIMIT_ORE, Short.NOT_ON_IT)


def test_nothing_waits_that_the_stall_could_have_known() -> None:
    known = (
        {"is_revoked": True},
        {"is_expired": True},
        {"redeemed_here": True},
        {"contact_before": AT, "contact_after": AT},
    )

    assert [decide(replace(UNTOUCHED, left_ore=0, **one)).waits_ore for one in known] == [0, 0, 0, 0]


@given(
    amount_ore=ore.filter(bool), ever_ore=ore, out_ore=ore, lost_ore=ore, limit_ore=ore, online_ore=ore,
    is_revoked=st.booleans(), is_expired=st.booleans(), redeemed_here=st.booleans(), is_near=st.booleans(),
)  # fmt: skip
def test_whatever_is_known_no_loss_exceeds_what_was_ever_put_on_it(
    *, is_near: bool, out_ore: int, **known
) -> None:
    left_ore = max(known["ever_ore"] - out_ore, 0)
    lost_ore = min(known["lost_ore"], known["ever_ore"])
    near = {"contact_before": AT, "contact_after": AT} if is_near else {}
    facts = Facts(at=AT, left_ore=left_ore, **(known | {"lost_ore": lost_ore} | near))

    decided = decide(facts)

    assert min(decided.taken_ore, decided.lost_ore, decided.waits_ore, decided.online_ore) >= 0
    assert decided.taken_ore <= left_ore
    assert decided.lost_ore + lost_ore <= facts.ever_ore
    assert decided.credited_ore + decided.waits_ore <= facts.amount_ore
    assert (decided.credited_ore == facts.amount_ore) == (decided.short is None)
    assert not decided.lost_ore or not (
        is_near or facts.is_revoked or facts.is_expired or facts.redeemed_here
    )
