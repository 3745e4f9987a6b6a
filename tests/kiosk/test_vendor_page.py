"""A vendor's private page: what they owe and every item of it, for whoever has the link, and nobody else's."""

import re

from flask.testing import FlaskClient
from sqlalchemy import select

from pantbox.clock import new_id
from pantbox.containers.types import ContainerType
from pantbox.places.setup import new_vendor_link
from pantbox.places.stations import Station
from pantbox.places.vendors import Vendor
from pantbox.stock.closings import NewClosing, close_stall
from pantbox.stock.deliveries import Count, NewDelivery, confirm, send
from pantbox.stock.papers import Desk, Quantity
from tests.kiosk.ground import SCREEN, Ground

NBSP = "\N{NO-BREAK SPACE}"


def amounts(page: str) -> list[str]:
    """The amounts of the items, newest first."""
    return re.findall(r'<td class="amount">([+−] [^<]*)</td>', page)


def test_it_says_what_was_handed_out_and_redeemed_and_what_is_owed(
    client: FlaskClient, ground: Ground
) -> None:
    ground.hand_out("mug")
    ground.redeem(ground.voucher("bowl"), 700)

    page = client.get(f"/vendor/{ground.vendor_link}").text

    assert "Suppekøkkenet" in page
    assert f"18{NBSP}kr." in page
    assert amounts(page) == [f"− 7{NBSP}kr.", f"+ 15{NBSP}kr.", f"+ 10{NBSP}kr."]


def test_a_forgotten_scan_stands_apart(client: FlaskClient, ground: Ground) -> None:
    ground.scan("return", [ground.take()], SCREEN)

    page = client.get(f"/vendor/{ground.vendor_link}").text

    assert "Glemte udleveringer" in page
    assert amounts(page) == []


def test_another_vendors_items_are_not_on_it(client: FlaskClient, ground: Ground) -> None:
    ground.hand_out("mug", at="Grill")

    assert amounts(client.get(f"/vendor/{ground.vendor_link}").text) == []


def test_every_item_is_there_a_page_at_a_time(client: FlaskClient, ground: Ground) -> None:
    handed_out = [container for stock in ground.stock.values() for container in stock]
    ground.issue(*handed_out)
    ground.scan("return", handed_out, "Suppe")
    link = f"/vendor/{ground.vendor_link}"

    first = client.get(link).text
    more = re.search(r'href="([^"]*\?after=[^"]*)"', first)
    assert more
    second = client.get(more[1]).text

    assert len(amounts(first)) == 50
    assert len(amounts(first)) + len(amounts(second)) == 2 * len(handed_out)
    assert "Vis flere" not in second


def test_a_wrong_link_and_one_that_was_replaced_get_one_answer(client: FlaskClient, ground: Ground) -> None:
    old = ground.vendor_link
    with ground.core.database.transaction() as session:
        vendor = session.query(Vendor).filter_by(name="Suppekøkkenet").one()
        new = new_vendor_link(ground.core.keys, vendor)

    assert client.get(f"/vendor/{new}").status_code == 200
    answers = {client.get(f"/vendor/{link}").text.replace(link, "") for link in (old, "A" * 20)}
    assert len(answers) == 1
    assert client.get(f"/vendor/{old}").status_code == 404


def test_it_is_kept_in_no_shared_cache(client: FlaskClient, ground: Ground) -> None:
    answer = client.get(f"/vendor/{ground.vendor_link}")

    assert "no-store" in answer.headers["Cache-Control"]
    assert "noindex" in answer.text


def test_a_broken_cursor_is_the_first_page(client: FlaskClient, ground: Ground) -> None:
    assert client.get(f"/vendor/{ground.vendor_link}?after=x").status_code == 200


def test_deliveries_and_closings_of_the_vendors_stalls_are_on_it(client: FlaskClient, ground: Ground) -> None:
    with ground.core.database.transaction(ground.organisation_id) as session:
        bowl = session.scalars(select(ContainerType.id).where(ContainerType.slug == "bowl")).one()
        signs = {one.id: one.sign for one in session.scalars(select(Station))}
        here, there = ground.stations["Suppe"], ground.stations["Grill"]
        now = ground.core.clock()
        soup, grill = (
            Desk(session, ground.core.keys, ground.organisation_id, ground.event_id, place, 1, now)
            for place in (here, there)
        )
        delivery = send(grill, NewDelivery(new_id(), signs[here], (Quantity(bowl, 40),), now))
        session.flush()
        confirm(soup, delivery.id, Count(new_id(), (Quantity(bowl, 38),), now))
        close_stall(soup, NewClosing(new_id(), now, (Quantity(bowl, 37),), 0))

    page = client.get(f"/vendor/{ground.vendor_link}").text

    assert "Grill → Suppe" in page
    assert "40 sendt, 38 talt" in page
    assert "37 (-1)" in page
