"""Deliveries, requests, what is left, and closing a stall: through the API, with the books and the audit behind it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from pantbox.audit import audit
from pantbox.clock import new_id
from pantbox.containers.types import ContainerType
from pantbox.ledger.accounts import AccountKey, AccountKind
from pantbox.ledger.balances import balance
from pantbox.reports.live import live
from tests.api.town import CUP_ORE, Town


def line(town: Town, quantity: int, **more: Any) -> dict[str, Any]:
    return {"type_id": town.type_id, "quantity": quantity, **more}


def send(town: Town, quantity: int, to: str = "soup", by: str = "store", **more: Any) -> dict[str, Any]:
    body = {"id": str(new_id()), "to": town.signs[to], "lines": [line(town, quantity)]} | more
    answer = town.post("/deliveries", body, by)
    assert answer.status_code == 201, answer.text
    return dict(answer.json or {})


def counted(town: Town, delivery: dict[str, Any], quantity: int, by: str = "soup") -> Any:
    body = {"id": str(new_id()), "lines": [line(town, quantity)]}
    return town.post(f"/deliveries/{delivery['id']}/confirm", body, by)


def deliver(town: Town, quantity: int, to: str = "soup") -> None:
    assert counted(town, send(town, quantity, to), quantity, by=to).status_code == 200
    town.time.later(minutes=1)


def stock(town: Town, of: str = "soup") -> dict[str, Any]:
    rows = town.get(f"/events/{town.event_id}/stock", "reports:read").json["stock"]
    return next((row for row in rows if row["station_id"] == town.stations[of]), {})


def close(town: Town, quantity: int, till_ore: int | None = None, **more: Any) -> Any:
    body = {"id": str(new_id()), "counted": [line(town, quantity)], "till_ore": till_ore} | more
    return town.post("/station/close", body, "soup")


def by_the_crate(town: Town, of: str = "soup", *, on: bool = True) -> Any:
    body = {"type_ids": [town.type_id] if on else []}
    answer = town.ask("PUT", f"/stations/{town.stations[of]}/crates", "setup:write", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json


def pool_ore(town: Town) -> int:
    with town.core.database.reading() as session:
        key = AccountKey(town.event_id, AccountKind.POOL, str(town.type_id))
        return balance(session.connection(), key)


def everything_is_proved(town: Town) -> None:
    assert [one for one in audit(town.core, town.event_id) if one.ok is False] == []


def test_more_of_a_type_than_one_count_may_say_is_not_sent(town: Town) -> None:
    lines = [line(town, 10_000)] * 11
    body = {"id": str(new_id()), "to": town.signs["soup"], "lines": lines}

    refused = town.post("/deliveries", body, "store")
    sent = send(town, 0, lines=lines[:10])

    assert (refused.status_code, refused.json["code"]) == (422, "type_quantity_wrong")
    assert counted(town, sent, 10_000).status_code == 200


def test_what_the_receiver_counted_is_what_counts(town: Town) -> None:
    sent = send(town, 120, lines=[line(town, 60, crate="c-7"), line(town, 60, crate="C-8")])
    on_its_way = stock(town)

    told = counted(town, sent, 118).json

    assert on_its_way == {}
    assert told["state"] == "confirmed"
    assert told["lines"] == [
        {
            "type_id": town.type_id,
            "sent": 120,
            "counted": 118,
            "difference": -2,
            "crates": ["7", "8"],
            "beyond_pool": 0,
        }
    ]
    assert (stock(town)["left"], stock(town)["basis"]) == (118, "counted")
    assert town.get("/deliveries", "store").json["deliveries"][0]["lines"] == told["lines"]
    everything_is_proved(town)


def test_told_twice_a_delivery_moves_once(town: Town) -> None:
    body = {"id": str(new_id()), "to": town.signs["soup"], "lines": [line(town, 36)]}
    sent = [town.post("/deliveries", body, "store").json for _ in range(2)]
    other = town.post("/deliveries", body | {"lines": [line(town, 35)]}, "store")
    count = {"id": str(new_id()), "lines": [line(town, 36)]}
    confirmed = [town.post(f"/deliveries/{body['id']}/confirm", count, "soup").json for _ in range(2)]
    late = counted(town, sent[0], 30)

    assert sent[0] == sent[1]
    assert confirmed[0] == confirmed[1]
    assert (other.status_code, other.json["code"]) == (409, "id_reused")
    assert (late.status_code, late.json["code"]) == (409, "delivery_confirmed")
    assert stock(town)["left"] == 36


def test_only_the_two_ends_of_a_delivery_may_touch_it(town: Town, make: Callable[[], Town]) -> None:
    sent, stranger = send(town, 36), make()

    for by in ("grill", "store", "desk"):
        assert counted(town, sent, 36, by).json["code"] == "station_may_not"
    withdraw = f"/deliveries/{sent['id']}/withdraw"
    assert town.post(withdraw, {}, "soup").json["code"] == "station_may_not"
    assert counted(stranger, sent, 36).json["code"] == "delivery_unknown"
    assert stranger.post("/deliveries", {"id": sent["id"], "to": stranger.signs["soup"], "lines": [line(stranger, 1)]}, "store").json["code"] == "id_reused"  # fmt: skip
    assert stranger.get("/deliveries", "store").json["deliveries"] == []
    foreign = {"id": str(new_id()), "to": town.signs["soup"], "lines": [line(stranger, 1)]}
    assert town.post("/deliveries", foreign, "store").json["code"] == "type_unknown"
    assert town.post("/deliveries", foreign | {"to": stranger.signs["soup"]}, "store").json["code"] == "station_unknown"  # fmt: skip


@pytest.mark.parametrize(
    ("to", "quantity", "code"),
    [("store", 5, "delivery_to_itself"), ("soup", 0, "delivery_empty"), ("east", 5, "station_unknown")],
)
def test_a_delivery_goes_somewhere_with_something(town: Town, to: str, quantity: int, code: str) -> None:
    body = {"id": str(new_id()), "to": town.signs[to], "lines": [line(town, quantity)]}

    assert town.post("/deliveries", body, "store").json["code"] == code


def test_what_a_stall_asked_for_is_sent_and_arrives(town: Town) -> None:
    body = {"id": str(new_id()), "type_id": town.type_id, "quantity": 36}
    asked = [town.post("/station/requests", body, "soup").json for _ in range(2)]

    def states(by: str) -> list[str]:
        return [one["state"] for one in town.get("/deliveries", by).json["requests"]]

    seen = [states("store")]
    wrong = send(town, 36)
    seen.append(states("soup"))
    town.post(f"/deliveries/{wrong['id']}/withdraw", {}, "store")
    seen.append(states("soup"))
    counted(town, send(town, 36), 36)
    seen.append(states("store"))

    assert asked[0] == asked[1] == body | {"state": "open"}
    assert seen == [["open"], ["sent"], ["open"], ["arrived"]]
    assert states("grill") == []
    assert counted(town, wrong, 36).json["code"] == "delivery_withdrawn"


def test_what_is_no_longer_wanted_is_not_asked_for(town: Town) -> None:
    body = {"id": str(new_id()), "type_id": town.type_id, "quantity": 36}
    town.post("/station/requests", body, "soup")

    gone = town.post(f"/station/requests/{body['id']}/withdraw", {}, "soup")
    theirs = town.post(f"/station/requests/{body['id']}/withdraw", {}, "grill")

    assert gone.json["state"] == "withdrawn"
    assert theirs.json["code"] == "request_unknown"


def test_what_is_left_follows_from_counts_and_scans(town: Town) -> None:
    deliver(town, 30)
    codes = town.hand_out(4)
    after_four = stock(town)
    town.time.later(hours=2, minutes=10)
    issued = town.get("/station/scans", "soup").json["scans"][0]
    town.send("soup", town.scan("undo", codes[3], undoes=issued["id"]))
    town.hand_out(8)
    now = stock(town)

    assert (after_four["left"], after_four["handed_out"], after_four["delivered"]) == (26, 4, 30)
    assert (now["left"], now["handed_out"]) == (19, 11)
    assert now["per_hour"] == 8
    assert (now["minutes_left"], now["runs_out"]) == (142, False)


def test_a_stall_that_runs_out_is_told_and_seen(town: Town) -> None:
    deliver(town, 12)
    town.hand_out(10)

    assert (stock(town)["left"], stock(town)["minutes_left"]) == (2, 12)
    assert town.get("/station", "soup").json["stock"] == [
        {
            "type_id": town.type_id,
            "delivered": 12,
            "out": 10,
            "left": 2,
            "basis": "counted",
            "minutes_left": 12,
        }
    ]
    rows = town.get("/deliveries", "store").json["stock"]
    assert {row["runs_out"] for row in rows if row["station_id"] == town.stations["soup"]} == {True}


def test_containers_scanned_to_a_stall_are_its_stock(town: Town) -> None:
    town.send("soup", *(town.scan("receive", code) for code in town.stock[:6]))
    town.time.later(minutes=1)
    town.hand_out(2)

    assert (stock(town)["left"], stock(town)["basis"], stock(town)["delivered"]) == (4, "scanned", 6)


def test_a_delivery_to_a_stall_that_sells_by_the_crate_feeds_the_pool(town: Town) -> None:
    by_the_crate(town)
    counted(town, send(town, 120), 118)
    full = pool_ore(town)
    back = send(town, 40, to="store", by="soup")
    counted(town, back, 38, by="store")

    assert (full, pool_ore(town)) == (118 * CUP_ORE, 80 * CUP_ORE)
    assert (stock(town)["left"], stock(town)["basis"], stock(town)["delivered"]) == (None, "unknown", 80)
    everything_is_proved(town)


def test_what_is_counted_back_beyond_the_pool_is_shown_and_lowers_no_debt(town: Town) -> None:
    by_the_crate(town)
    counted(town, send(town, 20), 20)
    town.send("east", *(town.scan("return", code, visit=new_id()) for code in town.stock[:15]))

    back = counted(town, send(town, 8, to="store", by="soup"), 8, by="store").json

    assert back["lines"][0]["beyond_pool"] == 3
    assert pool_ore(town) == 0
    everything_is_proved(town)


@pytest.mark.parametrize("kind", ["receive", "dispatch", "count"])
def test_a_device_that_counts_crates_by_itself_moves_no_money_whatever_it_says(town: Town, kind: str) -> None:
    by_the_crate(town)
    counted(town, send(town, 20), 20)
    with town.core.database.reading() as session:
        code = f"(8003)0{session.get_one(ContainerType, town.type_id).asset}"

    told = town.send("soup", town.scan(kind, code, quantity=20, pool_ore=CUP_ORE))

    assert told["results"][0]["verdict"] == "accepted"
    assert pool_ore(town) == 20 * CUP_ORE
    everything_is_proved(town)


def test_crates_are_switched_and_seen_by_programs_that_may(town: Town, make: Callable[[], Town]) -> None:
    on, path = by_the_crate(town), f"/stations/{town.stations['soup']}/crates"

    seen = town.get(path, "reports:read").json
    box = town.ask("PUT", f"/stations/{town.stations['east']}/crates", "setup:write", json={"type_ids": [town.type_id]})  # fmt: skip
    other = town.ask("PUT", path, "setup:write", json={"type_ids": [10_000]})
    off = by_the_crate(town, on=False)

    assert on == seen == {"station_id": town.stations["soup"], "type_ids": [town.type_id]}
    assert (box.json["code"], other.json["code"]) == ("crates_not_a_stall", "type_unknown")
    assert off["type_ids"] == []
    assert make().get(path, "reports:read").status_code == 404
    assert town.ask("PUT", path, "reports:read", json={"type_ids": []}).status_code == 403


def test_a_stall_that_scans_each_owes_what_it_handed_out_and_no_more(town: Town) -> None:
    by_the_crate(town, "grill")
    deliver(town, 30)
    town.hand_out(2)

    assert pool_ore(town) == 0
    assert stock(town)["left"] == 28
    everything_is_proved(town)


def test_closing_shows_what_is_missing_in_stock_and_till(town: Town) -> None:
    deliver(town, 30)
    town.hand_out(4)

    told = close(town, 25, 4 * CUP_ORE - 100)

    assert told.json == told.json | {"expected_till_ore": 4 * CUP_ORE, "difference_ore": -100}
    assert told.json["counted"] == [
        {"type_id": town.type_id, "quantity": 25, "expected": 26, "difference": -1}
    ]
    assert stock(town)["left"] == 25
    everything_is_proved(town)


def test_closing_again_counts_from_the_closing_before(town: Town) -> None:
    deliver(town, 30)
    town.hand_out(4)
    body = {
        "id": str(new_id()),
        "counted": [line(town, 0)],
        "till_ore": 2000,
        "at": town.time.now.isoformat(),
    }
    first = [town.post("/station/close", body, "soup").json for _ in range(2)]
    town.time.later(hours=14)
    again = town.post("/station/close", body, "soup").json
    deliver(town, 12)
    town.hand_out(3)
    second = close(town, 9, 3 * CUP_ORE).json

    assert first == [again, again]
    assert (first[0]["difference_ore"], first[0]["counted"][0]["difference"]) == (0, -26)
    assert (second["difference_ore"], second["counted"][0]["difference"]) == (0, 0)
    assert town.post("/station/close", body | {"till_ore": 1}, "soup").json["code"] == "id_reused"
    assert (
        town.post("/station/close", body | {"id": str(new_id())}, "store").json["code"] == "station_may_not"
    )


def test_what_a_stall_takes_back_is_no_longer_in_its_till(town: Town) -> None:
    codes = town.hand_out(4)
    town.send("soup", town.scan("return", codes[0]))
    town.time.later(minutes=1)

    told = close(town, 20).json

    assert (told["expected_till_ore"], told["difference_ore"]) == (3 * CUP_ORE, None)
    assert told["counted"][0]["expected"] is None


def test_the_till_of_a_stall_that_sells_by_the_crate_follows_from_its_count(town: Town) -> None:
    by_the_crate(town)
    deliver(town, 120)

    told = close(town, 20, 100 * CUP_ORE).json

    assert (told["expected_till_ore"], told["difference_ore"]) == (100 * CUP_ORE, 0)
    assert told["counted"][0]["expected"] is None


def test_a_count_that_reaches_us_late_counts_when_it_was_made(town: Town) -> None:
    deliver(town, 30)
    closed_at = town.time.now.isoformat()
    town.time.later(hours=3)
    town.hand_out(5)

    told = close(town, 29, 0, at=closed_at).json

    assert (told["expected_till_ore"], told["counted"][0]["expected"]) == (0, 30)
    assert stock(town)["left"] == 24


def test_the_organiser_sees_what_runs_out_and_what_does_not_add_up(town: Town) -> None:
    send(town, 36, to="grill")
    town.time.later(hours=1)
    deliver(town, 12)
    town.hand_out(10)
    with town.core.database.reading() as session:
        seen = {
            one.kind: one.number for one in live(session.connection(), town.event_id, town.time.now).alerts
        }
    close(town, 1, 10 * CUP_ORE - 250)
    with town.core.database.reading() as session:
        later = {
            one.kind: one.number for one in live(session.connection(), town.event_id, town.time.now).alerts
        }

    assert seen == seen | {"stock-running-out": 12, "delivery-unconfirmed": 62}
    assert later == later | {"till-short": 3, "stock-short": 1}


def test_papers_of_one_event_are_nothing_to_another(town: Town, make: Callable[[], Town]) -> None:
    deliver(town, 5)
    close(town, 5, 0)

    other = make().get(f"/events/{town.event_id}/stock", "reports:read")

    assert other.status_code == 404
    assert isinstance(UUID(town.get(f"/events/{town.event_id}/stock", "reports:read").json["closings"][0]["id"]), UUID)  # fmt: skip
