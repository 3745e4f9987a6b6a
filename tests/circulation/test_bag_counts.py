"""A bag's count: it pays what waited for it, per type and oldest first, and says where the containers are."""

import pytest

from pantbox.audit import audit
from pantbox.circulation.bag_counts import settle_bags_of
from pantbox.circulation.holds import refuse
from pantbox.circulation.scan import Verdict
from pantbox.clock import new_id
from pantbox.containers.containers import ContainerState
from pantbox.jobs.held_returns import settle_counted_bags
from pantbox.ledger.accounts import AccountKind
from tests.support.festival import Festival


@pytest.fixture
def festival(core):
    return Festival(core)


def pictures(festival, *names, at="20:00"):
    """Pictures of cups nobody handed out, sent by as many phones at a printed sign."""
    sent = []
    for name in names:
        phone = festival.phone("east", festival.phone_visit("east"))
        sent.append(phone.say("return", name, at))
    return sent


def take_down(festival, tag="0001", at="22:00"):
    festival.box("east").say("empty", "", at, code="-", bag=tag)


def count(festival, number, *, tag="0001", kind="cup", at="23:00", by="wash", **more):
    place = getattr(festival, by)() if by in ("wash", "store") else festival.box(by)
    scan = place.scan("count", "", at, code=festival.type_code(kind), bag=tag, quantity=number, **more)
    place.send(scan)
    return settle_bags_of(festival.core, festival.event_id)


def standings(festival, sent):
    return [festival.standing(one) for one in sent]


def test_the_oldest_that_wait_are_paid_as_many_as_were_counted(festival):
    sent = pictures(festival, "CUP-1", "CUP-2", "CUP-3")
    take_down(festival)

    settled = count(festival, 2)

    assert settled.released == 2
    assert standings(festival, sent) == [Verdict.ACCEPTED, Verdict.ACCEPTED, Verdict.HELD]
    assert festival.money_out() == 1_000


def test_what_was_paid_already_counts_against_what_was_counted(festival):
    festival.stall().issue("CUP-1", "19:00")
    festival.box("east").take("CUP-1", "19:30")
    sent = pictures(festival, "CUP-2", "CUP-3")
    take_down(festival)

    count(festival, 2)

    assert standings(festival, sent) == [Verdict.ACCEPTED, Verdict.HELD]


def test_a_count_is_of_one_type(festival):
    [cup] = pictures(festival, "CUP-1")
    [bowl] = pictures(festival, "bowl-1")
    take_down(festival)

    count(festival, 5, kind="bowl")

    assert standings(festival, [cup, bowl]) == [Verdict.HELD, Verdict.ACCEPTED]


def test_a_second_count_releases_nothing_twice_and_a_smaller_one_takes_nothing_back(festival):
    sent = pictures(festival, "CUP-1", "CUP-2", "CUP-3")
    take_down(festival)
    count(festival, 2)

    again, smaller = count(festival, 2, at="23:10"), count(festival, 1, at="23:20")

    assert (again.released, smaller.released) == (0, 0)
    assert standings(festival, sent) == [Verdict.ACCEPTED, Verdict.ACCEPTED, Verdict.HELD]


def test_who_scans_at_a_box_does_not_count_its_bags_alone(festival):
    east = festival.box("east")
    sent = [east.take(f"CUP-{n}", "20:00") for n in range(8)]
    take_down(festival)

    settled = count(festival, 8, by="east")

    assert settled.released == 0
    assert standings(festival, sent).count(Verdict.HELD) == 2


def test_a_bag_counted_before_its_claims_came_pays_them_when_they_come(festival):
    take_down(festival)
    count(festival, 1)

    [late] = festival.phone("east", festival.phone_visit("east")).send(
        festival.scan("return", "CUP-1", festival.now.replace(hour=21, minute=30), told="accepted")
    )
    settled = settle_bags_of(festival.core, festival.event_id)

    assert (late.verdict, settled.released) == (Verdict.HELD, 1)


def test_a_full_bag_says_that_all_its_containers_are_back(festival):
    east = festival.box("east")
    east.take("CUP-1", "20:00")
    take_down(festival)

    count(festival, 1)

    assert festival.container("CUP-1").state == ContainerState.IN_STOCK
    assert east.take("CUP-1", "2 20:00").verdict is Verdict.ACCEPTED


