"""A visit's money over the API: by voucher, slip, donation and cash, to the øre and once."""

from uuid import uuid4

import pytest

from pantbox.clock import new_id
from pantbox.refunds.visits import changing_code
from tests.api.town import CUP_ORE, Town


def test_a_voucher_is_used_in_parts_at_stalls(town: Town) -> None:
    code = town.voucher(cups=2)

    first = town.pay(f"/vouchers/{code}/redeem", {"amount_ore": 300}, "grill")
    rest = town.pay(f"/vouchers/{code.lower()}/redeem", {}, "soup")
    nothing = town.pay(f"/vouchers/{code}/redeem", {}, "soup")

    assert [first.json["amount_ore"], first.json["left_ore"]] == [300, 700]
    assert [rest.json["amount_ore"], rest.json["left_ore"]] == [700, 0]
    assert (nothing.status_code, nothing.json["code"]) == (409, "bearer_empty")
    assert town.get(f"/vouchers/{code}").json["left_ore"] == 0


def test_a_visit_is_paid_in_parts_and_once(town: Town) -> None:
    visit = town.visit(cups=2)
    parts = [
        {"rail": "donation", "amount_ore": 300, "to": "trees"},
        {"rail": "voucher", "amount_ore": 700},
    ]
    body, key = {"claim": visit["claim"], "parts": parts}, uuid4().hex

    first = town.pay(f"/visits/{visit['id']}/refund", body, key=key)
    second = town.pay(f"/visits/{visit['id']}/refund", body, key=key)
    third = town.pay(f"/visits/{visit['id']}/refund", body)

    assert first.json == second.json
    assert [(one["rail"], one["amount_ore"]) for one in first.json["refunds"]] == [
        ("donation", 300),
        ("voucher", 700),
    ]
    assert first.json["visit"]["left_ore"] == 0
    assert (third.status_code, third.json["code"]) == (409, "visit_has_less")


def test_cash_is_paid_by_a_desk_only(town: Town) -> None:
    visit = town.visit()
    body = {"claim": visit["claim"], "parts": [{"rail": "cash", "amount_ore": CUP_ORE}]}

    by_phone = town.pay(f"/visits/{visit['id']}/refund", body)
    by_box = town.pay(f"/visits/{visit['id']}/refund", body, "east")
    by_desk = town.pay(f"/visits/{visit['id']}/refund", body, "desk")

    assert [by_phone.status_code, by_box.status_code] == [403, 403]
    assert by_desk.json["refunds"][0]["coins_ore"] == CUP_ORE


def test_a_visit_is_shown_to_whoever_has_its_claim(town: Town) -> None:
    visit = town.visit(cups=2)

    shown = town.get(f"/visits/{visit['id']}", headers={"Pantbox-Claim": visit["claim"]})
    guessed = town.get(f"/visits/{visit['id']}", headers={"Pantbox-Claim": "0" * 16})
    nobodys = town.get(f"/visits/{new_id()}")

    assert [item["deposit_ore"] for item in shown.json["items"]] == [CUP_ORE, CUP_ORE]
    assert all(item["credited"] and item["human_code"] for item in shown.json["items"])
    assert (guessed.status_code, guessed.json["code"]) == (403, "claim_wrong")
    assert guessed.json.keys() == nobodys.json.keys()
    assert nobodys.json["code"] == "claim_wrong"


@pytest.mark.parametrize(
    ("parts", "status", "code"),
    [
        ([], 422, "invalid_input"),
        ([{"rail": "voucher", "amount_ore": 1}] * 21, 422, "invalid_input"),
        ([{"rail": "gold", "amount_ore": 500}], 422, "invalid_input"),
        ([{"rail": "voucher", "amount_ore": 0}], 422, "invalid_input"),
        ([{"rail": "voucher", "amount_ore": -500}], 422, "invalid_input"),
        ([{"rail": "voucher", "amount_ore": 500.0}], 422, "invalid_input"),
        ([{"rail": "voucher", "amount_ore": "500"}], 422, "invalid_input"),
        ([{"rail": "voucher", "amount_ore": 10**30}], 422, "invalid_input"),
        ([{"rail": "voucher", "amount_ore": 501}], 409, "visit_has_less"),
        ([{"rail": "donation", "amount_ore": 500, "to": "yachts"}], 422, "cause_unknown"),
        ([{"rail": "slip", "amount_ore": 500, "to": "SABCDEFGHJKMNPQRS"}], 404, "bearer_unknown"),
        ([{"rail": "slip", "amount_ore": 500, "to": "4111 1111 1111 1111"}], 422, "looks_like_a_card_number"),
        ([{"rail": "slip", "amount_ore": 500, "to": "\x00"}], 422, "invalid_input"),
    ],
)
def test_parts_that_cannot_be_paid_pay_nothing(
    town: Town, parts: list[object], status: int, code: str
) -> None:
    visit = town.visit()

    answer = town.pay(f"/visits/{visit['id']}/refund", {"claim": visit["claim"], "parts": parts})

    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert (
        town.get(f"/visits/{visit['id']}", headers={"Pantbox-Claim": visit["claim"]}).json["left_ore"]
        == CUP_ORE
    )


