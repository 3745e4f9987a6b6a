"""A guest's own phone at a box: proof of drop, or bounds. A picture of a container is not a return."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from pantbox.circulation.holds import release
from pantbox.circulation.tables import VisitRow
from pantbox.clock import new_id
from pantbox.errors import BadInput, Conflict, NotAllowed
from pantbox.keys import Keys, hashed
from pantbox.ledger.accounts import AccountKind
from pantbox.places.events import Rail
from pantbox.refunds.box_codes import changing_code, is_changing_code
from pantbox.refunds.phones import forget_phones, keep_open
from pantbox.refunds.refund import Part
from tests.refunds.festival import NOW, PHONE, fill, make_festival

KEYS = Keys("a secret of tests, long enough to be one")


def code_at(festival, where):
    return changing_code(festival.core.keys, festival.stations[where], festival.now)


def test_a_phone_at_a_printed_sign_is_paid_for_four_and_the_fifth_waits(festival):
    cups = festival.hand_out(5)
    visit = festival.phone_at("sign")

    told = festival.phone_scans(visit, cups, "sign")

    assert visit.bound == 4
    assert told == ["accepted"] * 4 + ["held"]
    assert (festival.view(visit.id).credited_ore, festival.view(visit.id).held) == (2000, 1)


def test_the_code_on_the_screen_lets_ten_pictures_pay_for_each_entry(festival):
    cups = festival.hand_out(12)
    visit = festival.phone_at("east", code=code_at(festival, "east"))

    told = festival.phone_scans(visit, cups, "east")

    assert visit.bound == 10
    assert told == ["accepted"] * 10 + ["held"] * 2


def test_at_a_screen_a_phone_without_the_code_is_paid_for_nothing_by_itself(festival):
    cups = festival.hand_out(2)
    visit = festival.phone_at("east")

    assert festival.phone_scans(visit, cups, "east") == ["held", "held"]
    assert festival.view(visit.id).left_ore == 0


def test_a_wrong_code_opens_nothing(festival):
    wrong = f"{(int(code_at(festival, 'east')) + 1) % 10**8:08}"

    with pytest.raises(NotAllowed, match="box_code_wrong"):
        festival.phone_at("east", code=wrong)


def test_a_sign_without_a_screen_has_no_code(festival):
    with pytest.raises(NotAllowed, match="box_code_wrong"):
        festival.phone_at("sign", code=code_at(festival, "sign"))


@pytest.mark.parametrize(("seconds", "good"), [(0, True), (59, True), (119, True), (120, False), (-1, False)])
def test_a_code_is_good_in_its_minute_and_the_next(seconds, good):
    told = changing_code(KEYS, 7, NOW)

    assert is_changing_code(KEYS, 7, f" {told[:3]} {told[3:]}", NOW + timedelta(seconds=seconds)) is good


def test_codes_are_eight_digits_and_another_box_has_another():
    minutes = [NOW + timedelta(minutes=n) for n in range(50)]

    codes = {changing_code(KEYS, box, minute) for box in (1, 2) for minute in minutes}

    assert len(codes) > 95
    assert all(len(code) == 8 and code.isdecimal() for code in codes)


@pytest.mark.parametrize("told", ["", "1234567", "123456789", "123456", "abcdefgh", "१२३४५६७८"])
def test_nonsense_is_no_code(told):
    assert not is_changing_code(KEYS, 7, told, NOW)


def test_a_page_opened_again_goes_on_with_the_same_visit(festival):
    first = festival.phone_at("sign")
    festival.phone_scans(first, festival.hand_out(3), "sign")

    again = festival.phone_at("sign")

    assert (again.id, again.token, again.claim) == (first.id, first.token, first.claim)
    assert festival.phone_scans(again, festival.hand_out(2), "sign") == ["accepted", "held"]


def test_one_half_hour_has_one_bound_however_many_signs_and_visits(festival):
    first = festival.phone_at("sign")
    festival.phone_scans(first, festival.hand_out(3), "sign")

    second = festival.phone_at("far sign")

    assert second.bound == 1
    assert festival.phone_scans(second, festival.hand_out(2), "far sign") == ["accepted", "held"]
    assert festival.phone_scans(first, festival.hand_out(1), "sign") == ["held"]


def test_a_phone_that_opens_a_visit_and_walks_on_loses_nothing(festival):
    festival.phone_at("sign")

    assert festival.phone_at("far sign").bound == 4


def test_half_an_hour_later_the_bound_is_whole_again(festival):
    festival.phone_scans(festival.phone_at("sign"), festival.hand_out(4), "sign")
    festival.later(minutes=20)
    soon = festival.phone_at("sign").bound
    festival.later(minutes=11)

    assert (soon, festival.phone_at("far sign").bound) == (0, 4)


def test_another_phone_has_a_bound_of_its_own(festival):
    festival.phone_scans(festival.phone_at("sign"), festival.hand_out(4), "sign")

    assert festival.phone_at("sign", phone="another-browsers-random-id").bound == 4


def test_a_phones_clock_set_back_does_not_lengthen_the_half_hour(festival):
    cups = festival.hand_out(4)
    festival.later(minutes=90)
    visit = festival.phone_at("sign")
    an_hour_slow = festival.now - timedelta(hours=1)

    festival.scan("return", cups, "sign", phone_visit_id=visit.id, at=an_hour_slow)

    assert festival.view(visit.id).credited_ore == 2000
    assert festival.phone_at("far sign").bound == 0


def test_a_token_is_good_for_its_visit_and_a_short_time(festival):
    visit = festival.phone_at("sign")

    festival.later(minutes=14)
    in_time = festival.visit_of(visit.token)
    festival.later(minutes=1)

    assert in_time["id"] == visit.id
    assert festival.visit_of(visit.token) is None
    assert festival.visit_of(visit.claim) is None


def test_a_busy_phone_keeps_its_token_and_no_longer_than_two_hours(festival):
    visit = festival.phone_at("sign")
    opened, until = festival.now, []

    for _ in range(11):
        festival.later(minutes=11)
        until.append(festival.doing(lambda s: keep_open(s, visit.id, festival.now)) - opened)

    assert until[0] == timedelta(minutes=26)
    assert until[-1] == timedelta(hours=2)
    assert festival.visit_of(visit.token) is None


def test_scans_one_upon_the_other_do_not_move_the_expiry_each_time(festival):
    visit = festival.phone_at("sign")
    festival.later(seconds=30)

    assert festival.doing(lambda s: keep_open(s, visit.id, festival.now)) == visit.expires_at


def test_a_phone_that_had_no_network_goes_on_without_the_code(festival):
    visit = festival.phone_at("east", code=code_at(festival, "east"))
    cups = festival.hand_out(6)
    festival.later(minutes=90)

    again = festival.phone_at("east", again=visit.id)

    assert (again.id, again.token, again.bound) == (visit.id, visit.token, 10)
    assert festival.visit_of(visit.token)["id"] == visit.id
    assert festival.phone_scans(again, cups, "east") == ["accepted"] * 6


@pytest.mark.parametrize(
    ("minutes", "where", "phone"),
    [(121, "east", PHONE), (5, "sign", PHONE), (5, "east", "another-browsers-random-id")],
)
def test_proof_of_drop_is_one_phones_at_one_box_for_two_hours(festival, minutes, where, phone):
    visit = festival.phone_at("east", code=code_at(festival, "east"))
    festival.later(minutes=minutes)

    again = festival.phone_at(where, phone=phone, again=visit.id)

    assert again.id != visit.id
    assert again.bound is not None


def test_who_goes_on_at_a_sign_has_one_half_hours_bound(festival):
    visit = festival.phone_at("sign")
    festival.phone_scans(visit, festival.hand_out(3), "sign")
    festival.phone_at("far sign")
    festival.later(minutes=16)
    soon = festival.phone_scans(festival.phone_at("sign", again=visit.id), festival.hand_out(2), "sign")
    festival.later(minutes=31)
    later = festival.phone_scans(festival.phone_at("sign", again=visit.id), festival.hand_out(5), "sign")

    assert soon == ["accepted", "held"]
    assert later == ["accepted"] * 4 + ["held"]
    assert festival.phone_at("far sign").bound == 0


def test_the_code_typed_later_lets_the_visit_be_paid_for_ten(festival):
    visit = festival.phone_at("east")
    festival.later(minutes=1)

    again = festival.phone_at("east", code=code_at(festival, "east"), again=visit.id)

    assert (again.id, again.bound) == (visit.id, 10)


def test_a_box_that_filled_up_meanwhile_still_hears_what_is_in_it(festival):
    visit = festival.phone_at("sign")
    fill(festival, "sign", 100)

    assert festival.phone_at("sign", again=visit.id).id == visit.id


def test_the_door_keeps_what_the_phones_visit_was_opened_with(festival):
    visit = festival.phone_at("sign")
    festival.phone_scans(visit, festival.hand_out(2), "sign")

    row = festival.visit_of(visit.token)

    assert (row["token_hash"], row["at_sign"], row["code_entry"]) == (hashed(visit.token), True, 0)
    assert row["by_phone"]
    assert PHONE not in str(row)


def test_a_phones_visit_is_paid_out_like_any_other(festival):
    visit = festival.phone_at("sign")
    festival.phone_scans(visit, festival.hand_out(2), "sign")

    [refund] = festival.pay(visit.id, Part(Rail.VOUCHER, 1000), claim=visit.claim.lower())

    assert refund.amount_ore == 1000


def test_a_full_box_takes_no_new_visit(festival):
    fill(festival, "sign", 94)
    assert festival.phone_at("sign").bound == 4

    for percent in (95, 100):
        fill(festival, "sign", percent)
        with pytest.raises(Conflict, match="box_full"):
            festival.phone_at("sign")


def test_only_boxes_take_phones(festival):
    for where in ("soup", "desk", "wash"):
        with pytest.raises(NotAllowed, match="station_may_not"):
            festival.phone_at(where)


def test_a_phones_id_is_a_random_word(festival):
    for phone in ("", "short", "x" * 101, "sixteen signs ok?", "0123456789\x00abcdef"):
        with pytest.raises(BadInput, match="phone_wrong"):
            festival.phone_at("sign", phone=phone)


def test_another_stations_device_neither_adds_to_a_visit_nor_takes_from_it(festival):
    visit = festival.visit(cups=2, where="east")

    [answer] = festival.scan("return", festival.hand_out(), "sign", visit_id=visit)

    assert answer.verdict == "accepted"
    assert answer.visit_id not in (None, visit)
    assert (festival.view(visit).credited_ore, len(festival.view(visit).items)) == (1000, 2)
    assert festival.view(answer.visit_id).credited_ore == 500


def test_another_organisations_device_opens_a_visit_of_its_own_too(festival):
    visit, theirs = festival.visit(cups=2, where="east"), make_festival(festival.core)

    [answer] = theirs.scan("return", theirs.hand_out(), "east", visit_id=visit)

    assert answer.visit_id not in (None, visit)
    assert festival.view(visit).credited_ore == 1000
    theirs.check()


def test_whoever_holds_the_container_is_paid_by_the_desks_decision_though_a_phone_claimed_it_first(festival):
    cups = festival.hand_out()
    thief, holder = festival.phone_at("sign"), new_id()
    festival.phone_scans(thief, cups, "sign")
    festival.pay(thief.id, Part(Rail.VOUCHER, 500), claim=thief.claim)

    [told] = festival.scan("return", cups, "desk", visit_id=holder)
    festival.doing(lambda s: release(s, festival.organisation_id, [told.id], by="desk", now=festival.now))
    [refund] = festival.pay(holder, Part(Rail.CASH, 500), where="desk")

    assert (told.verdict, told.reason, refund.coins_ore) == ("held", "already_returned", 500)
    assert festival.account(AccountKind.LOSS, "contested") == -500
    assert [festival.view(visit).contested for visit in (thief.id, holder)] == [1, 1]


def test_what_waited_is_money_once_the_desk_releases_it(festival):
    visit = festival.phone_at("east")
    festival.phone_scans(visit, festival.hand_out(2), "east")
    waiting = [item.scan_id for item in festival.view(visit.id).items]

    festival.doing(lambda s: release(s, festival.organisation_id, waiting, by="desk", now=festival.now))

    view = festival.view(visit.id)
    assert (view.left_ore, view.held) == (1000, 0)
    festival.pay(visit.id, Part(Rail.DONATION, 1000, "sea"))


def test_after_a_day_nobody_can_tell_whose_phone_a_visit_was(festival):
    old = festival.phone_at("sign")
    festival.phone_scans(old, festival.hand_out(2), "sign")
    festival.later(days=1, minutes=1)
    new = festival.phone_at("sign", phone="another-browsers-random-id")

    festival.doing(lambda s: forget_phones(s, festival.now))

    hashes = festival.doing(lambda s: dict(s.execute(select(VisitRow.id, VisitRow.phone_hash)).all()))
    assert hashes[old.id] is None
    assert hashes[new.id] is not None
    assert festival.view(old.id).left_ore == 1000