def test_a_bag_that_is_not_full_says_nothing_of_any_container(festival):
    east = festival.box("east")
    for name in ("CUP-1", "CUP-2"):
        east.take(name, "20:00")
    take_down(festival)

    count(festival, 1)

    assert festival.container("CUP-1").state == ContainerState.RETURNED
    assert east.take("CUP-1", "2 20:00").verdict is Verdict.HELD


def test_a_claim_that_a_person_refused_is_not_paid_by_a_count(festival):
    [sent] = pictures(festival, "CUP-1")
    with festival.core.database.transaction() as session:
        refuse(session, festival.organisation_id, [sent.id], by="desk", now=festival.now)
    take_down(festival)
    before = festival.container("CUP-1")

    settled = count(festival, 1)

    assert (settled.released, festival.money_out()) == (0, 0)
    after = festival.container("CUP-1")
    assert (after.state, after.station_id) == (before.state, before.station_id)


def test_one_guest_is_not_paid_by_phone_and_by_scanner_for_the_same_containers(festival):
    festival.stall().issue("CUP-1", "19:00")
    festival.phone("east", festival.phone_visit("east")).say("return", "CUP-1", "20:00")

    scanned = festival.box("east").take("CUP-1", "20:05")
    take_down(festival)
    count(festival, 1)

    assert scanned.verdict is Verdict.HELD
    assert festival.money_out() == 500


def test_counts_done_twice_and_at_once_book_once_and_audit_green(festival):
    pictures(festival, "CUP-1", "CUP-2")
    take_down(festival)
    count(festival, 2)

    for _ in range(3):
        settle_bags_of(festival.core, festival.event_id)

    assert festival.money_out() == 1_000
    assert [one for one in audit(festival.core, festival.event_id) if one.ok is False] == []


def test_a_guests_visit_pays_what_a_count_released(festival):
    visit = festival.phone_visit("east")
    festival.phone("east", visit).say("return", "CUP-1", "20:00", visit_id=new_id())
    take_down(festival)

    count(festival, 1)

    assert festival.money_out() == 500


def test_what_a_box_says_of_its_bag_is_added_to_no_count_and_takes_the_place_of_none(festival):
    sent = pictures(festival, "CUP-1", "CUP-2", "CUP-3")
    take_down(festival)
    count(festival, 500, by="east", at="22:10", reason="contaminated")
    count(festival, 1)

    after = count(festival, 500, by="east", at="23:10")

    assert after.released == 0
    assert standings(festival, sent) == [Verdict.ACCEPTED, Verdict.HELD, Verdict.HELD]


def test_a_bag_that_was_counted_is_not_cut_in_two_by_a_change_that_is_told_late(festival):
    first = pictures(festival, "CUP-1", "CUP-2", at="20:00")
    take_down(festival)
    count(festival, 2)
    festival.set_clock("23:30")

    festival.box("east").send(
        festival.scan(
            "empty", "CUP-1", festival.now.replace(hour=20, minute=30), code="-", bag="0002", told="accepted"
        )
    )
    late = pictures(festival, "CUP-3", "CUP-4", at="21:00")
    settled = settle_bags_of(festival.core, festival.event_id)

    assert settled.released == 0
    assert standings(festival, [*first, *late]) == [
        Verdict.ACCEPTED,
        Verdict.ACCEPTED,
        Verdict.HELD,
        Verdict.HELD,
    ]


def test_changes_that_are_told_late_of_bags_counted_by_then_are_bags_all_the_same(festival):
    sent = [*pictures(festival, "CUP-1", at="20:00"), *pictures(festival, "CUP-2", at="21:00")]
    festival.set_clock("22:00")
    for tag in ("0001", "0002"):
        wash = festival.wash()
        wash.send(wash.scan("count", "", "22:10", code=festival.type_code("cup"), bag=tag, quantity=1))

    changes = [
        festival.scan(
            "empty", "CUP-1", festival.now.replace(hour=hour, minute=30), code="-", bag=tag, told="accepted"
        )
        for hour, tag in ((20, "0001"), (21, "0002"))
    ]
    festival.box("east").send(*changes)
    settle_bags_of(festival.core, festival.event_id)

    assert standings(festival, sent) == [Verdict.ACCEPTED, Verdict.ACCEPTED]


