"""Vouchers taken at a stall without network: the vendor is credited, and what was used twice is a booked loss."""

from uuid import UUID

import pytest
from sqlalchemy import text

from pantbox.clock import new_id
from pantbox.ledger.accounts import AccountKind
from pantbox.ledger.balances import balances
from pantbox.refunds.redeeming_offline import Split, split
from tests.api.town import CUP_ORE, Town


@pytest.fixture
def town(town: Town) -> Town:
    """A town whose stalls may take 10 kr. of one voucher without network."""
    with town.core.database.transaction() as session:
        session.execute(text("UPDATE event SET offline_redeem_ore = 1000"))
    return town


def taken(town: Town, code: str, ore: int, by: str = "soup", taken_id: UUID | None = None):
    told = {"id": str(taken_id or new_id()), "code": code, "amount_ore": ore, "at": town.time.now.isoformat()}
    answer = town.post("/redemptions", {"redemptions": [told]}, by)
    assert answer.status_code == 200, answer.text
    return answer.json["results"][0]


def balance(town: Town, kind: AccountKind, of: str) -> int:
    with town.core.database.reading() as session:
        told = balances(session.connection(), town.event_id)
    return sum(ore for key, ore in told.items() if (key.kind, key.of) == (kind, of))


@pytest.mark.parametrize(
    ("amount", "on_it", "allowed", "parts"),
    [
        (500, 500, 1000, Split(500, 0, 0)),
        (500, 200, 1000, Split(200, 300, 0)),
        (500, 0, 1000, Split(0, 500, 0)),
        (500, 0, 0, Split(0, 0, 500)),
        (500, 0, -200, Split(0, 0, 500)),
        (1500, 200, 1000, Split(200, 800, 500)),
        (1500, 1500, 0, Split(1500, 0, 0)),
    ],
)
def test_what_is_on_it_pays_first_and_what_is_missing_is_lost_up_to_the_limit(
    amount, on_it, allowed, parts
) -> None:
    assert split(amount, on_it, allowed) == parts


def test_a_voucher_taken_without_network_is_credited_to_the_stall_once(town: Town) -> None:
    code, taken_id = town.voucher(), new_id()

    first = taken(town, code, CUP_ORE, taken_id=taken_id)
    again = taken(town, code, CUP_ORE, taken_id=taken_id)

    assert first == again
    assert (first["outcome"], first["amount_ore"], first["lost_ore"]) == ("credited", CUP_ORE, 0)
    assert town.get(f"/vouchers/{code}").json["left_ore"] == 0


def test_one_voucher_taken_at_two_stalls_is_a_booked_loss(town: Town) -> None:
    code = town.voucher()

    soup, grill = (taken(town, code, CUP_ORE, by) for by in ("soup", "grill"))

    assert [(one["outcome"], one["lost_ore"]) for one in (soup, grill)] == [
        ("credited", 0),
        ("credited", CUP_ORE),
    ]
    assert balance(town, AccountKind.LOSS, "redeemed_twice") == -CUP_ORE


def test_used_up_online_meanwhile_is_a_loss_too(town: Town) -> None:
    code = town.voucher()
    town.pay(f"/vouchers/{code}/redeem", {}, "grill")

    assert taken(town, code, CUP_ORE)["lost_ore"] == CUP_ORE


def test_a_stall_is_not_credited_more_than_the_event_allows(town: Town) -> None:
    code = town.voucher()

    first = taken(town, code, 800)
    second = taken(town, code, 800)

    assert (first["amount_ore"], first["lost_ore"]) == (800, 300)
    assert (second["outcome"], second["amount_ore"]) == ("short", 200)


@pytest.mark.parametrize(
    ("by", "code", "reason"),
    [("soup", "VZZZZZZZZZZZZZZZZ", "bearer_unknown"), ("east", None, "station_may_not")],
)
def test_what_is_refused_books_nothing_and_fails_no_other(
    town: Town, by: str, code: str | None, reason: str
) -> None:
    good = town.voucher()

    refused = taken(town, code or good, CUP_ORE, by)

    assert (refused["outcome"], refused["reason"]) == ("rejected", reason)
    assert town.get(f"/vouchers/{good}").json["left_ore"] == CUP_ORE


def test_an_id_used_for_something_else_is_refused(town: Town) -> None:
    code, taken_id = town.voucher(), new_id()
    taken(town, code, 300, taken_id=taken_id)

    assert taken(town, code, 200, taken_id=taken_id)["reason"] == "id_reused"
