"""A request that moves money and is sent again is the same one, though its device stands at another station by then."""

from typing import Any
from uuid import uuid4

from pantbox.clock import new_id
from tests.attacks.scene import Scene
from tests.attacks.test_moved_devices import move_of


def left_on(scene: Scene, code: str) -> int:
    return int((scene.get(f"/vouchers/{code}").json or {})["left_ore"])


def move_to_grill(scene: Scene) -> None:
    scene.time.later(seconds=5)
    assert scene.post("/station/move", move_of(scene, "grill"), "soup").status_code == 200


def test_a_voucher_is_taken_once_though_its_stall_s_phone_moved_before_it_asked_again(scene: Scene) -> None:
    code, key = scene.voucher(cups=2), uuid4().hex
    first = scene.pay("/redeem", {"code": code, "amount_ore": 500}, "soup", key=key)
    move_to_grill(scene)

    again = scene.pay("/redeem", {"code": code, "amount_ore": 500}, "soup", key=key)

    assert again.json == first.json
    assert left_on(scene, code) == 500
    assert scene.failures() == []


def test_a_voucher_is_taken_once_though_its_stall_s_phone_was_paired_anew_at_another(scene: Scene) -> None:
    code, key = scene.voucher(cups=2), uuid4().hex
    first = scene.pay("/redeem", {"code": code, "amount_ore": 500}, "soup", key=key)

    again = scene.pay("/redeem", {"code": code, "amount_ore": 500}, "grill", key=key)

    assert again.json == first.json
    assert left_on(scene, code) == 500


def test_a_float_is_in_one_till_though_the_office_moved_its_device_before_it_asked_again(
    scene: Scene,
) -> None:
    key = uuid4().hex
    first = scene.pay("/desk/float_in", {"amount_ore": 100_000}, "desk", key=key)
    devices = (scene.get(f"/events/{scene.event_id}/devices", "setup:write").json or {})["devices"]
    [desk] = [one["id"] for one in devices if one["station_id"] == scene.stations["desk"]]
    scene.time.later(seconds=5)
    moved = scene.post(f"/stations/{scene.stations['desk2']}/devices/{desk}", {}, "setup:write")
    assert moved.status_code == 200

    again = scene.pay("/desk/float_in", {"amount_ore": 100_000}, "desk", key=key)

    assert again.json == first.json
    assert sum(ore for name, ore in scene.balances().items() if name.startswith("cash:")) == -100_000


def taken_offline(scene: Scene, code: str, key: str) -> dict[str, Any]:
    at = scene.time.now.isoformat()
    return {"id": str(new_id()), "code": code, "amount_ore": 500, "at": at, "failed_at": at, "tried": key}


def test_what_a_stall_took_without_network_is_its_try_by_network_though_its_phone_moved_between(
    scene: Scene,
) -> None:
    code, key = scene.voucher(cups=2), uuid4().hex
    taken = taken_offline(scene, code, key)
    scene.pay("/redeem", {"code": code, "amount_ore": 500}, "soup", key=key)
    move_to_grill(scene)

    scene.post("/redemptions", {"redemptions": [taken]}, "soup")

    assert left_on(scene, code) == 500
    assert scene.failures() == []


def test_a_try_that_comes_after_what_was_taken_without_network_is_refused_though_the_phone_moved_between(
    scene: Scene,
) -> None:
    code, key = scene.voucher(cups=2), uuid4().hex
    scene.post("/redemptions", {"redemptions": [taken_offline(scene, code, key)]}, "soup")
    move_to_grill(scene)

    late = scene.pay("/redeem", {"code": code, "amount_ore": 500}, "soup", key=key)

    assert (late.status_code, (late.json or {})["code"]) == (409, "idempotency_key_reused")
    assert left_on(scene, code) == 500


def move_to_desk2(scene: Scene) -> None:
    scene.time.later(seconds=5)
    assert scene.post("/station/move", move_of(scene, "desk2"), "desk").status_code == 200


def test_unreadable_ones_are_credited_once_and_said_again_though_their_desk_s_device_moved(
    scene: Scene,
) -> None:
    key, told = uuid4().hex, {"visit": str(new_id()), "type_id": scene.type_id, "quantity": 2}
    first = scene.pay("/desk/unreadable", told, "desk", key=key)
    move_to_desk2(scene)

    again = scene.pay("/desk/unreadable", told, "desk", key=key)

    assert (first.status_code, again.status_code) == (200, 200)
    assert again.json == first.json


def test_unreadable_ones_are_credited_to_no_visit_of_another_desk(scene: Scene) -> None:
    told = {"visit": str(new_id()), "type_id": scene.type_id, "quantity": 1}
    scene.pay("/desk/unreadable", told, "desk")

    other = scene.pay("/desk/unreadable", told, "desk2")

    assert (other.status_code, (other.json or {})["code"]) == (404, "visit_unknown")


def charged_twice(scene: Scene) -> str:
    """A cup for which two stalls without network took a deposit, back at the desk; the id of that return."""
    cup = scene.stock.pop()
    for stall in ("soup", "grill"):
        scene.send(stall, scene.scan("issue", cup, told="accepted"))
        scene.time.later(minutes=20)
    back = scene.scan("return", cup, visit=str(new_id()))
    scene.send("desk", back)
    return str(back["id"])


def test_an_earlier_deposit_is_paid_once_and_said_again_though_its_desk_s_device_moved(scene: Scene) -> None:
    told = {"scan_id": charged_twice(scene)}
    first = scene.post("/desk/earlier-deposits", told, "desk")
    move_to_desk2(scene)

    again = scene.post("/desk/earlier-deposits", told, "desk")

    assert (first.status_code, again.status_code) == (200, 200)
    assert again.json == first.json


def test_no_other_desk_is_told_of_an_earlier_deposit(scene: Scene) -> None:
    told = {"scan_id": charged_twice(scene)}
    before = scene.post("/desk/earlier-deposits", told, "desk2")
    scene.post("/desk/earlier-deposits", told, "desk")
    after = scene.post("/desk/earlier-deposits", told, "desk2")

    assert [(one.status_code, (one.json or {})["code"]) for one in (before, after)] == [
        (409, "no_earlier_deposit")
    ] * 2
