"""What is in the field goes on working: a station with yesterday's app, and the phones of its guests."""

import json
from pathlib import Path
from typing import Any

from tests.attacks.guessers import Guesser, TwoProcesses

KEPT = json.loads((Path(__file__).parents[1] / "cases" / "yesterdays_station.json").read_text("utf-8"))


def replay(who: Guesser, requests: list[dict[str, Any]], by: str | None, **filled: str) -> list[Any]:
    """Send kept requests; each must be answered as it was."""
    answers = []
    for one in requests:
        body = {name: str(value).format(**filled) for name, value in one.get("body", {}).items()}
        if "amount_ore" in body:
            body["amount_ore"] = int(body["amount_ore"])
        headers = {"Idempotency-Key": one["key"]} if "key" in one else {}
        path = one["path"].format(**filled)
        answer = who.ask(
            one["method"], path, by, headers=headers, **({"json": body} if "body" in one else {})
        )
        assert answer.status_code == one["status"], (path, answer.text)
        answers.append(answer.json)
    return answers


def test_a_stall_that_was_not_loaded_anew_looks_up_and_redeems(processes: TwoProcesses) -> None:
    who, visit = processes.one, processes.one.visit()
    part = {"rail": "slip", "amount_ore": 500, "to": who.slips[0]}
    who.pay(f"/visits/{visit['id']}/refund", {"claim": visit["claim"], "parts": [part]})

    looked_up, sign, redeemed, paid = replay(
        who, KEPT["stall"], "soup", voucher=who.voucher(), slip=who.slips[0],
        sign_link=f"https://pant.example/B/{who.signs['east']}%2312345678",
    )  # fmt: skip

    assert looked_up["bearer"]["left_ore"] == 500
    assert sign["station"]["name"] == "east"
    assert [redeemed["left_ore"], paid["left_ore"]] == [300, 300]


def test_whatever_its_screen_shows_proves_the_drop_of_its_guests(processes: TwoProcesses) -> None:
    who = processes.one
    # The app shows what the server tells it, as it is.
    shown = who.get("/station", "east").json["box_code"]

    [opened] = replay(who, KEPT["phone"], None, sign=who.signs["east"], shown=shown)

    assert opened["bound"] == 10


def test_the_same_redemption_by_the_old_and_the_new_address_is_one(processes: TwoProcesses) -> None:
    stall, code = processes.one, processes.one.voucher()

    old = stall.pay(f"/vouchers/{code}/redeem", {"amount_ore": 200}, "soup", key="pressed-once")
    new = stall.pay("/redeem", {"code": code, "amount_ore": 200}, "soup", key="pressed-once")

    assert (old.status_code, new.status_code) == (200, 200)
    assert old.json == new.json
    assert stall.get(f"/vouchers/{code}", "soup").json["left_ore"] == 300


def test_printed_signs_open_their_box_as_ever(processes: TwoProcesses) -> None:
    who = processes.one

    pages = [
        who.client.get(f"/{kind}/{who.signs[box]}").status_code for kind in "bB" for box in ("east", "sign")
    ]

    assert pages == [200] * 4
