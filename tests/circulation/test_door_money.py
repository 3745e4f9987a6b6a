"""What scans do to the books, through the database: undo, swaps, pools, prices that change, events that share containers."""

from datetime import timedelta

import pytest

from pantbox.circulation.scan import Reason, Verdict
from pantbox.circulation.tables import VisitRow
from pantbox.clock import new_id
from pantbox.ledger.accounts import AccountKind
from pantbox.places.events import Event
from pantbox.places.setup import NewEvent, change_terms, create_event, create_station
from pantbox.places.stations import StationKind
from tests.support.crates import by_the_crate, count_back, deliver
from tests.support.festival import DAY, Place, moment


def visit(festival, visit_id):
    with festival.core.database.transaction() as session:
        row = session.get_one(VisitRow, visit_id)
        return row.credited_ore, row.paid_ore


def pay(festival, visit_id, amount_ore):
    """As a refund does: the visit's money is out, only the transfer is left away."""
    festival.change(VisitRow, visit_id, paid_ore=amount_ore)


def test_an_undone_issue_takes_its_deposit_back(festival):
    soup = festival.stall("soup")
    issue = soup.issue("CUP-1", at="20:00")

    undo = soup.undo(issue, "CUP-1", at="20:01")

    assert undo.verdict is Verdict.ACCEPTED
    assert festival.balances() == {}
    assert festival.trips("CUP-1") == []


def test_an_undone_return_that_is_not_paid_out_opens_the_trip_again(festival):
    guest, east = new_id(), festival.box("east")
    festival.stall("soup").issue("CUP-1", at="20:00")
    back = east.take("CUP-1", at="21:00", visit_id=guest)

    east.undo(back, "CUP-1", at="21:01")

    assert festival.total(AccountKind.HELD) == 500
    assert visit(festival, guest) == (0, 0)
    assert festival.standing(back) == Verdict.REJECTED
    assert festival.trips("CUP-1")[0].end is None


@pytest.mark.parametrize("paid_ore", [200, 500])
def test_the_undo_of_a_return_whose_money_has_gone_out_comes_too_late(festival, paid_ore):
    guest, east = new_id(), festival.box("east")
    festival.stall("soup").issue("CUP-1", at="20:00")
    back = east.take("CUP-1", at="21:00", visit_id=guest)
    pay(festival, guest, paid_ore)

    undo = east.undo(back, "CUP-1", at="21:01")

    assert (undo.verdict, undo.reason) == (Verdict.REJECTED, Reason.UNDO_TOO_LATE)
    assert festival.total(AccountKind.LOSS) == festival.total(AccountKind.HELD) == 0
    assert visit(festival, guest) == (500, paid_ore)
    assert festival.standing(back) == Verdict.ACCEPTED


def test_an_issue_is_not_undone_once_a_box_took_the_container(festival):
    soup, guest = festival.stall("soup"), new_id()
    issue = soup.issue("CUP-1", at="20:00")
    festival.box("east").take("CUP-1", at="21:00", visit_id=guest)
    pay(festival, guest, 500)

    undo = soup.undo(issue, "CUP-1", at="21:05")

    assert (undo.verdict, undo.reason) == (Verdict.REJECTED, Reason.UNDO_TOO_LATE)
    assert festival.total(AccountKind.VENDOR) == -500
    assert festival.total(AccountKind.UNSEEN) == festival.total(AccountKind.HELD) == 0


def test_a_use_after_an_undone_issue_is_the_undoing_stalls(festival):
    soup = festival.stall("soup")
    soup.undo(soup.issue("CUP-1", at="20:00"), "CUP-1", at="20:05")

    festival.box("east").take("CUP-1", at="21:00")

    assert festival.balances() == {
        (AccountKind.UNSEEN, str(soup.station_id)): -500,
        (AccountKind.PAYABLE, str(festival.box("east").station_id)): 500,
    }


def test_undoing_one_of_two_rival_returns_pays_the_other_visit(festival):
    one, other, east, west = new_id(), new_id(), festival.box("east"), festival.box("west")
    festival.stall("soup").issue("CUP-1", at="20:00")
    first = east.take("CUP-1", at="21:00", visit_id=one)
    west.take("CUP-1", at="21:30", visit_id=other)

    east.undo(first, "CUP-1", at="21:40")

    assert visit(festival, one) == (0, 0)
    assert visit(festival, other) == (500, 0)
    assert festival.money_out() == 500


def test_a_deposit_changed_in_mid_event_leaves_each_trip_the_terms_its_stall_showed(festival):
    soup = festival.stall("soup")
    soup.issue("CUP-old", at="20:00", terms=1)
    festival.set_clock("20:30")
    with festival.core.database.transaction() as session:
        event = session.get_one(Event, festival.event_id)
        change_terms(session, event, {festival.types["cup"]: 800}, festival.now)
    soup.issue("CUP-shown-old", at="20:31", terms=1)
    soup.issue("CUP-new", at="20:32", terms=2)
    soup.issue("CUP-silent", at="20:33")

    paid = [
        festival.box("east").take(f"CUP-{name}", at="21:00").deposit_ore
        for name in ("old", "shown-old", "new", "silent")
    ]

    assert paid == [500, 500, 800, 800]
    assert festival.total(AccountKind.HELD) == 0


def test_a_swap_returns_one_and_issues_another_at_a_stall(festival):
    soup, guest = festival.stall("soup"), new_id()
    soup.issue("CUP-1", at="20:00")
    new_cup = soup.scan("issue", "CUP-2", "21:00")
    back = soup.scan("swap", "CUP-1", "21:00", visit_id=guest, swap_with=new_cup.id)

    answers = soup.send(back, new_cup)

    assert [answer.verdict for answer in answers] == [Verdict.ACCEPTED] * 2
    assert festival.total(AccountKind.VENDOR) == -500
    assert festival.total(AccountKind.HELD) == 500
    assert festival.money_out() == 0
    assert visit(festival, guest) == (500, 500)


