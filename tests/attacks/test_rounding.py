"""Money taken apart into less than a coin: no way of splitting makes a guest more than what came in."""

from collections.abc import Callable

import pytest

from pantbox.clock import new_id
from tests.api.town import CUP_ORE
from tests.attacks.scene import Scene


def ten_small_vouchers(scene: Scene) -> list[str]:
    """The codes of ten vouchers of 50 øre each, of one deposit."""
    visit = scene.visit()
    parts = [{"rail": "voucher", "amount_ore": 50}] * 10
    answer = scene.pay(f"/visits/{visit['id']}/refund", {"claim": visit["claim"], "parts": parts})
    assert answer.status_code == 200, answer.text
    return [str(one["code"]) for one in (answer.json or {})["refunds"]]


def test_a_stall_takes_no_half_coin_off_a_voucher_whose_rest_a_desk_would_round_up(scene: Scene) -> None:
    codes = ten_small_vouchers(scene)

    refused = [scene.pay(f"/vouchers/{code}/redeem", {"amount_ore": 25}, "soup") for code in codes]
    for code in codes:
        assert scene.pay(f"/vouchers/{code}/redeem", {}, "desk").status_code == 200

    assert {(one.status_code, (one.json or {})["code"]) for one in refused} == {(422, "amount_not_in_coins")}
    assert scene.balances() == {
        f"vendor:{scene.stations['soup']}": -CUP_ORE,
        f"cash:{scene.stations['desk']}": CUP_ORE,
    }
    assert scene.failures() == []


def test_a_stall_without_network_takes_no_half_coin_off_a_voucher_either(
    make_scene: Callable[..., Scene],
) -> None:
    scene = make_scene(offline_redeem_ore=1_000)
    codes = ten_small_vouchers(scene)

    at = scene.time.now.isoformat()
    told = [{"id": str(new_id()), "code": code, "amount_ore": 25, "at": at} for code in codes]

    taken = (scene.post("/redemptions", {"redemptions": told}, "soup").json or {})["results"]
    for code in codes:
        assert scene.pay(f"/vouchers/{code}/redeem", {}, "desk").status_code == 200

    assert {(one["outcome"], one["reason"]) for one in taken} == {("rejected", "amount_not_in_coins")}
    assert scene.balances()[f"cash:{scene.stations['desk']}"] == CUP_ORE
    assert scene.failures() == []


@pytest.mark.parametrize("rail", ["voucher", "cash", "slip"])
def test_nobody_gives_half_a_coin_away_to_have_the_rest_rounded_up(scene: Scene, rail: str) -> None:
    visit = scene.visit(by="desk" if rail == "cash" else "east")
    to = {"to": scene.slips[0]} if rail == "slip" else {}
    half = {"rail": "donation", "amount_ore": 25, "to": "trees"}
    rest = {"rail": rail, "amount_ore": 475} | to

    apart = scene.pay(f"/visits/{visit['id']}/refund", {"claim": visit["claim"], "parts": [half]})
    together = scene.pay(f"/visits/{visit['id']}/refund", {"claim": visit["claim"], "parts": [half, rest]})

    assert [(one.json or {}).get("code") for one in (apart, together)] == ["amount_not_in_coins"] * 2
    assert scene.failures() == []


def test_whole_coins_may_be_split_between_all_ways(scene: Scene) -> None:
    visit = scene.visit(cups=2)
    parts = [
        {"rail": "donation", "amount_ore": 150, "to": "trees"},
        {"rail": "slip", "amount_ore": 350, "to": scene.slips[0]},
        {"rail": "voucher", "amount_ore": 500},
    ]

    answer = scene.pay(f"/visits/{visit['id']}/refund", {"claim": visit["claim"], "parts": parts})
    stall = scene.pay(f"/slips/{scene.slips[0]}/pay", {"amount_ore": 100}, "soup")
    desk = scene.pay(f"/slips/{scene.slips[0]}/pay", {}, "desk")

    assert [one.status_code for one in (answer, stall, desk)] == [200, 200, 200]
    assert (desk.json or {})["coins_ore"] == 250
    assert scene.failures() == []
