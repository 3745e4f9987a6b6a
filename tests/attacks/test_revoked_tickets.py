"""Tickets of a device that was revoked: whoever stole it holds its key, so a cash desk looks before it pays."""

import re
from uuid import UUID

import pytest
from sqlalchemy import select

from pantbox.clock import new_id
from pantbox.places.device_keys import device_key, sign
from pantbox.places.devices import Device
from pantbox.places.pairing import revoke
from pantbox.refunds.tickets import message
from tests.attacks.scene import Scene


@pytest.fixture
def stolen(scene: Scene) -> tuple[UUID, str]:
    """A visit of a box with two containers, and a ticket for it; the box was revoked since."""
    visit_id = new_id()
    scene.send("east", *(scene.scan("return", code, visit=visit_id) for code in scene.hand_out(2)))
    scene.time.later(minutes=5)
    with scene.core.database.transaction(scene.organisation_id) as session:
        device = session.scalars(select(Device).where(Device.station_id == scene.stations["east"])).one()
        revoke(device, scene.time.now)
        signs = sign(device_key(scene.core.keys, device.id), message(visit_id, 2))
        return visit_id, f"T{device.id}.2.{signs}"


def paid(scene: Scene, stolen: tuple[UUID, str], rail: str, by: str | None) -> tuple[int, str | None]:
    """Status and code of a payment of all of it."""
    visit_id, ticket = stolen
    body = {"claim": ticket, "parts": [{"rail": rail, "amount_ore": 1_000}]}
    answer = scene.pay(f"/visits/{visit_id}/refund", body, by)
    return answer.status_code, (answer.json or {}).get("code")


@pytest.mark.parametrize("by", [None, "soup", "west"])
def test_a_revoked_boxs_ticket_is_paid_by_no_phone_no_stall_and_no_other_box(
    scene: Scene, stolen: tuple[UUID, str], by: str | None
) -> None:
    before = scene.balances()

    assert paid(scene, stolen, "voucher", by) == (403, "ticket_desk_only")
    assert scene.balances() == before


@pytest.mark.parametrize("rail", ["cash", "voucher"])
def test_a_cash_desk_pays_a_revoked_boxs_ticket_once(
    scene: Scene, stolen: tuple[UUID, str], rail: str
) -> None:
    scene.pay("/desk/float_in", {"amount_ore": 10_000}, "desk")

    answers = [paid(scene, stolen, rail, "desk") for _ in range(2)]

    assert answers == [(200, None), (409, "visit_has_less")]
    assert scene.failures() == []


def test_the_office_lists_what_a_revoked_boxs_tickets_are_worth(
    scene: Scene, stolen: tuple[UUID, str]
) -> None:
    office = scene.office()
    device = stolen[1].split(".")[0][1:]

    pages = [
        office.client.get(f"/admin/events/{scene.slug}/devices/{path}", query_string={"lang": "en"}).text
        for path in ("", device)
    ]

    assert [bool(re.search(r"10\s*kr", page.replace("&nbsp;", " "))) for page in pages] == [True, True]
    assert "Tickets not paid yet" in pages[1]
