"""What held against attacks on vouchers and slips, and goes on holding."""

from typing import Any

import pytest

from pantbox.refunds.making import revoke_slips
from tests.api.town import CUP_ORE
from tests.attacks.scene import Scene


def code_of(answer: Any) -> str | None:
    return (answer.json or {}).get("code")


def test_a_closed_event_still_pays_what_it_owes(scene: Scene) -> None:
    visit = scene.visit(cups=3)
    voucher = (scene.refund(visit, amount_ore=CUP_ORE).json or {})["refunds"][0]["code"]
    assert scene.post(f"/events/{scene.event_id}/close", {}, "setup:write").status_code == 200

    assert scene.refund(visit, amount_ore=CUP_ORE).status_code == 200
    assert scene.pay(f"/vouchers/{voucher}/redeem", {}, "soup").status_code == 200
    assert scene.failures() == []


def test_a_rail_that_was_switched_off_pays_nothing_more(scene: Scene) -> None:
    visit = scene.visit()
    rails = {"rails": ["slip", "cash"]}
    assert scene.ask("PATCH", f"/events/{scene.event_id}", "setup:write", json=rails).status_code == 200

    assert code_of(scene.refund(visit, "voucher")) == "rail_not_here"


def test_a_slip_revoked_in_between_takes_no_money_and_gives_none(scene: Scene) -> None:
    visit = scene.visit()
    with scene.core.database.transaction(scene.organisation_id) as session:
        revoke_slips(session, scene.event_id, [2], scene.time.now)

    assert code_of(scene.refund(visit, "slip", to=scene.slips[1])) == "bearer_revoked"
    assert code_of(scene.pay(f"/slips/{scene.slips[1]}/pay", {}, "soup")) == "bearer_revoked"


def test_another_organisations_vouchers_are_unknown_here(scene: Scene, make_scene: Any) -> None:
    code = scene.voucher()
    elsewhere = make_scene(offline_redeem_ore=10_000)
    elsewhere.time.now = scene.time.now
    told = {
        "id": "0198f000-0000-7000-8000-000000000001",
        "code": code,
        "amount_ore": CUP_ORE,
        "at": scene.time.now.isoformat(),
    }

    assert code_of(elsewhere.pay(f"/vouchers/{code}/redeem", {}, "soup")) == "bearer_unknown"
    assert code_of(elsewhere.get(f"/codes?text=V{code}", "soup")) == "bearer_unknown"
    handed_in = elsewhere.post("/redemptions", {"redemptions": [told]}, "soup")
    assert (handed_in.json or {})["results"][0]["reason"] == "bearer_unknown"
    assert (scene.get(f"/vouchers/{code}").json or {})["left_ore"] == CUP_ORE


def test_the_same_request_again_pays_once_and_answers_as_it_did(scene: Scene) -> None:
    code = scene.voucher()

    first, again = (scene.pay(f"/vouchers/{code}/redeem", {}, "soup", key="once") for _ in range(2))

    assert (first.status_code, first.json) == (200, again.json)
    assert (
        code_of(scene.pay(f"/vouchers/{code}/redeem", {"amount_ore": 100}, "soup", key="once"))
        == "idempotency_key_reused"
    )


@pytest.mark.parametrize("by", ["east", "wash", "store"])
def test_only_stalls_and_desks_redeem(scene: Scene, by: str) -> None:
    assert code_of(scene.pay(f"/vouchers/{scene.voucher()}/redeem", {}, by)) == "station_may_not"
