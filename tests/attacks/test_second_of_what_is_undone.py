"""A payment stands against another that is undone later: the books say so once, whatever is scanned after."""

from pantbox.clock import new_id
from tests.attacks.scene import Scene


def test_a_payment_against_an_undone_one_is_booked_once(scene: Scene) -> None:
    [code] = scene.hand_out()
    scene.send("grill", scene.scan("return", code))
    scene.time.later(minutes=20)
    at_box = scene.scan("return", code, visit=new_id())
    scene.send("east", at_box)
    scene.time.later(minutes=1)
    at_desk = scene.scan("return", code, visit=new_id())
    scene.send("desk", at_desk)
    scene.post("/desk/release", {"scan_ids": [at_desk["id"]]}, "desk")
    scene.time.later(minutes=1)

    assert scene.verdicts("east", scene.scan("undo", code, undoes=at_box["id"])) == [("accepted", None)]

    before = scene.balances()
    for _ in range(3):
        scene.time.later(minutes=1)
        scene.send("west", scene.scan("return", code, visit=new_id()))
    assert scene.balances() == before
    assert scene.failures() == []