def test_money_moves_only_with_a_key_that_makes_sending_again_safe(town: Town) -> None:
    visit, voucher = town.visit(), town.voucher()
    body = {"claim": visit["claim"], "parts": [{"rail": "voucher", "amount_ore": CUP_ORE}]}

    answers = [
        town.post(f"/visits/{visit['id']}/refund", body),
        town.post(f"/vouchers/{voucher}/redeem", {}, "soup"),
        town.post("/desk/float_in", {"amount_ore": 100_00}, "desk"),
    ]

    assert [answer.json["code"] for answer in answers] == ["idempotency_key_missing"] * 3


def test_a_phone_returns_at_a_printed_sign_within_bounds(town: Town) -> None:
    codes = town.hand_out(5)
    opened = town.post(f"/boxes/{town.signs['sign'].lower()}/visits", {"phone": f"phone-{uuid4().hex}"}).json

    told = town.send(opened["token"], *(town.scan("return", code) for code in codes))

    assert opened["bound"] == 4
    assert [one["verdict"] for one in told["results"]] == ["accepted"] * 4 + ["held"]
    assert told["results"][4]["reason"] == "awaiting_scan"
    assert told["visit"] == told["visit"] | {
        "id": opened["id"],
        "claim": opened["claim"],
        "credited_ore": 2000,
        "held": 1,
    }


def test_a_phone_that_typed_the_boxs_code_is_paid_for_ten(town: Town) -> None:
    code = changing_code(town.core.keys, town.stations["east"], town.time.now)
    phone = f"phone-{uuid4().hex}"

    wrong = town.post(f"/boxes/{town.signs['east']}/visits", {"phone": phone, "box_code": "000000"})
    right = town.post(f"/boxes/{town.signs['east']}/visits", {"phone": phone, "box_code": code})

    assert (wrong.status_code, wrong.json["code"]) == (403, "box_code_wrong")
    assert right.json["bound"] == 10


def test_a_phones_token_returns_and_nothing_else(town: Town) -> None:
    [code] = town.hand_out()
    opened = town.post(f"/boxes/{town.signs['sign']}/visits", {"phone": f"phone-{uuid4().hex}"}).json

    issue, empty = town.send(opened["token"], town.scan("issue", town.stock[0]), town.scan("empty"))[
        "results"
    ]
    others = [
        town.get("/station", opened["token"]),
        town.get("/codes", opened["token"], query_string={"text": code}),
        town.pay(f"/vouchers/{town.voucher()}/redeem", {}, opened["token"]),
    ]
    town.time.later(minutes=16)
    late = town.post("/scans", {"scans": [town.scan("return", code)]}, opened["token"])

    assert {issue["reason"], empty["reason"]} == {"station_may_not"}
    assert [answer.status_code for answer in others] == [403, 403, 403]
    assert late.status_code == 401


def test_a_phones_token_lives_on_while_it_scans_and_is_opened_again_after_a_silence(town: Town) -> None:
    code = changing_code(town.core.keys, town.stations["east"], town.time.now)
    box, phone = f"/boxes/{town.signs['east']}/visits", f"phone-{uuid4().hex}"
    opened = town.post(box, {"phone": phone, "box_code": code}).json
    until = []
    for cup in town.hand_out(3):
        town.time.later(minutes=10)
        until.append(town.send(opened["token"], town.scan("return", cup))["token_expires_at"])
    town.time.later(minutes=40)
    [late] = town.hand_out()

    refused = town.post("/scans", {"scans": [town.scan("return", late)]}, opened["token"])
    again = town.post(box, {"phone": phone, "visit": opened["id"]}).json
    told = town.send(opened["token"], town.scan("return", late))

    assert until == sorted(until)
    assert until[0] > opened["expires_at"]
    assert (refused.status_code, refused.json["code"]) == (401, "token_unknown")
    assert (again["id"], again["bound"]) == (opened["id"], 7)
    assert told["results"][0]["verdict"] == "accepted"


