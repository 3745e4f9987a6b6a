"""All boxes of running events, for everybody."""

import pytest
from flask.testing import FlaskClient

from kiosk.guest.plan import HEIGHT, WIDTH, plan_of
from kiosk.guest.seen import BoxSeen
from tests.kiosk.ground import BOXES, Ground


def box(number: int, latitude: float | None, longitude: float | None) -> BoxSeen:
    return BoxSeen(
        sign="ABCDEF", name=f"Box {number}", number=number, fill_state="open", has_screen=False, takes_visits=True,
        screen_off=False,
        latitude=latitude, longitude=longitude,
    )  # fmt: skip


def test_every_box_is_there_with_its_state_in_words(client: FlaskClient, ground: Ground) -> None:
    page = client.get("/status")

    assert page.status_code == 200
    assert all(name in page.text for name in BOXES)
    assert all(word in page.text for word in ("Åben", "Næsten fuld", "Fuld", "Ude af drift"))
    assert "3 af 5 tager imod" in page.text


def test_without_an_event_it_says_so(client: FlaskClient, ground: Ground) -> None:
    ground.end()

    assert "ingen arrangementer i gang" in client.get("/status").text


def test_the_bare_address_leads_to_the_boxes(client: FlaskClient, ground: Ground) -> None:
    assert client.get("/").headers["Location"] == "/status"


def test_the_plan_puts_north_up_and_east_right() -> None:
    plan = plan_of([box(1, 57.0380, 9.9100), box(2, 57.0390, 9.9140)])

    assert plan
    south_west, north_east = plan.marks
    assert south_west.x < north_east.x
    assert south_west.y > north_east.y


@pytest.mark.parametrize("span", [0.0, 0.00001, 0.001, 0.1])
def test_the_plan_holds_its_marks_whatever_the_size_of_the_place(span: float) -> None:
    plan = plan_of([box(n, 57 + span * (n % 3), 10 + span * n) for n in range(6)])

    assert plan
    assert all(0 < mark.x < WIDTH and 0 < mark.y < HEIGHT for mark in plan.marks)
    assert 0 < plan.bar_units < WIDTH


def test_boxes_without_coordinates_need_no_plan() -> None:
    assert plan_of([box(1, None, None), box(2, 57.0, 10.0)]) is None
