"""Who held a container after a stall had its deposit is paid; who bears it is decided once, by somebody."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy import select

from pantbox.audit import audit
from pantbox.circulation.contested import ClaimKind, contested
from pantbox.circulation.disputes import disputes, settle_dispute
from pantbox.clock import new_id
from pantbox.errors import Conflict, NotFound, PantboxError
from pantbox.ledger.accounts import AccountKind
from pantbox.ledger.postings import Against
from pantbox.places.log import By
from pantbox.places.organisations import LogEntry
from tests.support.festival import moment

CLI = By(details=(("by", "cli"),))


def disputed(festival):
    """A cup that one stall handed out, another took back, and a box was given after that. The box's answer."""
    festival.stall("soup").issue("CUP-1", at="20:00")
    festival.stall("grill").take("CUP-1", at="20:30")
    return festival.box("east").take("CUP-1", at="21:00")


def shown(festival, **more):
    with festival.core.database.transaction(festival.organisation_id) as session:
        return list(disputes(session, festival.event_id, **more))


def settle(festival, dispute_id, against=Against.STALL, *, organisation_id=None, event_id=None):
    ours = organisation_id or festival.organisation_id
    return festival.core.database.retrying(
        lambda session: settle_dispute(
            session, ours, event_id or festival.event_id, dispute_id, against, CLI, moment("22:00")
        ),
        ours,
    )


def refused(festival, dispute_id, **more):
    with pytest.raises(PantboxError) as error:
        settle(festival, dispute_id, **more)
    return error.value.code


def of(festival, kind):
    return sum(ore for (found, _of), ore in festival.balances().items() if found is kind)


def broken(festival):
    return [one.name for one in audit(festival.core, festival.event_id) if one.ok is False]


def test_a_holder_paid_after_a_stall_is_shown_with_both_sides(festival):
    paid = disputed(festival)

    (one,) = shown(festival)
    assert (one.id, one.amount_ore, one.settled) == (paid.id, 500, None)
    assert (one.stall.station_id, one.stall.kind, one.stall.at) == (
        festival.stall("grill").station_id, ClaimKind.STALL, moment("20:30"),
    )  # fmt: skip
    assert (one.holder.station_id, one.holder.kind, one.holder.device_id) == (
        festival.box("east").station_id, ClaimKind.BOX, festival.box("east").device_id,
    )  # fmt: skip
    assert of(festival, AccountKind.DISPUTED) == -500
    with festival.core.database.transaction() as session:
        assert contested(session, festival.event_id) == []


def test_decided_against_the_stall_its_vendor_owes_the_payment(festival):
    paid = disputed(festival)
    owed_before = of(festival, AccountKind.VENDOR)

    done = settle(festival, paid.id, Against.STALL)

    assert done.settled is Against.STALL
    assert of(festival, AccountKind.DISPUTED) == 0
    assert of(festival, AccountKind.VENDOR) == owed_before - 500
    assert of(festival, AccountKind.LOSS) == 0
    assert broken(festival) == []


def test_decided_against_the_scheme_it_is_a_loss_and_the_vendor_owes_what_it_owed(festival):
    paid = disputed(festival)
    owed_before = of(festival, AccountKind.VENDOR)

    settle(festival, paid.id, Against.SCHEME)

    assert (of(festival, AccountKind.DISPUTED), of(festival, AccountKind.LOSS)) == (0, -500)
    assert of(festival, AccountKind.VENDOR) == owed_before
    assert broken(festival) == []


def test_a_decision_says_who_when_and_how_in_row_and_log(festival):
    paid = disputed(festival)

    settle(festival, paid.id, Against.SCHEME)

    (one,) = shown(festival)
    assert (one.settled, one.settled_at, one.settled_by) == (Against.SCHEME, moment("22:00"), "by cli")
    assert shown(festival, undecided=True) == []
    with festival.core.database.transaction(festival.organisation_id) as session:
        (entry,) = session.scalars(select(LogEntry).where(LogEntry.what.startswith("dispute_")))
        assert entry.what == "dispute_against_scheme"
        assert (entry.details["before"], entry.details["after"]) == ("undecided", "scheme")
        assert entry.details["amount_ore"] == 500


def test_the_first_decision_stands_and_the_second_is_told_so(festival):
    paid = disputed(festival)
    settle(festival, paid.id, Against.SCHEME)
    before = festival.balances()

    assert refused(festival, paid.id, against=Against.STALL) == "dispute_settled"
    assert festival.balances() == before
    assert shown(festival)[0].settled is Against.SCHEME


def test_of_many_decisions_at_once_one_is_booked(festival):
    paid = disputed(festival)

    def decide(number):
        try:
            settle(festival, paid.id, (Against.STALL, Against.SCHEME)[number % 2])
        except Conflict as error:
            return error.code
        return "decided"

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(decide, range(6)))

    assert sorted(told) == ["decided"] + ["dispute_settled"] * 5
    assert of(festival, AccountKind.DISPUTED) == 0
    assert broken(festival) == []


def test_what_is_no_second_payment_against_a_stall_of_ours_cannot_be_decided(festival):
    paid = disputed(festival)
    festival.stall("soup").issue("CUP-2", at="21:10")
    single = festival.box("east").take("CUP-2", at="21:20")
    before = festival.balances()

    assert refused(festival, new_id()) == "dispute_unknown"
    assert refused(festival, uuid4()) == "dispute_unknown"
    assert refused(festival, single.id) == "dispute_unknown"
    assert refused(festival, paid.id, event_id=festival.event_id + 1_000) == "dispute_unknown"
    assert refused(festival, paid.id, organisation_id=festival.organisation_id + 1_000) == "dispute_unknown"
    assert festival.balances() == before


def test_a_loss_to_a_picture_is_contested_and_no_dispute(festival):
    visit = festival.phone_visit("east")
    festival.stall("soup").issue("CUP-1", at="20:00")
    festival.phone("east", visit).say("return", "CUP-1", at="20:30")
    second = festival.box("west").take("CUP-1", at="21:00")

    assert shown(festival) == []
    with festival.core.database.transaction() as session:
        assert [one.paid_twice for one in contested(session, festival.event_id)] == [True]
    assert refused(festival, second.id) == "dispute_unknown"


def test_a_dispute_ends_by_itself_when_the_stall_undoes_its_claim(festival):
    festival.stall("soup").issue("CUP-1", at="20:00")
    taken = festival.stall("grill").take("CUP-1", at="20:30")
    paid = festival.box("east").take("CUP-1", at="21:00")

    festival.stall("grill").undo(taken, "CUP-1", at="21:10")

    assert of(festival, AccountKind.DISPUTED) == 0
    assert shown(festival) == []
    with pytest.raises(NotFound):
        settle(festival, paid.id)
    assert broken(festival) == []


def test_a_decision_against_the_stall_is_given_back_when_it_undoes_its_claim_afterwards(festival):
    festival.stall("soup").issue("CUP-1", at="20:00")
    taken = festival.stall("grill").take("CUP-1", at="20:30")
    paid = festival.box("east").take("CUP-1", at="21:00")
    settle(festival, paid.id, Against.STALL)

    festival.stall("grill").undo(taken, "CUP-1", at="22:10")

    assert of(festival, AccountKind.DISPUTED) == 0
    assert of(festival, AccountKind.VENDOR) == -500
    assert broken(festival) == []
