"""Devices that move: every move is known, none loses a scan, and none takes over what was made elsewhere."""

from datetime import timedelta
from typing import Any

import pytest

from pantbox.clock import new_id
from pantbox.jobs.moved_devices import let_in_what_moved
from tests.attacks.scene import Scene
from tests.attacks.test_foreign_station_header import in_quarantine, naming, stations_of_scans, told


def move_of(scene: Scene, to: str) -> dict[str, Any]:
    """A move as the app writes it down, now."""
    return {"id": str(new_id()), "sign": scene.signs[to], "at": scene.time.now.isoformat()}


def stays(scene: Scene) -> list[tuple[int, str, bool]]:
    """Where soup's device stood: station, who put it there, and whether that is over."""
    devices = (scene.get(f"/events/{scene.event_id}/devices", "setup:write").json or {})["devices"]
    [soup] = [one for one in devices if one["name"] == "soup"]
    return [(one["station_id"], one["moved_by"], one["until"] is not None) for one in soup["stays"]]


def day_at(scene: Scene) -> list[dict[str, Any]]:
    """Eight cups handed out over a day without a network, at whatever stall it is."""
    scans = []
    for code in scene.stock[:8]:
        scene.time.later(hours=1)
        scans.append(scene.scan("issue", code, told="accepted"))
    scene.stock = scene.stock[8:]
    return scans


@pytest.mark.parametrize("told_first", ["move", "scans", "lost once"])
def test_a_stalls_phone_that_moved_without_a_network_loses_no_scan_and_books_none_on_another_stall(
    scene: Scene, told_first: str
) -> None:
    at_soup = day_at(scene)
    scene.time.later(minutes=1)
    move = move_of(scene, "grill")
    scene.time.later(minutes=1)
    at_grill = day_at(scene)
    deeds = {
        "move": lambda: scene.post("/station/move", move, "soup", headers=naming(scene, "grill")),
        "grill": lambda: told(scene, "soup", "grill", *at_grill),
        "soup": lambda: told(scene, "soup", "soup", *at_soup),
    }
    order = {
        "move": ["move", "grill", "soup"],
        "scans": ["grill", "soup", "move"],
        "lost once": ["grill", "move", "soup", "move"],
    }

    for deed in order[told_first]:
        deeds[deed]()

    assert stations_of_scans(scene) == {
        **{one["id"]: scene.stations["soup"] for one in at_soup},
        **{one["id"]: scene.stations["grill"] for one in at_grill},
    }
    assert scene.balances() == {
        f"{kind}:{scene.stations[stall]}": sign * 8 * 500
        for stall in ("soup", "grill")
        for kind, sign in (("vendor", -1), ("held", 1))
    }
    assert in_quarantine(scene) == []
    assert scene.failures() == []


def test_moves_told_in_any_order_end_in_the_same_history(scene: Scene) -> None:
    moves = []
    for to in ("grill", "soup", "grill"):
        scene.time.later(hours=1)
        moves.append(move_of(scene, to))
    scene.time.later(hours=1)

    for move in (moves[2], moves[0], moves[1], moves[0]):
        scene.post("/station/move", move, "soup")

    soup, grill = scene.stations["soup"], scene.stations["grill"]
    assert stays(scene) == [
        (soup, "pairing", True), (grill, "sign", True), (soup, "sign", True), (grill, "sign", False),
    ]  # fmt: skip
    assert (scene.get("/station", "soup").json or {})["station"]["id"] == grill


def test_what_was_scanned_before_a_move_without_a_time_waits_for_the_office(scene: Scene) -> None:
    """Yesterday's app names no time: from when on it stood there nobody knows."""
    at_grill = day_at(scene)
    scene.time.later(minutes=1)

    before = told(scene, "soup", "grill", *at_grill)
    scene.post("/station/move", {"id": str(new_id()), "sign": scene.signs["grill"]}, "soup")
    after = told(scene, "soup", "grill", scene.scan("issue", scene.stock[0]))
    waiting = [one["id"] for one in in_quarantine(scene)]
    let_in = scene.post(f"/events/{scene.event_id}/quarantine/release", {"scan_ids": waiting}, "setup:write")

    assert before == [("held", "station_may_not")] * 8
    assert after == [("accepted", None)]
    assert sorted(waiting) == sorted(one["id"] for one in at_grill)
    assert {one["verdict"] for one in (let_in.json or {})["results"]} == {"accepted"}
    assert set(stations_of_scans(scene).values()) == {scene.stations["grill"]}


