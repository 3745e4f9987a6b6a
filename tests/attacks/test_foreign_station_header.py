"""A device that names a station where it never stood: `Pantbox-Station` is no disguise."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from pantbox.circulation.tables import ScanRow
from pantbox.clock import new_id
from pantbox.jobs.moved_devices import let_in_what_moved
from pantbox.places.devices import Device
from pantbox.places.pairing import make_pairing_code, revoke
from pantbox.places.stations import Station
from tests.api.town import NOW
from tests.attacks.scene import Scene


def naming(scene: Scene, station: str) -> dict[str, str]:
    """The header of a device that says it stood there."""
    return {"Pantbox-Station": str(scene.stations.get(station, station))}


def told(scene: Scene, by: str, station: str, *scans: Any) -> list[tuple[str, str | None]]:
    """What scans are told whose device says that it made them there."""
    answer = scene.post("/scans", {"scans": list(scans)}, by, headers=naming(scene, station))
    assert answer.status_code == 200, answer.text
    return [(one["verdict"], one["reason"]) for one in (answer.json or {})["results"]]


def in_quarantine(scene: Scene) -> list[dict[str, Any]]:
    """What waits for somebody to look."""
    return list((scene.get(f"/events/{scene.event_id}/quarantine", "setup:write").json or {})["scans"])


def moved(scene: Scene, device: str, station: str, *, minutes_ago: int = 0) -> None:
    """The device goes to another station, and says so when it has a network again."""
    at = scene.time.now.isoformat()
    scene.time.later(minutes=minutes_ago)
    body = {"id": str(new_id()), "sign": scene.signs[station], "at": at}
    answer = scene.post("/station/move", body, device, headers=naming(scene, station))
    assert answer.status_code == 200, answer.text


def stations_of_scans(scene: Scene) -> dict[str, int]:
    """Where each scan is recorded, by id."""
    with scene.core.database.reading(scene.organisation_id) as session:
        return {str(row.id): row.station_id for row in session.scalars(select(ScanRow))}


def test_a_device_of_soup_hands_nothing_out_at_a_stall_where_it_never_stood(scene: Scene) -> None:
    codes = scene.stock[:5]

    answers = told(scene, "soup", "grill", *(scene.scan("issue", code) for code in codes))

    assert answers == [("held", "station_may_not")] * 5
    assert scene.balances() == {}
    assert {one["station_id"] for one in in_quarantine(scene)} == {scene.stations["grill"]}
    assert {one["stood_at_id"] for one in in_quarantine(scene)} == {scene.stations["soup"]}


def test_an_id_that_waits_in_quarantine_stands_for_nothing_else(scene: Scene) -> None:
    first, other, third = (scene.scan("issue", code) for code in scene.stock[:3])
    reused = {**other, "id": first["id"]}

    answers = told(scene, "soup", "grill", first, reused, first)
    later = told(scene, "soup", "grill", reused, first, third, {**other, "id": third["id"]})

    held, refused = ("held", "station_may_not"), ("rejected", "id_reused")
    assert answers == [held, refused, held]
    assert later == [refused, held, held, refused]
    assert [one["id"] for one in in_quarantine(scene)] == [first["id"], third["id"]]
    kept = {row.id: row.content for row in scene.sql("SELECT id, content FROM quarantined_scan")}
    assert [row for row in kept.values() if other["code"] in row] == []


def test_a_device_of_soup_undoes_nothing_that_another_stall_handed_out(scene: Scene) -> None:
    codes = scene.hand_out(3, by="grill")
    owed = scene.balances()
    rows = scene.sql("SELECT id, code FROM scan WHERE event_id = :event", event=scene.event_id)

    answers = told(
        scene, "soup", "grill", *(scene.scan("undo", row.code, undoes=str(row.id)) for row in rows)
    )

    assert len(codes) == 3
    assert answers == [("held", "station_may_not")] * 3
    assert scene.balances() == owed


def test_a_device_of_soup_closes_no_other_stall_and_asks_for_nothing_there(scene: Scene) -> None:
    headers = naming(scene, "grill")
    closing = {"id": str(new_id()), "counted": [], "till_ore": 0}
    wish = {"id": str(new_id()), "type_id": scene.type_id, "quantity": 10}

    answers = [
        scene.post("/station/close", closing, "soup", headers=headers),
        scene.post("/station/requests", wish, "soup", headers=headers),
    ]

    assert [(one.status_code, (one.json or {})["code"]) for one in answers] == [(403, "station_may_not")] * 2
    assert scene.sql("SELECT 1 FROM stall_closing WHERE event_id = :event", event=scene.event_id) == []


def test_a_device_of_soup_takes_no_voucher_for_another_stall(make_scene: Callable[..., Scene]) -> None:
    scene = make_scene(offline_redeem_ore=10_000)
    code = scene.voucher()
    owed = scene.balances()
    one = {"id": str(new_id()), "code": code, "amount_ore": 500, "at": scene.time.now.isoformat()}

    answer = scene.post("/redemptions", {"redemptions": [one]}, "soup", headers=naming(scene, "grill"))
    online = scene.post(
        f"/vouchers/{code}/redeem", {}, "soup", headers={"Idempotency-Key": "once", **naming(scene, "grill")}
    )

    [result] = (answer.json or {})["results"]
    assert (result["outcome"], result["reason"]) == ("rejected", "station_may_not")
    assert (online.status_code, (online.json or {})["code"]) == (403, "station_may_not")
    assert scene.balances() == owed


def test_a_device_of_soup_confirms_no_delivery_to_another_stall(scene: Scene) -> None:
    lines = [{"type_id": scene.type_id, "quantity": 40}]
    body = {"id": str(new_id()), "to": scene.signs["grill"], "lines": lines}
    sent = scene.post("/deliveries", body, "store").json or {}

    confirmed = scene.post(
        f"/deliveries/{sent['id']}/confirm",
        {"id": str(new_id()), "lines": lines},
        "soup",
        headers=naming(scene, "grill"),
    )
    from_there = scene.post(
        "/deliveries",
        {"id": str(new_id()), "to": scene.signs["store"], "lines": lines},
        "soup",
        headers=naming(scene, "grill"),
    )

    assert [one.status_code for one in (confirmed, from_there)] == [403, 403]


@pytest.mark.parametrize("header", [True, False])
def test_no_device_reaches_into_the_till_of_another_desk(scene: Scene, header: bool) -> None:  # noqa: FBT001
    scene.pay("/desk/float_in", {"amount_ore": 100_000}, "desk")
    if header:
        moved(scene, "desk2", "desk")  # it stood there once
        moved(scene, "desk2", "desk2", minutes_ago=5)
    headers, before = naming(scene, "desk"), scene.balances()

    answers = [
        scene.get("/desk", "desk2", headers=headers),
        scene.get("/desk/held", "desk2", headers=headers),
        *(
            scene.post(path, body, "desk2", headers={"Idempotency-Key": path, **headers})
            for path, body in {
                "/desk/float_out": {"amount_ore": 100_000},
                "/desk/float_in": {"amount_ore": 100},
                "/desk/count": {"amount_ore": 0},
            }.items()
        ),
    ]

    assert [(one.status_code, (one.json or {})["code"]) for one in answers] == [(403, "station_may_not")] * 5
    assert scene.balances() == before


def test_a_box_learns_no_claim_and_no_changing_code_of_another_box(scene: Scene) -> None:
    first, second = scene.hand_out(2)
    visit = new_id()
    scene.send("east", scene.scan("return", first, visit=visit))
    headers = naming(scene, "east")

    answer = scene.post(
        "/scans", {"scans": [scene.scan("return", second, visit=visit)]}, "west", headers=headers
    )
    screen = scene.get("/station", "west", headers=headers)

    assert (answer.json or {})["results"][0]["verdict"] == "held"
    assert (answer.json or {})["visits"] == []
    assert (screen.status_code, (screen.json or {})["code"]) == (403, "station_may_not")
    assert "box_code" not in screen.text


@pytest.mark.parametrize("said", ["desk", "999999999", "0", "-1", "1e3", "", " ", "²", "1" * 500, "null"])
def test_a_header_that_names_no_station_of_its_kind_books_nothing(scene: Scene, said: str) -> None:
    scan = scene.scan("issue", scene.stock[0])

    [answer] = told(scene, "soup", said, scan)

    assert answer == ("held", "station_may_not")
    assert [one["id"] for one in in_quarantine(scene)] == [scan["id"]]
    assert scene.balances() == {}


def test_a_station_of_another_organisation_is_named_in_vain(make_scene: Callable[..., Scene]) -> None:
    theirs, ours = make_scene(), make_scene()
    scan = ours.scan("issue", ours.stock[0])

    [answer] = told(ours, "soup", str(theirs.stations["soup"]), scan)

    assert answer == ("held", "station_may_not")
    assert [one["station_id"] for one in in_quarantine(ours)] == [ours.stations["soup"]]
    assert in_quarantine(theirs) == []


def test_a_revoked_device_speaks_for_no_station_by_its_header(scene: Scene) -> None:
    scan = scene.scan("issue", scene.stock[0])
    scene.time.later(minutes=5)
    with scene.core.database.transaction(scene.organisation_id) as session:
        here = Device.station_id == scene.stations["soup"]
        revoke(session.scalars(select(Device).where(here)).one(), scene.time.now)
    scene.time.later(minutes=1)

    before, after = told(scene, "soup", "grill", scan, scene.scan("issue", scene.stock[1]))
    move = scene.post("/station/move", {"sign": scene.signs["grill"]}, "soup")

    assert [before, after] == [("held", "device_revoked"), ("rejected", "device_revoked")]
    assert (move.status_code, (move.json or {})["code"]) == (401, "device_revoked")
    assert scene.balances() == {}


def test_a_device_speaks_for_a_stall_only_for_the_time_it_stood_there(scene: Scene) -> None:
    before = scene.scan("issue", scene.stock[0], told="accepted")
    scene.time.later(hours=1)
    moved(scene, "soup", "grill")
    during = scene.scan("issue", scene.stock[1], told="accepted")
    scene.time.later(hours=1)
    moved(scene, "soup", "soup")
    scene.time.later(hours=1)
    after = scene.scan("issue", scene.stock[2], told="accepted")

    answers = told(scene, "soup", "grill", before, during, after)

    assert answers == [("held", "station_may_not"), ("accepted", None), ("held", "station_may_not")]
    assert stations_of_scans(scene) == {during["id"]: scene.stations["grill"]}


@pytest.mark.parametrize("days_before_the_start", [45, 20])
def test_a_live_scan_with_a_time_from_an_old_stay_books_nothing_there_now(
    make_scene: Callable[..., Scene], days_before_the_start: int
) -> None:
    """The door takes a time from more than 30 days before the event for now: so does whoever asks where that was."""
    starts_at = NOW + timedelta(days=days_before_the_start)
    scene = make_scene(
        starts_at=starts_at,
        ends_at=starts_at + timedelta(days=4),
        return_until=starts_at + timedelta(days=10),
    )
    scene.time.later(hours=1)
    before_it_was_paired = (NOW - timedelta(days=100)).isoformat()
    old = scene.scan("issue", scene.stock[0])
    moved(scene, "soup", "grill")
    lost = scene.scan("issue", scene.stock[1]) | {"at": before_it_was_paired}
    scene.time.later(days=days_before_the_start)
    here = scene.scan("issue", scene.stock[2]) | {"at": before_it_was_paired}
    is_old_enough = days_before_the_start > 30

    answers = told(scene, "soup", "soup", *([old, lost] if is_old_enough else [lost]))
    at_grill = told(scene, "soup", "grill", here)
    let_in_what_moved(scene.core, scene.time.now)

    assert set(answers) == {("held", "station_may_not")}
    assert at_grill == [("accepted", None)]
    assert stations_of_scans(scene) == {here["id"]: scene.stations["grill"]}
    assert len(in_quarantine(scene)) == len(answers)


def test_a_device_that_names_no_station_speaks_for_where_it_stood_then(scene: Scene) -> None:
    before = scene.scan("issue", scene.stock[0], told="accepted")
    scene.time.later(hours=1)
    device = scene.sql("SELECT id FROM device WHERE station_id = :at", at=scene.stations["soup"])[0].id
    put = scene.post(f"/stations/{scene.stations['grill']}/devices/{device}", None, "setup:write")
    scene.time.later(minutes=1)
    after = scene.scan("issue", scene.stock[1])

    scene.send("soup", before, after)

    assert put.status_code == 200, put.text
    assert stations_of_scans(scene) == {
        before["id"]: scene.stations["soup"],
        after["id"]: scene.stations["grill"],
    }


def test_a_moves_time_does_not_reach_back_over_what_the_device_scanned_elsewhere(scene: Scene) -> None:
    scene.time.later(hours=1)
    claimed = scene.scan("issue", scene.stock[0], told="accepted")
    move_at = (scene.time.now).isoformat()
    scene.time.later(hours=1)
    scene.send("soup", scene.scan("issue", scene.stock[1]))
    scene.time.later(hours=1)

    scene.post("/station/move", {"id": str(new_id()), "sign": scene.signs["grill"], "at": move_at}, "soup")

    assert told(scene, "soup", "grill", claimed) == [("held", "station_may_not")]


def test_a_moves_time_is_never_before_the_device_was_paired_nor_in_the_future(scene: Scene) -> None:
    with scene.core.database.transaction(scene.organisation_id) as session:
        soup = session.get_one(Station, scene.stations["soup"])
        code = make_pairing_code(session, soup, scene.time.now)
    long_ago = scene.scan("issue", scene.stock[0], told="accepted")
    scene.time.later(minutes=10)
    paired = scene.post("/pair", {"code": code, "name": "late"}).json or {}
    body = {"id": str(new_id()), "sign": scene.signs["grill"], "at": "2026-01-01T00:00:00Z"}
    scene.post("/station/move", body, paired["token"])
    ahead = {"id": str(new_id()), "sign": scene.signs["soup"], "at": "2027-01-01T00:00:00Z"}
    scene.time.later(minutes=10)

    back = scene.post("/station/move", ahead, paired["token"]).json or {}

    assert told(scene, paired["token"], "grill", long_ago) == [("held", "station_may_not")]
    assert back["station"]["name"] == "soup"
