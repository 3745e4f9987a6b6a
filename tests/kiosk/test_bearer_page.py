"""A voucher or slip on the screen: whoever has the code sees what is on it; whoever guesses learns nothing."""

import pytest
import zxingcpp
from flask.testing import FlaskClient

from pantbox.places.events import Rail
from pantbox.refunds.refund import Part
from tests.kiosk.ground import SCREEN, Ground
from tests.labels.printed import pages, read

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize("letter", ["v", "V"])
def test_a_voucher_shows_what_is_left_and_what_happened(
    client: FlaskClient, ground: Ground, letter: str
) -> None:
    code = ground.voucher("bowl", "mug")
    ground.redeem(code, 700)

    page = client.get(f"/{letter}/{code}")

    assert page.status_code == 200
    assert f"18{NBSP}kr." in page.text
    assert f"Lagt på: {SCREEN}" in page.text
    assert f"− 7{NBSP}kr." in page.text
    assert f"{code[:4]} {code[4:8]} {code[8:12]} {code[12:]}" in page.text
    assert page.text.count("<svg") >= 2


def test_a_typed_code_with_hyphens_is_the_same(client: FlaskClient, ground: Ground) -> None:
    code = ground.voucher("bowl")
    typed = "-".join(code[start : start + 4] for start in range(0, 16, 4)).lower()

    assert client.get(f"/v/{typed}").status_code == 200


def test_a_spent_voucher_says_so(client: FlaskClient, ground: Ground) -> None:
    code = ground.voucher("bowl")
    ground.redeem(code)

    assert f"Den er brugt op. Der var 15{NBSP}kr. på den" in client.get(f"/v/{code}").text


def test_an_empty_slip_says_how_money_comes_onto_it(client: FlaskClient, ground: Ground) -> None:
    page = client.get(f"/S/{ground.slips[0].code}")

    assert page.status_code == 200
    assert "Der er ikke lagt penge på den endnu" in page.text


def test_a_slip_shows_how_its_money_came_there(client: FlaskClient, ground: Ground) -> None:
    slip = ground.slips[0].code
    for slug, ore in (("mug", 1_000), ("bowl", 1_500)):
        ground.pay(ground.visit(slug), Part(Rail.SLIP, ore, slip))

    page = client.get(f"/s/{slip}").text

    assert f"25{NBSP}kr." in page
    assert page.count(f"Lagt på: {SCREEN}") == 2


def test_guessing_gets_one_answer(client: FlaskClient, ground: Ground) -> None:
    guesses = ("AAAABBBBCCCCDDDD", "1", "4111111111111111", "x" * 150, ground.slips[0].code[:-1])

    answers = {
        (answer.status_code, answer.text.replace(path, ""))
        for kind in ("v", "s")
        for guess in guesses
        if (answer := client.get(path := f"/{kind}/{guess}"))
    }

    assert len({text.count("\n") for _, text in answers}) == 1
    assert {status for status, _ in answers} == {404}


def test_a_voucher_can_be_kept_as_a_pdf_that_stalls_can_scan(client: FlaskClient, ground: Ground) -> None:
    code = ground.voucher("bowl")

    answer = client.get(f"/v/{code}/pdf")

    assert answer.mimetype == "application/pdf"
    formats = (zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code128)
    found = read(pages(answer.data)[0], *formats)
    assert found == sorted([f"{ground.core.settings.base_url}/V/{code}".upper(), f"V{code}"])


def test_no_cache_and_no_search_engine_keeps_a_voucher(client: FlaskClient, ground: Ground) -> None:
    answer = client.get(f"/v/{ground.voucher('bowl')}")

    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
