"""What is let in from quarantine stands alone: a scan that cannot be recorded keeps no other there, and no guest's slip is forgotten."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from pantbox.jobs.moved_devices import let_in_what_moved
from pantbox.jobs.onto_slips import fill_slips
from pantbox.jobs.unachieved import Unachieved
from pantbox.refunds import letting_in
from tests.attacks.scene import Scene

SETUP = "setup:write"


class Killed(BaseException):
    """What a `kill -9` is to whoever waits."""


def before(scene: Scene, minutes: int, kind: str, cup: str, **more: Any) -> dict[str, Any]:
    """A scan that a device made without network."""
    at = scene.time.now - timedelta(minutes=minutes)
    return scene.scan(kind, cup, at=at.isoformat(), told="accepted", **more)


def send_from_elsewhere(scene: Scene, *scans: dict[str, Any]) -> list[str]:
    """Sent by the device of the east box as of the west box, where nobody knows yet that it stood."""
    headers = {"Pantbox-Station": str(scene.stations["west"])}
    answer = scene.post("/scans", {"scans": list(scans)}, "east", headers=headers)
    return [one["verdict"] for one in answer.json["results"]]


def move(scene: Scene) -> int:
    """The device tells that it stood there all the time."""
    at = scene.time.now - timedelta(minutes=10)
    body = {"sign": scene.signs["west"], "id": str(uuid4()), "at": at.isoformat()}
    return scene.post("/station/move", body, "east").status_code


def spoil(scene: Scene, scan: dict[str, Any]) -> None:
    """Let a line of quarantine say what no scan can: it was kept by an earlier version."""
    with scene.core.database.transaction() as session:
        key = {"of": scan["id"]}
        told = "SELECT content FROM quarantined_scan WHERE CAST(id AS text) IN (:of, REPLACE(:of, '-', ''))"
        content = json.loads(session.scalar(text(told), key)) | {"kind": "undo"}
        session.execute(
            text(
                "UPDATE quarantined_scan SET content = :content"
                " WHERE CAST(id AS text) IN (:of, REPLACE(:of, '-', ''))"
            ),
            key | {"content": json.dumps(content)},
        )


def waiting(scene: Scene) -> list[str]:
    return [
        one["id"] for one in scene.get(f"/events/{scene.event_id}/quarantine?limit=1000", SETUP).json["scans"]
    ]


def credited_ore(scene: Scene) -> int:
    return sum(ore for key, ore in scene.balances().items() if key.startswith(("payable", "vouchers")))


def test_an_undo_of_nothing_is_refused_at_the_door(scene: Scene) -> None:
    [cup] = scene.hand_out()

    told = scene.send("east", scene.scan("undo", cup))["results"]

    assert [(one["verdict"], one["reason"]) for one in told] == [("rejected", "malformed")]


def test_a_spoilt_line_keeps_no_honest_return_in_quarantine_when_the_device_is_moved(scene: Scene) -> None:
    cups = scene.hand_out(4)
    scene.time.later(minutes=20)
    scans = [before(scene, 3, "return", cup, visit=str(uuid4())) for cup in cups]
    assert send_from_elsewhere(scene, *scans) == ["held"] * 4
    spoil(scene, scans[1])

    assert move(scene) == 200

    assert credited_ore(scene) == 1500
    assert waiting(scene) == [scans[1]["id"]]
    with pytest.raises(Unachieved):
        let_in_what_moved(scene.core, scene.time.now)
    assert scene.failures() == []
    scene.sql("DELETE FROM quarantined_scan WHERE event_id = :id", id=scene.event_id)


def test_a_spoilt_line_is_left_out_when_others_are_released(scene: Scene) -> None:
    cups = scene.hand_out(2)
    scene.time.later(minutes=20)
    [(device,)] = scene.sql("SELECT id FROM device WHERE station_id = :s", s=scene.stations["east"])
    assert scene.ask("DELETE", f"/devices/{device}", SETUP).status_code < 300
    scans = [before(scene, 5, "return", cup, visit=str(uuid4())) for cup in cups]
    scene.send("east", *scans)
    spoil(scene, scans[0])

    released = scene.post(f"/events/{scene.event_id}/quarantine/release", {"scan_ids": waiting(scene)}, SETUP)

    assert released.status_code == 200
    assert credited_ore(scene) == 500
    assert waiting(scene) == [scans[0]["id"]]


def _released(scene: Scene, scan: dict[str, Any]) -> None:
    [(device,)] = scene.sql("SELECT id FROM device WHERE station_id = :s", s=scene.stations["east"])
    assert scene.ask("DELETE", f"/devices/{device}", SETUP).status_code < 300
    scene.send("east", scan)
    scene.post(f"/events/{scene.event_id}/quarantine/release", {"scan_ids": [scan["id"]]}, SETUP)


def _moved(scene: Scene, scan: dict[str, Any]) -> None:
    send_from_elsewhere(scene, scan)
    move(scene)


@pytest.mark.parametrize("let_in", [_released, _moved])
def test_a_slip_is_filled_though_the_server_is_killed_once_its_scans_are_let_in(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, let_in: Callable[[Scene, dict[str, Any]], None]
) -> None:
    [cup] = scene.hand_out()
    scene.time.later(minutes=20)
    scan = before(scene, 5, "return", cup, visit=str(uuid4()), slip=scene.slips[0])

    def die(*_told: object) -> None:
        raise Killed

    monkeypatch.setattr(letting_in, "put_on_slips", die)
    with pytest.raises(Killed):
        let_in(scene, scan)
    fill_slips(scene.core, scene.time.now)

    assert scene.get(f"/slips/{scene.slips[0]}").json["left_ore"] == 500
    assert scene.failures() == []
