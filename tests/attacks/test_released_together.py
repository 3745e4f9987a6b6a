"""Returns that wait and are released in one go: of one use of a container one is paid, and what is stronger once more."""

from datetime import timedelta

import pytest

from pantbox.clock import new_id
from tests.attacks.scene import Scene


def release_all(scene: Scene) -> list[str]:
    held = [one["scan_id"] for one in scene.get("/desk/held", "desk").json["held"]]
    return scene.post("/desk/release", {"scan_ids": held}, "desk").json["scan_ids"]


def paid_ore(scene: Scene) -> int:
    return sum(ore for account, ore in scene.balances().items() if account.startswith("payable"))


def waiting(scene: Scene) -> int:
    return len(scene.get("/desk/held", "desk").json["held"])


@pytest.mark.parametrize("every_seconds", [20, 700])
def test_one_cup_that_a_box_read_ten_times_in_days_without_network_is_paid_once(
    scene: Scene, every_seconds: int
) -> None:
    [code] = scene.hand_out()
    first = scene.time.now + timedelta(minutes=30)
    times = [first + timedelta(seconds=every_seconds * n) for n in range(10)]
    scans = [scene.scan("return", code, visit=new_id(), told="accepted", at=at.isoformat()) for at in times]
    scene.time.later(hours=40)
    scene.verdicts("east", *scans)

    assert len(release_all(scene)) == 1
    assert (paid_ore(scene), waiting(scene)) == (500, 0)
    assert scene.failures() == []


def test_one_cup_of_which_six_phones_have_old_pictures_is_paid_once(scene: Scene) -> None:
    [code] = scene.hand_out()
    first = scene.time.now + timedelta(minutes=5)
    scene.time.later(hours=4)
    for n in range(6):
        at = (first + timedelta(minutes=n)).isoformat()
        scene.verdicts(scene.phone("sign")["token"], scene.scan("return", code, told="accepted", at=at))

    assert len(release_all(scene)) == 1
    assert (paid_ore(scene), waiting(scene)) == (500, 0)


def test_what_a_picture_and_a_box_say_of_one_use_is_paid_to_both(scene: Scene) -> None:
    """The stronger one has proven that the weaker did not have the cup."""
    [code] = scene.hand_out()
    at = (scene.time.now + timedelta(minutes=5)).isoformat()
    scene.time.later(hours=40)
    scene.verdicts(scene.phone("sign")["token"], scene.scan("return", code, told="accepted", at=at))
    scene.verdicts("east", scene.scan("return", code, visit=new_id(), told="accepted", at=at))

    assert len(release_all(scene)) == 2
    assert paid_ore(scene) == 1_000


@pytest.mark.parametrize("desks", [("desk", "desk2"), ("desk", "desk", "desk", "desk")])
def test_one_cup_that_desks_read_again_and_again_is_paid_once_more_at_most(
    scene: Scene, desks: tuple[str, ...]
) -> None:
    [code] = scene.hand_out()
    for box in ("east", "west"):
        scene.time.later(minutes=10)
        scene.verdicts(box, scene.scan("return", code, visit=new_id()))
    for desk in desks:
        scene.time.later(minutes=11)
        scene.verdicts(desk, scene.scan("return", code, visit=new_id()))
    release_all(scene)

    assert (paid_ore(scene), waiting(scene)) == (1_000, 0)


def test_two_uses_of_one_cup_are_both_paid(scene: Scene) -> None:
    [code] = scene.hand_out()
    first = scene.time.now + timedelta(minutes=30)
    scans = [scene.scan("return", code, visit=new_id(), told="accepted", at=first.isoformat())]
    scene.time.later(hours=2)
    scene.verdicts("soup", scene.scan("issue", code))
    again = (scene.time.now + timedelta(minutes=30)).isoformat()
    scans.append(scene.scan("return", code, visit=new_id(), told="accepted", at=again))
    scene.time.later(hours=40)
    scene.verdicts("east", *scans)

    assert len(release_all(scene)) == 2
    assert paid_ore(scene) == 1_000