def test_a_stall_that_takes_back_pays_in_goods(festival):
    soup, grill = festival.stall("soup"), festival.stall("grill")
    soup.issue("CUP-1", at="20:00")

    grill.take("CUP-1", at="21:00")

    assert festival.balances() == {
        (AccountKind.VENDOR, str(soup.station_id)): -500,
        (AccountKind.VENDOR, str(grill.station_id)): 500,
    }


def test_crates_fill_a_pool_that_pays_returns_without_an_issue(festival):
    by_the_crate(festival, "cup")
    soup = festival.stall("soup")

    deliver(festival, 120, at="18:00")
    festival.box("east").take("CUP-1", at="21:00")
    count_back(festival, 20, at="23:00")

    assert festival.balances() == {
        (AccountKind.VENDOR, str(soup.station_id)): -50_000,
        (AccountKind.POOL, str(festival.types["cup"])): 49_500,
        (AccountKind.PAYABLE, str(festival.box("east").station_id)): 500,
    }


def test_a_count_is_kept_and_moves_no_money_where_stalls_scan(festival):
    code = festival.type_code("cup")

    counted = festival.wash().say("wash", "", at="18:00", code=code, quantity=36)

    assert counted.verdict is Verdict.ACCEPTED
    assert festival.balances() == {}


def test_a_type_is_counted_and_never_issued(festival):
    answer = festival.stall("soup").say("issue", "", at="18:00", code=festival.type_code("cup"))

    assert answer.reason is Reason.STATION_MAY_NOT


def test_a_changed_bag_is_of_no_container(festival):
    answer = festival.box("east").say("empty", "", at="23:00", code="G-0042", bag="G-0042")

    assert answer.verdict is Verdict.ACCEPTED
    assert answer.container_id is None


def test_a_collected_or_lost_container_still_pays_who_brings_it(festival):
    soup = festival.stall("soup")
    for cup in ("CUP-1", "CUP-2"):
        soup.issue(cup, at="20:00")
    festival.store().say("collect", "CUP-1", at="23:00")
    festival.store().say("lost", "CUP-2", at="2 23:00")
    unclaimed = festival.total(AccountKind.UNCLAIMED)

    for cup in ("CUP-1", "CUP-2"):
        festival.box("east").take(cup, at="3 12:00")

    assert unclaimed == 1_000
    assert festival.total(AccountKind.UNCLAIMED) == 0
    assert festival.money_out() == 1_000


def test_a_container_of_one_event_comes_home_at_another(festival):
    festival.stall("soup").issue("CUP-1", at="20:00")
    with festival.core.database.transaction() as session:
        new = NewEvent("later", "later", DAY, {festival.types["cup"]: 500}, timezone="UTC")
        event = create_event(session, festival.organisation_id, new, DAY - timedelta(days=1))
        box = create_station(session, event, StationKind.PANT_BOX, "far")
        far = Place(festival, box.id, None, festival.organisation_id, event.id)

    answer = far.take("CUP-1", at="2 12:00")

    assert answer.verdict is Verdict.ACCEPTED
    assert festival.total(AccountKind.HELD) == 0
    assert festival.total(AccountKind.DUE) == 500
    festival.event_id = far.event_id
    assert festival.total(AccountKind.DUE) == -500
    assert festival.money_out() == 500


def test_a_return_read_later_but_sent_earlier_keeps_its_money(festival):
    west, east = festival.box("west"), festival.box("east").offline()
    festival.stall("soup").issue("CUP-1", at="20:00")
    early = east.take("CUP-1", at="20:30")
    paid = west.take("CUP-1", at="21:00")

    late = east.back_online()[0]

    assert (paid.verdict, late.verdict, late.reason) == (
        Verdict.ACCEPTED, Verdict.REJECTED, Reason.ALREADY_RETURNED,
    )  # fmt: skip
    assert festival.standing(early) == Verdict.REJECTED
    assert festival.trips("CUP-1")[0].ended_at == moment("20:30")


def test_a_clock_set_back_between_two_claims_does_not_turn_them_round(festival):
    festival.stall("soup").issue("CUP-1", at="20:00")
    first = festival.box("east").take("CUP-1", at="21:00")
    second = festival.box("west").scan("return", "CUP-1", "20:45", visit_id=new_id())

    answer = festival.box("west").send(second)[0]

    assert answer.verdict is Verdict.REJECTED
    assert festival.standing(first) == Verdict.ACCEPTED


def test_of_two_returns_in_one_batch_the_first_told_yes_keeps_it(festival):
    festival.stall("soup").issue("CUP-1", at="20:00")
    east = festival.box("east")
    later = festival.scan("return", "CUP-1", moment("20:45"), visit_id=new_id(), told="accepted")
    earlier = festival.scan("return", "CUP-1", moment("20:36"), visit_id=new_id(), told="accepted")
    festival.set_clock("22:00")

    answers = east.send(later, earlier)

    assert [answer.verdict for answer in answers] == [Verdict.ACCEPTED, Verdict.DUPLICATE]
    assert festival.standing(later) == Verdict.ACCEPTED


def test_a_return_older_than_its_devices_last_word_is_kept_and_waits(festival):
    festival.stall("soup").issue("CUP-1", at="20:00")
    east = festival.box("east")
    old = festival.scan("return", "CUP-1", moment("20:30"), visit_id=new_id(), told="accepted")
    east.take("CUP-2", at="20:41")

    answer = east.send(old)[0]

    assert (answer.verdict, answer.reason) == (Verdict.HELD, Reason.AWAITING_SCAN)
    assert festival.money_out() == 500
