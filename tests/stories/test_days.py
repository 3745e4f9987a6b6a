"""Days as they go: each story ends, and after each of its steps stands, with an audit that finds nothing wrong."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from pantbox.audit import audit
from pantbox.circulation.contested import contested
from pantbox.circulation.forfeits import close_event
from pantbox.circulation.holds import release, waiting
from pantbox.circulation.scan import Reason, Verdict
from pantbox.clock import new_id
from pantbox.ledger.accounts import AccountKind
from pantbox.places.events import Event, Rail
from pantbox.refunds.bearers import redeem
from pantbox.refunds.claims import claim_of
from pantbox.refunds.refund import Part, Payer, RefundView, pay_out
from pantbox.reports.event_report import event_report
from tests.support.festival import Festival, Place, moment

Proven = Callable[[], None]


@pytest.fixture
def proven(festival: Festival) -> Proven:
    def prove() -> None:
        assert [finding for finding in audit(festival.core) if finding.ok is False] == []

    return prove


def pay(festival: Festival, visit_id: UUID, *parts: Part, at: Place | None = None) -> list[RefundView]:
    keys = festival.core.keys
    payer = Payer(at.station_id, at.device_id) if at else Payer()
    with festival.core.database.transaction() as session:
        return pay_out(
            session, keys, visit_id=visit_id, claim=claim_of(keys, visit_id), parts=parts,
            idempotency_key=str(new_id()), payer=payer, now=festival.now,
        )  # fmt: skip


def spend(festival: Festival, code: str, at: Place, amount_ore: int | None = None) -> Any:
    with festival.core.database.transaction() as session:
        return redeem(
            session, festival.core.keys, code, station_id=at.station_id, amount_ore=amount_ore,
            idempotency_key=str(new_id()), now=festival.now,
        )  # fmt: skip


def report_of(festival: Festival) -> Any:
    with festival.core.database.reading() as session:
        return event_report(session.connection(), festival.event_id, festival.now)


def test_a_bowl_goes_round_and_its_deposit_buys_soup(festival, proven):
    soup, box, guest = festival.stall("soup"), festival.box("east"), new_id()
    soup.issue("bowl-1", at="12:00")
    proven()
    assert box.take("bowl-1", at="12:40", visit_id=guest).deposit_ore == 1_000
    proven()

    (voucher,) = pay(festival, guest, Part(Rail.VOUCHER, 1_000))
    spend(festival, voucher.code, soup, 600)
    spend(festival, voucher.code, festival.desk())

    proven()
    festival.wash().say("wash", "bowl-1", at="23:00")
    proven()
    assert report_of(festival).rate.share.count == 1
    assert festival.total(AccountKind.VOUCHERS) == 0
    assert festival.total(AccountKind.VENDOR) == -400  # owes 1,000 of the deposit, is owed 600 of the voucher


def test_half_is_given_away_and_half_is_paid_at_the_desk(festival, proven):
    guest = new_id()
    festival.change(Event, festival.event_id, causes=[{"key": "kids", "name": "Børn"}])
    for cup, at in (("CUP-1", "12:00"), ("CUP-2", "12:01")):
        festival.stall().issue(cup, at=at)
        festival.box("east").take(cup, at="13:00", visit_id=guest)

    pay(festival, guest, Part(Rail.DONATION, 500, to="kids"))
    proven()
    pay(festival, guest, Part(Rail.CASH, 500), at=festival.desk())

    proven()
    assert festival.total(AccountKind.DONATIONS) == 500
    assert festival.total(AccountKind.CASH) == 500


def test_a_stall_forgets_and_remembers(festival, proven):
    forgetful = festival.stall("soup").offline()
    forgetful.issue("CUP-1", at="12:00")

    told = festival.box("east").take("CUP-1", at="13:00")
    proven()
    forgetful.back_online(at="18:00")

    proven()
    assert (told.verdict, told.reason) == (Verdict.ACCEPTED, Reason.ISSUE_UNSEEN)
    assert festival.money_out() == 500
    assert festival.total(AccountKind.UNSEEN) == 0
    assert report_of(festival).scan_coverage == 1.0


def test_a_cup_two_boxes_took_while_offline_is_refunded_once(festival, proven):
    festival.stall("soup").issue("CUP-1", at="20:00")
    east, west = festival.box("east").offline(), festival.box("west").offline()
    east.take("CUP-1", at="21:04")
    west.take("CUP-1", at="21:05")

    west.back_online(at="22:00")
    proven()
    east.back_online(at="22:10")

    proven()
    assert festival.money_out() == 500
    with festival.core.database.reading() as session:
        (shown,) = contested(session, festival.event_id)
    assert {shown.paid.station_id, shown.other.station_id} == {
        festival.box("east").station_id,
        festival.box("west").station_id,
    }


def test_a_thief_with_photographs_is_paid_for_few_and_three_holders_at_once_and_the_rest_wait_for_the_count(
    festival, proven
):
    cups = [f"CUP-{number}" for number in range(6)]
    for cup in cups:
        festival.stall("soup").issue(cup, at="18:00")
    thief = festival.phone_visit("sign")
    phone = festival.phone("sign", thief)

    told = [phone.say("return", cup, at="18:30").verdict for cup in cups]
    proven()
    holders = [festival.box("east").take(cup, at="19:00").verdict for cup in cups]

    proven()
    assert told == [Verdict.ACCEPTED] * 4 + [Verdict.HELD] * 2
    assert holders == [Verdict.ACCEPTED] * 3 + [Verdict.HELD] + [Verdict.ACCEPTED] * 2
    assert festival.total(AccountKind.LOSS) == -3 * 500


def test_a_collector_is_no_thief_the_desk_lets_the_rest_pay(festival, proven):
    guest = new_id()
    told = [
        festival.box("east").take(f"CUP-{number}", at="23:00", visit_id=guest).verdict for number in range(9)
    ]
    proven()

    with festival.core.database.transaction() as session:
        waits = [one.scan_id for one in waiting(session, festival.event_id)]
        release(session, festival.organisation_id, waits, by="desk", now=festival.now)

    proven()
    assert told == [Verdict.ACCEPTED] * 6 + [Verdict.HELD] * 3
    assert festival.money_out() == 9 * 500


def test_the_poster_s_date_passes_and_a_late_guest_still_comes(festival, proven):
    festival.stall().issue("CUP-1", at="12:00")
    festival.stall().issue("CUP-2", at="12:00")

    assert close_event(festival.core, festival.event_id, moment("12 00:00")) == 2
    proven()
    festival.box("east").take("CUP-1", at="12 12:00")

    proven()
    assert festival.money_out() == festival.total(AccountKind.UNCLAIMED) == 500
