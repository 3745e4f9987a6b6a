"""The demo's first page: what to click, codes to hold up, and a station behind each button. Only in a demo."""

import re
from datetime import timedelta

import pytest

from pantbox.clock import now
from pantbox.planning.demo import LOGIN_EMAIL, furnish, scenario_of_today
from pantbox.planning.play import opening_of, play
from pantbox.planning.simulated_time import SimulatedClock
from pantbox.web.here import house

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def demo(with_settings):
    """Someone in front of a demo whose festival was played by a handful of guests."""
    from wsgi import create_app

    settings, moment = with_settings(demo=True), now()
    scenario = scenario_of_today(moment - timedelta(days=1)).with_guests(60).with_days(1)
    clock = SimulatedClock(opening_of(scenario))
    playing, serving = create_app(settings, clock), create_app(settings)
    furnish(house(serving).core, play(playing, house(playing).core, clock, scenario, seed=1), moment)
    yield serving.test_client()
    for app in (playing, serving):
        house(app).core.database.dispose()


@pytest.mark.parametrize("language", ["da", "en", "de"])
def test_it_tells_what_to_click_and_how_to_log_in(demo, language):
    page = demo.get(f"/?lang={language}")

    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.text
    assert LOGIN_EMAIL in page.text
    assert page.text.count("<svg xmlns") >= 8, "codes to hold before a camera"


def test_each_button_pairs_a_device_that_then_knows_its_station(demo):
    places = re.findall(r"/demo/open/(\d+)", demo.get("/").text)

    kinds = []
    for place in places:
        opened = demo.post(f"/demo/open/{place}")
        assert opened.status_code == 303
        code = opened.location.partition("/k/#pair=")[2]
        kinds.append(demo.post("/api/v1/pair", json={"code": code}).json["station"]["kind"])

    assert kinds == ["stall", "pant_box", "cash_desk"]


def test_its_links_lead_somewhere(demo):
    page = demo.get("/").text

    links = set(re.findall(r'href="(/(?:b|vendor|8003|status|admin|api)/?[^"]*)"', page))

    assert len(links) == 6
    assert {demo.get(link, follow_redirects=True).status_code for link in links} == {200}


def test_a_place_of_no_demo_is_not_opened(demo):
    assert demo.post("/demo/open/999999").status_code == 404


def test_a_house_that_is_no_demo_gives_nothing_away(client):
    assert client.post("/demo/open/1").status_code == 404
    assert LOGIN_EMAIL not in client.get("/").text
