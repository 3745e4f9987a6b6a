"""Vouchers and slips taken without network: what a stall says it took costs the scheme only what was ever put on them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from pantbox.clock import new_id
from pantbox.refunds.idempotency import forget_old
from pantbox.refunds.making import revoke_slips
from tests.api.town import CUP_ORE
from tests.attacks.scene import Scene

LIMIT_ORE = 10_000


@pytest.fixture
def scene(make_scene: Callable[..., Scene]) -> Scene:
    """A town whose stalls may take 100 kr. of one voucher without network."""
    return make_scene(offline_redeem_ore=LIMIT_ORE)


def hand_in(scene: Scene, by: str, code: str, ore: int = LIMIT_ORE, **more: Any) -> dict[str, Any]:
    """What a stall is told of a voucher it says it took now, without network."""
    told = {"id": str(new_id()), "code": code, "amount_ore": ore, "at": scene.time.now.isoformat()} | more
    answer = scene.post("/redemptions", {"redemptions": [told]}, by)
    assert answer.status_code == 200, answer.text
    return dict((answer.json or {})["results"][0])


def lost_ore(scene: Scene) -> int:
    return -scene.balances().get("loss:redeemed_twice", 0)


def test_an_empty_slip_is_no_money_at_any_stall(scene: Scene) -> None:
    told = [hand_in(scene, by, scene.slips[3]) for by in ("soup", "grill")]

    assert [(one["outcome"], one["amount_ore"], one["lost_ore"]) for one in told] == [("short", 0, 0)] * 2
    assert scene.balances() == {}
    assert scene.failures() == []


def test_a_stall_is_not_paid_once_more_for_a_voucher_it_redeemed_by_network(scene: Scene) -> None:
    code = scene.voucher()
    assert scene.pay(f"/vouchers/{code}/redeem", {}, "soup").status_code == 200

    at_once = hand_in(scene, "soup", code)
    scene.time.later(hours=3)
    later = hand_in(scene, "soup", code, CUP_ORE)
    backdated = hand_in(scene, "soup", code, CUP_ORE, at="2026-08-01T12:00:00Z")

    assert [one["amount_ore"] for one in (at_once, later, backdated)] == [0, 0, 0]
    assert lost_ore(scene) == 0
    assert scene.failures() == []


def test_a_revoked_slip_is_no_money(scene: Scene) -> None:
    with scene.core.database.transaction(scene.organisation_id) as session:
        assert revoke_slips(session, scene.event_id, [5], scene.time.now) == 1
    scene.time.later(days=1)

    told = hand_in(scene, "soup", scene.slips[4])

    assert (told["amount_ore"], told["reason"]) == (0, "bearer_revoked")
    assert scene.balances() == {}


@pytest.mark.parametrize("stalls", [("soup", "grill"), ("grill", "soup")])
def test_all_stalls_together_lose_the_scheme_no_more_than_was_put_on_a_voucher(
    scene: Scene, stalls: tuple[str, str]
) -> None:
    code = scene.voucher()
    assert scene.pay(f"/vouchers/{code}/redeem", {}, "desk").status_code == 200
    scene.time.later(hours=1)

    told = [hand_in(scene, by, code) for by in stalls for _ in range(3)]

    assert sum(one["lost_ore"] for one in told) == lost_ore(scene) == CUP_ORE
    assert scene.failures() == []


def test_a_stall_that_was_in_contact_has_no_loss_to_tell_of(scene: Scene) -> None:
    code = scene.voucher()
    scene.pay(f"/vouchers/{code}/redeem", {}, "grill")
    scene.time.later(hours=1)
    at = scene.time.now
    for seconds in (0, 10, 20):
        scene.time.later(seconds=seconds)
        assert scene.get("/station", "soup").status_code == 200
    scene.time.later(hours=1)

    told = hand_in(scene, "soup", code, CUP_ORE, at=at.isoformat())

    assert (told["amount_ore"], told["reason"]) == (0, "was_online")
    assert lost_ore(scene) == 0


def test_an_honest_stall_whose_network_drops_every_second_request_loses_nothing(scene: Scene) -> None:
    codes = [scene.voucher() for _ in range(4)]
    for code in codes:
        scene.pay(f"/vouchers/{code}/redeem", {}, "grill")
    told = []
    for code in codes:
        scene.time.later(seconds=5)
        assert scene.get("/station", "soup").status_code == 200
        scene.time.later(seconds=5)
        failed_at = scene.time.now.isoformat()  # the next request, which asked about this code, was dropped
        told.append(
            {
                "id": str(new_id()),
                "code": code,
                "amount_ore": CUP_ORE,
                "at": failed_at,
                "failed_at": failed_at,
            }
        )
    scene.time.later(seconds=5)

    answer = scene.post("/redemptions", {"redemptions": told}, "soup")

    assert [one["outcome"] for one in (answer.json or {})["results"]] == ["credited"] * 4
    assert lost_ore(scene) == 4 * CUP_ORE
    assert scene.failures() == []


def test_a_try_whose_answer_was_lost_and_the_goods_after_it_are_one_payment(scene: Scene) -> None:
    visit = scene.visit(cups=2)
    assert scene.refund(visit, "slip", to=scene.slips[0]).status_code == 200
    assert (
        scene.pay(f"/slips/{scene.slips[0]}/pay", {"amount_ore": CUP_ORE}, "soup", key="a-try").status_code
        == 200
    )

    told = hand_in(
        scene, "soup", scene.slips[0], CUP_ORE, tried="a-try", failed_at=scene.time.now.isoformat()
    )

    assert (told["outcome"], told["amount_ore"], told["lost_ore"]) == ("credited", CUP_ORE, 0)
    assert (scene.get(f"/slips/{scene.slips[0]}").json or {})["left_ore"] == CUP_ORE
    assert scene.failures() == []


def test_a_voucher_that_was_taken_before_it_was_made_costs_nothing(scene: Scene) -> None:
    began = scene.time.now
    stay_in_contact(scene, "soup")
    code = scene.voucher()
    stay_in_contact(scene, "soup")
    assert scene.pay(f"/vouchers/{code}/redeem", {}, "grill").status_code == 200

    told = hand_in(scene, "soup", code, CUP_ORE, at=(began - timedelta(hours=3)).isoformat())

    assert told["amount_ore"] == 0
    assert lost_ore(scene) == 0
    assert scene.failures() == []


def stay_in_contact(scene: Scene, by: str) -> None:
    """A device is answered every ten seconds for half a minute."""
    for _ in range(3):
        scene.post("/heartbeat", {"sent_everything_until": scene.time.now.isoformat()}, by)
        scene.time.later(seconds=10)


def test_a_slip_that_a_stall_waits_for_money_on_is_not_revoked_with_its_roll(scene: Scene) -> None:
    """A box without network took the guest's containers; the stall's redemption comes first, and the roll is revoked."""
    slip, visit = scene.slips[0], str(new_id())
    back = [scene.scan("return", cup, visit=visit, slip=slip, told="accepted") for cup in scene.hand_out(4)]
    scene.time.later(hours=2)
    hand_in(scene, "grill", slip, 4 * CUP_ORE)

    with scene.core.database.transaction(scene.organisation_id) as session:
        revoked = revoke_slips(session, scene.event_id, [1], scene.time.now)
    scene.send("east", *back)

    assert revoked == 0
    assert scene.balances()[f"vendor:{scene.stations['grill']}"] == 4 * CUP_ORE
    assert scene.failures() == []


def test_a_redemption_that_was_answered_is_no_lost_try_of_a_larger_amount(scene: Scene) -> None:
    code = scene.voucher()
    assert scene.pay(f"/vouchers/{code}/redeem", {}, "soup", key="k-1").status_code == 200
    scene.time.later(hours=3)

    told = hand_in(scene, "soup", code, 2 * CUP_ORE, tried="k-1", failed_at=scene.time.now.isoformat())

    assert (told["amount_ore"], lost_ore(scene)) == (CUP_ORE, 0)
    assert scene.failures() == []


def test_a_try_that_came_through_is_one_payment_a_month_later_too(scene: Scene) -> None:
    visit, slip = scene.visit(cups=2), scene.slips[0]
    assert scene.refund(visit, "slip", to=slip).status_code == 200
    assert scene.pay(f"/slips/{slip}/pay", {"amount_ore": CUP_ORE}, "soup", key="a-try").status_code == 200
    at = scene.time.now.isoformat()
    scene.time.later(days=31)
    with scene.core.database.transaction() as session:
        forget_old(session, scene.time.now)

    hand_in(scene, "soup", slip, CUP_ORE, at=at, tried="a-try", failed_at=at)

    assert (scene.get(f"/slips/{slip}").json or {})["left_ore"] == CUP_ORE
    assert scene.failures() == []
