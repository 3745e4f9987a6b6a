"""Two claims to one deposit: one stands, both are shown."""

from pantbox.circulation.contested import contested
from tests.support.festival import moment


def shown(festival):
    with festival.core.database.transaction() as session:
        return contested(session, festival.event_id)


def test_a_cup_two_boxes_took_while_offline_is_refunded_once_and_shown(festival):
    festival.stall("soup").issue("CUP-1", at="20:00")
    east, west = festival.box("east").offline(), festival.box("west").offline()
    east.take("CUP-1", at="21:04"), west.take("CUP-1", at="21:05")

    west.back_online(), east.back_online()

    assert festival.money_out() == 500
    (one,) = shown(festival)
    assert (one.paid.station_id, one.paid.at) == (festival.box("west").station_id, moment("21:05"))
    assert (one.other.station_id, one.other.at) == (festival.box("east").station_id, moment("21:04"))
    assert not one.paid_twice


def test_who_held_a_cup_that_a_phone_claimed_first_is_paid_and_shown(festival):
    visit = festival.phone_visit("east")
    festival.stall("soup").issue("CUP-1", at="20:00")
    festival.phone("east", visit).say("return", "CUP-1", at="20:30")

    festival.box("west").take("CUP-1", at="21:00")

    (one,) = shown(festival)
    assert one.paid_twice
    assert (one.paid.at, one.other.at) == (moment("20:30"), moment("21:00"))


def test_a_second_return_that_was_told_no_is_not_contested(festival):
    festival.stall("soup").issue("CUP-1", at="20:00")
    festival.box("east").take("CUP-1", at="21:00")

    festival.box("west").take("CUP-1", at="22:00")

    assert shown(festival) == []


def test_a_late_issue_settles_what_was_contested(festival):
    soup = festival.stall("grill").offline()
    festival.stall("soup").issue("CUP-1", at="20:00")
    east, west = festival.box("east").offline(), festival.box("west").offline()
    east.take("CUP-1", at="21:00"), west.take("CUP-1", at="22:00")
    east.back_online(), west.back_online()
    soup.issue("CUP-1", at="21:30")

    soup.back_online("22:30")

    assert shown(festival) == []
    assert festival.money_out() == 1_000
