"""Containers nobody can read: the desk pays a few by type, and the books say that nobody saw their issue."""

from uuid import UUID

import pytest

from pantbox.clock import new_id
from pantbox.errors import BadInput, Conflict, NotAllowed, NotFound
from pantbox.ledger.accounts import AccountKind
from pantbox.places.events import Rail
from pantbox.refunds.refund import Part
from pantbox.refunds.unreadable import credit_unreadable


def credit(festival, visit_id: UUID, quantity=1, *, key="", where="desk", type_id=None):
    return festival.doing(
        lambda s: credit_unreadable(
            s,
            visit_id=visit_id,
            station_id=festival.stations[where],
            type_id=type_id or festival.type_id,
            quantity=quantity,
            idempotency_key=key or str(new_id()),
            now=festival.now,
        )
    )


def test_a_desk_pays_by_type_what_nobody_can_read(festival):
    visit = new_id()

    told = credit(festival, visit, 2)
    [refund] = festival.pay(visit, Part(Rail.CASH, 1000), where="desk")

    assert (told.amount_ore, told.credited_ore, told.more) == (1000, 1000, 1)
    assert refund.coins_ore == 1000
    assert festival.account(AccountKind.UNSEEN) == -1000


def test_beside_what_can_be_read(festival):
    visit = festival.visit(cups=2, where="desk")

    told = credit(festival, visit)

    assert told.credited_ore == 1500
    assert festival.view(visit).left_ore == 1500


def test_up_to_three_a_visit(festival):
    visit = new_id()
    credit(festival, visit, 2)

    with pytest.raises(Conflict) as refused:
        credit(festival, visit, 2)

    assert (refused.value.code, refused.value.details["more"]) == ("limit_reached", 1)
    assert credit(festival, visit, 1).more == 0


def test_the_same_request_credits_once(festival):
    visit = new_id()

    once, again = (credit(festival, visit, 3, key="tap") for _ in range(2))

    assert again == once
    assert festival.view(visit).credited_ore == 1500


@pytest.mark.parametrize(
    ("quantity", "type_id", "code"), [(0, None, "quantity_wrong"), (1, 999, "type_unknown")]
)
def test_what_makes_no_sense_is_refused(festival, quantity, type_id, code):
    with pytest.raises(BadInput, match=code):
        credit(festival, new_id(), quantity, type_id=type_id)


def test_only_a_desk_pays_by_type(festival):
    with pytest.raises(NotAllowed, match="station_may_not"):
        credit(festival, new_id(), where="east")


def test_a_desk_adds_to_no_visit_of_a_box(festival):
    visit = festival.visit(where="east")

    with pytest.raises(NotFound, match="visit_unknown"):
        credit(festival, visit)
