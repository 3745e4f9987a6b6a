"""What a station's device is told, and what it may change."""

from pantbox.clock import new_id
from pantbox.containers.containers import Tag
from pantbox.places.pairing import make_pairing_code
from pantbox.places.stations import Station
from pantbox.refunds.visits import changing_code
from tests.api.town import CUP_ORE, Town
from tests.support.codes import forged


def test_a_device_pairs_once_and_knows_all_it_needs(town: Town) -> None:
    with town.core.database.transaction(town.organisation_id) as session:
        code = make_pairing_code(session, session.get_one(Station, town.stations["soup"]), town.time.now)

    paired = town.post("/pair", {"code": f" {code.lower()} ", "name": "Tablet 2"})
    again = town.post("/pair", {"code": code})

    told = paired.json
    assert told["station"] == told["station"] | {"name": "soup", "kind": "stall", "sign": town.signs["soup"]}
    assert told["terms"] == {"version": 1, "deposits": {str(town.type_id): CUP_ORE}}
    assert town.get("/station", told["token"]).json["device"]["name"] == "Tablet 2"
    assert (again.status_code, again.json["code"]) == (404, "pairing_code_unknown")


def test_a_station_knows_its_event_its_types_and_its_boxes(town: Town) -> None:
    told = town.get("/station", "east").json

    assert told["event"]["slug"] == town.slug
    assert told["event"]["rails"] == ["voucher", "slip", "cash", "donation"]
    assert [(one["slug"], one["deposit_ore"], one["names"]["da"]) for one in told["types"]] == [
        ("cup", 500, "Kop")
    ]
    assert [box["name"] for box in told["boxes"]] == ["east", "sign"]
    assert told["box_code"] == changing_code(town.core.keys, town.stations["east"], town.time.now)
    assert town.get("/station", "soup").json["box_code"] is None
    assert told["server_time"].startswith("2026-08-01T18:00:00")


def test_today_counts_what_the_station_did(town: Town) -> None:
    codes = town.hand_out(3)
    town.send("east", *(town.scan("return", code, visit=new_id()) for code in codes[:2]))

    assert town.get("/station", "soup").json["today"] == {"issued": 3, "returned": 0, "unseen": 0}
    assert town.get("/station", "east").json["today"] == {"issued": 0, "returned": 2, "unseen": 0}


def test_who_has_the_latest_state_hears_only_that_nothing_changed(town: Town) -> None:
    first = town.get("/station", "soup")
    town.time.later(seconds=20)

    same = town.get("/station", "soup", headers={"If-None-Match": first.headers["ETag"]})
    town.hand_out()
    other = town.get("/station", "soup", headers={"If-None-Match": first.headers["ETag"]})

    assert (same.status_code, same.data) == (304, b"")
    assert other.status_code == 200


def test_a_retired_container_is_told_as_a_hash(town: Town) -> None:
    [result] = town.send("store", town.scan("retire", town.stock[0]))["results"]

    retired = town.get("/station", "soup").json["retired"]

    assert len(retired) == 1
    assert result["container"] not in str(retired)


def test_what_was_scanned_today_can_be_seen_and_undone(town: Town) -> None:
    [code] = town.hand_out()
    [issued] = town.get("/station/scans", "soup").json["scans"]

    town.send("soup", town.scan("undo", code, undoes=issued["id"]))

    assert (issued["kind"], issued["verdict"], issued["device"]) == ("issue", "accepted", "soup")
    assert not issued["undone"]
    assert town.get("/station/scans", "soup").json["scans"][0]["undone"]


def test_a_box_says_that_it_is_full(town: Town) -> None:
    full = town.post("/station/state", {"fill_percent": 97}, "east")
    broken = town.post("/station/state", {"state": "out_of_order"}, "east")
    wrong = town.post("/station/state", {"fill_percent": 101}, "east")

    assert [full.json["fill_state"], broken.json["fill_state"]] == ["full", "out_of_order"]
    assert (wrong.status_code, wrong.json["code"]) == (422, "invalid_input")


