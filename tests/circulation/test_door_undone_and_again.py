"""A stall's mistaken issue is undone before anybody saw the container: what comes later is paid once."""

from pantbox.circulation.scan import Reason, Verdict
from pantbox.clock import new_id
from pantbox.ledger.accounts import AccountKind
from pantbox.places.devices import Device
from tests.circulation.test_door_visits import lies, pay, purse
from tests.support.festival import moment


def split_slot(festival, guest):
    """A cup that came back, was handed out by mistake, and came back to a guest who is paid."""
    festival.stall("soup").issue("CUP-1", at="18:00")
    festival.box("east").take("CUP-1", at="19:00")
    mistake = festival.stall("grill").issue("CUP-1", at="20:00")
    festival.box("west").take("CUP-1", at="21:00", visit_id=guest)
    pay(festival, guest, 500)
    return mistake


def test_an_undo_that_comes_after_the_return_was_paid_changes_nothing(festival):
    guest = new_id()
    mistake = split_slot(festival, guest)

    undo = festival.stall("grill").undo(mistake, "CUP-1", at="21:10")

    assert (undo.verdict, undo.reason) == (Verdict.REJECTED, Reason.UNDO_TOO_LATE)
    assert purse(festival, guest) == (500, 500)
    assert festival.total(AccountKind.LOSS) == 0
    assert lies(festival) == []


def test_an_undo_made_before_the_return_and_sent_after_it_leaves_the_paid_money_a_shown_loss(festival):
    guest, grill = new_id(), festival.stall("grill")
    mistake = split_slot(festival, guest)
    undo = grill.scan("undo", "CUP-1", "20:05", undoes=mistake.id, told="accepted")
    festival.change(Device, grill.device_id, sent_everything_until=moment("20:00"))
    festival.set_clock("21:10")

    answer = grill.send(undo)[0]

    assert answer.verdict is Verdict.ACCEPTED
    assert purse(festival, guest) == (500, 500)
    assert lies(festival) == []


def test_a_late_issue_after_such_an_undo_pays_the_guest_no_second_time(festival):
    guest, grill, late = new_id(), festival.stall("grill"), festival.stall("late").offline()
    mistake = split_slot(festival, guest)
    undo = grill.scan("undo", "CUP-1", "20:05", undoes=mistake.id, told="accepted")
    festival.change(Device, grill.device_id, sent_everything_until=moment("20:00"))
    festival.set_clock("21:10")
    grill.send(undo)
    late.issue("CUP-1", at="20:30")

    late.back_online(at="22:00")

    assert purse(festival, guest) == (500, 500)
    assert festival.total(AccountKind.LOSS) == 0
    assert lies(festival) == []


def test_two_guests_who_were_paid_for_what_an_undone_wash_makes_one_use_are_a_shown_loss(festival):
    first, second = new_id(), new_id()
    east, west, wash = festival.box("east"), festival.box("west"), festival.wash("wash")
    for place in (east, west, wash):
        festival.change(Device, place.device_id, sent_everything_until=moment("18:00"))
    early = east.scan("return", "CUP-1", "19:00", told="accepted", visit_id=first)
    washed = wash.scan("wash", "CUP-1", "20:00", told="accepted")
    undo = wash.scan("undo", "CUP-1", "20:50", undoes=washed.id, told="accepted")
    late = west.scan("return", "CUP-1", "21:00", told="accepted", visit_id=second)
    festival.set_clock("21:10")

    for place, scan in ((west, late), (wash, washed), (east, early), (wash, undo)):
        place.send(scan)

    assert (purse(festival, first), purse(festival, second)) == ((500, 0), (500, 0))
    assert festival.total(AccountKind.LOSS) == -500
    assert lies(festival) == []
