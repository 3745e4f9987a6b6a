"""A return that was paid, then taken back by an undo, and then counts after all: its guest is paid once."""

import pytest

from pantbox.clock import new_id
from pantbox.ledger.accounts import AccountKind
from tests.circulation.test_door_visits import lies, pay, purse


@pytest.mark.parametrize("paid_ore", [0, 200, 500])
def test_a_credit_that_comes_back_makes_up_for_the_loss_first(festival, paid_ore):
    guest = new_id()
    late_stall = festival.stall("late").offline()
    festival.stall("soup").issue("CUP-1", at="18:00")
    festival.box("east").take("CUP-1", at="19:00")
    mistake = festival.stall("grill").issue("CUP-1", at="20:00")
    festival.box("west").take("CUP-1", at="21:00", visit_id=guest)
    if paid_ore:
        pay(festival, guest, paid_ore)

    festival.stall("grill").undo(mistake, "CUP-1", at="21:10")
    after_the_undo = purse(festival, guest), festival.total(AccountKind.LOSS)
    late_stall.issue("CUP-1", at="20:30")
    late_stall.back_online(at="22:00")

    assert after_the_undo == ((paid_ore, paid_ore), -paid_ore)
    assert purse(festival, guest) == (500, paid_ore)
    assert festival.total(AccountKind.LOSS) == 0
    assert lies(festival) == []


def test_a_credit_withdrawn_twice_is_one_loss(festival):
    guest = new_id()
    late_stall = festival.stall("late").offline()
    festival.stall("soup").issue("CUP-1", at="18:00")
    festival.box("east").take("CUP-1", at="19:00")
    mistake = festival.stall("grill").issue("CUP-1", at="20:00")
    festival.box("west").take("CUP-1", at="21:00", visit_id=guest)
    pay(festival, guest, 500)
    festival.stall("grill").undo(mistake, "CUP-1", at="21:10")
    issue = late_stall.issue("CUP-1", at="20:30")
    late_stall.back_online(at="22:00")

    festival.stall("late").undo(issue, "CUP-1", at="22:10")

    assert purse(festival, guest) == (500, 500)
    assert festival.total(AccountKind.LOSS) == -500
    assert lies(festival) == []
