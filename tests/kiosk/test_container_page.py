"""A container's page: says what its type is worth and where to go, never whether this one has money on it."""

import re

import pytest
from flask.testing import FlaskClient

from pantbox.containers.making import Printed
from tests.kiosk.ground import BROKEN, FULL, SCREEN, SIGN, Ground
from tests.support.codes import forged


def path_of(container: Printed) -> str:
    return f"/8003/{container.grai}"


def test_it_names_the_type_its_deposit_and_its_trips(client: FlaskClient, ground: Ground) -> None:
    bowl = ground.hand_out("bowl")

    page = client.get(path_of(bowl))

    assert page.status_code == 200
    assert "Skål" in page.text
    assert "15\N{NO-BREAK SPACE}kr." in page.text
    assert re.search(r"Ture indtil nu</dt><dd[^>]*>1<", page.text)
    assert "/pictures/bowl.svg" in page.text


def test_it_says_the_same_whether_there_is_money_on_it_or_not(client: FlaskClient, ground: Ground) -> None:
    bowl = ground.hand_out("bowl")
    while_out = client.get(path_of(bowl)).text

    ground.scan("return", [bowl], SCREEN)

    assert client.get(path_of(bowl)).text == while_out


def test_it_says_nothing_of_a_refill_nor_of_a_deposit_that_was_paid_twice(
    client: FlaskClient, ground: Ground
) -> None:
    mug = ground.hand_out("mug", at="Suppe")
    while_out = client.get(path_of(mug)).text

    ground.scan("refill", [mug], "Grill")
    filled = client.get(path_of(mug)).text
    ground.scan("issue", [mug], "Suppe")
    twice = client.get(path_of(mug)).text

    assert filled == while_out
    one_trip_more = re.sub(r"(Ture indtil nu</dt><dd[^>]*>)1<", r"\g<1>2<", while_out)
    assert twice == one_trip_more


def test_of_two_events_it_shows_the_one_that_scanned_it_last(client: FlaskClient, ground: Ground) -> None:
    bowl = ground.hand_out("bowl")
    ground.begin_another("havnen", "Havnen")

    assert SCREEN in client.get(path_of(bowl)).text
    ground.scan("return", [bowl], SCREEN)
    assert SCREEN in client.get(path_of(bowl)).text


def test_of_two_events_a_container_nobody_scanned_shows_the_newest(
    client: FlaskClient, ground: Ground
) -> None:
    ground.begin_another("havnen", "Havnen")

    assert SCREEN not in client.get(path_of(ground.take())).text


def test_boxes_that_take_something_come_first(client: FlaskClient, ground: Ground) -> None:
    page = client.get(path_of(ground.take())).text

    places = [page.index(name) for name in (SCREEN, SIGN, FULL, BROKEN)]
    assert places == sorted(places)
    assert "Ude af drift" in page
    assert "openstreetmap.org/?mlat=57.03810" in page


def test_a_box_is_never_returned_to_from_afar(client: FlaskClient, ground: Ground) -> None:
    page = client.get(path_of(ground.take())).text + client.get("/status").text

    assert not any(sign in page for sign in ground.signs.values())


def test_it_works_without_a_script_and_sells_nothing(client: FlaskClient, ground: Ground) -> None:
    page = client.get(path_of(ground.take()))

    assert "du får din pant alligevel" in page.text.lower()
    assert len(page.data) < 14_000
    assert re.findall(r'<script[^>]*src="([^"?]*)', page.text) == ["/k/static/dist/boxes.js"]


@pytest.mark.parametrize(("language", "word"), [("da", "Skål"), ("en", "Bowl"), ("de", "Schale")])
def test_it_speaks_the_readers_language(
    client: FlaskClient, ground: Ground, language: str, word: str
) -> None:
    page = client.get(path_of(ground.take()), headers={"Accept-Language": language})

    assert f'<html lang="{language}">' in page.text
    assert word in page.text


def test_a_type_without_a_serial_has_a_page_too(client: FlaskClient, ground: Ground) -> None:
    page = client.get(path_of(ground.take())[: len("/8003/") + 14])

    assert page.status_code == 200
    assert "Ture indtil nu" not in page.text


def test_a_forged_serial_is_told_so(client: FlaskClient, ground: Ground) -> None:
    genuine = path_of(ground.take())

    page = client.get(forged(genuine))

    assert page.status_code == 404
    assert "Koden er ikke ægte" in page.text


@pytest.mark.parametrize("text", ["02112345678900ABC", "04012345678901ABC"])
def test_another_operators_container_is_sent_there_and_no_forgery(
    client: FlaskClient, ground: Ground, text: str
) -> None:
    page = client.get(f"/8003/{text}")

    assert page.status_code == 404
    assert "Den hører til et andet pantsystem" in page.text
    assert "ikke ægte" not in page.text


@pytest.mark.parametrize("text", ["123", "04012345678901", "04012345678901ABC", "x" * 300, "%C3%86"])
def test_what_is_not_ours_is_told_so_kindly(client: FlaskClient, ground: Ground, text: str) -> None:
    page = client.get(f"/8003/{text}")

    assert page.status_code == 404
    assert "Tag den med til pantkassen" in page.text


def test_after_the_event_there_is_no_box_to_find(client: FlaskClient, ground: Ground) -> None:
    ground.end()

    page = client.get(path_of(ground.take()))

    assert page.status_code == 200
    assert "ingen pantbokse i brug" in page.text
