"""While something fails at an event, every page a guest or a vendor has open says so, and says no more when it is over."""

import pytest
from flask.testing import FlaskClient

from pantbox.places.continuity import ContinuityReason, back_to_usual, keep_going
from pantbox.places.events import Event
from tests.kiosk.ground import SIGN, Ground

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def switch(ground: Ground, reason: ContinuityReason | None) -> None:
    with ground.core.database.transaction() as session:
        event = session.get_one(Event, ground.event_id)
        if reason:
            keep_going(session, event, reason, None, ground.core.clock())
        else:
            back_to_usual(session, event, None, ground.core.clock())


def links(ground: Ground) -> list[str]:
    """A container's page, a printed sign's, a refund's, a voucher's, all boxes, and a vendor's."""
    return [
        "/" + ground.take().link.split("/", 3)[3],
        f"/b/{ground.signs[SIGN]}",
        f"/r/{ground.visit('bowl')}",
        f"/v/{ground.voucher('mug')}",
        "/status",
        f"/vendor/{ground.vendor_link}",
    ]


def test_every_page_says_since_when_and_what_is_looser_and_nothing_once_it_is_over(
    client: FlaskClient, ground: Ground
) -> None:
    pages = links(ground)
    switch(ground, ContinuityReason.NETWORK)

    meanwhile = [client.get(link).text for link in pages]
    german = client.get(f"{pages[0]}?lang=de").text
    switch(ground, None)
    after = [client.get(link).text for link in pages]

    assert [page.count("Nøddrift siden") for page in meanwhile] == [1] * len(pages)
    assert all("Netværket driller" in page and "10 ulæselige" in page for page in meanwhile)
    assert "Notbetrieb seit" in german
    assert not any("Nøddrift" in page for page in after)


def test_a_page_of_a_visit_nobody_has_heard_of_says_nothing(client: FlaskClient, ground: Ground) -> None:
    switch(ground, ContinuityReason.PRINTERS)

    assert "Nøddrift" not in client.get("/r/00000000000070008000000000000000").text
