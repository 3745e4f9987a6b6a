"""Guests' pages say the event's rules from the one rulebook: what is changed there is said here, and nothing else is."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, update

from pantbox.places.events import Event, UnseenPolicy
from pantbox.places.stations import Station, StationKind
from tests.kiosk.ground import Ground

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_a_containers_page_promises_what_the_event_keeps(client: FlaskClient, ground: Ground) -> None:
    path = f"/8003/{ground.take().grai}"
    before = client.get(path).text
    with ground.core.database.transaction() as session:
        session.execute(update(Event).values(unseen_policy=UnseenPolicy.HOLD, rules={"da": "Hunde i snor."}))

    after = client.get(path).text

    assert "Du får din pant alligevel" in before
    assert "Du får din pant alligevel" not in after
    assert "Så venter panten, til posen er talt op. Pantkassen kan hjælpe straks." in after
    assert "Hunde i snor." in after
    assert all(rule in after for rule in ("Det tager vi imod", "Ingen telefon?", "Aflever senest"))


def test_all_rules_are_where_the_posters_code_leads(client: FlaskClient, ground: Ground) -> None:
    page = client.get("/status?lang=de").text

    assert "Das nehmen wir zurück" in page
    assert "An einer der 5 Pfandboxen." in page


def test_nobody_with_a_voucher_is_sent_to_a_desk_that_is_not_there(
    client: FlaskClient, ground: Ground
) -> None:
    link = f"/v/{ground.voucher('bowl')}"
    before = client.get(link).text
    with ground.core.database.transaction() as session:
        session.execute(delete(Station).where(Station.kind == StationKind.CASH_DESK))

    assert "pantkassen" in before
    assert "pantkassen" not in client.get(link).text
