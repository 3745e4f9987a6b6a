"""One organisation cannot see or touch another's rows: tried for every route that names a row."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from werkzeug.routing import Rule

from pantbox.api.callers import callers_of
from pantbox.places.organisations import Scope
from tests.api.town import Town

BODIES: dict[str, dict[str, Any]] = {
    "api.make_terms": {"deposits": {"1": 500}},
    "api.make_vendor": {"name": "A stranger"},
    "api.make_station": {"kind": "pant_box", "name": "A stranger's box"},
    "api.switch_on": {"reason": "network"},
    "api.begin_import": {"until": "2026-08-02T18:00:00Z"},
    "api.let_in": {"scan_ids": ["019be3b8-7a00-7000-8000-000000000000"]},
    "api.set_crates": {"type_ids": []},
    "api.decide_dispute": {"against": "stall"},
    "api.make": {"name": "Theirs", "quantity": 1},
}


def test_nobody_elses_rows_are_seen_or_touched(make: Callable[[], Town]) -> None:
    ours, theirs = make(), make()
    ids = _ids(theirs)

    entered = [
        f"{method} {path} → {answer.status_code}"
        for rule, method in _routes(ours)
        for path in [_path(rule, ids)]
        for answer in [_ask(ours, rule, method, path)]
        if answer.status_code != 404
    ]

    assert entered == []


def test_each_of_these_routes_finds_our_own_rows(make: Callable[[], Town]) -> None:
    """Else the test above would prove nothing."""
    ours = make()
    ids = _ids(ours)

    missing = [
        f"{method} {path} → {answer.status_code} {answer.text[:200]}"
        for rule, method in _routes(ours)
        if method != "DELETE"
        for path in [_path(rule, ids)]
        for answer in [_ask(ours, rule, method, path)]
        if answer.status_code not in (200, 201, 409, 422)
    ]

    assert missing == []


def test_lists_hold_our_own_rows_only(make: Callable[[], Town]) -> None:
    ours, theirs = make(), make()

    for path in ("/events", "/types", "/batches", "/users", "/tokens"):
        [rows] = [value for value in ours.get(path, "setup:write").json.values() if isinstance(value, list)]
        others = next(v for v in theirs.get(path, "setup:write").json.values() if isinstance(v, list))
        assert not {row["id"] for row in rows} & {row["id"] for row in others}, path


def test_a_device_finds_no_code_of_another_organisation(make: Callable[[], Town]) -> None:
    ours, theirs = make(), make()
    slip_code = theirs.voucher()

    container = ours.get("/codes", "soup", query_string={"text": theirs.stock[0]})
    voucher = ours.get("/codes", "soup", query_string={"text": f"V{slip_code}"})
    station = ours.get("/codes", "soup", query_string={"text": f"HTTPS://X.EXAMPLE/B/{theirs.signs['east']}"})
    redeemed = ours.pay(f"/vouchers/{slip_code}/redeem", {}, "soup")
    moved = ours.post("/station/move", {"sign": theirs.signs["soup"]}, "soup")

    assert (container.status_code, container.json["code"]) == (404, "foreign_operator")
    assert [answer.status_code for answer in (voucher, station, redeemed, moved)] == [404, 404, 404, 404]


def _routes(town: Town) -> Iterator[tuple[Rule, str]]:
    """Every route of the API that names a row by its number, with the methods it takes."""
    with town.app.app_context():
        for rule in town.app.url_map.iter_rules():
            if rule.endpoint.startswith("api.") and "<int:" in rule.rule:
                assert any(isinstance(caller, Scope) for caller in callers_of(rule.endpoint)), rule
                for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
                    yield rule, method


def _ids(town: Town) -> dict[str, int | str]:
    def first(path: str, name: str) -> int:
        return int(town.get(path, "setup:write").json[name][0]["id"])

    town.post("/users", {"email": f"{town.slug}@example.org", "name": "An", "password": "long enough", "role": "viewer"}, "setup:write")  # fmt: skip
    town.post("/tokens", {"label": "Till", "scopes": ["setup:write"]}, "setup:write")
    batch = first("/batches", "batches")
    return {
        "event_id": town.event_id,
        "vendor_id": town.vendor_id,
        "type_id": town.type_id,
        "station_id": town.stations["east"],
        "device_id": first(f"/events/{town.event_id}/devices", "devices"),
        "batch_id": batch,
        "container_id": first(f"/batches/{batch}/containers", "containers"),
        "user_id": first("/users", "users"),
        "token_id": town.get("/tokens", "setup:write").json["tokens"][-1]["id"],
        "claim": town.dispute(),
    }


def _path(rule: Rule, ids: dict[str, int | str]) -> str:
    path = rule.rule.removeprefix("/api/v1")
    for name in rule.arguments:
        path = path.replace(f"<int:{name}>", str(ids[name])).replace(f"<uuid:{name}>", str(ids[name]))
    return path


def _ask(town: Town, rule: Rule, method: str, path: str) -> Any:
    with town.app.app_context():
        scope = next(caller for caller in callers_of(rule.endpoint) if isinstance(caller, Scope))
    body = BODIES.get(rule.endpoint, {}) if method in ("POST", "PUT", "PATCH") else None
    return town.ask(method, path, scope.value, json=body)


@pytest.mark.parametrize("number", ["0", "9" * 18, "9223372036854775808", "9" * 40, "-1", "1.5", "x"])
def test_a_number_that_names_nothing_is_not_found(town: Town, number: str) -> None:
    for path in (f"/events/{number}", f"/stations/{number}", f"/batches/{number}/containers"):
        assert town.get(path, "setup:write").status_code == 404
