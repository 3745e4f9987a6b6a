"""Claims at a box beyond twice what it holds wait for the count of its bag; below its capacity nobody counts them."""

import pytest

from pantbox.audit import audit
from pantbox.circulation.bag_counts import settle_bags_of
from pantbox.circulation.claims import ClaimState, Rung
from pantbox.circulation.entitlement import Terms
from pantbox.circulation.scan import Reason, Verdict
from pantbox.clock import new_id
from pantbox.places.stations import Station
from tests.circulation.scans import scan
from tests.circulation.settled import recorded
from tests.support.statements import statements

EAST = 3
PAID, WAITS = (Verdict.ACCEPTED, None), (Verdict.HELD, Reason.AWAITING_SCAN)


def holding(festival, capacity, box="east"):
    """The box, which holds so many."""
    place = festival.box(box)
    festival.change(Station, place.station_id, capacity=capacity)
    return place


def handed_out(festival, n):
    soup = festival.stall("soup")
    cups = festival.make(*[f"CUP-{new_id()}" for _ in range(n)])
    soup.send(*[soup.scan("issue", cup, "18:00") for cup in cups])
    return cups


def told(answers):
    return [(one.verdict, one.reason) for one in answers]


def given(box, cups, at="20:00"):
    """Each cup in a request of its own."""
    return told([box.take(cup, at=at) for cup in cups])


def taken_down(festival, at, tag="0001"):
    festival.box("east").say("empty", "", at, code="-", bag=tag)


def counted(festival, number, at, tag="0001"):
    festival.wash().say("count", "", at, code=festival.type_code("cup"), bag=tag, quantity=number)
    return settle_bags_of(festival.core, festival.event_id)


@pytest.mark.parametrize("capacity", [1, 3, 8, 20])
def test_a_box_pays_twice_what_it_holds_and_the_next_wait_for_the_bag(festival, capacity):
    east, cups = holding(festival, capacity), handed_out(festival, 2 * capacity + 3)

    said = given(east, cups)

    assert said == [PAID] * 2 * capacity + [WAITS] * 3
    assert all(one.ok is not False for one in audit(festival.core, festival.event_id))


def test_many_claims_in_one_request_are_counted_one_by_one(festival):
    east, cups = holding(festival, 3), handed_out(festival, 10)

    answers = east.send(*[east.scan("return", cup, "20:00", visit_id=new_id()) for cup in cups])

    assert sorted(told(answers), key=str) == sorted([PAID] * 6 + [WAITS] * 4, key=str)


def test_what_waited_for_a_full_box_is_paid_by_the_count_of_its_bag(festival):
    east, cups = holding(festival, 2), handed_out(festival, 6)
    answers = [east.take(cup, at="20:00") for cup in cups]
    taken_down(festival, "21:00")

    settled = counted(festival, 5, "22:00")

    assert settled.released == 1
    assert [festival.standing(one) for one in answers] == ["accepted"] * 5 + ["held"]
    assert festival.money_out() == 2_500
    assert all(one.ok is not False for one in audit(festival.core, festival.event_id))


def test_a_new_bag_is_counted_from_none(festival):
    east, cups = holding(festival, 2), handed_out(festival, 10)
    before = given(east, cups[:5])
    taken_down(festival, "21:00")

    after = given(east, cups[5:], at="21:30")

    assert before == after == [PAID] * 4 + [WAITS]


def test_what_comes_late_counts_against_the_bag_that_hung_there_then(festival):
    east, cups = holding(festival, 2), handed_out(festival, 10)
    given(east, cups[:3])
    taken_down(festival, "21:00")
    given(east, cups[3:4], at="21:30")

    late = [east.scan("return", cup, "20:30", visit_id=new_id(), told="accepted") for cup in cups[4:6]]

    assert told(east.send(*late)) == [PAID, WAITS]
    assert given(east, cups[6:], at="21:40") == [PAID] * 3 + [WAITS]


def test_phones_and_the_scanner_fill_one_bag(festival):
    east, cups = holding(festival, 2), handed_out(festival, 6)
    phones = [festival.phone("east", festival.phone_visit("east")) for _ in range(3)]

    by_phone = told([phone.say("return", cup, "20:00") for phone, cup in zip(phones, cups[:3], strict=True)])

    assert by_phone == [PAID] * 3
    assert given(east, cups[3:]) == [PAID, WAITS, WAITS]


def test_a_second_reading_fills_no_bag(festival):
    east, cups = holding(festival, 2), handed_out(festival, 5)
    given(east, cups[:2], at="20:00")

    again = given(east, cups[:2] * 3, at="20:02")

    assert {verdict for verdict, _ in again} == {Verdict.DUPLICATE}
    assert given(east, cups[2:], at="20:05") == [PAID, PAID, WAITS]


def test_a_claim_that_waits_for_another_reason_fills_the_bag_too(festival):
    east, cups = holding(festival, 2), handed_out(festival, 2)
    for _ in range(3):
        phone = festival.phone("east", festival.phone_visit("east"))
        phone.say("return", f"CUP-{new_id()}", "20:00")

    assert given(east, cups) == [PAID, WAITS]


def test_a_claim_that_waited_is_not_paid_by_a_later_scan_of_its_container(festival):
    east, cups = holding(festival, 1), handed_out(festival, 3)
    last = [east.take(cup, at="20:00") for cup in cups][-1]
    taken_down(festival, "21:00")

    festival.wash().say("wash", cups[-1], "22:00")

    assert festival.standing(last) == Verdict.HELD
    assert festival.money_out() == 1_000


def test_a_box_whose_capacity_nobody_knows_pays_all(festival):
    cups = handed_out(festival, 40)

    assert given(festival.box("east"), cups) == [PAID] * 40


def test_another_boxs_claims_fill_no_bag_here(festival):
    east, west = holding(festival, 2), holding(festival, 2, "west")
    cups = handed_out(festival, 8)
    given(west, cups[:4])

    assert given(east, cups[4:]) == [PAID] * 4


def test_a_desk_pays_a_container_whose_claim_waits_for_a_full_box(festival):
    east, cups = holding(festival, 1), handed_out(festival, 3)
    given(east, cups)

    assert told([festival.desk().take(cups[-1], at="21:00")]) == [PAID]


def test_below_its_capacity_a_box_costs_a_scan_no_statement_more(festival):
    west, east = festival.box("west"), festival.box("east")
    plain, *cups = handed_out(festival, 30)
    given(west, cups[:2])  # the accounts are opened, and then remembered
    with statements(festival.core.database.engine) as without:
        given(west, [plain])
    holding(festival, 400)
    given(east, cups[2:4])

    counts = []
    for cup in cups[4:]:
        with statements(festival.core.database.engine) as said:
            given(east, [cup])
        counts.append(len(said))

    assert set(counts) == {len(without)}


def test_by_the_rules_alone_a_claim_beyond_the_most_waits():
    terms = Terms(claims_per_bag_max={EAST: 0})
    issue, back = scan("issue", "12:00", "soup"), scan("return", "13:00", "east")

    judged = recorded([issue, back], terms)

    claim = judged.history.claims[back.id]
    assert (claim.state, claim.rung) == (ClaimState.WAITING, Rung.BEYOND_CAPACITY)
