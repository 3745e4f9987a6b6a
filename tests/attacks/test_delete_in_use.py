"""Nothing in use disappears: what anything names is closed, keeps its name everywhere, and can be opened again."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from pantbox.clock import new_id
from pantbox.db import Base
from pantbox.ledger.accounts import OF, Account, AccountKind
from pantbox.places.references import Reference, references_to
from tests.attacks.naming import row_naming
from tests.attacks.scene import Scene

SETUP = "setup:write"
STATION_ACCOUNTS = [kind for kind, named in OF.items() if named == "station"]
BY_COLUMN = [reference for reference in references_to("station") if reference.table.name != "account"]
PAGES = (
    "",
    "stations/",
    "money/",
    "money/transfers",
    "money/balances.csv",
    "report/",
    "circulation/",
    "doubts/",
    "papers/",
)


def add_station(scene: Scene, kind: str = "cash_desk", **more: Any) -> dict[str, Any]:
    """A station that nothing names yet."""
    answer = scene.post(f"/events/{scene.event_id}/stations", {"kind": kind, "name": "Spare", **more}, SETUP)
    assert answer.status_code == 201, answer.text
    return dict(answer.json or {})


def delete(scene: Scene, path: str) -> TestResponse:
    return scene.ask("DELETE", path, SETUP)


def close(scene: Scene, path: str) -> TestResponse:
    return scene.post(f"{path}/close", {}, SETUP)


def code_of(answer: TestResponse) -> tuple[int, str]:
    return answer.status_code, (answer.json or {}).get("code", "")


def known_of(scene: Scene) -> dict[str, Any]:
    return {
        "organisation": scene.organisation_id,
        "event": scene.event_id,
        "station": scene.stations["store"],
        "container_type": scene.type_id,
        "vendor": scene.vendor_id,
        "container": scene.sql(
            "SELECT min(id) FROM container WHERE organisation_id = :id", id=scene.organisation_id
        )[0][0],
    }


@pytest.mark.parametrize("reference", BY_COLUMN, ids=str)
def test_a_station_that_any_column_names_is_not_deleted(scene: Scene, reference: Reference) -> None:
    spare = add_station(scene)
    told: dict[str, Any] = {reference.column.name: spare["id"]}
    if reference.table.name == "pairing_code":
        told["used_at"] = scene.time.now  # an unused one goes with its station
    with scene.core.database.transaction() as session:
        row_naming(session, reference.table, known_of(scene), **told)

    refused = delete(scene, f"/stations/{spare['id']}")
    closed = close(scene, f"/stations/{spare['id']}")

    assert code_of(refused) == (409, "station_in_use")
    assert "close" in (refused.json or {})["title"].lower()
    assert (closed.status_code, (closed.json or {})["name"]) == (200, "Spare")


@pytest.mark.parametrize("of", ["{}", "{}:lost"])
@pytest.mark.parametrize("kind", STATION_ACCOUNTS)
def test_a_station_that_any_account_is_of_is_not_deleted(scene: Scene, kind: AccountKind, of: str) -> None:
    spare = add_station(scene)
    named = {"kind": kind.value, "of": of.format(spare["id"])}
    with scene.core.database.transaction() as session:
        row_naming(session, Base.metadata.tables[Account.__tablename__], known_of(scene), **named)

    assert code_of(delete(scene, f"/stations/{spare['id']}")) == (409, "station_in_use")


@pytest.mark.parametrize("reference", references_to("vendor"), ids=str)
def test_a_vendor_that_any_column_names_is_not_deleted(scene: Scene, reference: Reference) -> None:
    made = scene.post(f"/events/{scene.event_id}/vendors", {"name": "New here"}, SETUP).json or {}
    with scene.core.database.transaction() as session:
        row_naming(session, reference.table, known_of(scene), **{reference.column.name: made["id"]})

    assert code_of(delete(scene, f"/vendors/{made['id']}")) == (409, "vendor_in_use")


def test_a_station_and_a_vendor_made_by_mistake_are_deleted(scene: Scene) -> None:
    spare = add_station(scene, "pant_box")
    scene.post(f"/stations/{spare['id']}/pairing", {}, SETUP)
    vendor = scene.post(f"/events/{scene.event_id}/vendors", {"name": "New here"}, SETUP).json or {}

    gone = [
        delete(scene, path).status_code for path in (f"/stations/{spare['id']}", f"/vendors/{vendor['id']}")
    ]

    assert gone == [204, 204]
    assert scene.get(f"/stations/{spare['id']}", SETUP).status_code == 404


def test_the_routes_that_delete_are_the_ones_tried_here(scene: Scene) -> None:
    deleting = {rule.rule for rule in scene.app.url_map.iter_rules() if "DELETE" in (rule.methods or set())}

    assert deleting == {
        "/api/v1/stations/<int:station_id>",
        "/api/v1/vendors/<int:vendor_id>",
        "/api/v1/devices/<int:device_id>",  # revoked: its row and name stay
        "/api/v1/tokens/<int:token_id>",  # revoked
        "/api/v1/events/<int:event_id>/continuity",  # a switch
        "/api/v1/events/<int:event_id>/imports",  # ends the one that is on: its row stays
    }


@pytest.mark.parametrize("table", ["device", "api_token"])
def test_a_deleted_device_or_token_is_revoked_and_keeps_its_name(scene: Scene, table: str) -> None:
    paths = {"device": "devices", "api_token": "tokens"}
    named = "name" if table == "device" else "label"
    rows = f"SELECT id, {named} FROM {table} WHERE organisation_id = :id AND id = :row"
    [(row_id,)] = scene.sql(
        f"SELECT min(id) FROM {table} WHERE organisation_id = :id",
        id=scene.organisation_id,
    )
    before = scene.sql(rows, id=scene.organisation_id, row=row_id)

    deleted = delete(scene, f"/{paths[table]}/{row_id}")

    assert deleted.status_code == 200
    assert scene.sql(rows, id=scene.organisation_id, row=row_id) == before


def test_a_desk_with_money_in_its_till_is_not_deleted_once_its_device_is_moved_away(scene: Scene) -> None:
    scene.pay("/desk/float_in", {"amount_ore": 100_000}, "desk2")
    visit = scene.visit()
    part = {"rail": "cash", "amount_ore": 500}
    body = {"claim": visit["claim"], "parts": [part]}
    assert scene.pay(f"/visits/{visit['id']}/refund", body, "desk2").status_code == 200
    scene.post("/station/move", {"sign": scene.signs["desk"]}, "desk2")

    refused = delete(scene, f"/stations/{scene.stations['desk2']}")

    assert code_of(refused) == (409, "station_in_use")
    assert scene.balances()[f"cash:{scene.stations['desk2']}"] == -99_500
    assert scene.failures() == []


def test_a_stall_the_scheme_owes_money_and_its_vendor_are_not_deleted(scene: Scene) -> None:
    code = scene.voucher()
    assert scene.pay(f"/vouchers/{code}/redeem", {}, "grill").status_code == 200
    scene.post("/station/move", {"sign": scene.signs["soup"]}, "grill")

    refused = [
        code_of(delete(scene, path))
        for path in (f"/stations/{scene.stations['grill']}", f"/vendors/{scene.vendor_id}")
    ]

    assert refused == [(409, "station_in_use"), (409, "vendor_in_use")]
    assert scene.balances()[f"vendor:{scene.stations['grill']}"] == 500


def test_the_last_store_is_not_deleted_for_what_nobody_came_for_is_booked_there(scene: Scene) -> None:
    stores = scene.sql(
        "SELECT id FROM station WHERE event_id = :id AND kind = 'store' AND id <> :used",
        id=scene.event_id,
        used=scene.stations["store"],
    )
    scene.sql("UPDATE station SET kind = 'wash', number = 77 WHERE id = :id", id=scene.stations["store"])

    assert code_of(delete(scene, f"/stations/{stores[0][0]}")) == (409, "store_still_needed")


def test_a_closed_station_keeps_its_name_and_number_on_every_page_and_in_every_export(scene: Scene) -> None:
    scene.visit(2)
    for name in ("soup", "east"):
        scene.sql("UPDATE station SET name = :n WHERE id = :id", n=f"The old {name}", id=scene.stations[name])
        assert close(scene, f"/stations/{scene.stations[name]}").status_code == 200
    office = scene.office().client

    pages = {page: office.get(f"/admin/events/{scene.slug}/{page}") for page in PAGES}
    report = scene.get(f"/events/{scene.event_id}/report", "reports:read").json or {}
    balances = scene.get(f"/events/{scene.event_id}/balances", "money:read")
    stations = scene.get(f"/events/{scene.event_id}/stations", SETUP).json or {}

    assert {page: answer.status_code for page, answer in pages.items()} == dict.fromkeys(PAGES, 200)
    for page in ("stations/", "money/", "money/balances.csv", "report/"):
        assert "The old soup" in pages[page].text, page
    assert "The old soup" in str(report)
    assert balances.status_code == 200
    assert {"The old soup", "The old east"} < {one["name"] for one in stations["stations"]}
    assert scene.failures() == []


def test_what_a_device_of_a_closed_station_scans_is_taken_in(scene: Scene) -> None:
    [first, second] = scene.hand_out(2)
    for name in ("soup", "east"):
        close(scene, f"/stations/{scene.stations[name]}")

    issued = scene.verdicts("soup", scene.scan("issue", scene.stock[5]))
    returned = scene.verdicts("east", *(scene.scan("return", one, visit=new_id()) for one in (first, second)))

    assert issued + returned == [("accepted", None)] * 3
    assert scene.get("/station", "soup").status_code == 200


def test_a_closed_station_is_offered_nowhere_for_new_work(scene: Scene) -> None:
    for name in ("west", "grill", "desk2"):
        assert close(scene, f"/stations/{scene.stations[name]}").status_code == 200
    closed = {scene.signs[name] for name in ("west", "grill", "desk2")}

    shown = {
        "a box is told of other boxes": scene.get("/station", "east").json,
        "a stall is told of other stalls": scene.get("/station", "soup").json,
        "the store is told where to send": scene.get("/deliveries", "store").json,
        "guests are told of boxes": scene.get("/status").json,
        "the office prints signs": scene.office().client.get(f"/admin/events/{scene.slug}/papers/").text,
    }

    assert [what for what, told in shown.items() if any(sign in str(told) for sign in closed)] == []
    assert code_of(scene.post(f"/stations/{scene.stations['grill']}/pairing", {}, SETUP)) == (
        409,
        "station_closed",
    )
    assert code_of(scene.post(f"/boxes/{scene.signs['west']}/visits", {"phone": "a" * 32})) == (
        409,
        "box_closed",
    )


def test_a_pairing_code_made_before_the_closing_pairs_nothing_after_it(scene: Scene) -> None:
    code = (scene.post(f"/stations/{scene.stations['desk2']}/pairing", {}, SETUP).json or {})["code"]
    close(scene, f"/stations/{scene.stations['desk2']}")

    assert code_of(scene.post("/pair", {"code": code, "name": "late"})) == (409, "station_closed")


@pytest.mark.parametrize("how", ["crew", "program"])
def test_a_closed_box_is_opened_by_reopening_alone(scene: Scene, how: str) -> None:
    west = scene.stations["west"]
    close(scene, f"/stations/{west}")

    opened = (
        scene.post("/station/state", {"state": "open"}, "west")
        if how == "crew"
        else scene.ask("PATCH", f"/stations/{west}", SETUP, json={"state": "open"})
    )
    reopened = scene.post(f"/stations/{west}/reopen", {}, SETUP)

    assert code_of(opened) == (409, "station_closed")
    assert ((reopened.json or {})["state"], (reopened.json or {})["closed_at"]) == ("open", None)


def test_a_closed_station_that_is_reopened_works_under_its_old_number(scene: Scene) -> None:
    grill = scene.stations["grill"]
    before = scene.get(f"/stations/{grill}", SETUP).json
    close(scene, f"/stations/{grill}")
    add_station(scene, "stall", vendor_id=scene.vendor_id)

    scene.post(f"/stations/{grill}/reopen", {}, SETUP)

    assert scene.get(f"/stations/{grill}", SETUP).json == before
    scene.hand_out(by="grill")


def test_a_vendor_is_closed_after_its_stalls_and_opened_before_them(scene: Scene) -> None:
    path = f"/vendors/{scene.vendor_id}"
    stalls = [f"/stations/{scene.stations[name]}" for name in ("soup", "grill")]

    early = close(scene, path)
    for stall in stalls:
        close(scene, stall)
    closed = close(scene, path)
    new_stall = scene.post(
        f"/events/{scene.event_id}/stations",
        {"kind": "stall", "name": "More", "vendor_id": scene.vendor_id},
        SETUP,
    )
    too_early = scene.post(f"{stalls[0]}/reopen", {}, SETUP)

    assert code_of(early) == (409, "vendor_has_stalls")
    assert closed.status_code == 200
    assert code_of(new_stall) == code_of(too_early) == (409, "vendor_closed")
    assert scene.post(f"{path}/reopen", {}, SETUP).status_code == 200
    assert scene.post(f"{stalls[0]}/reopen", {}, SETUP).status_code == 200


def test_the_office_makes_no_stall_for_a_closed_vendor_of_that_name(scene: Scene) -> None:
    for stall in ("soup", "grill"):
        close(scene, f"/stations/{scene.stations[stall]}")
    close(scene, f"/vendors/{scene.vendor_id}")
    form = {"kind": "stall", "name": "More", "vendor": "Mette's kitchen"}

    answer = scene.office().post(f"/admin/events/{scene.slug}/stations/", form)

    assert answer.status_code == 422
    assert "closed" in answer.text


def test_the_office_closes_and_opens_stations_and_vendors_and_says_why_not(scene: Scene) -> None:
    office, stations = scene.office(), f"/admin/events/{scene.slug}/stations"
    soup, vendor = f"{stations}/{scene.stations['soup']}", f"{stations}/vendors/{scene.vendor_id}"

    told = [
        office.post(f"{vendor}/closed", {}, page=f"{vendor}/link").status_code,
        office.post(f"{soup}/closed", {}, page=soup).status_code,
        office.post(soup, {"name": "Other", "state": "open"}).status_code,
        office.post(f"{soup}/reopened", {}, page=soup).status_code,
    ]

    assert told == [409, 302, 422, 302]
    log = scene.sql(
        "SELECT what FROM log_entry WHERE organisation_id = :id AND subject = 'soup' ORDER BY id",
        id=scene.organisation_id,
    )
    assert log == [("station_closed",), ("station_reopened",)]
