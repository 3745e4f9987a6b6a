"""Vouchers and slips are good at every event, stall and desk of their organisation, for their three years."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from pantbox.audit import audit
from pantbox.clock import new_id
from pantbox.ledger.accounts import AccountKind
from pantbox.ledger.balances import balances
from pantbox.places.setup import NewEvent
from pantbox.places.stations import StationKind
from pantbox.refunds.making import good_until
from tests.api.town import CUP_ORE, NOW, Town, another_event

NEXT_YEAR = {"bar": StationKind.STALL, "hall": StationKind.PANT_BOX, "kiosk": StationKind.CASH_DESK}


@pytest.fixture
def next_year(town: Town) -> int:
    """Another event of the same organisation, with a stall, a box and a desk: its id."""
    new = NewEvent(
        slug=f"{town.slug}-next", name="Winter", starts_at=NOW - timedelta(days=1), ends_at=NOW + timedelta(days=900),
        deposits={town.type_id: CUP_ORE}, offline_redeem_ore=1000,
    )  # fmt: skip
    return another_event(town, new, NEXT_YEAR, vendor="Ida's bar", slips=1)


def account(town: Town, event_id: int, kind: AccountKind, of: str = "") -> int:
    """What an account holds; without `of`, all of its kind."""
    with town.core.database.reading() as session:
        told = balances(session.connection(), event_id)
    return sum(ore for key, ore in told.items() if key.kind is kind and of in ("", key.of))


def check(town: Town, next_year: int, owed_ore: int) -> None:
    """Both events' books are right, and the first owes the second so much."""
    assert account(town, town.event_id, AccountKind.DUE) == owed_ore
    assert account(town, next_year, AccountKind.DUE) == -owed_ore
    for event_id in (town.event_id, next_year, None):
        assert [one.name for one in audit(town.core, event_id) if one.ok is False] == []


def test_a_voucher_pays_at_a_stall_of_another_event(town: Town, next_year: int) -> None:
    code = town.voucher(cups=2)
    town.time.later(days=700)

    answer = town.pay(f"/vouchers/{code}/redeem", {"amount_ore": 600}, "bar")

    assert (answer.status_code, answer.json["left_ore"]) == (200, 400)
    assert account(town, next_year, AccountKind.VENDOR) == 600
    assert account(town, town.event_id, AccountKind.VOUCHERS) == 400
    check(town, next_year, owed_ore=600)


def test_a_desk_of_another_event_pays_it_in_coins_from_its_own_till(town: Town, next_year: int) -> None:
    code = town.voucher()

    answer = town.pay(f"/vouchers/{code}/redeem", {}, "kiosk")

    assert (answer.status_code, answer.json["coins_ore"]) == (200, CUP_ORE)
    assert account(town, next_year, AccountKind.CASH) == CUP_ORE
    check(town, next_year, owed_ore=CUP_ORE)


def test_a_station_of_another_event_sees_what_is_on_it_and_whose_it_is(town: Town, next_year: int) -> None:
    code = town.voucher()

    told = town.get(f"/codes?text=V{code}", "bar").json["bearer"]

    assert (told["left_ore"], told["event_name"]) == (CUP_ORE, "Summer")
    assert town.get(f"/vouchers/{code}", "kiosk").json["left_ore"] == CUP_ORE


def test_a_stall_of_another_event_takes_it_without_network(town: Town, next_year: int) -> None:
    code = town.voucher()
    town.pay(f"/vouchers/{code}/redeem", {"amount_ore": 300}, "soup")
    town.time.later(hours=2)
    taken = {"id": str(new_id()), "code": code, "amount_ore": CUP_ORE, "at": town.time.now.isoformat()}

    [told] = town.post("/redemptions", {"redemptions": [taken]}, "bar").json["results"]

    assert (told["outcome"], told["amount_ore"], told["lost_ore"]) == ("credited", CUP_ORE, 300)
    assert account(town, next_year, AccountKind.LOSS, "redeemed_twice") == -300
    check(town, next_year, owed_ore=200)


def filled_at_the_hall(town: Town) -> dict[str, Any]:
    """A cup of the first event handed out and back at the second, whose guest scanned a slip of the first."""
    [cup] = town.hand_out(by="bar")
    return town.send("hall", town.scan("return", cup, visit=new_id(), slip=town.slips[0]))


def test_a_slip_filled_elsewhere_is_good_until_the_end_of_the_day_its_own_page_says(town: Town) -> None:
    new = NewEvent(
        slug=f"{town.slug}-west", name="West", starts_at=NOW - timedelta(days=1), ends_at=NOW + timedelta(days=9),
        deposits={town.type_id: CUP_ORE}, timezone="America/New_York",
    )  # fmt: skip
    another_event(town, new, NEXT_YEAR, vendor="Ida's bar", slips=1)

    filled_at_the_hall(town)

    until = datetime.fromisoformat(town.get(f"/slips/{town.slips[0]}").json["valid_until"])
    assert until == good_until(town.time.now, "Europe/Copenhagen")


def test_a_slip_is_filled_at_a_box_of_another_event_and_spent_at_home(town: Town, next_year: int) -> None:
    answer = filled_at_the_hall(town)

    assert answer["visit"]["slip"] == {"number": 1, "left_ore": CUP_ORE}
    assert town.pay(f"/slips/{town.slips[0]}/pay", {}, "grill").status_code == 200
    assert account(town, town.event_id, AccountKind.VENDOR) == CUP_ORE
    check(town, next_year, owed_ore=-CUP_ORE)


def test_money_that_comes_onto_it_at_another_event_pays_who_took_it_before(
    town: Town, next_year: int
) -> None:
    with_limit = {"offline_redeem_ore": 1000}
    assert town.ask("PATCH", f"/events/{town.event_id}", "setup:write", json=with_limit).status_code == 200
    taken = {"id": str(new_id()), "code": town.slips[0], "amount_ore": 300, "at": town.time.now.isoformat()}
    [before] = town.post("/redemptions", {"redemptions": [taken]}, "soup").json["results"]

    filled_at_the_hall(town)

    assert (before["outcome"], before["waits_ore"]) == ("short", 300)
    assert account(town, town.event_id, AccountKind.VENDOR, str(town.stations["soup"])) == 300
    assert town.get(f"/slips/{town.slips[0]}").json["left_ore"] == 200
    check(town, next_year, owed_ore=-CUP_ORE)


def test_past_its_three_years_a_desk_pays_it_for_one_more(town: Town, next_year: int) -> None:
    code = town.voucher()
    town.time.later(days=3 * 365 + 30)

    stall, desk = (town.pay(f"/vouchers/{code}/redeem", {}, by) for by in ("bar", "kiosk"))

    assert (stall.status_code, stall.json["code"]) == (409, "bearer_expired")
    assert desk.status_code == 200
