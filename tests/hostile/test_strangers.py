"""What strangers meet: the same headers on every answer, limits that hold guessers and nobody else, and a busy sign."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from pantbox.circulation.group_commit import Doorway
from pantbox.places.pairing import make_pairing_code
from pantbox.places.stations import Station
from pantbox.web import core as core_of
from pantbox.web.here import house
from tests.api.town import Time, Town, make_town
from wsgi import create_app

EVERY_ANSWER = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
KINDS = [
    ("GET", "/status", 200), ("GET", "/nothing-here", 404), ("GET", "/api/v1/nothing-here", 404), ("GET", "/admin/", 302),
    ("GET", "/api/v1/station", 401), ("POST", "/admin/login", 400), ("PUT", "/status", 405), ("OPTIONS", "/status", 200),
    ("GET", "/design/tokens.css", 200), ("GET", "/design/nothing.css", 404), ("GET", "/healthz", 200), ("GET", "/favicon.ico", 204),
    ("POST", "/api/v1/pair", 400), ("GET", "/broken", 500), ("HEAD", "/api/v1/openapi.json", 200), ("GET", "/%00", 422),
]  # fmt: skip


@pytest.fixture
def guarded(settings, with_settings) -> Iterator[Town]:
    """A town in a house with its limits and over HTTPS, as it stands at a festival; all come from one address."""
    time = Time()
    app = create_app(with_settings(rate_limits=True, base_url="https://pant.example", language="en"), time)
    with app.app_context():
        core = core_of()
    yield make_town(app, core, time)
    core.database.dispose()


def _break(app: Flask) -> None:
    app.add_url_rule("/broken", "static_broken", lambda: 1 / 0)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_answer_says_what_browsers_may_do_with_it(guarded: Town) -> None:
    _break(guarded.app)

    for method, path, status in KINDS:
        with guarded.client.open(path, method=method, base_url="https://pant.example") as answer:
            missing = {name for name, value in EVERY_ANSWER.items() if answer.headers.get(name) != value}
            policy = answer.headers["Content-Security-Policy"]
            assert (path, answer.status_code, missing) == (path, status, set())
            assert "max-age=" in answer.headers["Strict-Transport-Security"]
            assert "'unsafe-inline'" not in policy
            assert "'unsafe-eval'" not in policy
            assert "default-src 'self'" in policy


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_answer_is_shared_with_another_origin(guarded: Town) -> None:
    for path in ("/api/v1/status", "/api/v1/station", "/admin/", "/status"):
        answer = guarded.client.get(path, headers={"Origin": "https://evil.example"})
        assert not [name for name, _ in answer.headers if name.startswith("Access-Control-")]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_guessing_vouchers_ends_and_whoever_is_elsewhere_sees_theirs(guarded: Town) -> None:
    code = guarded.voucher()

    guesses = [guarded.client.get(f"/v/ABCD2345ABCD{n:04}").status_code for n in range(22)]

    elsewhere = {"environ_overrides": {"REMOTE_ADDR": "203.0.113.7"}}
    assert guesses == [404] * 20 + [429] * 2
    assert guarded.client.get(f"/v/{code}").status_code == 429
    assert guarded.client.get(f"/v/{code}", **elsewhere).status_code == 200
    assert guarded.get(f"/vouchers/{code}", "soup").status_code == 200
    assert guarded.get("/vouchers/ABCD2345ABCD9999").status_code == 429


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_morning_of_pairing_in_one_tent_is_no_guessing(guarded: Town) -> None:
    with guarded.core.database.transaction(guarded.organisation_id) as session:
        station = session.scalars(select(Station).where(Station.id == guarded.stations["soup"])).one()
        codes = [make_pairing_code(session, station, guarded.time.now) for _ in range(125)]

    for code in codes:
        assert guarded.post("/pair", {"code": code}).status_code == 200


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_guessing_at_all_keeps_a_stall_next_door_from_scanning(guarded: Town) -> None:
    cups = guarded.stock[:5]
    for n in range(130):
        guarded.post("/pair", {"code": f"GUES{n:04}"})
        guarded.get(f"/vouchers/ABCD2345ABCD{n:04}")

    assert guarded.post("/pair", {"code": "GUESSING"}).status_code == 429
    told = guarded.send("soup", *(guarded.scan("issue", cup) for cup in cups))
    assert [one["verdict"] for one in told["results"]] == ["accepted"] * 5


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_when_too_many_come_at_once_one_is_told_when_to_come_again(guarded: Town) -> None:
    things = house(guarded.app)
    things.doorway = Doorway(guarded.core, queue_max=0)
    scan = guarded.scan("issue", guarded.stock[0])

    busy = guarded.post("/scans", {"scans": [scan]}, "soup")
    things.doorway = Doorway(guarded.core)
    later = guarded.post("/scans", {"scans": [scan]}, "soup")

    assert (busy.status_code, busy.json["code"]) == (503, "overloaded")
    assert int(busy.headers["Retry-After"]) > 0
    assert later.json["results"][0]["verdict"] == "accepted"
