"""What boxes promise without network: money onto a slip scanned first, and tickets that become money once."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from pantbox.circulation.tables import ScanRow
from pantbox.clock import new_id
from pantbox.jobs.onto_slips import fill_slips
from pantbox.places.device_keys import device_key, sign
from pantbox.places.devices import Device
from pantbox.places.pairing import make_pairing_code, revoke
from pantbox.places.stations import Station
from pantbox.refunds.bearers import make_slips
from pantbox.refunds.finding import look_up
from pantbox.refunds.tables import Bearer
from pantbox.refunds.tickets import message
from tests.api.town import CUP_ORE, Town, make_town


@pytest.fixture
def slips(town: Town) -> list[str]:
    """Two empty slips of the roll at the box, after its first."""
    with town.core.database.transaction(town.organisation_id) as session:
        made = make_slips(
            session,
            town.core.keys,
            town.organisation_id,
            town.event_id,
            2,
            base_url="https://pant.example",
            now=town.time.now,
        )
    return [slip.link for slip in made]


def on(town: Town, link: str) -> int:
    """What is on a slip, in øre."""
    return int(town.get(f"/slips/{link.rpartition('/')[2]}").json["left_ore"])


def ticket(town: Town, visit_id: UUID, count: int, by: str = "east") -> str:
    """What this box shows without network, as the claim in the ticket's link."""
    device_id = town.get("/station", by).json["device"]["id"]
    signs = sign(device_key(town.core.keys, device_id), message(visit_id, count))
    return f"T{device_id}.{count}.{signs}"


def shown(town: Town, visit_id: UUID, claim: str):
    return town.get(f"/visits/{visit_id}", headers={"Pantbox-Claim": claim})


def test_money_goes_onto_the_slip_that_was_scanned_first(town: Town, slips: list[str]) -> None:
    visit_id = new_id()
    scans = [
        town.scan("return", code, visit=visit_id, slip=slips[0], told="accepted") for code in town.hand_out(2)
    ]

    answer = town.send("east", *scans)
    again = town.send("east", *scans)

    assert (
        answer["visit"]["slip"]
        == again["visit"]["slip"]
        == {"number": len(town.slips) + 1, "left_ore": 2 * CUP_ORE}
    )
    assert (answer["visit"]["left_ore"], on(town, slips[0])) == (0, 2 * CUP_ORE)


def test_the_first_slip_named_is_the_visits(town: Town, slips: list[str]) -> None:
    visit_id, codes = new_id(), town.hand_out(2)

    for code, slip in zip(codes, slips, strict=True):
        town.send("east", town.scan("return", code, visit=visit_id, slip=slip))

    assert [on(town, slip) for slip in slips] == [2 * CUP_ORE, 0]


def test_a_slip_gathers_a_whole_night_at_several_boxes(town: Town, slips: list[str]) -> None:
    for box in ("east", "sign"):
        (code,) = town.hand_out()
        town.send(box, town.scan("return", code, visit=new_id(), slip=slips[0]))

    assert on(town, slips[0]) == 2 * CUP_ORE


@pytest.mark.parametrize(
    ("slip", "why"),
    [("https://pant.example/S/ZZZZZZZZZZZZZZZZ", "bearer_unknown"), ("not a slip", "bearer_unknown"),
     ("4111111111111111", "looks_like_a_card_number")],
)  # fmt: skip
def test_a_slip_that_is_none_fails_no_scan_and_keeps_the_guests_money(
    town: Town, slip: str, why: str
) -> None:
    (code,) = town.hand_out()

    answer = town.send("east", town.scan("return", code, visit=new_id(), slip=slip))

    assert answer["results"][0]["verdict"] == "accepted"
    assert (answer["visit"]["slip"], answer["visit"]["slip_refused"]) == (None, why)
    assert answer["visit"]["left_ore"] == CUP_ORE


