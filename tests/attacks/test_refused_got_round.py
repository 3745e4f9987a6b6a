"""What a person refused is paid by no other scan of the same use, and one use of a cup is released once."""

import pytest

from pantbox.clock import new_id
from tests.attacks.scene import Scene


def refuse(scene: Scene, *scan_ids: str, desk: str = "desk") -> None:
    """A person at a desk says no."""
    assert scene.post("/desk/refuse", {"scan_ids": list(scan_ids)}, desk).status_code == 200


def test_a_box_pays_nothing_after_a_desk_was_refused_beside_a_picture(scene: Scene) -> None:
    [code] = scene.hand_out()
    scene.send(scene.phone("sign")["token"], scene.scan("return", code))
    scene.time.later(minutes=1)
    at_desk = scene.scan("return", code, visit=new_id())
    scene.send("desk", at_desk)
    refuse(scene, at_desk["id"])
    before = scene.balances()

    told = [scene.verdicts(box, scene.scan("return", code, visit=new_id())) for box in ("east", "west")]

    assert [verdict for [(verdict, _)] in told] == ["held", "held"]
    assert scene.balances() == before
    assert scene.failures() == []


def test_a_weaker_claim_waits_while_a_desks_waits(scene: Scene) -> None:
    [code] = scene.hand_out()
    scene.send(scene.phone("sign")["token"], scene.scan("return", code))
    scene.time.later(minutes=1)
    at_desk = scene.scan("return", code, visit=new_id())
    scene.send("desk", at_desk)

    assert scene.verdicts("east", scene.scan("return", code, visit=new_id())) == [("held", "awaiting_scan")]

    scene.post("/desk/release", {"scan_ids": [at_desk["id"]]}, "desk")
    assert scene.balances().get("loss:contested") == -500
    assert scene.failures() == []


def test_undoing_what_was_refused_is_too_late(scene: Scene) -> None:
    scans = [scene.scan("return", code, visit=new_id()) for code in scene.stock[:8]]
    told = scene.verdicts("east", *scans)
    waiting = [one for one, (verdict, _) in zip(scans, told, strict=True) if verdict == "held"]
    refuse(scene, *[one["id"] for one in waiting])
    before = scene.balances()

    undos = [scene.scan("undo", one["code"], undoes=one["id"]) for one in waiting]

    assert set(scene.verdicts("east", *undos)) == {("rejected", "undo_too_late")}
    again = [scene.scan("return", one["code"], visit=new_id()) for one in waiting]
    assert "accepted" not in {verdict for verdict, _ in scene.verdicts("west", *again)}
    assert scene.balances() == before
    assert scene.failures() == []


@pytest.mark.parametrize("claims", [2, 4])
def test_several_claims_of_one_use_that_are_released_together_are_paid_once(
    scene: Scene, claims: int
) -> None:
    [code] = scene.stock[:1]
    scans = []
    for _ in range(claims):
        scan = scene.scan("return", code)
        assert scene.verdicts(scene.phone("sign")["token"], scan)[0][0] == "held"
        scans.append(scan["id"])
        scene.time.later(minutes=11)

    scene.post("/desk/release", {"scan_ids": scans}, "desk")

    sign = scene.stations["sign"]
    assert scene.balances().get(f"payable:{sign}") == 500
    assert scene.failures() == []
