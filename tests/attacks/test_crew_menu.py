"""The menu of a box's crew: a slip of theirs opens it, the store's sign opens nothing, and every opening is known."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from werkzeug.test import TestResponse

from pantbox.clock import new_id
from pantbox.places.crew import CrewCard, make_crew_slip, revoke_crew_slip
from pantbox.places.crew_menu import proof_of
from pantbox.places.events import Event
from tests.attacks.scene import Scene

CREW_MENU = Path(__file__).parents[2] / "kiosk/app/src/box/crew.ts"


@pytest.fixture
def card(scene: Scene) -> CrewCard:
    """Karen's crew slip."""
    with scene.core.database.transaction(scene.organisation_id) as session:
        event = session.get_one(Event, scene.event_id)
        return make_crew_slip(
            session, scene.core.keys, event, "Karen", base_url="http://pant.example", now=scene.time.now
        )


def open_menu(
    scene: Scene, proof: str, opening: UUID | None = None, by: str = "east", **more: Any
) -> TestResponse:
    """A box says that its menu was opened."""
    return scene.post("/station/crew", {"id": str(opening or new_id()), "proof": proof, **more}, by)


def logged(scene: Scene, what: str) -> list[tuple[str, dict[str, Any]]]:
    """Subject and details of these entries in our log."""
    rows = scene.sql(
        "SELECT subject, details FROM log_entry WHERE what = :what AND organisation_id = :ours ORDER BY id",
        what=what,
        ours=scene.organisation_id,
    )
    return [
        (row.subject, row.details if isinstance(row.details, dict) else json.loads(row.details))
        for row in rows
    ]


def test_the_stores_sign_which_every_stall_is_told_opens_no_crew_menu(scene: Scene) -> None:
    stations = (scene.get("/deliveries", "soup").json or {})["stations"]
    [sign] = [one["sign"] for one in stations if one["kind"] == "store"][:1]
    opening = new_id()

    answers = [
        open_menu(scene, proof, opening)
        for proof in (sign, proof_of(sign, opening), f"{scene.core.settings.base_url}/B/{sign}".upper())
    ]

    assert [(one.status_code, (one.json or {})["code"]) for one in answers] == [
        (404, "crew_slip_unknown")
    ] * 3
    assert logged(scene, "crew_menu_opened") == []
    assert '"store"' not in CREW_MENU.read_text("utf-8")


def test_each_opening_is_logged_once_with_who_and_where_and_when_however_often_it_is_told(
    scene: Scene, card: CrewCard
) -> None:
    opening, at = new_id(), scene.time.now
    scene.time.later(hours=3)  # the box had no network

    told = [
        open_menu(scene, proof_of(card.code, opening), opening, at=at.isoformat()).status_code
        for _ in range(3)
    ]

    assert told == [200] * 3
    [(subject, details)] = logged(scene, "crew_menu_opened")
    assert subject == "east"
    assert (details["holder"], details["number"], details["device"]) == ("Karen", 1, "east")
    assert details["at"] == at.isoformat()
    page = scene.office().client.get(f"/admin/events/{scene.slug}/stations/{scene.stations['east']}").text
    assert "Karen" in page


@pytest.mark.parametrize(
    ("language", "said"), [("da", "personalemenu"), ("en", "Crew menu"), ("de", "Personalmenü")]
)
def test_the_log_says_it_in_three_languages(scene: Scene, card: CrewCard, language: str, said: str) -> None:
    opening = new_id()
    open_menu(scene, proof_of(card.code, opening), opening)

    page = scene.office().client.get("/admin/log", query_string={"lang": language}).text

    assert said in page


def test_a_guests_voucher_that_the_crew_looks_at_again_is_written_down(scene: Scene, card: CrewCard) -> None:
    opening, showing = new_id(), new_id()
    body = {"id": str(showing), "opening": str(opening), "kind": "voucher", "of": "17"}
    before = scene.post("/station/crew/shown", body, "east")
    open_menu(scene, proof_of(card.code, opening), opening)

    told = [scene.post("/station/crew/shown", body, "east").status_code for _ in range(2)]
    another = scene.post("/station/crew/shown", body | {"of": "18"}, "east")
    elsewhere = scene.post("/station/crew/shown", body, "west")

    assert (before.status_code, (before.json or {})["code"]) == (404, "crew_opening_unknown")
    assert told == [200, 200]
    assert (another.status_code, (another.json or {})["code"]) == (422, "id_reused")
    assert (elsewhere.status_code, (elsewhere.json or {})["code"]) == (404, "crew_opening_unknown")
    [(_, details)] = logged(scene, "crew_payout_shown")
    assert (details["holder"], details["kind"], details["of"]) == ("Karen", "voucher", "17")


def test_a_revoked_slip_is_no_longer_among_those_a_box_knows_and_its_use_is_marked(
    scene: Scene, card: CrewCard
) -> None:
    known = (scene.get("/station", "east").json or {})["crew"]
    with scene.core.database.transaction(scene.organisation_id) as session:
        revoke_crew_slip(session, session.get_one(Event, scene.event_id), card.number, scene.time.now)
    scene.time.later(minutes=1)
    opening = new_id()

    after = (scene.get("/station", "east").json or {})["crew"]
    open_menu(scene, proof_of(card.code, opening), opening)

    assert (len(known), after) == (1, [])
    [(_, details)] = logged(scene, "crew_menu_opened")
    assert details["revoked"] is True


def test_the_hash_by_which_boxes_know_a_slip_is_no_proof_of_it(scene: Scene, card: CrewCard) -> None:
    [known] = (scene.get("/station", "east").json or {})["crew"]
    opening = new_id()

    answers = [
        open_menu(scene, proof_of(card.code, new_id()), opening),
        open_menu(scene, known, opening),
        open_menu(scene, proof_of(known, opening), opening),
    ]

    assert [one.status_code for one in answers] == [404] * 3
    assert logged(scene, "crew_menu_opened") == []


def test_no_stall_and_no_desk_says_that_it_opened_a_boxs_menu(scene: Scene, card: CrewCard) -> None:
    opening = new_id()

    answers = [
        open_menu(scene, proof_of(card.code, opening), opening, by=by) for by in ("soup", "desk", "store")
    ]

    assert [(one.status_code, (one.json or {})["code"]) for one in answers] == [(403, "station_may_not")] * 3


def move_by_the_office(scene: Scene, name: str, to: str) -> None:
    devices = (scene.get(f"/events/{scene.event_id}/devices", "setup:write").json or {})["devices"]
    [device] = [one["id"] for one in devices if one["name"] == name]
    scene.time.later(minutes=5)
    moved = scene.post(f"/stations/{scene.stations[to]}/devices/{device}", {}, "setup:write")
    assert moved.status_code == 200


@pytest.mark.parametrize("names_it", [True, False])
def test_an_opening_without_network_is_known_at_its_box_though_the_device_was_moved_before_it_was_told(
    scene: Scene, card: Any, names_it: Any
) -> None:
    opening, at = new_id(), scene.time.now.isoformat()
    move_by_the_office(scene, "east", "west")
    body = {"id": str(opening), "proof": proof_of(card.code, opening), "at": at}
    headers = {"Pantbox-Station": str(scene.stations["east"])} if names_it else {}

    told = scene.post("/station/crew", body, "east", headers=headers)

    assert told.status_code == 200
    assert [subject for subject, _ in logged(scene, "crew_menu_opened")] == ["east"]