def test_a_revoked_slip_takes_nothing_and_does_not_stand_in_a_good_ones_way(
    town: Town, slips: list[str]
) -> None:
    visit_id, (first, second, third) = new_id(), town.hand_out(3)
    early = town.send("east", town.scan("return", first, visit=visit_id, slip=slips[0]))
    with town.core.database.transaction(town.organisation_id) as session:
        stolen = look_up(session, town.core.keys, slips[0])
        session.get_one(Bearer, stolen.id).revoked_at = town.time.now

    refused = town.send("east", town.scan("return", second, visit=visit_id, slip=slips[0]))
    mended = town.send("east", town.scan("return", third, visit=visit_id, slip=slips[1]))

    assert early["visit"]["slip"]["number"] == len(town.slips) + 1
    assert (refused["visit"]["slip"], refused["visit"]["slip_refused"]) == (None, "bearer_revoked")
    assert mended["visit"]["slip"] == {"number": len(town.slips) + 2, "left_ore": 2 * CUP_ORE}


def test_a_slip_of_another_organisation_takes_nothing(town: Town, slips: list[str]) -> None:
    other = make_town(town.app, town.core, town.time)
    (code,) = other.hand_out()

    answer = other.send("east", other.scan("return", code, visit=new_id(), slip=slips[0]))

    assert (answer["visit"]["slip"], answer["visit"]["slip_refused"]) == (None, "bearer_unknown")
    assert answer["visit"]["left_ore"] == CUP_ORE


def test_what_is_paid_later_goes_onto_the_slip_too(town: Town, slips: list[str]) -> None:
    (code,) = town.hand_out()
    town.send("east", town.scan("return", code, visit=new_id()))
    town.time.later(minutes=4)
    again = town.send("sign", town.scan("return", code, visit=new_id(), slip=slips[0]))
    assert (again["results"][0]["verdict"] == "accepted", on(town, slips[0])) == (False, 0)

    # It had been handed out once more in between, by a stall without network.
    late = (town.time.now - timedelta(minutes=2)).isoformat()
    town.send("soup", town.scan("issue", code, at=late, told="accepted"))

    assert fill_slips(town.core, town.time.now) == 1
    assert on(town, slips[0]) == CUP_ORE
    assert fill_slips(town.core, town.time.now) == 0


def test_a_ticket_waits_for_its_scans_and_is_then_as_good_as_the_claim(town: Town) -> None:
    codes, visit_id = town.hand_out(2), new_id()
    claim = ticket(town, visit_id, 2)

    before = shown(town, visit_id, claim)
    town.send("east", *(town.scan("return", code, visit=visit_id, told="accepted") for code in codes))
    after = shown(town, visit_id, claim.lower())
    body = {"claim": claim, "parts": [{"rail": "cash", "amount_ore": 2 * CUP_ORE}]}
    paid, once_more = (town.pay(f"/visits/{visit_id}/refund", body, "desk") for _ in range(2))

    assert (before.status_code, before.json["code"]) == (404, "visit_unknown")
    assert after.json["left_ore"] == 2 * CUP_ORE
    assert paid.status_code == 200
    assert (once_more.status_code, once_more.json["code"]) == (409, "visit_has_less")


def test_tickets_for_more_and_more_containers_lead_to_the_one_visit(town: Town) -> None:
    codes, visit_id = town.hand_out(2), new_id()
    town.send("east", *(town.scan("return", code, visit=visit_id) for code in codes))

    sums = [shown(town, visit_id, ticket(town, visit_id, count)).json["left_ore"] for count in (1, 2)]

    assert sums == [2 * CUP_ORE, 2 * CUP_ORE]


def test_a_ticket_is_neither_changed_nor_made_by_anybody_else(town: Town) -> None:
    (code,), visit_id = town.hand_out(), new_id()
    town.send("east", town.scan("return", code, visit=visit_id))
    genuine = ticket(town, visit_id, 1)
    of_another_visit, of_another_box = ticket(town, new_id(), 1), ticket(town, visit_id, 1, by="sign")
    for_more = genuine.replace(".1.", ".9.")

    for forged in (of_another_visit, of_another_box, for_more, genuine[:-1], "T1.1.Z000000000000000"):
        refused = shown(town, visit_id, forged)
        assert (refused.status_code, refused.json["code"]) == (403, "claim_wrong"), forged


