"""A mug that two bars without network handed out to one guest: paid for twice, and given back twice at a desk only, once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from pantbox.clock import new_id
from tests.attacks.scene import Scene
from tests.attacks.test_races import at_once

DEPOSIT_ORE = 500


def handed_out_twice(scene: Scene) -> str:
    """The code of a cup that soup handed out and then, without network, grill."""
    (cup,) = scene.hand_out(by="soup")
    scene.time.later(minutes=20)
    scene.send("grill", scene.scan("issue", cup, told="accepted"))
    scene.time.later(minutes=20)
    return cup


def brought_to(scene: Scene, desk: str, cup: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The answer to the cup at a desk, and its visit."""
    told = scene.send(desk, scene.scan("return", cup, visit=new_id()))
    return told["results"][0], told["visit"]


def offered_ore(scene: Scene, desk: str, scan_id: str) -> int | None:
    """The earlier deposit that a desk may pay too with this return, in øre."""
    told = scene.get(f"/desk/earlier-deposits?scan_id={scan_id}", desk)
    assert told.status_code == 200, told.text
    ore = (told.json or {})["deposit_ore"]
    return None if ore is None else int(ore)


def pay_too(scene: Scene, desk: str, scan_id: str) -> TestResponse:
    return scene.post("/desk/earlier-deposits", {"scan_id": scan_id}, desk)


def left_of(scene: Scene, visit: dict[str, Any]) -> int:
    """What the visit has left, which is what its items come to."""
    told = scene.get(f"/visits/{visit['id']}", headers={"Pantbox-Claim": visit["claim"]}).json or {}
    assert told["credited_ore"] == sum(item["deposit_ore"] for item in told["items"] if item["credited"])
    return int(told["left_ore"])


def unclaimed(scene: Scene) -> dict[str, int]:
    return {name: ore for name, ore in scene.balances().items() if name.startswith("unclaimed")}


def paid_in_the_log(scene: Scene) -> int:
    """How often the log says that an earlier deposit was paid."""
    told = "SELECT count(*) FROM log_entry WHERE organisation_id = :id AND what = 'earlier_deposit_paid'"
    [(n,)] = scene.sql(told, id=scene.organisation_id)
    return int(n)


def test_a_desk_that_presses_twice_or_loses_the_answer_gets_it_again_and_pays_once(scene: Scene) -> None:
    told, visit = brought_to(scene, "desk", handed_out_twice(scene))
    assert offered_ore(scene, "desk", told["id"]) == DEPOSIT_ORE
    assert unclaimed(scene) == {f"unclaimed:{scene.stations['soup']}:seen_again": DEPOSIT_ORE}

    first, again = pay_too(scene, "desk", told["id"]), pay_too(scene, "desk", told["id"])

    assert [one.status_code for one in (first, again)] == [200, 200]
    assert first.json == again.json
    assert (first.json["deposit_ore"], first.json["credited_ore"]) == (DEPOSIT_ORE, 2 * DEPOSIT_ORE)
    assert offered_ore(scene, "desk", told["id"]) is None
    assert paid_in_the_log(scene) == 1
    assert unclaimed(scene) == {}
    assert left_of(scene, visit) == 2 * DEPOSIT_ORE
    assert scene.failures() == []


def test_a_second_return_does_not_get_the_same_deposit_once_more(scene: Scene) -> None:
    cup = handed_out_twice(scene)
    told, _ = brought_to(scene, "desk", cup)
    pay_too(scene, "desk", told["id"])

    later, _ = brought_to(scene, "desk2", cup)

    assert offered_ore(scene, "desk2", later["id"]) is None
    assert pay_too(scene, "desk2", later["id"]).json["code"] == "no_earlier_deposit"
    assert scene.failures() == []


def test_two_desks_and_two_devices_at_the_same_moment_pay_it_once(scene: Scene) -> None:
    cup = handed_out_twice(scene)
    told, visit = brought_to(scene, "desk", cup)
    other, _ = brought_to(scene, "desk2", cup)

    def pressed(desk: str, scan_id: str) -> Callable[[], TestResponse]:
        return lambda: pay_too(scene, desk, scan_id)

    answers = at_once(
        *[pressed("desk", told["id"])] * 3, pressed("desk2", other["id"]), pressed("desk2", told["id"])
    )

    assert [one.status_code for one in answers] == [200, 200, 200, 409, 409]
    assert paid_in_the_log(scene) == 1
    assert left_of(scene, visit) == 2 * DEPOSIT_ORE
    assert scene.failures() == []


