"""A vendor's own device tries to lower what the vendor owes: an undo after the guest was paid, returns from the shelf."""

from datetime import timedelta

from pantbox.clock import new_id
from tests.attacks.scene import Scene


def test_an_issue_whose_guest_was_paid_is_not_undone(scene: Scene) -> None:
    codes = scene.stock[:5]
    issues = [scene.scan("issue", code) for code in codes]
    scene.send("soup", *issues)
    scene.time.later(hours=2)
    visit_id = new_id()
    visit = scene.send("east", *[scene.scan("return", code, visit=visit_id) for code in codes])["visit"]
    assert scene.refund(visit).status_code == 200
    before = scene.balances()
    scene.time.later(hours=1)

    undos = [scene.scan("undo", one["code"], undoes=one["id"]) for one in issues]

    assert set(scene.verdicts("soup", *undos)) == {("rejected", "undo_too_late")}
    assert scene.balances() == before
    assert scene.failures() == []


def test_an_undo_told_of_a_time_before_the_return_leaves_the_debt_with_its_stall(scene: Scene) -> None:
    [code] = scene.stock[:1]
    issue = scene.scan("issue", code)
    scene.send("soup", issue)
    scene.time.later(minutes=20)
    scene.send("east", scene.scan("return", code, visit=new_id()))
    early = (scene.time.now - timedelta(minutes=18)).isoformat()

    scene.verdicts("soup", scene.scan("undo", code, undoes=issue["id"], at=early, told="accepted"))

    soup = scene.stations["soup"]
    balances = scene.balances()
    assert balances.get(f"vendor:{soup}", 0) + balances.get(f"unseen:{soup}", 0) == -500
    assert scene.failures() == []


def test_a_stall_takes_nothing_back_from_its_shelf(scene: Scene) -> None:
    scans = [scene.scan("return", code) for code in scene.stock[:30]]

    assert set(scene.verdicts("soup", *scans)) == {("rejected", "box_or_desk")}
    assert scene.balances() == {}
    assert scene.failures() == []


def test_a_box_pays_old_days_of_what_lies_on_a_shelf_no_more_than_its_bound(scene: Scene) -> None:
    scene.time.later(days=3)
    days = [scene.time.now - timedelta(days=n) for n in range(3)]
    scans = [
        scene.scan("return", code, at=day.isoformat(), told="accepted")
        for code in scene.stock[:20]
        for day in days
    ]

    told = scene.verdicts("east", *scans)

    assert sum(verdict == "accepted" for verdict, _ in told) <= 12
    assert {verdict for verdict, _ in told} == {"accepted", "held"}
    assert scene.failures() == []