def test_the_public_list_of_boxes_holds_no_signs(town: Town) -> None:
    answer = town.get("/status")

    boxes = [box for event in answer.json["events"] for box in event["boxes"]]
    assert {"east", "sign"} <= {box["name"] for box in boxes}
    assert town.signs["east"] not in answer.text


def test_a_till_is_counted(town: Town) -> None:
    town.pay("/desk/float_in", {"amount_ore": 500_00}, "desk")
    voucher = town.voucher()
    town.pay(f"/vouchers/{voucher}/redeem", {}, "desk")

    expected = town.get("/desk", "desk").json["expected_ore"]
    counted = town.pay("/desk/count", {"amount_ore": 490_00}, "desk").json
    taken = town.pay("/desk/float_out", {"amount_ore": 490_00}, "desk")

    assert expected == 495_00
    assert (counted["expected_ore"], counted["difference_ore"]) == (495_00, -5_00)
    assert taken.status_code == 200
    assert town.get("/desk", "desk").json["expected_ore"] == 0
    assert town.get("/desk", "soup").status_code == 403


def test_a_desk_pays_what_nobody_can_read_up_to_three(town: Town) -> None:
    visit = str(new_id())
    body = {"visit": visit, "type_id": town.type_id, "quantity": 2}

    first = town.pay("/desk/unreadable", body, "desk").json
    more = town.pay("/desk/unreadable", body, "desk")
    part = {"rail": "cash", "amount_ore": first["amount_ore"]}
    paid = town.pay(f"/visits/{visit}/refund", {"claim": first["claim"], "parts": [part]}, "desk")

    assert (first["amount_ore"], first["more"]) == (2 * CUP_ORE, 1)
    assert (more.status_code, more.json["code"]) == (409, "limit_reached")
    assert paid.json["refunds"][0]["coins_ore"] == 2 * CUP_ORE


def test_the_ledger_is_read_page_by_page(town: Town) -> None:
    town.voucher(cups=3)
    path, pages, after = f"/events/{town.event_id}/transfers", [], ""

    while after is not None:
        page = town.get(path, "money:read", query_string={"limit": 2, "after": after}).json
        pages.append(page["transfers"])
        after = page["next"]

    flat = [one for page in pages for one in page]
    whole = town.get(path, "money:read").json["transfers"]
    balances = town.get(f"/events/{town.event_id}/balances", "money:read").json["balances"]
    assert [one["id"] for one in flat] == [one["id"] for one in whole]
    assert [len(page) for page in pages[:-1]] == [2] * (len(pages) - 1)
    assert sum(one["balance_ore"] for one in balances) == 0
    assert {(one["debit"]["kind"], one["credit"]["kind"]) for one in whole} == {
        ("V", "DH"),
        ("DH", "RP"),
        ("RP", "VO"),
    }


@pytest.mark.parametrize("after", ["x", "%%%", "MTI", "9" * 200, "ÆØÅ", "\x00"])
def test_a_cursor_that_is_none_is_refused(town: Town, after: str) -> None:
    answer = town.get(f"/events/{town.event_id}/transfers", "money:read", query_string={"after": after})

    assert answer.status_code == 422


def test_a_desk_lets_pay_what_waited(town: Town) -> None:
    codes = town.hand_out(5)
    opened = town.post(f"/boxes/{town.signs['sign']}/visits", {"phone": f"phone-{uuid4().hex}"}).json
    town.send(opened["token"], *(town.scan("return", code) for code in codes))
    [waits] = town.get("/desk/held", "desk", query_string={"visit": opened["id"]}).json["held"]

    by_stall = town.post("/desk/release", {"scan_ids": [waits["scan_id"]]}, "soup")
    by_desk = town.post("/desk/release", {"scan_ids": [waits["scan_id"], str(new_id())]}, "desk")
    again = town.post("/desk/refuse", {"scan_ids": [waits["scan_id"]]}, "desk")

    assert (by_stall.status_code, by_stall.json["code"]) == (403, "station_may_not")
    assert by_desk.json["scan_ids"] == [waits["scan_id"]]
    assert again.json["scan_ids"] == []
    visit = town.get(f"/visits/{opened['id']}", headers={"Pantbox-Claim": opened["claim"]}).json
    assert (visit["left_ore"], visit["held"]) == (5 * CUP_ORE, 0)
