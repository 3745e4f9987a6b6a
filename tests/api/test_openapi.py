"""The API's description is valid, complete, and shown to people too."""

import re

from openapi_spec_validator import OpenAPIV31SpecValidator

from pantbox.api.callers import callers_of
from pantbox.web.access import OPEN
from tests.api.town import Town
from tests.house.files import ROOT


def test_it_is_valid_openapi_3_1(town: Town) -> None:
    spec = town.get("/openapi.json").json

    assert spec["openapi"].startswith("3.1")
    assert list(OpenAPIV31SpecValidator(spec).iter_errors()) == []


def test_every_endpoint_is_in_it_with_who_may_ask_and_what_a_refusal_is(town: Town) -> None:
    spec = town.get("/openapi.json").json
    described = {
        (method.upper(), path)
        for path, item in spec["paths"].items()
        for method, operation in item.items()
        if method != "parameters"
        and operation["summary"]
        and operation["security"]
        and "application/problem+json" in operation["responses"]["default"]["content"]
    }

    there = {
        (method, _as_template(rule.rule))
        for rule in town.app.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }

    assert described == there


def test_every_endpoint_says_who_may_ask_or_stands_on_the_open_list(town: Town) -> None:
    with town.app.app_context():
        for rule in town.app.url_map.iter_rules():
            if rule.endpoint.startswith("api."):
                assert bool(callers_of(rule.endpoint)) != (rule.endpoint in OPEN), rule


def test_scans_are_described_as_they_are_sent(town: Town) -> None:
    schemas = town.get("/openapi.json").json["components"]["schemas"]

    assert schemas["ScanBatch"]["properties"]["scans"]["maxItems"] == 10_000
    assert set(schemas["ScanBatch.ScanIn"]["required"]) == {"id", "kind", "at"}


def test_people_read_it_without_anybody_elses_scripts(town: Town) -> None:
    page = town.client.get("/api/docs")

    assert page.status_code == 200
    assert "/api/v1/scans" in page.text
    assert "<script" not in page.text


def test_every_path_stands_in_the_docs(town: Town) -> None:
    docs = (ROOT / "docs/api.md").read_text(encoding="utf-8")

    missing = [
        path
        for path in town.get("/openapi.json").json["paths"]
        if f"{path.removeprefix('/api/v1')}`" not in docs
    ]

    assert missing == []


def _as_template(rule: str) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule)
