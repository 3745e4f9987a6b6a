"""What all doors share: languages, refusals, headers, limits, logs, health."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from apiflask import APIFlask
from flask import Response

from pantbox.db import upgrade
from pantbox.errors import BadInput, TooMany, TryAgain
from pantbox.places.organisations import Organisation
from pantbox.settings import Settings
from pantbox.web import add_static, asset, core, limit
from pantbox.web.access import OPEN_STATIC
from pantbox.web.limits import address, subscriber
from pantbox.web.logs import redacted
from pantbox.web.pages import day, icon, money, when

MakeApp = Callable[..., APIFlask]


def _open(app: APIFlask, path: str, view: Callable[[], Any], **options: Any) -> None:
    app.add_url_rule(path, f"{OPEN_STATIC}{path.strip('/')}", view, **options)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({}, "da"),
        ({"headers": {"Accept-Language": "de-AT,en;q=0.5"}}, "de"),
        ({"headers": {"Accept-Language": "fr,sv"}}, "da"),
        ({"headers": {"Accept-Language": "\x1f;;q=,"}}, "da"),
        ({"headers": {"Accept-Language": "de"}, "cookie": "en"}, "en"),
        ({"cookie": "xx"}, "da"),
        ({"query_string": {"lang": "en"}, "cookie": "de"}, "en"),
        ({"query_string": {"lang": "<script>"}}, "da"),
    ],
)
def test_the_reader_is_spoken_to_in_their_language(
    make_app: MakeApp, asked: dict[str, Any], told: str
) -> None:
    client = make_app().test_client()
    if "cookie" in asked:
        client.set_cookie("language", asked["cookie"])

    page = client.get("/nothing-here", **{name: value for name, value in asked.items() if name != "cookie"})

    assert f'<html lang="{told}">' in page.text


def test_a_chosen_language_is_remembered(make_app: MakeApp) -> None:
    client = make_app().test_client()

    client.get("/nothing-here?lang=de")

    assert '<html lang="de">' in client.get("/nothing-here").text


def test_programs_get_problem_documents_and_people_get_pages(make_app: MakeApp) -> None:
    client = make_app(language="en").test_client()

    page, problem = client.get("/nothing-here"), client.get("/api/v1/nothing-here")

    assert page.content_type.startswith("text/html")
    assert problem.content_type == "application/problem+json"
    assert problem.json == {
        "type": "urn:pantbox:not_found",
        "title": "We cannot find what you are looking for.",
        "status": 404,
        "code": "not_found",
    }


def test_an_error_of_the_core_says_its_code_its_sentence_and_its_details(make_app: MakeApp) -> None:
    app = make_app(language="en")

    def refuse() -> Response:
        raise BadInput("too_many_scans", batch_size_max=10_000)

    _open(app, "/api/refuse", refuse)
    answer = app.test_client().get("/api/refuse")

    assert answer.status_code == 422
    assert answer.json["title"] == "Send at most 10,000 scans at once."
    assert answer.json["batch_size_max"] == 10_000


def test_our_own_mistake_is_told_without_its_insides(make_app: MakeApp) -> None:
    app = make_app(language="en")
    _open(app, "/api/fail", lambda: {}["secret"])

    answer = app.test_client().get("/api/fail")

    assert (answer.status_code, answer.json["code"]) == (500, "our_mistake")
    assert "secret" not in answer.text


def test_who_shall_try_again_is_told_when(make_app: MakeApp) -> None:
    app = make_app()

    def busy() -> Response:
        raise TryAgain("overloaded", retry_after_seconds=3)

    _open(app, "/api/busy", busy)
    answer = app.test_client().get("/api/busy")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "3")


def test_a_page_may_do_nothing_it_does_not_need(make_app: MakeApp) -> None:
    headers = make_app().test_client().get("/nothing-here").headers

    policy = headers["Content-Security-Policy"]
    assert "script-src 'self' 'wasm-unsafe-eval'" in policy
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "camera=(self)" in headers["Permissions-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Strict-Transport-Security" not in headers


def test_over_https_cookies_are_secure_and_browsers_are_told_to_stay(make_app: MakeApp) -> None:
    app = make_app(base_url="https://pant.example")

    headers = app.test_client().get("/nothing-here", base_url="https://pant.example").headers

    assert "Strict-Transport-Security" in headers
    assert app.config["SESSION_COOKIE_SECURE"]
    assert app.config["SESSION_COOKIE_HTTPONLY"]


def test_the_secret_of_sessions_is_not_the_secret_of_the_house(make_app: MakeApp) -> None:
    app = make_app()

    assert "a secret of tests" not in app.config["SECRET_KEY"]


def test_what_is_asked_too_often_is_refused_for_who_asked_and_nobody_else(make_app: MakeApp) -> None:
    from flask import request

    app = make_app(rate_limits=True, language="en")

    def view() -> Response:
        limit("tries", "2/minute", by=request.args["by"])
        return Response("in")

    _open(app, "/tries", view)
    client = app.test_client()
    stall, next_door = (
        [client.get("/tries?by=soup").status_code for _ in range(3)],
        client.get("/tries?by=grill"),
    )

    assert stall == [200, 200, 429]
    assert next_door.status_code == 200
    assert int(client.get("/tries?by=soup").headers["Retry-After"]) > 0


def test_many_at_once_count_as_many(make_app: MakeApp) -> None:
    app = make_app(rate_limits=True)
    with app.test_request_context():
        limit("guesses", "100/minute", by="phone", count=99)
        limit("guesses", "100/minute", by="phone")

        with pytest.raises(TooMany):
            limit("guesses", "100/minute", by="phone")


@pytest.mark.parametrize(
    ("told", "counted"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("nowhere", "nowhere"),
    ],
)
def test_of_an_address_counts_what_its_subscriber_cannot_choose(told: str, counted: str) -> None:
    assert subscriber(told) == counted


def test_the_address_is_the_one_that_trusted_proxies_tell(make_app: MakeApp) -> None:
    def heard(proxies: int) -> str:
        app = make_app(rate_limits=True, trusted_proxies=proxies)
        _open(app, "/who", lambda: Response(address()))
        return app.test_client().get("/who", headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.7"}).text

    assert [heard(proxies) for proxies in (0, 1, 2)] == ["127.0.0.1", "198.51.100.7", "203.0.113.9"]


def test_pairing_codes_cannot_be_guessed_for_long(make_app: MakeApp, tmp_path: Path) -> None:
    upgrade(f"sqlite:///{tmp_path / 'empty.db'}")
    client = make_app(rate_limits=True).test_client()

    statuses = [client.post("/api/v1/pair", json={"code": f"GUESS{n:03}"}).status_code for n in range(22)]

    assert statuses == [404] * 20 + [429] * 2


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/s/ABCD2345ABCD2345", "/s/…"),
        ("/V/ABCD2345ABCD2345/pdf", "/V/…/pdf"),
        ("/vendor/SECRET", "/vendor/…"),
        ("/api/v1/vouchers/SECRET/redeem", "/api/v1/vouchers/…/redeem"),
        ("/api/v1/slips/SECRET", "/api/v1/slips/…"),
        ("//v//ABCD2345ABCD2345", "//v//…"),
        ("/8003/0095200000000771A7K3M9QX", "/8003/…"),
        ("/b/VABCD2345ABCD2345", "/b/…"),
        ("/voucher-ABCD2345ABCD2345%", "/voucher-…%"),
        ("/b/S-ABCD2345ABCD2345İ", "/b/…İ"),
        ("/status", "/status"),
        ("/r/018f", "/r/018f"),
        ("/r/019be3b87a0070008000000000000000", "/r/019be3b87a0070008000000000000000"),
        ("/x/0952000000007317K3M9QX2MD0XJDR", "/x/…"),
    ],
)
def test_logs_hold_no_secret(path: str, told: str) -> None:
    assert redacted(path) == told


def test_a_token_never_reaches_the_log(make_app: MakeApp, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="pantbox"):
        make_app().test_client().get(
            "/v/SECRETCODE?x=SECRETQUERY", headers={"Authorization": "Bearer SECRETTOKEN"}
        )

    assert "request" in caplog.text
    assert "SECRET" not in caplog.text


def test_what_the_database_refuses_is_logged_without_the_row(
    make_app: MakeApp, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    app = make_app(database_url=database_url)

    def make_two() -> None:
        with core().database.transaction() as session:
            for _ in range(2):
                session.add(Organisation(slug="secret", name="SECRET", company_prefix="9520001"))
                session.flush()  # the second is refused

    _open(app, "/two", make_two)
    with caplog.at_level(logging.INFO, logger="pantbox"):
        answer = app.test_client().get("/two", headers={"Accept": "application/json"})

    assert (answer.status_code, answer.json["code"]) == (409, "collided")
    assert "collided" in caplog.text
    assert "organisation" in caplog.text
    assert "secret" not in caplog.text.lower()


def test_methods_nobody_knows_are_counted_as_one(make_app: MakeApp) -> None:
    client = make_app().test_client()

    for n in range(3):
        client.open("/healthz", method=f"INVENTED{n}")

    counted = client.get("/metrics").text
    assert 'method="other"' in counted
    assert "INVENTED" not in counted


def test_it_is_healthy_before_its_database_is_ready(make_app: MakeApp, tmp_path: Path) -> None:
    client = make_app().test_client()
    before = client.get("/readyz")

    upgrade(f"sqlite:///{tmp_path / 'empty.db'}")

    assert client.get("/healthz").status_code == 200
    assert (before.status_code, before.json["status"]) == (503, "migrations_missing")
    assert client.get("/readyz").status_code == 200


def test_metrics_count_by_endpoint_and_never_by_path(make_app: MakeApp) -> None:
    client = make_app().test_client()
    client.get("/healthz")
    client.get("/v/SECRET")

    told = client.get("/metrics").text

    assert 'pantbox_requests_total{endpoint="healthz",method="GET",status="200"} 1.0' in told
    assert "SECRET" not in told


def test_a_static_file_may_be_kept_for_good_under_the_name_of_its_content(
    make_app: MakeApp, tmp_path: Path
) -> None:
    app = make_app()
    (tmp_path / "app.js").write_text("go()")
    add_static(app, "room/static", url="/room", folder=tmp_path)
    with app.test_request_context():
        first = asset("room/static/app.js")
        (tmp_path / "app.js").write_text("go(2)")
        second = asset("room/static/app.js")

    with app.test_client().get(second) as kept, app.test_client().get("/room/app.js") as plain:
        assert "immutable" in kept.headers["Cache-Control"]
        assert plain.headers["Cache-Control"] == "no-cache"
        assert kept.content_type.startswith("text/javascript")
    assert first != second
    assert app.test_client().get("/room/../empty.db").status_code == 404


def test_templates_show_money_and_time_as_people_write_them(make_app: MakeApp) -> None:
    from datetime import UTC, datetime

    moment = datetime(2026, 8, 1, 18, 5, tzinfo=UTC)
    with make_app().test_request_context("/?lang=da"):
        assert money(2550) == "25,50\N{NO-BREAK SPACE}kr."
        assert when(moment) == "1. aug. 20:05"
        assert day(moment) == "1. august 2026"
        assert "<path" in icon("recycle")


HOSTILE = ["/%00", "/%ff%fe", "/api/v1/%00", "/api/v1/vouchers/%00", "/?lang=%00", "/" + "a" * 10_000, "//", "/%F0%9F%92%A9",
           "/api/v1/events/1?after=%ff", "/design/%2e%2e/%2e%2e/settings.py", "/design/vendor/", "/api/v1/visits/not-a-uuid"]  # fmt: skip


@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path[:30])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PROPFIND"])
def test_no_address_brings_it_down(make_app: MakeApp, method: str, path: str) -> None:
    answer = make_app().test_client().open(path, method=method)

    assert answer.status_code < 500


def test_names_are_told_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PANTBOX_BASE_URL", "https://Pant.Example:8443/")
    monkeypatch.setenv("PANTBOX_HOSTS", "10.0.0.5, staff.pant.example:9000 ,[2001:db8::5],")

    hosts = Settings.from_environment().hosts

    assert hosts == {
        "pant.example", "10.0.0.5", "staff.pant.example", "2001:db8::5", "localhost", "127.0.0.1", "::1"
    }  # fmt: skip
