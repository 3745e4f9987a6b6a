"""What guests were paid and gave away, and what a vendor took as payment: report and account after real payouts."""

from uuid import UUID

import pytest

from pantbox.circulation.scan import Verdict
from pantbox.clock import new_id
from pantbox.core import Core
from pantbox.places.events import Rail
from pantbox.places.stations import Station
from pantbox.refunds.bearers import redeem
from pantbox.refunds.claims import claim_of
from pantbox.refunds.refund import Part, Payer, RefundView, pay_out
from pantbox.reports.event_report import event_report
from pantbox.reports.model import EventReport
from pantbox.reports.vendor_account import VendorAccount, vendor_account
from tests.support.festival import Festival, Place


@pytest.fixture
def festival(core: Core) -> Festival:
    """A festival with two causes."""
    return Festival(core, causes=[{"key": "kids", "name": "Børn"}, {"key": "trees", "name": "Træer"}])


def brought_back(festival: Festival, *things: str) -> UUID:
    """A guest's visit with these things, handed out by the soup stall before."""
    guest = new_id()
    for thing in things:
        festival.stall("soup").issue(thing, at="12:00")
        answer = festival.box("east").take(thing, at="13:00", visit_id=guest)
        assert answer.verdict is Verdict.ACCEPTED
    return guest


def paid(festival: Festival, visit_id: UUID, *parts: Part, at: Place | None = None) -> list[RefundView]:
    """A visit's money by these ways."""
    keys, payer = festival.core.keys, Payer(at.station_id, at.device_id) if at else Payer()
    with festival.core.database.transaction() as session:
        return pay_out(
            session, keys, visit_id=visit_id, claim=claim_of(keys, visit_id), parts=parts,
            idempotency_key=str(new_id()), payer=payer, now=festival.now,
        )  # fmt: skip


def spend(festival: Festival, code: str | None, at: Place, amount_ore: int) -> None:
    """Part of a voucher."""
    assert code
    with festival.core.database.transaction() as session:
        redeem(
            session, festival.core.keys, code, station_id=at.station_id, amount_ore=amount_ore,
            idempotency_key=str(new_id()), now=festival.now,
        )  # fmt: skip


def report_of(festival: Festival) -> EventReport:
    """The event's report now."""
    with festival.core.database.reading() as session:
        return event_report(session.connection(), festival.event_id, festival.now)


def account_of(festival: Festival, stall: str) -> VendorAccount:
    """The account of the vendor who has this stall."""
    with festival.core.database.reading() as session:
        vendor_id = session.get_one(Station, festival.stall(stall).station_id).vendor_id
        assert vendor_id
        return vendor_account(session.connection(), vendor_id)


def test_money_paid_given_away_and_not_asked_for_stands_apart(festival: Festival) -> None:
    giver = brought_back(festival, "CUP-1", "CUP-2", "bowl-1")
    (voucher, _gift) = paid(festival, giver, Part(Rail.VOUCHER, 1_500), Part(Rail.DONATION, 500, to="trees"))
    paid(festival, brought_back(festival, "bowl-2"), Part(Rail.CASH, 1_000), at=festival.desk())
    brought_back(festival, "CUP-3")

    spend(festival, voucher.code, festival.stall("soup"), 900)

    money = report_of(festival).money
    assert money.collected_ore == 3 * 500 + 2 * 1_000
    assert (money.refunded_ore, money.donated_ore, money.payable_ore) == (2_500, 500, 500)
    assert money.donated_by_cause == {"trees": 500}
    assert (money.held_ore, money.vouchers_out_ore) == (0, 600)
    assert sum(money.balances.values()) == 0


def test_spending_a_voucher_refunds_nobody_a_second_time(festival: Festival) -> None:
    (voucher,) = paid(festival, brought_back(festival, "bowl-1"), Part(Rail.VOUCHER, 1_000))
    before = report_of(festival).money.refunded_ore

    spend(festival, voucher.code, festival.stall("soup"), 400)
    spend(festival, voucher.code, festival.desk(), 600)

    assert report_of(festival).money.refunded_ore == before == 1_000


def test_donating_guests_are_counted_once_however_often_they_give(festival: Festival) -> None:
    giver = brought_back(festival, "CUP-1", "CUP-2")
    paid(festival, giver, Part(Rail.DONATION, 300, to="kids"))
    paid(festival, giver, Part(Rail.DONATION, 200, to="trees"))
    for cup in ("CUP-3", "CUP-4", "CUP-5"):
        brought_back(festival, cup)

    guests = report_of(festival).guests

    assert guests.visits == 4
    assert (guests.donating.count, guests.donating.n, guests.donating.value) == (1, 4, 0.25)


def test_a_vendor_owes_deposits_less_what_was_paid_with_and_taken_back(festival: Festival) -> None:
    soup, grill = festival.stall("soup"), festival.stall("grill")
    (voucher,) = paid(festival, brought_back(festival, "bowl-1", "CUP-1"), Part(Rail.VOUCHER, 1_500))
    spend(festival, voucher.code, soup, 600)
    spend(festival, voucher.code, soup, 100)
    spend(festival, voucher.code, grill, 500)
    soup.issue("CUP-2", at="14:00")
    soup.take("CUP-2", at="14:30")

    at_soup, at_grill = account_of(festival, "soup").total, account_of(festival, "grill").total

    assert (at_soup.issued, at_soup.issued_ore) == (3, 2_000)
    assert (at_soup.redeemed, at_soup.redeemed_ore) == (2, 700)
    assert (at_soup.taken_back, at_soup.taken_back_ore) == (1, 500)
    assert at_soup.owed_ore == 2_000 - 700 - 500
    assert (at_grill.issued, at_grill.redeemed_ore, at_grill.owed_ore) == (0, 500, -500)
