"""Whoever sends a request writes its `Host` header. Nothing of ours may lead to what they wrote there."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from pantbox.core import Core
from pantbox.settings import Settings
from tests.api.town import Time
from tests.attacks.routes import Callers, Names, routes
from tests.attacks.scene import WITHOUT_A_DATABASE, Scene
from wsgi import create_app

FOREIGN = ["evil.example", "evil.example:8000", "pant.example.evil.example", "evil.example/pant.example", "pant.example@evil.example",
           "pant.example:x@evil.example", "evilpant.example", "203.0.113.7", "203.0.113.7:8000", "[2001:db8::1]:8000", "[::1", "", " ",
           "pant.example\x1b[31m", "xn--pnt-1la.example"]  # fmt: skip
OWN = [
    "pant.example",
    "pant.example:8443",
    "PANT.Example",
    "pant.example.",
    "also.example",
    "localhost:1234",
    "127.0.0.1",
    "[::1]:80",
]
UNDER_ANY_NAME = {"healthz", "readyz"}


@pytest.fixture
def named(application: tuple[Flask, Core, Time]) -> Iterator[Callable[..., Flask]]:
    """`named(trusted_proxies=1)`: the application as pant.example, also.example."""
    made = []

    def make(**settings: object) -> Flask:
        told: Settings = replace(
            application[1].settings, base_url="https://pant.example", more_hosts=("also.example",),
            **settings,  # type: ignore[arg-type]
        )  # fmt: skip
        made.append(app := create_app(told, application[2]))
        return app

    yield make
    for app in made:
        app.extensions["pantbox"].core.database.dispose()


@WITHOUT_A_DATABASE  # the name is looked at first, whatever is asked for under it
def test_under_a_foreign_name_no_route_answers_but_the_health_checks(scene: Scene) -> None:
    names, callers, foreign = Names(scene), Callers(scene), {"Host": "evil.example"}
    answered, led_away = set(), []

    for endpoint, method, rule in routes(scene.app):
        path = names.path(rule, endpoint)
        for by in callers.of(endpoint)[:1]:
            token = {"Authorization": f"Bearer {scene.tokens[by]}"} if by else {}
            with callers.office.client.open(path, method=method, headers={**foreign, **token}) as answer:
                if answer.status_code != 400:
                    answered.add(endpoint)
                if "evil" in answer.text or "evil" in str(answer.headers):
                    led_away.append(endpoint)

    assert answered == UNDER_ANY_NAME
    assert led_away == []


@WITHOUT_A_DATABASE  # the name is looked at first
def test_a_name_that_only_looks_like_ours_is_foreign(named: Callable[..., Flask]) -> None:
    client = named().test_client()

    pages = {host: client.get("/admin", headers={"Host": host}).status_code for host in FOREIGN}
    problems = {host: client.get("/api/v1/status", headers={"Host": host}).json or {} for host in FOREIGN}

    assert pages == dict.fromkeys(FOREIGN, 400)
    assert {host: told["code"] for host, told in problems.items()} == dict.fromkeys(FOREIGN, "host_unknown")
    assert all("https://pant.example" in told["title"] for told in problems.values())


def test_it_answers_under_its_own_names_on_any_port(named: Callable[..., Flask]) -> None:
    client = named().test_client()

    pages = {host: client.get("/status", headers={"Host": host}).status_code for host in OWN}

    assert pages == dict.fromkeys(OWN, 200)


def test_health_checks_come_by_whatever_address_they_know(named: Callable[..., Flask]) -> None:
    client, addresses = named().test_client(), ["10.1.2.3:8000", "evil.example", ""]

    told = [client.get(path, headers={"Host": host}).status_code for path in ("/healthz", "/readyz") for host in addresses]  # fmt: skip

    assert told == [200] * 6


@pytest.mark.parametrize(("proxies", "host", "forwarded", "status"), [
    (0, "pant.example", "evil.example", 200), (0, "evil.example", "pant.example", 400),
    (1, "127.0.0.1:8000", "pant.example", 200), (1, "pant.example", "evil.example", 400), (1, "127.0.0.1:8000", None, 200),
    (1, "127.0.0.1:8000", "pant.example, evil.example", 400), (1, "127.0.0.1:8000", "evil.example, pant.example", 200),
])  # fmt: skip
def test_only_a_proxy_that_is_trusted_says_for_which_name_it_asks(
    named: Callable[..., Flask], proxies: int, host: str, forwarded: str | None, status: int
) -> None:
    client = named(trusted_proxies=proxies).test_client()
    told = {"Host": host} | ({"X-Forwarded-Host": forwarded} if forwarded else {})

    answer = client.get("/status", headers=told)

    assert answer.status_code == status
    assert "evil" not in answer.text


@WITHOUT_A_DATABASE  # where a redirect leads is made of the path alone
@pytest.mark.parametrize(("path", "to"), [
    ("/admin", "/admin/"), ("/k", "/k/"), ("/admin?next=//evil.example", "/admin/?next=//evil.example"), ("//admin", "/admin/"),
    ("/admin//login", "/admin/login"), ("/", "/status"),
])  # fmt: skip
def test_redirects_name_a_path_and_no_host(named: Callable[..., Flask], path: str, to: str) -> None:
    client = named().test_client()

    answer = client.get("", headers={"Host": "also.example:81"}, environ_overrides=_asked(path))

    assert (answer.status_code, answer.headers.get("Location")) in ((308, to), (302, to))
    assert answer.data == b""


def cookies(answer: TestResponse) -> list[str]:
    """The cookies an answer sets, without the second they end in: it may have passed between two answers."""
    return [re.sub(r"Expires=[^;]*; ", "", one) for one in answer.headers.getlist("Set-Cookie")]


def test_pages_links_papers_and_cookies_are_the_same_under_each_name(
    scene: Scene, named: Callable[..., Flask]
) -> None:
    names, client = Names(scene), named().test_client()
    open_to_all = ["/v/{code}", "/r/{visit_id}", "/b/{sign}", "/8003/{text}", "/vendor/{link}", "/api/v1/openapi.json",
                   "/k/sw.js", "/status?lang=de"]  # fmt: skip

    for path in open_to_all:
        asked = path.format(**names.values)
        own, other = (client.get(asked, headers={"Host": host}) for host in ("pant.example", "also.example"))
        assert own.status_code == 200, asked
        assert own.data == other.data, asked
        assert cookies(own) == cookies(other)
        assert "domain" not in str(own.headers.getlist("Set-Cookie")).lower()
        assert "also.example" not in own.text


def _asked(path: str) -> dict[str, str]:
    """As a server hands the path on: what a test client would tidy up stays as it was sent."""
    asked, _, query = path.partition("?")
    return {"PATH_INFO": asked, "QUERY_STRING": query}
