"""Vouchers taken at a stall without network: the vendor is credited, and what was used twice is a loss within bounds."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pantbox.audit import audit
from pantbox.clock import new_id
from pantbox.ledger.accounts import AccountKind
from pantbox.ledger.balances import balances
from tests.api.offline_cases import AT, CASES, Case, Stall
from tests.api.town import CUP_ORE, Town


@pytest.fixture
def stall(town: Town) -> Stall:
    """A stall that may take 10 kr. of one voucher without network."""
    return Stall(town)


def lost_ore(town: Town) -> int:
    """What the scheme has lost by vouchers used twice."""
    with town.core.database.reading() as session:
        told = balances(session.connection(), town.event_id)
    return -sum(
        ore for key, ore in told.items() if (key.kind, key.of) == (AccountKind.LOSS, "redeemed_twice")
    )


def owed_ore(town: Town, stall: str) -> int:
    """What the scheme owes a stall's vendor."""
    with town.core.database.reading() as session:
        told = balances(session.connection(), town.event_id)
    of = str(town.stations[stall])
    return sum(ore for key, ore in told.items() if (key.kind, key.of) == (AccountKind.VENDOR, of))


def failures(town: Town) -> list[str]:
    return [one.name for one in audit(town.core, town.event_id) if one.ok is False]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_case_of_the_table_through_the_api(stall: Stall, case: Case) -> None:
    case.happens(stall)
    lost_before = lost_ore(stall.town)

    told = stall.takes("soup", stall.amount_ore)

    assert (told["amount_ore"], told["lost_ore"], told["reason"]) == (
        case.credited_ore,
        case.lost_ore,
        case.short,
    )
    assert told["outcome"] == ("short" if case.short else "credited")
    assert lost_ore(stall.town) - lost_before == case.lost_ore
    assert failures(stall.town) == []


def test_told_again_it_is_found_as_it_was(stall: Stall) -> None:
    taken = {"id": str(new_id()), "code": stall.voucher, "amount_ore": CUP_ORE, "at": AT.isoformat()}

    answers = [stall.town.post("/redemptions", {"redemptions": [taken]}, "soup").json for _ in range(2)]

    assert answers[0] == answers[1]
    assert answers[0]["results"][0]["outcome"] == "credited"
    assert stall.town.get(f"/vouchers/{stall.voucher}").json["left_ore"] == 0


def test_a_stall_whose_clock_is_ahead_of_the_servers_loses_nothing(stall: Stall) -> None:
    stall.redeems("grill")
    stall.answered(-3600)
    stall.town.time.later(seconds=2)
    at = AT.isoformat()
    taken = {"id": str(new_id()), "code": stall.voucher, "amount_ore": CUP_ORE, "at": at, "failed_at": at}

    [told] = stall.town.post("/redemptions", {"redemptions": [taken]}, "soup").json["results"]

    assert (told["outcome"], told["lost_ore"]) == ("credited", CUP_ORE)


def test_money_that_comes_onto_a_slip_later_pays_the_stall_that_took_it(stall: Stall) -> None:
    stall.is_the_slip()
    town, owed_before = stall.town, owed_ore(stall.town, "grill")
    told = stall.takes("grill")
    visit = town.visit(cups=2)
    part = {"rail": "slip", "amount_ore": 2 * CUP_ORE, "to": stall.slip}

    town.pay(f"/visits/{visit['id']}/refund", {"claim": visit["claim"], "parts": [part]})

    assert (told["outcome"], told["amount_ore"], told["waits_ore"]) == ("short", 0, CUP_ORE)
    assert owed_ore(town, "grill") - owed_before == CUP_ORE
    assert town.get(f"/slips/{stall.slip}").json["left_ore"] == CUP_ORE
    assert lost_ore(town) == 0
    assert failures(town) == []


def test_asked_again_a_stall_hears_what_came_since(stall: Stall) -> None:
    town = stall.town
    taken = {"id": str(new_id()), "code": stall.slip, "amount_ore": CUP_ORE, "at": AT.isoformat()}
    town.post("/redemptions", {"redemptions": [taken]}, "grill")
    visit = town.visit()
    part = {"rail": "slip", "amount_ore": CUP_ORE, "to": stall.slip}
    town.pay(f"/visits/{visit['id']}/refund", {"claim": visit["claim"], "parts": [part]})

    [told] = town.post("/redemptions", {"redemptions": [taken]}, "grill").json["results"]

    assert (told["outcome"], told["amount_ore"], told["waits_ore"], told["reason"]) == (
        "credited", CUP_ORE, 0, None,
    )  # fmt: skip


@pytest.mark.parametrize(("minutes", "credited_ore"), [(30, 2000), (-30, 1000)])
def test_what_was_taken_while_the_limit_was_looser_is_within_it_when_it_comes_in_later(
    stall: Stall, minutes: int, credited_ore: int
) -> None:
    town, path = stall.town, f"/events/{stall.town.event_id}/continuity"
    stall.code = town.voucher(cups=3)
    stall.redeems("grill", 1000)
    stall.wait_until(AT - timedelta(minutes=1) if minutes > 0 else AT + timedelta(minutes=1))
    assert town.post(path, {"reason": "network"}, "setup:write").status_code == 200
    stall.wait_until(AT + timedelta(minutes=30))
    assert town.ask("DELETE", path, "setup:write").status_code in (200, 204)

    told = stall.takes("soup", 2000)

    assert told["amount_ore"] == credited_ore


