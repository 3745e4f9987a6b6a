"""Every form of the office, read off its pages, filled in by somebody who means ill: told off or taken, never a failure."""

from collections.abc import Iterator

import pytest

from pantbox.places.organisations import Scope
from pantbox.places.tokens import create_token
from tests.admin.office import Browser, hire
from tests.api.town import Town
from tests.hostile import TIMES
from tests.hostile.pages import Form, forms_of, walk

VALUES = (
    "", "\x00", "'; DROP TABLE scan; --", "x" * 5_000, "-1", "0", "9" * 30, "1e999", "NaN", "sNaN", "-Infinity", "٢٥", "1,5", "0001-01-01",
    "0001-01-01T00:00", "9999-12-31", "9999-12-31T23:59", "../../etc/passwd", "{{7*7}}", "\U0001f4a9", "\u202e\ufeff", "=cmd|' /C calc'!A0",
    "\r\nSet-Cookie: a=b", "&#0;", "9223372036854775808",
)  # fmt: skip
OF_ONES_OWN = frozenset({"csrf_token", "log_out", "password"})
"""Filled in, they end the session that tries all this."""
ENDS_THE_DAY = ("/end",)
"""After it most forms are refused for the same reason."""


@pytest.fixture(scope="module")
def owner(town: Town) -> Browser:
    """An owner who is in, of a festival in full swing."""
    town.voucher()
    hire(town.core, town.organisation_id)
    return Browser(town.app.test_client()).enter(town.slug)


@pytest.fixture(scope="module")
def forms(owner: Browser) -> list[Form]:
    found = forms_of(walk(owner))
    return [form for form in found if not form.action.endswith(ENDS_THE_DAY)]


def _bad(form: Form, number: int) -> Iterator[dict[str, str]]:
    """All its fields wrong in the same way; and each alone, in a few ways now and in all in a long run."""
    names = [name for name in form.fields if name not in OF_ONES_OWN]
    for value in VALUES if TIMES > 1 else VALUES[number % 4 :: 4]:
        yield dict.fromkeys(names, value)
    for place, name in enumerate(names):
        for step in range(min(len(VALUES), TIMES)):
            yield {**form.fields, name: VALUES[(number + place + step * 7) % len(VALUES)]}


def test_no_filling_in_brings_a_form_down(owner: Browser, forms: list[Form]) -> None:
    failed = []
    for number, form in enumerate(forms):
        for fields in _bad(form, number):
            fields.pop("csrf_token", None)
            answer = owner.post(form.action, fields)
            if answer.status_code >= 500 or "a=b" in str(answer.headers):
                failed.append(f"{form.action} {str(fields)[:300]} → {answer.status_code}")

    assert len(forms) > 15
    assert failed == []


def test_no_question_brings_a_page_down(owner: Browser) -> None:
    pages = walk(owner)
    asked = {
        name for page in pages.values() for form in page.forms if form.method == "get" for name in form.fields
    }
    asked |= {"after", "kind", "lang", "next", "page", "day", "from", "by"}

    failed = [
        f"{page}?{name}={value[:40]!r}"
        for page in pages
        for value in VALUES[:: max(1, 8 // TIMES)]
        for answer in [owner.get(page, query_string=dict.fromkeys(asked, value))]
        for name in [",".join(asked)]
        if answer.status_code >= 500
    ]

    assert failed == []


def test_every_form_wants_its_pages_own_token(owner: Browser, forms: list[Form]) -> None:
    """From another site a browser sends the cookie, but not the token: nothing is changed."""
    let_in = []
    for form in forms:
        fields = {name: value for name, value in form.fields.items() if name != "csrf_token"}
        for forged in ({}, {"csrf_token": ""}, {"csrf_token": "IjEi.x.y"}):
            answer = owner.client.post(form.action, data={**fields, **forged})
            if answer.status_code != 400:
                let_in.append((form.action, forged, answer.status_code))

    assert [form.action for form in forms if "csrf_token" not in form.fields] == []
    assert let_in == []


@pytest.mark.parametrize(
    "moment", ["0001-01-01T00:00", "9999-12-31T23:59", "1999-12-31T12:00", "2201-01-02T12:00"]
)
def test_an_event_is_not_at_the_end_of_the_calendar(
    owner: Browser, town: Town, forms: list[Form], moment: str
) -> None:
    """Found here: it brought down its form, and would have brought down each page that shows the time."""
    form = next(form for form in forms if form.action.endswith("/settings"))

    for name in ("starts_at", "ends_at", "return_until"):
        fields = {**form.fields, name: moment if name != "return_until" else moment[:10]}
        assert (
            owner.post(form.action, {k: v for k, v in fields.items() if k != "csrf_token"}).status_code == 422
        )
    told = town.ask(
        "PATCH", f"/events/{town.event_id}", _key_of(town), json={"return_until": f"{moment}:00Z"}
    )
    assert told.status_code == 422


def test_a_folder_of_time_zones_is_no_time_zone(town: Town) -> None:
    body = {
        "slug": "abroad",
        "name": "Abroad",
        "timezone": "Europe",
        "starts_at": "2026-08-01T18:00:00Z",
        "deposits": {str(town.type_id): 500},
    }

    told = town.post("/events", body, _key_of(town))

    assert (told.status_code, told.json["code"]) == (422, "timezone_unknown")


def _key_of(town: Town) -> str:
    """A new one: those there were may have been revoked by a button meanwhile."""
    with town.core.database.transaction(town.organisation_id) as session:
        _, secret = create_token(
            session, town.organisation_id, label="new", scopes=[Scope.SETUP_WRITE], now=town.time.now
        )
    return secret
