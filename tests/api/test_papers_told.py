"""Papers of stock: what else a device says, where it stood, and what its clock knows lower no debt and stop nothing."""

from typing import Any
from uuid import UUID, uuid5

import pytest

from pantbox.clock import new_id
from pantbox.containers.types import ContainerType
from pantbox.ledger.accounts import AccountKey, AccountKind
from pantbox.ledger.balances import balance
from tests.api.test_stock import by_the_crate, close, deliver, everything_is_proved, line, send
from tests.api.town import CUP_ORE, Town

YEAR_ONE = "0001-01-01T00:00:00Z"


def owed_ore(town: Town, of: str = "soup") -> int:
    with town.core.database.reading() as session:
        vendor = AccountKey(town.event_id, AccountKind.VENDOR, str(town.stations[of]))
        return -balance(session.connection(), vendor)


def scan_like_its_count(town: Town, sent: dict[str, Any], quantity: int, at: str, by: str) -> None:
    """What a device could guess of the scan that confirming makes."""
    with town.core.database.reading() as session:
        asset = session.get_one(ContainerType, town.type_id).asset
    scan = {
        "id": str(uuid5(UUID(sent["id"]), f"receive:{town.type_id}:{CUP_ORE}")), "kind": "receive",
        "code": f"(8003)0{asset}", "at": at, "quantity": quantity,
    }  # fmt: skip
    assert town.post("/scans", {"scans": [scan]}, by).status_code == 200


@pytest.mark.parametrize(("by", "quantity"), [("soup", 100), ("grill", 1)])
def test_no_scan_that_a_device_made_before_stands_for_the_count_of_a_delivery(
    town: Town, by: str, quantity: int
) -> None:
    by_the_crate(town)
    sent, at = send(town, 100), town.time().isoformat()
    scan_like_its_count(town, sent, quantity, at, by)

    body = {"id": str(new_id()), "lines": [line(town, 100)], "at": at}
    answers = [town.post(f"/deliveries/{sent['id']}/confirm", body, "soup") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert owed_ore(town) == 100 * CUP_ORE
    everything_is_proved(town)


def test_a_device_counts_for_a_stall_only_what_was_sent_while_it_stood_there(town: Town) -> None:
    for stall in ("soup", "grill"):
        by_the_crate(town, of=stall)
    deliver(town, 100)
    town.time.later(minutes=5)
    morning = town.time().isoformat()
    town.time.later(minutes=5)
    move = {"id": str(new_id()), "sign": town.signs["soup"], "at": town.time().isoformat()}
    assert town.post("/station/move", move, "grill").status_code == 200
    town.time.later(hours=6)
    sent = {"id": str(new_id()), "to": town.signs["grill"], "lines": [line(town, 100)]}
    assert town.post("/deliveries", sent, "grill").status_code == 201

    count = {"id": str(new_id()), "lines": [line(town, 100)], "at": morning}
    told = town.post(f"/deliveries/{sent['id']}/confirm", count, "grill")

    assert (told.status_code, told.json["code"]) == (403, "station_may_not")
    assert (owed_ore(town), owed_ore(town, "grill")) == (100 * CUP_ORE, 0)


def papers(town: Town) -> list[tuple[str, dict[str, Any], str]]:
    """One paper of each kind that a device writes."""
    sent = {"id": str(new_id()), "to": town.signs["soup"], "lines": [line(town, 5)]}
    asked = {"id": str(new_id()), "type_id": town.type_id, "quantity": 5}
    return [
        ("/deliveries", sent, "store"),
        (f"/deliveries/{sent['id']}/confirm", {"id": str(new_id()), "lines": [line(town, 5)]}, "soup"),
        ("/station/requests", asked, "soup"),
        (f"/station/requests/{asked['id']}/withdraw", {}, "soup"),
        ("/station/close", {"id": str(new_id()), "counted": [line(town, 0)]}, "soup"),
        ("/station/move", {"id": str(new_id()), "sign": town.signs["grill"]}, "soup"),
    ]


def test_a_clock_that_knows_nothing_stops_no_paper(town: Town) -> None:
    codes = [
        town.post(path, body | {"at": YEAR_ONE}, by).status_code
        for path, body, by in papers(town)
        for _twice in range(2)
    ]

    assert max(codes) < 300
    assert close(town, 5).status_code == 200
    assert town.get(f"/events/{town.event_id}/stock", "reports:read").status_code == 200
    everything_is_proved(town)
