"""Whose money a return is, and that a scan which comes late pays no visit twice and no phone beyond its bound."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from pantbox.audit import audit
from pantbox.circulation import judge
from pantbox.circulation.scan import Reason, Verdict
from pantbox.circulation.tables import ScanRow, VisitRow
from pantbox.clock import new_id
from pantbox.ledger.accounts import AccountKind
from pantbox.places.events import Event, Rail
from pantbox.places.setup import change_terms
from pantbox.refunds.claims import claim_of
from pantbox.refunds.refund import Part, Payer, pay_out
from tests.support.festival import Festival, moment


def told(answer):
    return answer.verdict, answer.reason


def pay(festival: Festival, visit_id: UUID, amount_ore: int) -> None:
    """Pay so much of a visit as a voucher."""
    keys = festival.core.keys
    with festival.core.database.transaction() as session:
        pay_out(
            session, keys, visit_id=visit_id, claim=claim_of(keys, visit_id), parts=[Part(Rail.VOUCHER, amount_ore)],
            idempotency_key=str(new_id()), payer=Payer(), now=festival.now,
        )  # fmt: skip


def purse(festival: Festival, visit_id: UUID) -> tuple[int, int]:
    """What a visit was credited, and what of it was paid."""
    with festival.core.database.transaction() as session:
        visit = session.get_one(VisitRow, visit_id)
        return visit.credited_ore, visit.paid_ore


def cups_cost(festival: Festival, ore: int, at: str) -> None:
    """From `at` on, the second version of the prices."""
    with festival.core.database.transaction() as session:
        deposits = {festival.types["cup"]: ore, festival.types["bowl"]: 1_000}
        change_terms(session, session.get_one(Event, festival.event_id), deposits, moment(at))


def lies(festival: Festival) -> list[Any]:
    return [finding for finding in audit(festival.core) if finding.ok is False]


@pytest.mark.parametrize("paid_ore", [0, 300, 500])
def test_a_late_issue_at_a_higher_price_pays_only_the_difference_more(festival, paid_ore):
    soup, guest = festival.stall("soup").offline(), new_id()
    cups_cost(festival, 800, at="12:00")
    soup.issue("CUP-1", at="20:00", terms=2)
    festival.box("east").take("CUP-1", at="21:00", visit_id=guest, terms=1)
    if paid_ore:
        pay(festival, guest, paid_ore)

    soup.back_online()

    assert purse(festival, guest) == (800, paid_ore)
    assert festival.total(AccountKind.LOSS) == 0
    assert lies(festival) == []


@pytest.mark.parametrize("paid_ore", [0, 600, 800])
def test_a_late_issue_at_a_lower_price_takes_nothing_back_that_was_told(festival, paid_ore):
    soup, guest = festival.stall("soup").offline(), new_id()
    cups_cost(festival, 800, at="12:00")
    soup.issue("CUP-1", at="20:00", terms=1)
    festival.box("east").take("CUP-1", at="21:00", visit_id=guest)
    if paid_ore:
        pay(festival, guest, paid_ore)

    soup.back_online()

    assert purse(festival, guest) == (800, paid_ore)
    assert festival.total(AccountKind.UNSEEN) == -300
    assert festival.total(AccountKind.LOSS) == festival.total(AccountKind.HELD) == 0
    assert lies(festival) == []


def test_a_phones_double_is_paid_within_its_bound_when_a_late_issue_makes_it_the_first(festival):
    soup, grill = festival.stall("soup"), festival.stall("grill").offline()
    guest = festival.phone_visit("sign")
    for n in range(5):
        soup.issue(f"CUP-{n}", at="18:00")
        festival.box("east").take(f"CUP-{n}", at="19:00")
        grill.issue(f"CUP-{n}", at="20:00")
    pictures = [festival.phone("sign", guest).say("return", f"CUP-{n}", at="20:30") for n in range(5)]

    grill.back_online()

    assert {told(picture) for picture in pictures} == {(Verdict.REJECTED, Reason.ALREADY_RETURNED)}
    assert sorted(festival.standing(picture) for picture in pictures) == [Verdict.ACCEPTED] * 4 + [
        Verdict.HELD
    ]
    assert purse(festival, guest) == (2_000, 0)
    assert lies(festival) == []


def test_a_return_of_a_type_is_refused_and_is_of_nobodys_visit(festival):
    guest = new_id()
    festival.box("east").take("CUP-1", at="21:00", visit_id=guest)

    answer = festival.box("west").say(
        "return", "cup", at="21:05", visit_id=guest, code=festival.type_code("cup")
    )

    assert told(answer) == (Verdict.REJECTED, Reason.STATION_MAY_NOT)
    with festival.core.database.transaction() as session:
        assert session.scalar(select(ScanRow.visit_id).where(ScanRow.id == answer.id)) is None


def test_a_phone_with_a_picture_stops_no_stall(festival, monkeypatch):
    monkeypatch.setattr(judge, "WINDOW_SCANS_MAX", 8)
    monkeypatch.setattr(judge, "PHONE_WINDOW_SCANS_MAX", 4)
    phone = festival.phone("sign", festival.phone_visit("sign"))
    answers = phone.send(*[phone.scan("return", "CUP-1", "20:00") for _ in range(10)])

    issue = festival.stall("soup").issue("CUP-1", at="20:01")

    assert [answer.reason for answer in answers[4:]] == [Reason.LIMIT_REACHED] * 6
    assert told(issue) == (Verdict.ACCEPTED, None)
