"""The installation's clock is set back some minutes: what an honest program sends then stays honest in the audit."""

from datetime import timedelta

from tests.attacks.scene import Scene


def sent_by_a_program(scene: Scene, cup: str) -> None:
    """A collection six minutes ago."""
    at = (scene.time.now - timedelta(minutes=6)).isoformat()
    body = {"scans": [scene.scan("collect", cup, at=at, told="accepted")], "station": scene.stations["store"]}
    assert scene.post("/scans", body, "scans:write").status_code == 200


def test_a_program_s_scan_is_no_old_one_because_a_clock_went_back(scene: Scene) -> None:
    [cup] = scene.hand_out()
    scene.time.later(minutes=20)
    scene.send("east", scene.scan("return", cup))
    scene.time.later(minutes=-5)

    sent_by_a_program(scene, cup)

    scene.time.later(minutes=60)
    assert scene.failures() == []