def test_a_count_of_a_tag_that_two_boxes_took_down_pays_nobody(festival):
    sent = pictures(festival, "CUP-1")
    take_down(festival)
    festival.box("west").say("empty", "", "22:10", code="-", bag="0001")

    settled = count(festival, 1)

    assert settled.released == 0
    assert standings(festival, sent) == [Verdict.HELD]


def test_a_tag_that_is_scanned_twice_as_its_bag_is_taken_down_is_of_one_bag(festival):
    sent = pictures(festival, "CUP-1")
    take_down(festival)
    take_down(festival, at="22:01")

    count(festival, 1)

    assert standings(festival, sent) == [Verdict.ACCEPTED]


def test_a_picture_of_what_a_person_refused_is_not_paid_by_a_count(core):
    festival = Festival(core, unseen_per_period_max=0)
    [picture] = pictures(festival, "CUP-1")
    shown = festival.box("east").take("CUP-1", "20:30")
    with festival.core.database.transaction() as session:
        refuse(session, festival.organisation_id, [shown.id], by="desk", now=festival.now)
    take_down(festival)

    settled = count(festival, 5)

    assert (settled.released, festival.money_out()) == (0, 0)
    assert festival.standing(picture) != Verdict.ACCEPTED


def test_a_count_pays_holders_of_what_a_stall_says_it_took_back_and_the_stall_answers_for_it(festival):
    for n in range(8):
        festival.stall().issue(f"CUP-{n}", "19:00")
        festival.stall().take(f"CUP-{n}", "19:15")
    east = festival.box("east")
    held = [east.take(f"CUP-{n}", "20:00") for n in range(8)]
    by_themselves = standings(festival, held).count(Verdict.ACCEPTED)
    take_down(festival)

    count(festival, 8)

    assert by_themselves == 3
    assert standings(festival, held) == [Verdict.ACCEPTED] * 8
    assert festival.total(AccountKind.DISPUTED) == -8 * 500


def test_a_return_that_was_undone_is_no_wash_of_its_container_the_next_day(festival):
    """The undo waits in the outbox while another stall fills the cup and its bag is counted; the next day's scans are folded
    from that stall's issue on."""
    festival.stall("soup").issue("CUP-1", "19:00")
    festival.stall("soup").issue("CUP-2", "19:00")
    east = festival.box("east")
    undone = east.take("CUP-1", "20:00")
    undo = east.scan("undo", "CUP-1", "20:01", undoes=undone.id, told="accepted")
    east.take("CUP-2", "20:30")
    take_down(festival)
    festival.stall("grill").issue("CUP-1", "22:30")
    count(festival, 2)
    east.send(undo)
    before = festival.total(AccountKind.VENDOR)

    festival.stall("soup").say("refill", "CUP-1", "2 12:00")

    assert festival.total(AccountKind.VENDOR) == before
    assert not [finding for finding in audit(festival.core) if finding.ok is False]


def test_a_full_bag_whose_settling_was_cut_off_is_finished_by_the_worker_though_nothing_waits(festival):
    east = festival.box("east")
    east.take("CUP-1", "20:00")
    take_down(festival)
    festival.wash().say("count", "", "23:00", code=festival.type_code("cup"), bag="0001", quantity=1)

    settle_counted_bags(festival.core, festival.now)

    assert festival.container("CUP-1").state == ContainerState.IN_STOCK


def test_a_full_bag_that_a_refused_return_was_claimed_into_says_nothing_of_a_container_that_is_out(festival):
    """A picture of a cup on a stall's shelf is refused, the cup is handed out, and the bag is counted the next morning."""
    [sent] = pictures(festival, "CUP-1", at="18:00")
    with festival.core.database.transaction() as session:
        refuse(session, festival.organisation_id, [sent.id], by="desk", now=festival.now)
    festival.stall("soup").issue("CUP-1", "19:00")
    take_down(festival)

    count(festival, 1, at="2 08:00")

    assert festival.container("CUP-1").state == ContainerState.ISSUED
    assert not [finding for finding in audit(festival.core) if finding.ok is False]
