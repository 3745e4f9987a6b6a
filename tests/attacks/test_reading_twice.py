"""What waits is read a second time, in the same visit or another: that is the same question again, not a way round it."""

import pytest

from pantbox.clock import new_id
from tests.attacks.scene import Scene


def test_what_is_beyond_the_bound_of_unseen_returns_is_not_paid_by_a_second_reading(scene: Scene) -> None:
    codes = scene.stock[:20]
    first = scene.send("east", *[scene.scan("return", code, visit=new_id()) for code in codes])["results"]
    scene.time.later(minutes=20)

    again = scene.verdicts("east", *[scene.scan("return", code, visit=new_id()) for code in codes])

    assert sum(one["verdict"] == "accepted" for one in first) == 6
    assert "accepted" not in {verdict for verdict, _ in again}
    assert scene.balances()["unseen:"] == -6 * 500
    assert scene.failures() == []


@pytest.mark.parametrize("minutes", [0, 5, 30])
def test_an_event_that_holds_unseen_returns_pays_none_however_often_it_is_read(make_scene, minutes) -> None:
    scene = make_scene(unseen_policy="hold")
    codes = scene.stock[:5]
    for _ in range(3):
        told = scene.verdicts("east", *[scene.scan("return", code, visit=new_id()) for code in codes])
        assert "accepted" not in {verdict for verdict, _ in told}
        scene.time.later(minutes=minutes)

    assert scene.balances() == {}
    assert scene.failures() == []


def test_what_the_desk_refused_is_refused_when_it_is_read_again(make_scene) -> None:
    scene = make_scene(unseen_policy="hold")
    code = scene.stock[0]
    scene.send("east", scene.scan("return", code, visit=new_id()))
    held = scene.get("/desk/held", "desk").json["held"]
    assert scene.post("/desk/refuse", {"scan_ids": [held[0]["scan_id"]]}, "desk").status_code == 200

    [again] = scene.verdicts("east", scene.scan("return", code, visit=new_id()))

    assert again[0] == "rejected"
    assert scene.balances() == {}
    assert scene.failures() == []


@pytest.mark.parametrize("box", ["sign", "east"])
def test_a_phone_gains_nothing_by_sending_its_pictures_again(scene: Scene, box: str) -> None:
    codes = scene.hand_out(12)
    phone = scene.phone(box, code=scene.box_code(box) if box == "east" else None)
    first = scene.send(phone["token"], *[scene.scan("return", code) for code in codes])["visit"]

    again = scene.send(phone["token"], *[scene.scan("return", code) for code in codes])["visit"]

    assert first["credited_ore"] == again["credited_ore"] == (4 if box == "sign" else 10) * 500
    assert scene.failures() == []
