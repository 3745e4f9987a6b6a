"""No secret stands in any log of any test: `tests/conftest.py` listens to all of them. Here it is shown that it hears."""

import logging

import pytest
import structlog

from pantbox.keys import Keys
from tests.api.town import Town
from tests.support.overheard import Ear, secrets_in

KEYS = Keys("a secret nobody tells")


def noticing() -> Ear:
    """An ear of its own, so that the one of the whole run hears nothing amiss."""
    ear = Ear()
    ear.known.add(KEYS.derive("visit claim", "1", signs=16))
    return ear


@pytest.mark.parametrize(
    "line",
    [
        f"GET /v/{KEYS.derive('voucher', '3')} 200",
        f"claim={KEYS.derive('visit claim', '1')}",
        f"Bearer {KEYS.derive('visit token', '9', signs=26)}",
        "Authorization: Bearer pbx_u5sYfM0TGpJW2a1yJc7uV9yN0Wf0b6w1x2y3z4A5B6C",
        "token='u5sYfM0TGpJW2a1yJc7uV9yN0Wf0b6w1x2y3z4A5B6C'",
        "password: et langt kodeord",
        "sent to +4520304050",
    ],
)
def test_a_secret_is_recognised(line: str) -> None:
    assert secrets_in(line)


@pytest.mark.parametrize(
    "line",
    [
        "GET /r/60d6f263-cd50-43cd-84ee-cdbcbfe5ef82 200",
        "GET /r/53834F94A6734428B4854A6F41B131FB 404",
        "{'event': 'request', 'method': 'GET', 'path': '/v/…', 'status': 200, 'ms': 1.2, 'timestamp': '2026-08-01T18:00:00.123456Z'}",
        "GET /design/tokens.css?v=0123456789abcdef",
        "duplicate key value violates unique constraint uq_organisation_company_prefix_and_slug",
    ],
)
def test_what_is_no_secret_is_none(line: str) -> None:
    assert secrets_in(line) == []


def test_the_ear_hears_what_our_logs_say(town: Town, request: pytest.FixtureRequest) -> None:
    ear: Ear = request.getfixturevalue("ear")

    visit = town.visit()
    town.get(f"/visits/{visit['id']}", headers={"Pantbox-Claim": visit["claim"]})
    town.get(f"/vouchers/{town.voucher()}")

    assert visit["claim"] in ear.known
    assert any("'/api/v1/vouchers/…'" in line for line in ear.lines)
    assert ear.told() == []


def test_a_secret_in_a_log_would_not_go_unheard() -> None:
    ear = noticing()
    [claim] = ear.known
    record = logging.LogRecord(
        "pantbox.x", logging.INFO, __file__, 1, {"event": "paid", "claim": claim}, None, None
    )

    ear.emit(record)

    assert ear.told() == ear.lines != []
    assert structlog.is_configured()
