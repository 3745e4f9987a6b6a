"""No box opens without one way to one's money that needs neither a phone nor staff; the API meets the same rule."""

from datetime import timedelta
from typing import Any

from sqlalchemy import update

from pantbox.refunds.tables import Bearer
from tests.api.town import Town

SETUP = "setup:write"
PHONE = {"phone": "a-phone-of-somebody-else"}
NO_SLIPS = {"rails": ["voucher", "cash"]}


def lose_the_slips(town: Town) -> None:
    """As nobody can by the front doors: all slips are gone under open boxes."""
    with town.core.database.transaction() as session:
        session.execute(
            update(Bearer).where(Bearer.event_id == town.event_id).values(revoked_at=town.time.now)
        )


def change(town: Town, path: str, body: dict[str, Any], by: str = SETUP) -> tuple[int, str | None]:
    answer = town.ask("PATCH", path, by, json=body)
    return answer.status_code, (answer.json or {}).get("code")


def box(town: Town, name: str) -> str:
    return f"/stations/{town.stations[name]}"


def told(town: Town, name: str) -> str:
    """How everybody is told that a box stands."""
    events = town.get("/status").json["events"]
    boxes = next(one["boxes"] for one in events if one["slug"] == town.slug)
    return str(next(one["fill_state"] for one in boxes if one["name"] == name))


def test_a_new_events_box_gets_no_pairing_code_and_takes_no_phone_before_slips_are_made(town: Town) -> None:
    new = {
        "slug": f"{town.slug}-2", "name": "Autumn", "starts_at": town.time.now.isoformat(),
        "ends_at": (town.time.now + timedelta(days=2)).isoformat(), "deposits": {str(town.type_id): 700},
    }  # fmt: skip
    event = town.post("/events", new, SETUP).json
    made = town.post(f"/events/{event['id']}/stations", {"kind": "pant_box", "name": "New"}, SETUP).json

    paired = town.post(f"/stations/{made['id']}/pairing", {}, SETUP)
    opened = town.post(f"/boxes/{made['sign']}/visits", PHONE)

    assert (paired.status_code, paired.json["code"]) == (409, "box_without_way")
    assert (opened.status_code, opened.json["code"]) == (409, "box_closed")


def test_a_box_without_a_way_is_told_as_closed_and_one_with_a_way_as_open(town: Town) -> None:
    before = told(town, "sign")
    lose_the_slips(town)

    assert (before, told(town, "sign")) == ("open", "closed")


def test_a_scan_at_the_door_and_a_visit_begun_are_never_refused_for_it(town: Town) -> None:
    begun = town.post(f"/boxes/{town.signs['sign']}/visits", PHONE).json
    cups = town.hand_out(3)
    lose_the_slips(town)

    at_the_screen = town.send("east", town.scan("return", cups[0]))
    by_phone = town.send(begun["token"], town.scan("return", cups[1]))
    again = town.post(f"/boxes/{town.signs['sign']}/visits", PHONE | {"visit": begun["id"]})

    assert [one["results"][0]["verdict"] for one in (at_the_screen, by_phone)] == ["accepted"] * 2
    assert again.json["id"] == begun["id"]


def test_the_last_way_stays_while_boxes_are_open(town: Town) -> None:
    refused = [
        change(town, f"/events/{town.event_id}", NO_SLIPS),
        change(town, box(town, "east"), {"has_screen": False}),
    ]

    assert refused == [(409, "way_still_needed")] * 2
    assert "slip" in town.get(f"/events/{town.event_id}", SETUP).json["rails"]
    assert told(town, "sign") == "open"


def test_a_box_is_not_opened_without_a_way_by_a_program_or_by_its_own_crew(town: Town) -> None:
    closed = [change(town, box(town, name), {"state": "closed"})[0] for name in ("east", "sign")]
    gone = change(town, f"/events/{town.event_id}", NO_SLIPS)[0]

    by_program = change(town, box(town, "sign"), {"state": "open"})
    by_crew = town.post("/station/state", {"state": "open"}, "east")

    assert (closed, gone) == ([200, 200], 200)
    assert by_program == (409, "box_without_way")
    assert (by_crew.status_code, by_crew.json["code"]) == (409, "box_without_way")


def test_a_running_box_is_mended_and_emptied_whatever_became_of_the_way(town: Town) -> None:
    lose_the_slips(town)

    broken = town.post("/station/state", {"state": "out_of_order"}, "east")
    mended = town.post("/station/state", {"state": "open", "fill_percent": 0}, "east")

    assert (broken.status_code, mended.status_code) == (200, 200)


def test_the_only_screen_is_not_deleted_while_a_sign_is_open(town: Town) -> None:
    made = town.post(f"/events/{town.event_id}/stations", {"kind": "pant_box", "name": "Spare"}, SETUP).json
    change(town, box(town, "east"), {"has_screen": False})

    refused = town.ask("DELETE", f"/stations/{made['id']}", SETUP)

    assert (refused.status_code, refused.json["code"]) == (409, "way_still_needed")
