"""Whoever stands at the log-in: which addresses there are, how often one may try, and where one is led afterwards."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from argon2 import PasswordHasher
from flask.testing import FlaskClient

from pantbox.places import people
from pantbox.places.organisations import Role
from pantbox.places.people import create_user
from tests.attacks.scene import PASSWORD, WITHOUT_A_DATABASE, Scene
from tests.attacks.test_two_organisations import SETUP
from wsgi import create_app

TRIES = 10
EMAIL = "owner@town.example"


class CountingHasher(PasswordHasher):
    """Counts the passwords it compares: that is what takes the time of a log-in."""

    verified = 0

    def verify(self, *told: Any) -> Any:
        self.verified += 1
        return super().verify(*told)


@pytest.fixture
def guarded(scene: Scene) -> Iterator[Scene]:
    """The scene with limits, and an owner of its organisation."""
    app = create_app(replace(scene.core.settings, rate_limits=True), scene.time)
    with scene.core.database.transaction() as session:
        session.connection().exec_driver_sql(f"DELETE FROM user_account WHERE email = '{EMAIL}'")
        create_user(session, scene.organisation_id, email=EMAIL, name="O", password=PASSWORD, role=Role.OWNER)
    yield replace(scene, app=app)
    app.extensions["pantbox"].core.database.dispose()


def log_in(client: FlaskClient, email: str, password: str = PASSWORD, **query: str) -> tuple[int, str]:
    """Status, and where one is led."""
    form = client.get("/admin/login").text.partition('name="csrf_token"')[2].partition('value="')[2]
    told = {"csrf_token": form.partition('"')[0], "email": email, "password": password}
    answer = client.post("/admin/login", data=told, query_string=query)
    return answer.status_code, answer.location or ""


def test_a_known_and_an_unknown_address_get_the_same_answer_for_the_same_work(
    guarded: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasher = CountingHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(people, "_hasher", hasher)
    guarded.post("/users", {"email": "two@town.example", "name": "T", "password": "long enough", "role": "viewer"}, SETUP)  # fmt: skip
    answers, compared = [], []
    for email in (EMAIL, "two@town.example", "nobody@town.example"):
        before = hasher.verified
        answers.append(log_in(guarded.client, email, "wrong password!"))
        compared.append(hasher.verified - before)

    assert answers == [(422, "")] * 3
    assert compared == [2, 2, 2]


@pytest.mark.parametrize(
    "written",
    [
        "OWNER@town.example",
        " owner@town.example",
        "owner@town.example ",
        "Owner@Town.Example\t",
        "owner@town.example\n",
    ],
)
def test_another_way_to_write_an_address_has_no_tries_of_its_own(guarded: Scene, written: str) -> None:
    client = guarded.client
    for n in range(TRIES):
        log_in(client, EMAIL, f"guess number {n}")

    assert log_in(client, written)[0] == 429


def test_an_account_at_my_address_elsewhere_gives_nobody_more_tries_at_mine(
    guarded: Scene, make_scene
) -> None:
    neighbour = replace(make_scene(), app=guarded.app)
    their_own = {"email": EMAIL, "name": "N", "password": "neighbour's own", "role": "viewer"}
    assert neighbour.post("/users", their_own, SETUP).status_code == 201
    client = neighbour.client
    assert log_in(client, EMAIL, "neighbour's own")[0] == 302
    client.delete_cookie("pantbox")

    guesses = [log_in(client, EMAIL, f"guess number {n}")[0] for n in range(TRIES - 1)]
    known = log_in(client, EMAIL, PASSWORD)[0]

    assert guesses == [422] * (TRIES - 1)
    assert known == 422, "the tenth guess at the neighbour's address was one too many"


@WITHOUT_A_DATABASE  # that the password is right is known; where one is led is made of the address alone
@pytest.mark.parametrize("next_", ["//evil.example/admin/", "/admin/../../evil", "/\\evil.example", "/admin/\\evil", "https:/admin/x",
                                   "/admin/%0d%0aSet-Cookie:a=b", "\t/admin/", "/admin//evil.example", "/admin/x#@evil", "/admin/..//evil.example",
                                   "/admin/%2e%2e//evil.example", "/admin/./../v/"])  # fmt: skip
def test_a_log_in_leads_into_the_office_and_nowhere_else(guarded: Scene, next_: str) -> None:
    status, to = log_in(guarded.client, EMAIL, next=next_)

    parts = urlsplit(to)
    assert (status, parts.scheme, parts.netloc) == (302, "", "")
    assert parts.path.startswith("/admin/")
    assert not {"..", ".", "%2e%2e"} & set(parts.path.lower().split("/"))
    assert "\\" not in to
    assert not any(ord(sign) < 32 for sign in to)


def test_the_right_password_without_the_forms_token_opens_nothing(guarded: Scene) -> None:
    client = guarded.client

    answer = client.post("/admin/login", data={"email": EMAIL, "password": PASSWORD})

    assert answer.status_code == 400
    assert client.get("/admin/").status_code == 302