@pytest.mark.parametrize("where", ["east", "soup"])
def test_no_box_and_no_stall_pays_it(scene: Scene, where: str) -> None:
    told, _ = brought_to(scene, where, handed_out_twice(scene))

    assert pay_too(scene, where, told["id"]).status_code == 403
    assert pay_too(scene, "desk", told["id"]).json["code"] == "no_earlier_deposit"
    assert unclaimed(scene) != {}


def test_no_phone_gets_it(scene: Scene) -> None:
    cup = handed_out_twice(scene)
    phone = scene.phone("east", code=scene.box_code())
    scan = scene.scan("return", cup)
    assert scene.verdicts(phone["token"], scan) == [("accepted", None)]

    assert pay_too(scene, phone["token"], scan["id"]).status_code in (401, 403)
    assert pay_too(scene, "desk", scan["id"]).json["code"] == "no_earlier_deposit"
    assert unclaimed(scene) != {}


def test_one_desk_does_not_pay_with_a_return_at_another(scene: Scene) -> None:
    told, _ = brought_to(scene, "desk", handed_out_twice(scene))

    assert pay_too(scene, "desk2", told["id"]).json["code"] == "no_earlier_deposit"


@pytest.mark.parametrize("hours", [(24, 0), (0, 24)], ids=["handed out", "brought back"])
def test_a_container_handed_out_again_or_brought_back_the_day_after_gets_one_deposit(
    scene: Scene, hours: tuple[int, int]
) -> None:
    (cup,) = scene.hand_out(by="soup")
    scene.time.later(minutes=20, hours=hours[0])
    scene.send("grill", scene.scan("issue", cup))
    scene.time.later(minutes=20, hours=hours[1])

    told, _ = brought_to(scene, "desk", cup)

    assert told["verdict"] == "accepted"
    assert offered_ore(scene, "desk", told["id"]) is None
    assert pay_too(scene, "desk", told["id"]).json["code"] == "no_earlier_deposit"


def test_undoing_the_return_takes_both_deposits_back_and_the_next_return_is_paid_both_once(
    scene: Scene,
) -> None:
    cup = handed_out_twice(scene)
    told, visit = brought_to(scene, "desk", cup)
    pay_too(scene, "desk", told["id"])

    undone = scene.verdicts("desk", scene.scan("undo", told["human_code"], undoes=told["id"]))

    assert undone == [("accepted", None)]
    assert left_of(scene, visit) == 0
    assert unclaimed(scene) == {f"unclaimed:{scene.stations['soup']}:seen_again": DEPOSIT_ORE}
    assert pay_too(scene, "desk", told["id"]).json["code"] == "no_earlier_deposit"
    assert scene.failures() == []

    scene.time.later(minutes=20)
    again, second = brought_to(scene, "desk2", cup)
    answers = [pay_too(scene, "desk2", again["id"]) for _ in range(2)]

    assert [one.status_code for one in answers] == [200, 200]
    assert left_of(scene, second) == 2 * DEPOSIT_ORE
    assert left_of(scene, visit) == 0
    assert unclaimed(scene) == {}
    assert scene.failures() == []


def test_an_undo_at_the_same_moment_leaves_nothing_paid(scene: Scene) -> None:
    told, visit = brought_to(scene, "desk", handed_out_twice(scene))
    undo = scene.scan("undo", told["human_code"], undoes=told["id"])

    pressed, undone = at_once(
        lambda: pay_too(scene, "desk", told["id"]), lambda: scene.verdicts("desk", undo)
    )

    assert undone == [("accepted", None)]
    assert pressed.status_code in (200, 409)
    assert left_of(scene, visit) == 0
    assert unclaimed(scene) == {f"unclaimed:{scene.stations['soup']}:seen_again": DEPOSIT_ORE}
    assert scene.failures() == []


def test_undoing_the_return_is_too_late_once_a_part_of_both_has_gone_out(scene: Scene) -> None:
    told, visit = brought_to(scene, "desk", handed_out_twice(scene))
    pay_too(scene, "desk", told["id"])
    part = {"rail": "cash", "amount_ore": DEPOSIT_ORE}
    paid = scene.pay(f"/visits/{visit['id']}/refund", {"claim": visit["claim"], "parts": [part]}, "desk")
    assert paid.status_code == 200, paid.text

    undone = scene.verdicts("desk", scene.scan("undo", told["human_code"], undoes=told["id"]))

    assert undone == [("rejected", "undo_too_late")]
    assert pay_too(scene, "desk", told["id"]).json["paid_ore"] == DEPOSIT_ORE
    assert scene.failures() == []


