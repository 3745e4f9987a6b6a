"""A type that is handed out by the crate comes back before anybody counted the delivery: every page of the event opens."""

from uuid import uuid4

import pytest

from tests.attacks.scene import Scene


def broken_pages(scene: Scene) -> set[str]:
    """The pages and answers about the whole event that are a failure of ours."""
    [(slug,)] = scene.sql("SELECT slug FROM event WHERE id = :id", id=scene.event_id)
    office, status = scene.office(), {}
    for rule in scene.app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()):
            continue
        if rule.arguments == {"slug"} and rule.rule.startswith("/admin"):
            status[rule.rule] = office.client.get(rule.rule.replace("<slug>", slug)).status_code
        if rule.arguments == {"event_id"}:
            path = rule.rule.replace("<int:event_id>", str(scene.event_id)).removeprefix("/api/v1")
            status[rule.rule] = scene.get(path, "reports:read").status_code
    assert len(status) > 15
    return {path for path, code in status.items() if code >= 500}


def sold_by_the_crate(scene: Scene) -> None:
    answer = scene.ask(
        "PUT",
        f"/stations/{scene.stations['soup']}/crates",
        "setup:write",
        json={"type_ids": [scene.type_id]},
    )
    assert answer.status_code == 200


def deliver(scene: Scene, quantity: int, *, counted: bool) -> None:
    delivery, lines = str(uuid4()), [{"type_id": scene.type_id, "quantity": quantity}]
    scene.post("/deliveries", {"id": delivery, "to": scene.signs["soup"], "lines": lines}, "store")
    if counted:
        answer = scene.post(f"/deliveries/{delivery}/confirm", {"id": str(uuid4()), "lines": lines}, "soup")
        assert answer.status_code == 200


@pytest.mark.parametrize(("delivered", "counted", "back"), [(40, 0, 1), (1, 1, 2), (0, 0, 1)])
def test_every_page_of_an_event_opens_though_more_came_back_than_anybody_counted(
    scene: Scene, delivered: int, counted: int, back: int
) -> None:
    sold_by_the_crate(scene)
    if delivered:
        deliver(scene, delivered, counted=counted > 0)
    scene.time.later(minutes=30)
    for code in scene.stock[:back]:
        scene.send("east", scene.scan("return", code, visit=str(uuid4())))

    assert broken_pages(scene) == set()


def test_what_came_back_beyond_what_was_counted_is_told_beside_the_rate(scene: Scene) -> None:
    sold_by_the_crate(scene)
    deliver(scene, 2, counted=True)
    scene.time.later(minutes=30)
    for code in scene.stock[:3]:
        scene.send("east", scene.scan("return", code, visit=str(uuid4())))

    told = scene.get(f"/events/{scene.event_id}/report", "reports:read").json or {}

    assert told["totals"]["issued"] == told["totals"]["returned"] == 2
    assert told["return_rate"]["unseen"] == 1
    assert told["return_rate"]["is_bound"]
