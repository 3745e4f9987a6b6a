"""A phone's return before the stall's late scan of its issue: the guest is paid when it comes, as in the other order."""

import pytest

from pantbox.clock import new_id
from tests.attacks.scene import Scene


@pytest.mark.parametrize("issue_comes", ["before", "after"])
def test_a_phones_return_is_paid_whether_its_issue_came_before_or_after(
    scene: Scene, issue_comes: str
) -> None:
    [code] = scene.hand_out()
    scene.time.later(minutes=30)
    scene.send("east", scene.scan("return", code, visit=new_id()))
    scene.time.later(minutes=30)
    issue = scene.scan("issue", code, told="accepted")
    scene.time.later(minutes=30)
    phone = scene.phone("sign")
    picture = scene.scan("return", code)
    sent = (
        [(phone["token"], picture), ("soup", issue)]
        if issue_comes == "after"
        else [("soup", issue), (phone["token"], picture)]
    )

    for by, one in sent:
        scene.send(by, one)

    assert [
        row.standing for row in scene.sql("SELECT standing FROM scan WHERE id = :id", id=_id(scene, picture))
    ] == ["accepted"]
    assert scene.balances()[f"payable:{scene.stations['sign']}"] == 500
    assert scene.failures() == []


def _id(scene: Scene, scan: dict[str, object]) -> str:
    one = str(scan["id"])
    return one if scene.core.database.is_postgresql else one.replace("-", "")