def test_a_device_moves_to_a_station_of_its_kind_only(town: Town) -> None:
    moved = town.post("/station/move", {"sign": town.signs["grill"].lower()}, "soup")
    promoted = town.post("/station/move", {"sign": town.signs["desk"]}, "soup")

    assert moved.json["station"]["name"] == "grill"
    assert (promoted.status_code, promoted.json["code"]) == (422, "station_of_other_kind")


def test_codes_are_what_they_are_printed_as(town: Town) -> None:
    [out] = town.hand_out()
    voucher = town.voucher()
    texts = {
        "out": out,
        "in stock": f"]Q3{town.stock[0].lower()}\n",
        "human": town.get("/codes", "soup", query_string={"text": out}).json["container"]["human_code"],
        "voucher": f"V{voucher}",
        "station": f"HTTPS://PANT.EXAMPLE/B/{town.signs['east']}",
    }

    told = {
        name: town.get("/codes", "soup", query_string={"text": text}).json for name, text in texts.items()
    }

    assert (told["out"]["container"]["out_here"], told["out"]["container"]["state"]) == (True, "issued")
    assert (told["in stock"]["container"]["out"], told["in stock"]["container"]["state"]) == (
        False,
        "in_stock",
    )
    assert told["human"]["container"] == told["out"]["container"]
    assert (told["voucher"]["kind"], told["voucher"]["bearer"]["left_ore"]) == ("voucher", CUP_ORE)
    assert told["station"]["station"] == {
        "sign": town.signs["east"],
        "kind": "pant_box",
        "name": "east",
        "number": 1,
    }


def test_codes_that_are_none_say_why(town: Town) -> None:

    answers = {
        text: town.get("/codes", "soup", query_string={"text": text})
        for text in ("hello", forged(town.stock[0]), "x\x00y")
    }

    assert [(a.status_code, a.json["code"]) for a in answers.values()] == [
        (422, "unknown_code"), (422, "forged_code"), (422, "malformed_text"),
    ]  # fmt: skip
    assert town.get("/codes", "soup").status_code == 422
    assert town.get("/codes", "soup", query_string={"text": "x" * 300}).status_code == 422


def test_a_strangers_code_is_a_strangers_and_costs_no_guess(town: Town) -> None:
    theirs = [f"(8003)02112345678900{n}" for n in range(130)]

    told = [town.get("/codes", "soup", query_string={"text": text}) for text in theirs]

    assert {(answer.status_code, answer.json["code"]) for answer in told} == {(404, "foreign_operator")}


def test_a_link_to_a_crate_is_ours_by_its_host_or_because_we_made_its_tag(town: Town) -> None:
    with town.core.database.transaction() as session:
        session.add(
            Tag(organisation_id=town.organisation_id, kind="crate", code="7K3M9QX4", event_id=town.event_id)
        )
    here = town.core.settings.base_url
    texts = [
        f"{here}/C/12345",
        "C-12345",
        "HTTPS://WHERE-WE-WERE.EXAMPLE/C/7K3M9QX4",
        "https://recup.de/c/12345",
    ]

    answers = [town.get("/codes", "store", query_string={"text": text}).json for text in texts]

    assert [answer.get("kind") or answer["code"] for answer in answers] == [
        "crate", "crate", "crate", "foreign_operator",
    ]  # fmt: skip


def test_a_heartbeat_is_kept(town: Town) -> None:
    town.time.later(minutes=1)
    beat = {
        "outbox": 3,
        "battery": 41,
        "version": "1.2",
        "sent_everything_until": None,
        "new in version 9": True,
    }

    answer = town.post("/heartbeat", beat, "soup")

    devices = town.get(f"/events/{town.event_id}/devices", "setup:write").json["devices"]
    soup = next(one for one in devices if one["station_id"] == town.stations["soup"])
    assert answer.json["server_time"].startswith("2026-08-01T18:01")
    assert (soup["outbox"], soup["battery_percent"], soup["version"]) == (3, 41, "1.2")
