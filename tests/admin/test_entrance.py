"""The entrance under attack: guessed passwords, planted, copied and forgotten sessions."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask

from pantbox.clock import now as real_now
from pantbox.places.organisations import Role
from pantbox.web import core as core_of
from tests.admin.office import PASSWORD, TOKEN, Browser, address, hire
from tests.support.festival import Festival
from wsgi import create_app

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

Arrive = Callable[[], Browser]


class Time:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.now = real_now()

    def __call__(self):
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def guarded(with_settings, time) -> Iterator[Flask]:
    """The house with its limits, as it stands at a festival; all who come, come from one address."""
    app = create_app(with_settings(rate_limits=True), time)
    with app.app_context():
        hire(core_of(), Festival(core_of()).organisation_id)
    yield app
    with app.app_context():
        core_of().database.dispose()


@pytest.fixture
def arrive(guarded) -> Arrive:
    """`arrive()`: another person's browser, behind the same router."""
    return lambda: Browser(guarded.test_client())


def try_password(browser: Browser, email: str, password: str) -> int:
    token = TOKEN.search(browser.get("/admin/login").text)
    assert token
    browser.token = token[1]
    return browser.post("/admin/login", email=email, password=password).status_code


def test_passwords_cannot_be_guessed_for_long(arrive):
    guesser = arrive()

    told = [try_password(guesser, address("fest", Role.OWNER), f"guess number {n}") for n in range(12)]

    assert told == [422] * 10 + [429] * 2


def test_nor_can_one_password_be_tried_on_many_addresses(arrive):
    guesser = arrive()

    told = [try_password(guesser, f"someone{n}@fest.test", PASSWORD) for n in range(32)]

    assert told == [422] * 30 + [429] * 2


def test_whoever_guesses_next_door_locks_nobody_out_of_a_browser_they_were_in_before(arrive):
    owner = arrive().enter()
    owner.post("/admin/logout")
    guesser, stranger = arrive(), arrive()
    for n in range(40):
        try_password(guesser, address("fest", Role.OWNER), f"guess number {n}")

    assert try_password(stranger, address("fest", Role.OWNER), PASSWORD) == 429
    assert try_password(owner, address("fest", Role.OWNER), PASSWORD) == 302


def test_a_browser_that_is_known_has_few_tries_too_and_only_for_its_own_address(arrive):
    owner = arrive().enter()
    owner.post("/admin/logout")

    told = [try_password(owner, address("fest", Role.OWNER), f"guess number {n}") for n in range(11)]
    other = [try_password(owner, address("fest", Role.VIEWER), f"guess number {n}") for n in range(11)]

    assert told[-1] == 429
    assert other == [422] * 10 + [429]


def test_whoever_finds_an_open_machine_cannot_find_out_its_owners_password_there(arrive):
    owner = arrive().enter()

    told = [
        owner.post("/admin/me", current=f"guess number {n}", password=PASSWORD).status_code for n in range(11)
    ]

    assert told[-1] == 429


def test_a_planted_session_is_not_continued(guarded, arrive):
    victim = arrive()
    with victim.client.session_transaction("/admin/") as planted:
        planted["planted"] = "yes"
    victim.enter()

    with victim.client.session_transaction("/admin/") as session:
        assert "planted" not in session


def test_a_session_ends_after_a_long_day_however_busy_it_was(arrive, time):
    owner = arrive().enter()
    for _ in range(11):
        time.now += timedelta(hours=1)
        assert owner.get("/admin/").status_code == 200

    time.now += timedelta(hours=2)

    assert owner.get("/admin/").status_code == 302


def test_a_copied_session_ends_when_its_owner_logs_out_everywhere(arrive):
    owner, thief = arrive().enter(role=Role.VIEWER), arrive()
    cookie = owner.client.get_cookie("pantbox")
    assert cookie
    thief.client.set_cookie("pantbox", cookie.value)
    before = thief.get("/admin/me").status_code

    owner.post("/admin/me", log_out="1")

    assert (before, thief.get("/admin/me").status_code, owner.get("/admin/me").status_code) == (200, 302, 302)


@pytest.mark.parametrize("forged", ["", "x", "eyJfdXNlcl9pZCI6IjEuMSJ9.aaaa.bbbb", "\x7f", "a" * 3_500])
def test_a_forged_session_opens_nothing(arrive, forged):
    browser = arrive()
    browser.client.set_cookie("pantbox", forged)
    browser.client.set_cookie("pantbox_known", forged, path="/admin/login")

    assert browser.get("/admin/").status_code == 302
    assert try_password(browser, "nobody@fest.test", "guess") == 422


@pytest.mark.parametrize("next_", ["//evil.example/", "https://evil.example/admin/", "/\\evil.example", "/admin/\\evil", "javascript:x",
                                   "/admin/\r\nSet-Cookie: a=b", "///evil.example/admin/", "\t//evil.example", "http:///evil.example"])  # fmt: skip
def test_a_log_in_leads_nowhere_else(arrive, next_):
    browser = arrive()
    browser.token = TOKEN.search(browser.get("/admin/login").text)[1]

    answer = browser.client.post(
        "/admin/login",
        query_string={"next": next_},
        data={"csrf_token": browser.token, "email": address("fest", Role.OWNER), "password": PASSWORD},
    )

    assert answer.status_code == 302
    assert re.fullmatch(r"/admin/[\w=?&:%/-]*", answer.location), answer.location
    assert "Set-Cookie: a=b" not in str(answer.headers)


def test_over_https_the_session_is_this_hosts_alone(with_settings):
    app = create_app(with_settings(base_url="https://pant.example"))
    answer = app.test_client().get("/admin/login", base_url="https://pant.example")
    [cookie] = answer.headers.getlist("Set-Cookie")
    with app.app_context():
        core_of().database.dispose()

    assert cookie.startswith("__Host-pantbox=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}
