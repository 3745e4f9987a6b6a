"""What a box's code opens, and the page of a visit: before any script runs, and what the script is told."""

import json
import re
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from pantbox.places.events import Event
from tests.kiosk.ground import FULL, SCREEN, SIGN, Ground


def told(page: TestResponse) -> dict[str, Any]:
    """What the page tells its script."""
    match = re.search(r'<script type="application/json" id="boot">(.*?)</script>', page.text, re.DOTALL)
    assert match
    told: dict[str, Any] = json.loads(match[1])
    return told


@pytest.mark.parametrize("path", ["/b/{}", "/B/{}"])
def test_a_boxs_sign_opens_its_page_in_either_case(client: FlaskClient, ground: Ground, path: str) -> None:
    sign = ground.signs[SIGN]

    upper, lower = client.get(path.format(sign)), client.get(path.format(sign.lower()))

    assert upper.status_code == lower.status_code == 200
    assert SIGN in upper.text
    assert told(upper) == told(lower)


def test_the_script_is_told_prices_bounds_and_ways_to_the_money(client: FlaskClient, ground: Ground) -> None:
    said = told(client.get(f"/b/{ground.signs[SIGN]}"))

    assert said["rules"]["bound"].startswith("Op til 4 stykker")
    assert said["rules"]["until"].startswith("Aflever senest")
    assert said["running"] is True
    assert [one["deposit_ore"] for one in said["event"]["types"]] == [2050, 1500, 1000, 500, 500]
    assert said["event"]["rails"] == ["voucher", "slip", "cash", "donation"]
    assert said["event"]["desks"] == ["Pantkassen ved indgangen"]


def test_a_full_box_names_others_that_take_something(client: FlaskClient, ground: Ground) -> None:
    page = client.get(f"/b/{ground.signs[FULL]}")

    assert "Fuld" in page.text
    assert told(page)["box"]["takes_visits"] is False
    assert [box["name"] for box in told(page)["others"]] == [SCREEN, SIGN, "Amfiteatret"]
    assert not any("sign" in box for box in told(page)["others"])


@pytest.mark.parametrize("sign", ["AAAAAA", "1", "æøå", "A" * 500])
def test_a_sign_nobody_has_is_not_found(client: FlaskClient, ground: Ground, sign: str) -> None:
    page = client.get(f"/b/{sign}")

    assert page.status_code == 404
    assert "Vi kender ikke den boks" in page.text


def test_a_stalls_sign_is_no_box(client: FlaskClient, ground: Ground) -> None:
    assert client.get(f"/b/{ground.signs['Suppe']}").status_code == 404


def test_the_page_of_a_visit_knows_the_event_and_nothing_of_the_money(
    client: FlaskClient, ground: Ground
) -> None:
    visit_id = ground.visit("bowl", "mug")

    page = client.get(f"/r/{visit_id}")

    assert told(page)["event"]["name"] == "Kildeparken"
    assert told(page)["place"] == SCREEN
    assert ground.claim(visit_id) not in page.text
    assert "2500" not in page.text


@pytest.mark.parametrize("written", [lambda visit: str(visit), lambda visit: visit.hex.upper()])
def test_a_visit_nobody_has_heard_of_yet_is_waited_for(
    client: FlaskClient, ground: Ground, written: Callable[[UUID], str]
) -> None:
    page = client.get(f"/R/{written(uuid4())}")

    assert page.status_code == 200
    assert told(page)["event"] is None


def test_what_is_no_visit_is_not_found(client: FlaskClient, ground: Ground) -> None:
    assert client.get("/r/1").status_code == 404


def test_a_name_cannot_end_the_script_it_stands_in(client: FlaskClient, ground: Ground) -> None:
    with ground.core.database.transaction() as session:
        session.get_one(Event, ground.event_id).name = "</script><b>"

    page = client.get(f"/b/{ground.signs[SIGN]}")

    assert told(page)["event"]["name"] == "</script><b>"
    assert "</script><b>" not in page.text