def test_a_try_that_arrives_after_it_was_handed_in_takes_nothing(stall: Stall) -> None:
    stall.more |= {"tried": "a-late-try", "failed_at": AT.isoformat()}
    stall.takes("soup", 300)

    late = stall.town.pay(f"/vouchers/{stall.voucher}/redeem", {"amount_ore": 300}, "soup", key="a-late-try")

    assert late.status_code == 409
    assert stall.town.get(f"/vouchers/{stall.voucher}").json["left_ore"] == 200


@pytest.mark.parametrize(
    ("by", "code", "ore", "reason"),
    [
        ("soup", "VZZZZZZZZZZZZZZZZ", CUP_ORE, "bearer_unknown"),
        ("east", None, CUP_ORE, "station_may_not"),
        ("soup", None, 25, "amount_not_in_coins"),
    ],
)
def test_what_is_refused_books_nothing_and_fails_no_other(
    stall: Stall, by: str, code: str | None, ore: int, reason: str
) -> None:
    good = stall.code
    stall.code = code or good

    refused = stall.takes(by, ore)

    assert (refused["outcome"], refused["reason"]) == ("rejected", reason)
    assert stall.town.get(f"/vouchers/{good}").json["left_ore"] == CUP_ORE


def test_an_id_used_for_something_else_is_refused(stall: Stall) -> None:
    taken = {"id": str(new_id()), "code": stall.voucher, "at": AT.isoformat()}
    stall.town.post("/redemptions", {"redemptions": [taken | {"amount_ore": 300}]}, "soup")

    answer = stall.town.post("/redemptions", {"redemptions": [taken | {"amount_ore": 200}]}, "soup")

    assert answer.json["results"][0]["reason"] == "id_reused"


def test_an_id_that_another_organisation_used_is_refused_alone(make: Callable[[], Town]) -> None:
    ours, theirs = (Stall(make()) for _ in range(2))
    used = {"id": str(new_id()), "code": theirs.voucher, "at": AT.isoformat(), "amount_ore": CUP_ORE}
    theirs.town.post("/redemptions", {"redemptions": [used]}, "soup")

    good = {"id": str(new_id()), "code": ours.voucher, "at": AT.isoformat(), "amount_ore": CUP_ORE}
    answer = ours.town.post("/redemptions", {"redemptions": [used | {"code": ours.voucher}, good]}, "soup")

    told = [(one["outcome"], one["reason"]) for one in answer.json["results"]]
    assert told == [("rejected", "id_reused"), ("credited", None)]


@pytest.mark.parametrize(
    ("at", "failed_at"),
    [("2026-07-31T18:00:00Z", "9999-12-31T23:59:59Z"), ("9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z")],
)
def test_times_at_the_ends_of_the_calendar_keep_no_other_stall_from_its_money(
    town: Town, at: str, failed_at: str
) -> None:
    spoilt, honest = (
        {"id": str(new_id()), "code": town.voucher(), "amount_ore": CUP_ORE, "at": town.time.now.isoformat()}
        for _ in range(2)
    )
    spoilt |= {"at": at, "failed_at": failed_at}

    answer = town.post("/redemptions", {"redemptions": [spoilt, honest]}, "soup")

    assert answer.status_code == 200, answer.text
    assert [one["outcome"] for one in answer.json["results"]] == ["credited", "credited"]


step = st.one_of(
    st.tuples(st.just("offline"), st.sampled_from(["soup", "grill"]), st.sampled_from([200, 500, 1500])),
    st.tuples(st.just("online"), st.sampled_from(["soup", "grill", "desk"]), st.sampled_from([150, 500])),
    st.tuples(st.just("again"), st.integers(0, 3), st.none()),
    st.tuples(st.just("money"), st.just("east"), st.none()),
)


@given(st.lists(step, min_size=4, max_size=9))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_in_any_order_one_slip_costs_no_more_than_was_put_on_it(make: Any, steps: list[Any]) -> None:
    stall = Stall(make())
    stall.is_the_slip()
    sent: list[tuple[str, dict[str, Any]]] = []

    for what, who, ore in steps:
        stall.town.time.now += timedelta(minutes=2)
        do(stall, sent, what, who, ore)

    put_on = stall.town.get(f"/slips/{stall.slip}").json["amount_ore"]
    assert 0 <= lost_ore(stall.town) <= put_on
    assert failures(stall.town) == []


def do(stall: Stall, sent: list[tuple[str, dict[str, Any]]], what: str, who: Any, ore: int | None) -> None:
    town = stall.town
    if what == "offline":
        taken = {"id": str(new_id()), "code": stall.slip, "amount_ore": ore, "at": town.time.now.isoformat()}
        sent.append((who, taken))
        town.post("/redemptions", {"redemptions": [taken]}, who)
    elif what == "again" and sent:
        by, taken = sent[who % len(sent)]
        town.post("/redemptions", {"redemptions": [taken]}, by)
    elif what == "online":
        town.pay(f"/slips/{stall.slip}/pay", {"amount_ore": ore}, who)
    elif what == "money" and len(town.stock) > 1:
        visit = town.visit()
        part = {"rail": "slip", "amount_ore": CUP_ORE, "to": stall.slip}
        town.pay(f"/visits/{visit['id']}/refund", {"claim": visit["claim"], "parts": [part]})