def test_undoing_the_first_issue_is_too_late_once_its_deposit_has_gone_out(scene: Scene) -> None:
    told, visit = brought_to(scene, "desk", handed_out_twice(scene))
    pay_too(scene, "desk", told["id"])
    both = {"rail": "cash", "amount_ore": 2 * DEPOSIT_ORE}
    paid = scene.pay(f"/visits/{visit['id']}/refund", {"claim": visit["claim"], "parts": [both]}, "desk")
    assert paid.status_code == 200, paid.text
    issued = "SELECT id FROM scan WHERE kind = 'issue' AND station_id = :id"
    [(issue_id,)] = scene.sql(issued, id=scene.stations["soup"])

    before_grill = (scene.time.now - timedelta(minutes=25)).isoformat()
    undo = scene.scan("undo", told["human_code"], undoes=str(issue_id), at=before_grill, told="accepted")
    undone = scene.verdicts("soup", undo)

    assert undone == [("rejected", "undo_too_late")]
    assert scene.balances().get(f"vendor:{scene.stations['soup']}") == -DEPOSIT_ORE
    assert scene.failures() == []


def test_a_return_of_the_first_trip_that_comes_late_is_not_paid_besides(scene: Scene) -> None:
    (cup,) = scene.hand_out(by="soup")
    late = scene.scan("return", cup, visit=new_id(), told="accepted")
    scene.time.later(minutes=20)
    scene.send("grill", scene.scan("issue", cup, told="accepted"))
    scene.time.later(minutes=20)
    told, _ = brought_to(scene, "desk", cup)
    pay_too(scene, "desk", told["id"])

    assert scene.verdicts("east", late) == [("rejected", "already_returned")]

    assert unclaimed(scene) == {}
    assert scene.failures() == []


def test_an_issue_between_that_comes_late_is_not_paid_with_the_same_return(scene: Scene) -> None:
    (cup,) = scene.hand_out(by="soup")
    between = scene.scan("issue", cup, told="accepted")
    scene.time.later(minutes=20)
    scene.send("grill", scene.scan("issue", cup, told="accepted"))
    scene.time.later(minutes=20)
    told, visit = brought_to(scene, "desk", cup)
    paid = pay_too(scene, "desk", told["id"]).json

    scene.send("grill", between)

    assert offered_ore(scene, "desk", told["id"]) is None
    assert pay_too(scene, "desk", told["id"]).json == paid
    assert left_of(scene, visit) == 2 * DEPOSIT_ORE
    assert scene.failures() == []


@pytest.mark.parametrize("minutes", [5, 15], ids=["read twice", "filled again"])
def test_what_was_paid_stays_paid_when_the_first_handing_out_turns_out_to_be_an_older_one(
    scene: Scene, minutes: int
) -> None:
    (cup,), scene.stock = scene.stock[:1], scene.stock[1:]
    older = scene.scan("issue", cup, told="accepted")
    scene.time.later(minutes=minutes)
    scene.send("soup", scene.scan("issue" if minutes < 10 else "refill", cup))
    scene.time.later(minutes=20)
    scene.send("grill", scene.scan("issue", cup, told="accepted"))
    scene.time.later(minutes=20)
    told, visit = brought_to(scene, "desk", cup)
    paid = pay_too(scene, "desk", told["id"]).json
    part = {"rail": "cash", "amount_ore": 2 * DEPOSIT_ORE}
    scene.pay(f"/visits/{visit['id']}/refund", {"claim": visit["claim"], "parts": [part]}, "desk")

    scene.send("soup", older)

    assert pay_too(scene, "desk", told["id"]).json == {**paid, "paid_ore": 2 * DEPOSIT_ORE}
    assert left_of(scene, visit) == 0
    assert {
        name: ore for name, ore in scene.balances().items() if name.startswith(("loss", "unclaimed"))
    } == {}
    assert scene.failures() == []


@pytest.mark.parametrize(
    "lie",
    [
        "UPDATE return_claim SET paid_ore = paid_ore + 100 WHERE id = :claim",
        "UPDATE return_claim SET paid_with = (SELECT id FROM scan WHERE event_id = :event AND station_kind = 'pant_box')"
        " WHERE id = :claim",
    ],
    ids=["more than the deposit", "with a return at a box"],
)
def test_the_audit_finds_an_earlier_deposit_that_no_desk_may_have_paid(scene: Scene, lie: str) -> None:
    scene.visit(by="east")
    told, _ = brought_to(scene, "desk", handed_out_twice(scene))
    pay_too(scene, "desk", told["id"])
    [(claim,)] = scene.sql(
        "SELECT id FROM return_claim WHERE paid_with IS NOT NULL AND event_id = :id", id=scene.event_id
    )

    scene.sql(lie, claim=claim, event=scene.event_id)

    assert "8 an earlier deposit is paid by a desk, once and in full" in scene.failures()
