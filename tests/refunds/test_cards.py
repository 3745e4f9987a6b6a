"""Card numbers never touch us."""

import pytest

from pantbox.cards import looks_like_a_card_number
from pantbox.clock import new_id
from pantbox.errors import BadInput
from pantbox.keys import Keys
from pantbox.places.events import Rail
from pantbox.refunds.bearers import look_up
from pantbox.refunds.codes import code_of
from pantbox.refunds.refund import Part
from pantbox.refunds.tables import BearerKind

CARD = "4111 1111 1111 1111"


@pytest.mark.parametrize(
    "text",
    [
        CARD,
        "4111111111111111",
        "4111-1111-1111-1111",
        "378282246310005",
        "my card is 5555 5555 5555 4444, please",
        "6304000000000000018",
        "4222222222222",
    ],
)
def test_card_numbers_are_known_however_they_are_typed(text):
    assert looks_like_a_card_number(text)


@pytest.mark.parametrize(
    "text",
    ["", "4111111111111112", "411111111111", "41111111111111111111", "26 10 47 00", "2X7K-9QHM-4T3V-8ZPW"],
)
def test_other_texts_are_not(text):
    assert not looks_like_a_card_number(text)


def test_no_code_of_ours_looks_like_one():
    keys = Keys("a secret of tests, long enough to be one")

    codes = [code_of(keys, BearerKind.VOUCHER, new_id()) for _ in range(2000)]

    assert len(set(codes)) == 2000
    assert not any(looks_like_a_card_number(code) for code in codes)


class DigitsFirst(Keys):
    """Keys whose first code happens to be all digits with a right check digit."""

    def derive(self, purpose, message, *, signs=16):
        return super().derive(purpose, message, signs=signs) if ":" in message else "4111111111111111"


def test_a_code_that_would_look_like_one_is_made_anew():
    keys = DigitsFirst("a secret of tests, long enough to be one")

    assert not looks_like_a_card_number(code_of(keys, BearerKind.SLIP, new_id()))


def test_a_card_number_typed_as_a_code_is_refused_and_not_repeated(festival):
    for typed in (f"V{CARD}", CARD):
        with pytest.raises(BadInput) as refused:
            festival.doing(lambda s, typed=typed: look_up(s, festival.core.keys, typed))
        assert refused.value.code == "looks_like_a_card_number"
        assert "1111" not in str(refused.value)


def test_a_card_number_as_where_the_money_goes_is_refused_and_nothing_is_paid(festival):
    visit = festival.visit()

    for rail in (Rail.SLIP, Rail.DONATION, Rail.VOUCHER):
        with pytest.raises(BadInput, match="looks_like_a_card_number"):
            festival.pay(visit, Part(rail, 500, CARD))

    assert festival.view(visit).paid_ore == 0
