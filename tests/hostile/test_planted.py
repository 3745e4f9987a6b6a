"""Text that is meant to become script, template or formula stays text, wherever it is shown.

One person plants it into every text field there is, through the API and the office's own forms; then every page, paper and file
is looked at.
"""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pytest

from pantbox.clock import new_id
from tests.admin.office import Browser, hire
from tests.admin.routes import ways
from tests.api.hostile import example
from tests.api.test_hostile import _caller, _filled, _operations
from tests.api.town import Town
from tests.hostile.pages import Reader, forms_of, walk
from tests.house.files import ROOT

TEXT = "=1+\"'></script><x-evil onload=go()>{{7*7}}"
TAG = "x-evil"
EVALUATED = "onload=go()>49"
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
LEFT_AS_IT_IS = {"csrf_token", "log_out", "password", "current", "email", "timezone"}


@pytest.fixture(scope="module")
def planted(town: Town) -> Town:
    """A town where it stands everywhere."""
    spec = dict(town.get("/openapi.json").json)
    for method, path, operation in _operations(spec):
        schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
        if schema and method != "GET":
            body = _with_text(spec, schema)
            for told in (body, *_each_alone(spec, schema, body)):
                town.ask(
                    method,
                    _filled(town, path),
                    _caller(operation),
                    json=told,
                    headers={"Idempotency-Key": str(new_id())},
                )
    town.voucher()
    return town


@pytest.fixture(scope="module")
def owner(planted: Town) -> Browser:
    """An owner who is in, and has planted it into every form too."""
    hire(planted.core, planted.organisation_id)
    owner = Browser(planted.app.test_client()).enter(planted.slug)
    for form in forms_of(walk(owner, pages_max=40)):
        if not form.action.endswith(("/end", "/revoked", "/revoke", "/closed")):
            fields = {name: value or TEXT for name, value in form.fields.items() if name not in LEFT_AS_IT_IS}
            owner.post(form.action, fields)
            texts = {
                n: TEXT if n.startswith(("name", "rules", "causes", "material", "label")) else v
                for n, v in fields.items()
            }
            owner.post(form.action, texts)
    return owner


def _with_text(spec: dict[str, Any], schema: dict[str, Any]) -> Any:
    """An example of the schema, with the text wherever a text may be."""
    return _planted(example(spec, schema))


def _planted(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _planted(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_planted(one) for one in value]
    return TEXT if value == "abc" else value


def _each_alone(spec: dict[str, Any], schema: dict[str, Any], body: Any) -> Iterator[Any]:
    plain = example(spec, schema)
    for name, value in body.items() if isinstance(body, dict) else ():
        if value != plain[name]:
            yield {name: value}


def _harm(html: str, path: str) -> list[str]:
    page = Reader(path, html)
    return [f"{path}: {what}" for what, there in (
        ("a tag", TAG in page.tags), ("a handler", bool(page.handlers)), ("a template", EVALUATED in html),
    ) if there]  # fmt: skip


def test_no_page_of_the_office_runs_it(planted: Town, owner: Browser) -> None:
    shown, harm = 0, []
    for path in walk(owner):
        html = owner.get(path, follow_redirects=True).text
        shown += TAG in html
        harm += _harm(html, path)

    assert shown > 10
    assert harm == []


def test_no_page_of_guests_stations_and_vendors_runs_it(planted: Town, owner: Browser) -> None:
    link = planted.post(f"/vendors/{planted.vendor_id}/link", {}, "setup:write").json["link"]
    paths = [
        "/", "/status", "/api/docs", "/api/v1/openapi.json", f"/b/{planted.signs['east']}", f"/v/{planted.voucher()}",
        planted.stock[0].partition("pant.example".upper())[2].lower(), link.partition("/vendor")[1] + link.partition("/vendor")[2],
    ]  # fmt: skip
    shown, harm = 0, []
    for path in paths:
        for language in ("da", "en", "de"):
            answer = planted.client.get(path, query_string={"lang": language, "x": TEXT})
            assert answer.status_code < 400, path
            shown += TAG in answer.text
            harm += _harm(answer.text, path) if answer.mimetype == "text/html" else []

    assert shown > 3
    assert harm == []


def test_no_answer_in_json_is_taken_for_a_page(planted: Town) -> None:
    for path, by in (
        (f"/events/{planted.event_id}", "setup:read"),
        ("/station", "desk"),
        ("/codes?text=%3Cx-evil%3E", "desk"),
    ):
        answer = planted.get(path, by)
        assert answer.mimetype in ("application/json", "application/problem+json")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_no_cell_of_a_sheet_is_a_formula(planted: Town, owner: Browser) -> None:
    cells = [
        cell
        for name in ("report/report.csv", "money/balances.csv")
        for answer in [owner.get(f"/admin/events/{planted.slug}/{name}")]
        for row in csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")))
        for cell in row
    ]

    assert any(TAG in cell for cell in cells)
    assert [cell for cell in cells if cell.startswith(FORMULA_SIGNS) and not _is_number(cell)] == []


def test_every_paper_is_drawn_with_it(planted: Town, owner: Browser) -> None:
    ids = {
        "slug": planted.slug,
        "station_id": planted.stations["east"],
        "type_id": planted.type_id,
        "vendor_id": planted.vendor_id,
    }
    ids |= dict.fromkeys(("batch_id", "token_id", "user_id", "device_id", "number"), 1)
    ids["claim"] = new_id()
    papers = [path for _, method, path in ways(planted.app, ids) if method == "GET" and path.endswith(".pdf")]
    said = ""
    for path in papers:
        answer = owner.get(path)
        assert answer.status_code == 200, path
        with pypdfium2.PdfDocument(answer.data) as paper:
            said += "".join(page.get_textpage().get_text_bounded() for page in paper)
        assert b"/JavaScript" not in answer.data

    assert len(papers) >= 3
    assert TAG in said


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_no_screen_of_a_station_makes_tags_of_text() -> None:
    """Preact writes texts as texts; only these would not."""
    tags_of_text = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc"
    )
    scripts = [*(ROOT / "kiosk/app").rglob("*.ts*"), *(ROOT / "admin/app").rglob("*.ts*")]

    assert len(scripts) > 50
    assert [path for path in scripts if tags_of_text.search(path.read_text(encoding="utf-8"))] == []
