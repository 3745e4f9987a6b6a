"""Every way into the office, read off the app itself, so that a new page is tried the day it is written."""

from collections.abc import Iterator, Mapping

from flask import Flask
from werkzeug.routing import Rule

CHANGES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def rules(app: Flask) -> list[Rule]:
    """All of them, logging out last."""
    found = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("office.")]
    return sorted(found, key=lambda rule: (rule.endpoint == "office.entrance.leave", rule.endpoint))


def ways(app: Flask, ids: Mapping[str, int | str]) -> Iterator[tuple[str, str, str]]:
    """(endpoint, method, path) of each."""
    with app.test_request_context():
        built = app.url_map.bind("localhost")
        for rule in rules(app):
            path = built.build(
                rule.endpoint, {name: ids[name] for name in rule.arguments}, force_external=False
            )
            for method in sorted((rule.methods or set()) & ({"GET"} | CHANGES)):
                yield rule.endpoint, method, path
