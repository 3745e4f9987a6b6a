"""Any bytes sent to any endpoint get an answer of ours, never a failure, and move no money."""

from collections.abc import Iterator
from typing import Any

import pytest

from pantbox.clock import new_id
from pantbox.ledger.balances import balances
from pantbox.places.organisations import Scope
from tests.api.hostile import RAW, VALUES, bodies
from tests.api.town import Town

SETUP = "setup:write"
DESTRUCTIVE = ("{event_id}/close",)


@pytest.fixture
def spec(town: Town) -> dict[str, Any]:
    return dict(town.get("/openapi.json").json)


def _operations(spec: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in spec["paths"].items():
        for method, operation in item.items():
            if method in ("get", "post", "patch", "delete") and not path.endswith(DESTRUCTIVE):
                yield method.upper(), path.removeprefix("/api/v1"), operation


def _caller(operation: dict[str, Any]) -> str | None:
    for requirement in operation["security"]:
        for scheme, scopes in requirement.items():
            return {"device": "desk", "phone": "desk"}.get(scheme) or scopes[0]
    return None


def _filled(town: Town, path: str) -> str:
    ids = {
        "{event_id}": town.event_id, "{vendor_id}": town.vendor_id, "{type_id}": town.type_id,
        "{station_id}": town.stations["sign"], "{visit_id}": new_id(), "{sign}": town.signs["sign"],
        "{code}": "VABCD2345ABCD2345", "{device_id}": 10**15, "{user_id}": 10**15, "{token_id}": 10**15,
        "{batch_id}": 10**15, "{container_id}": 10**15, "{delivery_id}": new_id(), "{request_id}": new_id(),
        "{claim}": new_id(),
    }  # fmt: skip
    for name, value in ids.items():
        path = path.replace(name, str(value))
    assert "{" not in path
    return path


def test_no_body_brings_an_endpoint_down(town: Town, spec: dict[str, Any]) -> None:
    failed = []
    for method, path, operation in _operations(spec):
        content = operation.get("requestBody", {}).get("content", {})
        schema = content.get("application/json", {}).get("schema")
        for body in bodies(spec, schema) if schema else ():
            headers = {"Idempotency-Key": str(new_id())}
            answer = town.ask(method, _filled(town, path), _caller(operation), json=body, headers=headers)
            if answer.status_code >= 500:
                failed.append(f"{method} {path} {body!r:.200} → {answer.status_code}")

    assert failed == []
    with town.core.database.reading() as session:
        assert sum(balances(session.connection(), town.event_id).values()) == 0


def test_no_bytes_bring_an_endpoint_down(town: Town, spec: dict[str, Any]) -> None:
    failed = [
        f"{method} {path} {raw[:40]!r} {kind} → {answer.status_code}"
        for method, path, operation in _operations(spec)
        if method != "DELETE"
        for raw in RAW
        for kind in ("application/json",)
        for answer in [town.ask(method, _filled(town, path), _caller(operation), data=raw, content_type=kind)]
        if answer.status_code >= 500
    ]

    assert failed == []


def test_no_query_brings_an_endpoint_down(town: Town, spec: dict[str, Any]) -> None:
    words = [str(value)[:5_000] for value in VALUES if not isinstance(value, list | dict)]
    failed = [
        f"{path}?{parameter['name']}={word!r:.60} → {answer.status_code}"
        for method, path, operation in _operations(spec)
        for parameter in operation.get("parameters", [])
        if parameter["in"] == "query"
        for word in words
        for query in [{parameter["name"]: word.encode("utf-8", "replace").decode()}]
        for answer in [town.ask(method, _filled(town, path), _caller(operation), query_string=query)]
        if answer.status_code >= 500
    ]

    assert failed == []


@pytest.mark.parametrize("name", ["Authorization", "Idempotency-Key", "Pantbox-Claim", "If-None-Match", "Accept-Language",
                                  "Content-Type", "X-Forwarded-For", "Cookie", "Accept"])  # fmt: skip
def test_no_header_brings_it_down(town: Town, name: str) -> None:
    for value in ("", "\x7f", "ÿ" * 10, '"' * 100, "x" * 10_000, ";=,;", "Bearer", "*/*;q=x", "-1", "W/"):
        for path in ("/station", f"/visits/{new_id()}", "/status"):
            answer = town.get(path, headers={name: value})

            assert answer.status_code < 500, (path, value)


def test_every_scope_opens_something(spec: dict[str, Any]) -> None:
    used = {
        scope
        for _, _, operation in _operations(spec)
        for one in operation["security"]
        for scope in one.get("program", [])
    }

    assert used == set(Scope)