def test_a_ticket_of_a_box_that_moved_away_still_leads_to_its_visit(town: Town) -> None:
    (code,), visit_id = town.hand_out(), new_id()
    claim = ticket(town, visit_id, 1)
    assert town.post("/station/move", {"sign": town.signs["sign"]}, "east").status_code == 200
    town.send("east", town.scan("return", code, visit=visit_id, told="accepted"))

    assert shown(town, visit_id, claim).json["left_ore"] == CUP_ORE


def test_a_paired_device_is_told_its_key_once(town: Town) -> None:
    with town.core.database.transaction(town.organisation_id) as session:
        code = make_pairing_code(session, session.get_one(Station, town.stations["east"]), town.time.now)

    paired = town.post("/pair", {"code": code}).json

    assert paired["device_key"]
    assert "device_key" not in town.get("/station", paired["token"]).json


def test_a_revoked_boxs_returns_go_onto_their_slip_once_they_are_believed(
    town: Town, slips: list[str]
) -> None:
    visit_id = new_id()
    scans = [
        town.scan("return", code, visit=visit_id, slip=slips[0], told="accepted") for code in town.hand_out(2)
    ]
    town.time.later(minutes=5)
    with town.core.database.transaction(town.organisation_id) as session:
        for device in session.scalars(select(Device).where(Device.station_id == town.stations["east"])):
            revoke(device, town.time.now)
    held = town.send("east", *scans)["results"]
    assert [one["reason"] for one in held] == ["device_revoked", "device_revoked"]
    assert on(town, slips[0]) == 0

    for scan in scans:
        town.post(f"/events/{town.event_id}/quarantine/release", {"scan_ids": [scan["id"]]}, "setup:write")

    assert on(town, slips[0]) == 2 * CUP_ORE


def test_a_moved_devices_scans_count_for_where_it_stood_in_any_order(town: Town) -> None:
    before = town.scan("issue", town.stock[0])
    town.time.later(minutes=5)
    move = {"id": str(new_id()), "sign": town.signs["grill"], "at": town.time.now.isoformat()}
    town.time.later(minutes=5)
    after = town.scan("issue", town.stock[1])
    moved = {"Pantbox-Station": str(town.stations["grill"])}

    [early] = town.post("/scans", {"scans": [after]}, "soup", headers=moved).json["results"]
    unseen = town.get("/station", "soup", headers=moved)
    seen = town.post("/station/move", move, "soup", headers=moved).json
    stood = {"Pantbox-Station": str(town.stations["soup"])}
    [earlier] = town.post("/scans", {"scans": [before]}, "soup", headers=stood).json["results"]

    assert [early["verdict"], early["reason"]] == ["held", "station_may_not"]
    assert (unseen.status_code, unseen.json["code"]) == (403, "station_may_not")
    assert seen["station"]["name"] == "grill"
    assert {one["name"] for one in seen["stalls"]} == {"soup", "grill"}
    assert earlier["verdict"] == "accepted"
    with town.core.database.reading(town.organisation_id) as session:
        at = {row.id: row.station_id for row in session.scalars(select(ScanRow))}
    assert at == {
        UUID(before["id"]): town.stations["soup"],
        UUID(after["id"]): town.stations["grill"],
    }


@pytest.mark.parametrize("told", ["desk", "999999", "nowhere", "²"])
def test_who_says_it_stood_where_it_may_not_is_kept_in_quarantine(town: Town, told: str) -> None:
    scan = town.scan("issue", town.stock[0])
    headers = {"Pantbox-Station": str(town.stations.get(told, told))}

    [result] = town.post("/scans", {"scans": [scan]}, "soup", headers=headers).json["results"]
    closed = town.get("/station", "soup", headers=headers)

    assert (result["verdict"], result["reason"]) == ("held", "station_may_not")
    assert (closed.status_code, closed.json["code"]) == (403, "station_may_not")
    waits = town.get(f"/events/{town.event_id}/quarantine", "setup:write").json["scans"]
    assert [one["id"] for one in waits] == [scan["id"]]
