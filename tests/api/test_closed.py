"""Closed means closed, by the API: eight come back later, cups are bought, prices and factors change, guests are paid."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from pantbox.circulation.forfeits import close_event, forfeit_due
from pantbox.clock import new_id
from pantbox.places.events import Event
from pantbox.places.setup import NewEvent
from pantbox.places.stations import StationKind
from tests.api.town import CUP_ORE, NOW, Town, another_event

REPORTS, SETUP = "reports:read", "setup:write"
FACTOR = {"grams_co2e": 30.0, "source": "a study"}
FACTORS = dict.fromkeys(("single_use", "make", "end_of_life", "wash"), FACTOR)


def report(town: Town, event_id: int = 0) -> dict[str, Any]:
    answer = town.get(f"/events/{event_id or town.event_id}/report", REPORTS)
    assert answer.status_code == 200, answer.text
    return dict(answer.json or {})


def figures(town: Town) -> dict[str, Any]:
    return {name: told for name, told in report(town).items() if name not in ("generated_at", "later")}


def set_type(town: Town, **changes: Any) -> None:
    answer = town.ask("PATCH", f"/types/{town.type_id}", SETUP, json=changes)
    assert answer.status_code == 200, answer.text


def give_back(town: Town, codes: list[str], by: str) -> dict[str, Any]:
    visit_id = new_id()
    town.time.later(minutes=1)
    return dict(town.send(by, *(town.scan("return", code, visit=visit_id) for code in codes))["visit"])


def pay(town: Town, visit: dict[str, Any]) -> None:
    part = {"rail": "voucher", "amount_ore": visit["left_ore"]}
    answer = town.pay(f"/visits/{visit['id']}/refund", {"claim": visit["claim"], "parts": [part]})
    assert answer.status_code in (200, 201), answer.text


def hand_out_again(town: Town, codes: list[str]) -> None:
    town.time.later(minutes=1)
    town.send("café", *(town.scan("issue", code) for code in codes))


def next_event(town: Town, slug: str = "next") -> int:
    new = NewEvent(
        slug=f"{town.slug}-{slug}",
        name="Next",
        starts_at=NOW - timedelta(hours=1),
        ends_at=None,
        trip_days_max=30,
        deposits={town.type_id: CUP_ORE},
    )
    stations = {"café": StationKind.STALL, "square": StationKind.PANT_BOX}
    return another_event(town, new, stations, vendor="Café", slips=1)


def test_every_figure_of_a_closed_event_stays_what_it_was(make: Callable[..., Town]) -> None:
    town = make()
    set_type(town, planned_uses=20, replaces_grams=11, factors=FACTORS)
    cups = town.hand_out(20)
    unpaid = give_back(town, cups[:10], "east")
    town.time.later(hours=1)
    close_event(town.core, town.event_id, town.time.now)
    before = figures(town)

    square = next_event(town)
    give_back(town, cups[10:14], "square")
    pay(town, give_back(town, cups[14:18], "east"))
    pay(town, unpaid)
    made = town.post(f"/types/{town.type_id}/batches", {"name": "More", "quantity": 300}, SETUP)
    set_type(
        town, planned_uses=2, replaces_grams=99, factors=FACTORS | {"make": FACTOR | {"grams_co2e": 9e3}}
    )
    prices = {"deposits": {str(town.type_id): 900}}
    priced = town.post(f"/events/{town.event_id}/terms", prices, SETUP)
    for _ in range(3):
        hand_out_again(town, cups[10:14])
        give_back(town, cups[10:14], "square")
        town.time.later(days=1)
    town.time.now = NOW + timedelta(days=11)
    with town.core.database.reading() as session:
        event = session.get_one(Event, town.event_id)
        session.expunge(event)
    forfeited = forfeit_due(town.core, event, town.time.now)
    after = report(town)

    assert (made.status_code, priced.status_code, forfeited) == (201, 201, 2)
    assert {name: told for name, told in after.items() if name not in ("generated_at", "later")} == before
    assert (before["totals"]["returned"], before["totals"]["out"], before["fleet"]) == (10, 10, 40)
    assert (after["later"]["returned"], after["later"]["forfeited"], after["later"]["out"]) == (8, 2, -10)
    assert after["later"]["money"]["refunded_ore"] == 14 * CUP_ORE
    assert after["later"]["money"]["forfeited_ore"] == 2 * CUP_ORE
    for told in (after, report(town, square)):
        assert sum(told["money"]["came_in_ore"].values()) == sum(told["money"]["went_ore"].values())
    assert report(town, square)["money"]["between_events_ore"] == 4 * CUP_ORE


def test_deposits_add_up_at_both_of_two_events_that_share_containers(make: Callable[..., Town]) -> None:
    town = make()
    square = next_event(town, "shared")
    cups = town.hand_out(6)
    pay(town, give_back(town, cups[:4], "square"))
    hand_out_again(town, cups[:2])
    give_back(town, cups[:1], "east")

    here, there = report(town)["money"], report(town, square)["money"]

    for money in (here, there):
        assert sum(money["came_in_ore"].values()) == sum(money["went_ore"].values())
    assert here["came_in_ore"]["between_events"] == -there["came_in_ore"]["between_events"] == -3 * CUP_ORE


def test_a_scan_told_late_by_an_outbox_is_counted_beside_and_not_in(make: Callable[..., Town]) -> None:
    town = make()
    cups = town.hand_out(3)
    town.time.later(minutes=5)
    kept = town.scan("return", cups[0], visit=new_id())
    town.time.later(minutes=1)
    close_event(town.core, town.event_id, town.time.now)
    before = figures(town)

    town.time.later(minutes=2)
    town.send("east", kept)

    assert figures(town) == before
    assert report(town)["later"] == {
        "issued": 0, "returned": 1, "collected": 0, "seen_again": 0, "lost": 0, "written_off": 0, "forfeited": 0,
        "out": -1, "unseen": 0, "told_late": 1, "money": {"held_ore": -CUP_ORE, "payable_ore": CUP_ORE},
    }  # fmt: skip
