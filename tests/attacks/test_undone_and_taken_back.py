"""A stall hands out, takes back and undoes what it handed out: however often, it is paid nothing that the scheme bears."""

from datetime import timedelta

from pantbox.clock import new_id
from tests.attacks.scene import Scene


def test_a_stall_that_undoes_what_it_took_back_gains_nothing(scene: Scene) -> None:
    [code] = scene.stock[:1]
    scene.send("soup", scene.scan("issue", code))
    scene.send("east", scene.scan("return", code, visit=new_id()))

    for _ in range(5):
        scene.time.later(minutes=11)
        issue = scene.scan("issue", code)
        scene.send("soup", issue)
        scene.time.later(minutes=1)
        scene.send("soup", scene.scan("return", code))
        scene.send("soup", scene.scan("undo", code, undoes=issue["id"]))

    soup = scene.stations["soup"]
    balances = scene.balances()
    assert balances.get(f"vendor:{soup}", 0) + balances.get(f"disputed:{soup}", 0) == -500
    assert balances.get("loss:contested", 0) == 0
    assert scene.failures() == []


def test_an_undo_that_arrives_after_its_guest_was_paid_leaves_the_payment_disputed_with_its_stall(
    scene: Scene,
) -> None:
    [code] = scene.stock[:1]
    scene.send("soup", scene.scan("issue", code))
    scene.send("east", scene.scan("return", code, visit=new_id()))
    scene.time.later(minutes=11)
    issue = scene.scan("issue", code)
    scene.send("grill", issue)
    scene.time.later(minutes=1)
    undo = scene.scan("undo", code, undoes=issue["id"], told="accepted")
    scene.time.later(minutes=1)
    scene.send("west", scene.scan("return", code, visit=new_id()))

    assert scene.verdicts("grill", undo) == [("accepted", None)]

    grill = scene.stations["grill"]
    assert scene.balances().get(f"disputed:{grill}") == -500
    assert scene.balances().get("loss:contested", 0) == 0
    assert scene.failures() == []


def test_a_stall_that_undoes_what_a_desk_paid_twice_for_still_answers_for_it(scene: Scene) -> None:
    [code] = scene.stock[:1]
    scene.send("soup", scene.scan("issue", code))
    scene.time.later(minutes=3)
    issue, issued_at = scene.scan("issue", code), scene.time.now
    scene.send("grill", issue)
    scene.time.later(minutes=3)
    back = scene.scan("return", code, visit=new_id())
    scene.send("desk", back)
    assert scene.post("/desk/earlier-deposits", {"scan_id": back["id"]}, "desk").status_code == 200
    early = (issued_at + timedelta(seconds=20)).isoformat()

    scene.send("grill", scene.scan("undo", code, undoes=issue["id"], at=early, told="accepted"))

    grill = scene.stations["grill"]
    balances = scene.balances()
    assert balances.get(f"vendor:{grill}", 0) + balances.get(f"disputed:{grill}", 0) == -500
    assert scene.failures() == []
