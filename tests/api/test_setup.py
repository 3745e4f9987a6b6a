"""Setting up without a browser: everything a program with `setup:write` may do."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from pantbox.circulation.tables import ScanRow
from pantbox.places.devices import Device
from tests.api.town import CUP_ORE, Town

SETUP = "setup:write"


def _event(town: Town, **more: Any) -> dict[str, Any]:
    return {
        "slug": f"{town.slug}-2",
        "name": "Autumn",
        "starts_at": town.time.now.isoformat(),
        "ends_at": (town.time.now + timedelta(days=2)).isoformat(),
        "deposits": {str(town.type_id): 700},
    } | more


def test_a_whole_event_is_set_up_by_a_program(town: Town) -> None:
    event = town.post("/events", _event(town), SETUP).json
    vendor = town.post(f"/events/{event['id']}/vendors", {"name": "Bo's bar"}, SETUP).json
    stall = {"kind": "stall", "name": "Bar", "vendor_id": vendor["id"]}
    station = town.post(f"/events/{event['id']}/stations", stall, SETUP).json
    pairing = town.post(f"/stations/{station['id']}/pairing", {}, SETUP).json
    paired = town.post("/pair", {"code": pairing["code"]}).json

    issued = town.send(paired["token"], town.scan("issue", town.stock[0]))["results"][0]

    assert (issued["verdict"], issued["deposit_ore"]) == ("accepted", 700)
    assert vendor["link"].startswith("http")
    assert f"#pair={pairing['code']}" in pairing["link"]
    assert {one["kind"] for one in town.get(f"/events/{event['id']}/stations", SETUP).json["stations"]} == {
        "stall",
        "store",
    }


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"deposits": {}}, "event_without_types"),
        ({"deposits": {"1": 0}}, "invalid_input"),
        ({"deposits": {"one": 500}}, "invalid_input"),
        ({"deposits": {"999999999": 500}}, "type_unknown"),
        ({"ends_at": "2020-01-01T00:00:00Z"}, "event_times_wrong"),
        ({"starts_at": "2026-08-01"}, "invalid_input"),
        ({"timezone": "Mars/Olympus"}, "timezone_unknown"),
        ({"timezone": "../../etc/passwd"}, "timezone_unknown"),
        ({"slug": "Not A Slug"}, "invalid_input"),
        ({"name": "  "}, "invalid_input"),
        ({"name": "\x00"}, "invalid_input"),
        ({"name": "4111 1111 1111 1111"}, "looks_like_a_card_number"),
        ({"rails": ["gold"]}, "invalid_input"),
        ({"a typo": 1}, "invalid_input"),
    ],
)
def test_an_event_that_makes_no_sense_is_not_made(town: Town, change: dict[str, Any], code: str) -> None:
    answer = town.post("/events", _event(town, **change), SETUP)

    assert (answer.status_code, answer.json["code"]) == (422, code)
    assert len(town.get("/events", SETUP).json["events"]) == 1


def test_a_name_that_is_taken_is_a_conflict(town: Town) -> None:
    answer = town.post("/events", _event(town, slug=town.slug), SETUP)

    assert (answer.status_code, answer.json["code"]) == (409, "event_exists")


def test_an_event_is_changed_field_by_field(town: Town) -> None:
    path = f"/events/{town.event_id}"
    before = town.get(path, SETUP).json

    changed = town.ask(
        "PATCH", path, SETUP, json={"name": "Summer again", "unseen_per_period_max": 2, "rails": None}
    )

    assert changed.json == before | {"name": "Summer again", "unseen_per_period_max": 2}


def test_new_prices_are_a_new_version_and_each_trip_keeps_its_own(town: Town) -> None:
    [old] = town.hand_out()
    made = town.post(f"/events/{town.event_id}/terms", {"deposits": {str(town.type_id): 900}}, SETUP)
    town.time.later(minutes=1)

    late = town.send("soup", town.scan("issue", town.stock[0], terms=1))["results"][0]
    new = town.send("soup", town.scan("issue", town.stock[1], terms=2))["results"][0]
    back = town.send("desk", town.scan("return", old))["results"][0]

    assert made.json["version"] == 2
    assert [late["deposit_ore"], new["deposit_ore"], back["deposit_ore"]] == [CUP_ORE, 900, CUP_ORE]


def test_a_closed_event_hands_out_no_more_and_still_takes_back(town: Town) -> None:
    [code] = town.hand_out()

    closed = town.post(f"/events/{town.event_id}/close", {}, SETUP)
    issued = town.send("soup", town.scan("issue", town.stock[0]))["results"][0]
    back = town.send("east", town.scan("return", code))["results"][0]

    assert closed.json["event"]["closed_at"] is not None
    assert (issued["verdict"], issued["reason"]) == ("rejected", "event_closed")
    assert back["verdict"] == "accepted"


def test_containers_are_made_and_their_labels_read_page_by_page(town: Town) -> None:
    body = {"slug": "bowl", "names": {"en": "Bowl"}, "deposit_ore": 1500, "weight_grams": 150}
    bowl = town.post("/types", body, SETUP).json
    batch = town.post(f"/types/{bowl['id']}/batches", {"name": "First bowls", "quantity": 5}, SETUP).json

    path = f"/batches/{batch['id']}/containers"
    first = town.get(path, SETUP, query_string={"limit": 3}).json
    rest = town.get(path, SETUP, query_string={"limit": 3, "after": first["next"]}).json

    labels = first["containers"] + rest["containers"]
    assert [len(first["containers"]), len(rest["containers"]), rest["next"]] == [3, 2, None]
    assert len({one["link"] for one in labels}) == 5
    assert all(one["link"].endswith(one["grai"]) and one["state"] == "in_stock" for one in labels)


def test_a_vendor_with_stalls_and_a_station_with_devices_are_not_deleted(town: Town) -> None:
    box = town.post(f"/events/{town.event_id}/stations", {"kind": "pant_box", "name": "Spare"}, SETUP).json
    town.post(f"/stations/{box['id']}/pairing", {}, SETUP)

    kept = [
        town.ask("DELETE", f"/vendors/{town.vendor_id}", SETUP),
        town.ask("DELETE", f"/stations/{town.stations['east']}", SETUP),
    ]
    gone = town.ask("DELETE", f"/stations/{box['id']}", SETUP)

    assert [answer.json["code"] for answer in kept] == ["vendor_in_use", "station_in_use"]
    assert gone.status_code == 204
    assert town.get(f"/stations/{box['id']}", SETUP).status_code == 404


def test_a_revoked_device_counts_no_more_from_the_next_request(town: Town) -> None:
    devices = town.get(f"/events/{town.event_id}/devices", SETUP).json["devices"]
    soup = next(one for one in devices if one["station_id"] == town.stations["soup"])

    town.ask("DELETE", f"/devices/{soup['id']}", SETUP)

    assert town.get("/station", "soup").status_code == 401


def test_a_device_that_was_moved_scans_at_its_new_stall_from_the_next_request(town: Town) -> None:
    here, there = town.stock[:2]
    town.send("soup", town.scan("issue", here))
    devices = town.get(f"/events/{town.event_id}/devices", SETUP).json["devices"]
    soup = next(one for one in devices if one["station_id"] == town.stations["soup"])
    with town.core.database.transaction() as session:
        session.get_one(Device, soup["id"]).station_id = town.stations["grill"]

    town.send("soup", town.scan("issue", there))

    with town.core.database.reading(town.organisation_id) as session:
        stations = session.scalars(select(ScanRow.station_id).order_by(ScanRow.id)).all()
    assert stations == [town.stations["soup"], town.stations["grill"]]


def test_a_token_gives_on_no_more_than_it_may_and_dies_at_once(town: Town) -> None:
    more = town.post("/tokens", {"label": "Greedy", "scopes": ["money:write"]}, SETUP)
    made = town.post("/tokens", {"label": "Sheet", "scopes": ["setup:write"]}, SETUP).json
    worked = town.get("/events", made["token"]).status_code
    listed = town.get("/tokens", SETUP).text

    town.ask("DELETE", f"/tokens/{made['id']}", SETUP)

    assert (more.status_code, more.json["code"]) == (403, "scope_not_yours")
    assert (worked, town.get("/events", made["token"]).status_code) == (200, 401)
    assert made["token"] not in listed


def test_a_program_makes_no_owners(town: Town) -> None:
    user = {
        "email": f"Lis@{town.slug}.example",
        "name": "Lis",
        "password": "long enough to be one",
        "role": "owner",
    }

    owner = town.post("/users", user, SETUP)
    short = town.post("/users", user | {"role": "viewer", "password": "short"}, SETUP)
    viewer = town.post("/users", user | {"role": "viewer"}, SETUP)
    twice = town.post("/users", user | {"role": "viewer"}, SETUP)
    promoted = town.ask("PATCH", f"/users/{viewer.json['id']}", SETUP, json={"role": "organiser"})

    assert [owner.json["code"], short.json["code"]] == ["invalid_input", "password_length_wrong"]
    assert viewer.status_code == 201
    assert "password" not in viewer.text
    assert (twice.status_code, twice.json["code"]) == (409, "user_exists")
    assert promoted.json["role"] == "organiser"


def test_the_report_says_what_came_back(town: Town) -> None:
    town.visit(cups=3)
    town.hand_out(2)

    report = town.get(f"/events/{town.event_id}/report", "reports:read").json
    circulation = town.get(f"/events/{town.event_id}/circulation", "reports:read").json

    assert (report["totals"]["issued"], report["totals"]["returned"]) == (5, 3)
    assert report["money"]["held_ore"] == 2 * CUP_ORE
    places = {line["place"]: line["n"] for line in circulation["places"]}
    assert (places["out"], places["boxes"], places["new"]) == (2, 3, 35)
