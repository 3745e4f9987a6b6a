"""Closed by default: every route of the whole house is tried as a stranger."""

from uuid import uuid4

import pytest
from flask import Flask
from werkzeug.routing import Rule

from pantbox.web.access import OPEN, is_open

REFUSED = {401, 403}
SENT_TO_LOG_IN = {302, 303}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_route_that_is_not_on_the_list_is_closed_to_strangers(app: Flask) -> None:
    client = app.test_client()

    entered = [
        f"{method} {rule.rule} → {answer.status_code}"
        for rule in app.url_map.iter_rules()
        if not is_open(rule.endpoint)
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"})
        if not _refused(answer := client.open(_some_path(rule), method=method))
    ]

    assert entered == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_options_tells_strangers_nothing(app: Flask) -> None:
    client = app.test_client()

    for rule in app.url_map.iter_rules():
        answer = client.options(_some_path(rule))
        assert answer.data == b"" or answer.status_code >= 300, rule


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_list_of_open_endpoints_names_only_what_is_there(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}

    assert set(OPEN) - endpoints == set()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_blueprint_without_a_guard_is_closed(app: Flask) -> None:
    from flask import Blueprint

    forgotten = Blueprint("forgotten", __name__)
    forgotten.add_url_rule("/forgotten", "page", lambda: "secrets")
    app.register_blueprint(forgotten)

    assert app.test_client().get("/forgotten").status_code == 401


def _refused(answer: object) -> bool:
    status, location = answer.status_code, answer.headers.get("Location", "")  # type: ignore[attr-defined]
    return status in REFUSED or (status in SENT_TO_LOG_IN and "/login" in location)


def _some_path(rule: Rule) -> str:
    """A path that the rule matches."""
    values = {}
    for name in rule.arguments:
        converter = type(rule._converters[name]).__name__
        values[name] = {"IdConverter": "1", "IdInShort": str(uuid4())}.get(converter, "X")
    built = rule.rule
    for name, value in values.items():
        for form in (f"<{name}>", f"<int:{name}>", f"<uuid:{name}>", f"<path:{name}>", f"<string:{name}>"):
            built = built.replace(form, value)
    return built