def test_a_worker_lets_in_what_a_move_did_not(scene: Scene) -> None:
    move = move_of(scene, "grill")
    scene.time.later(minutes=5)
    scan = scene.scan("issue", scene.stock[0])
    scene.post("/station/move", move, "soup")
    rows = scene.sql("SELECT id FROM device WHERE station_id = :at", at=scene.stations["grill"])
    told(scene, "soup", "west", scan)  # a box: no stall, so it waits
    scene.sql("UPDATE quarantined_scan SET station_id = :at", at=scene.stations["grill"])

    done = let_in_what_moved(scene.core, scene.time.now)

    assert len(rows) == 2
    assert done == 1
    assert stations_of_scans(scene) == {scan["id"]: scene.stations["grill"]}


def test_a_return_older_than_the_devices_last_word_does_not_pay_because_a_move_is_told_afterwards(
    scene: Scene,
) -> None:
    """A thief with a box says that it stood at another one, and tells the moves when the old returns wait in quarantine."""
    pictures, [live] = scene.hand_out(4), scene.hand_out()
    long_ago = scene.time.now
    scene.time.later(hours=5)
    scene.send("east", scene.scan("return", live))
    scene.time.later(minutes=5)
    old = [scene.scan("return", one, visit=new_id(), told="accepted") for one in pictures]
    at = (long_ago + timedelta(minutes=90)).isoformat()

    held = told(scene, "east", "west", *[one | {"at": at} for one in old])
    for sign, hours in (("east", 2), ("west", 1)):
        move = move_of(scene, sign) | {"at": (long_ago + timedelta(hours=hours)).isoformat()}
        scene.post("/station/move", move, "east")
    let_in_what_moved(scene.core, scene.time.now)

    assert held == [("held", "station_may_not")] * 4
    paid = scene.sql(
        f"SELECT id FROM scan WHERE kind = 'return' AND standing = 'accepted' AND event_id = {scene.event_id}"
    )
    assert len(paid) == 1
    assert scene.failures() == []


def test_every_move_is_in_the_log_with_who_from_where_and_since_when(scene: Scene) -> None:
    device = scene.sql("SELECT id FROM device WHERE station_id = :at", at=scene.stations["soup"])[0].id
    scene.post("/station/move", {"sign": scene.signs["grill"]}, "soup")
    scene.time.later(minutes=1)
    scene.post(f"/stations/{scene.stations['soup']}/devices/{device}", None, "setup:write")
    office = scene.office()
    page = f"/admin/events/{scene.slug}/devices/{device}"
    scene.time.later(minutes=1)
    office.post(page, {"station": str(scene.stations["grill"])})

    log = scene.sql("SELECT subject, details, user_id FROM log_entry WHERE what = 'device_moved' ORDER BY id")

    assert [row.subject for row in log][-3:] == ["soup"] * 3
    assert log[-1].user_id is not None
    assert [one[:2] for one in stays(scene)] == [
        (scene.stations["soup"], "pairing"), (scene.stations["grill"], "sign"),
        (scene.stations["soup"], "program"), (scene.stations["grill"], "office"),
    ]  # fmt: skip
    shown = office.client.get(page).text
    assert shown.count("soup") >= 2
    assert "Device moved" in office.client.get("/admin/log").text


def test_where_the_office_moves_devices_a_sign_moves_none_and_says_what_to_do(scene: Scene) -> None:
    scene.ask("PATCH", f"/events/{scene.event_id}", "setup:write", json={"self_moving": False})

    refused = scene.post("/station/move", move_of(scene, "grill"), "soup")
    state = scene.get("/station", "soup").json or {}

    assert (refused.status_code, (refused.json or {})["code"]) == (403, "moving_is_off")
    assert "office" in (refused.json or {})["title"].lower()
    assert state["event"]["self_moving"] is False
    assert state["station"]["name"] == "soup"
    assert [row.what for row in scene.sql("SELECT what FROM log_entry WHERE what LIKE 'self_moving%'")]


def test_one_devices_move_is_not_anothers(scene: Scene) -> None:
    move = move_of(scene, "grill")
    scene.post("/station/move", move, "soup")
    other = {**move, "sign": scene.signs["soup"]}

    by_another = scene.post("/station/move", other, "grill")
    elsewhere = scene.post("/station/move", other, "soup")

    assert [(one.status_code, (one.json or {})["code"]) for one in (by_another, elsewhere)] == [
        (409, "id_reused"), (409, "id_reused"),
    ]  # fmt: skip
