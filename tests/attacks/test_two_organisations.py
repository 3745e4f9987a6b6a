"""Two organisations on one server. What one of them has does not exist for the other: nothing is told of it, nothing written."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from pantbox.api.callers import STOOD_AT
from pantbox.clock import new_id
from pantbox.db import Base
from pantbox.places.organisations import Role, Scope
from pantbox.places.people import create_user
from pantbox.places.setup import NewEvent, create_event
from pantbox.web.access import is_open
from tests.attacks.routes import CHANGES, Callers, Names, routes
from tests.attacks.scene import PASSWORD, Office, Scene

SETUP = Scope.SETUP_WRITE.value


@pytest.fixture
def ours(make_scene: Callable[..., Scene]) -> Scene:
    return make_scene()


@pytest.fixture
def theirs(make_scene: Callable[..., Scene]) -> Scene:
    return make_scene(name="Their secret festival")


def rows_of(scene: Scene) -> dict[str, list[tuple[Any, ...]]]:
    """Everything the database holds of one organisation."""
    return {
        name: sorted(
            map(
                repr, scene.sql(f"SELECT * FROM {name} WHERE organisation_id = :id", id=scene.organisation_id)
            )
        )
        for name, table in Base.metadata.tables.items()
        if "organisation_id" in table.c
    }


def names_of(ours: Scene, theirs: Scene) -> list[str]:
    """Rows of ours that name a station or device of theirs."""
    found = []
    for name, table in Base.metadata.tables.items():
        for column in table.c:
            if "organisation_id" not in table.c or not column.name.endswith(("station_id", "device_id")):
                continue
            other = "station" if column.name.endswith("station_id") else "device"
            found += ours.sql(
                f"SELECT '{name}.{column.name}' FROM {name} WHERE organisation_id = :ours AND {column.name} IN"
                f" (SELECT id FROM {other} WHERE organisation_id = :theirs)",
                ours=ours.organisation_id, theirs=theirs.organisation_id,
            )  # fmt: skip
    return [str(one[0]) for one in found]


def test_what_they_have_is_answered_as_if_it_did_not_exist(ours: Scene, theirs: Scene) -> None:
    names, callers = Names(theirs), Callers(ours)
    of_nobody, told_apart, answered = names.of_nobody(), [], []
    body = _body(names)
    before = rows_of(theirs)

    for endpoint, method, rule in routes(ours.app):
        path, nowhere = names.path(rule, endpoint), of_nobody.path(rule, endpoint)
        if path == nowhere or is_open(endpoint):
            continue
        for by in callers.of(endpoint):
            with (
                callers.ask(endpoint, method, path, by, json=body if method in CHANGES else None) as answer,
                callers.ask(endpoint, method, nowhere, by, json=body if method in CHANGES else None) as none,
            ):
                if (answer.status_code, _said(answer)) != (none.status_code, _said(none)):
                    told_apart.append(
                        f"{method} {rule} as {by}: {answer.status_code}, not {none.status_code}"
                    )
                if answer.status_code < 300 or "Their secret festival" in answer.text:
                    answered.append(f"{method} {rule} as {by}: {answer.text[:100]}")

    assert told_apart == []
    assert answered == []
    assert rows_of(theirs) == before
    assert names_of(ours, theirs) == []


def test_their_ids_in_what_is_sent_write_nothing_down(ours: Scene, theirs: Scene) -> None:
    names = Names(theirs)
    slip, stranger = theirs.slips[0], theirs.stock[0]
    before, visit = rows_of(theirs), names.visit["id"]
    there = {STOOD_AT: str(theirs.stations["soup"])}
    out, more = ours.hand_out(2)

    ours.send("east", ours.scan("return", out, visit=visit, slip=slip))
    ours.send("east", ours.scan("return", more, visit=str(new_id()), slip=slip))
    ours.send("soup", ours.scan("issue", stranger))
    ours.post("/scans", {"scans": [ours.scan("issue", ours.stock[0])]}, "soup", headers=there)
    ours.post("/scans", {"scans": [ours.scan("issue", ours.stock[1])], "station": theirs.stations["soup"]}, Scope.SCANS_WRITE.value)  # fmt: skip
    answers = [
        ours.post("/station/move", {"sign": theirs.signs["soup"]}, "soup"),
        ours.post("/deliveries", {"id": str(new_id()), "to": theirs.signs["soup"], "lines": [{"type_id": theirs.type_id, "quantity": 3}]}, "store"),
        ours.post("/station/requests", {"id": str(new_id()), "type_id": theirs.type_id, "quantity": 3}, "soup"),
        ours.pay("/desk/unreadable", {"visit": visit, "type_id": ours.type_id, "quantity": 1}, "desk"),
        ours.pay("/desk/unreadable", {"visit": str(new_id()), "type_id": theirs.type_id, "quantity": 1}, "desk"),
        ours.post(f"/events/{ours.event_id}/terms", {"deposits": {str(theirs.type_id): 500}}, SETUP),
        ours.post(f"/events/{ours.event_id}/stations", {"kind": "stall", "name": "X", "vendor_id": theirs.vendor_id}, SETUP),
        ours.pay(f"/slips/{slip}/pay", {}, "soup"),
        ours.pay(f"/vouchers/{names.voucher}/redeem", {}, "desk"),
    ]  # fmt: skip

    assert [answer.status_code for answer in answers if answer.status_code < 400] == []
    assert rows_of(theirs) == before
    assert names_of(ours, theirs) == []
    assert ours.failures() == theirs.failures() == []


@pytest.mark.parametrize("by", ["east", "desk", "soup"])
def test_a_device_of_another_organisation_is_never_written_down_as_the_payer(
    ours: Scene, theirs: Scene, by: str
) -> None:
    visit = theirs.visit()
    asked = {"claim": visit["claim"], "parts": [{"rail": "voucher", "amount_ore": visit["left_ore"]}]}

    paid = ours.pay(f"/visits/{visit['id']}/refund", asked, by)

    assert paid.status_code == 200
    assert theirs.sql(
        "SELECT payer_station_id, payer_device_id FROM refund WHERE organisation_id = :id", id=theirs.organisation_id
    ) == [(None, None)]  # fmt: skip
    assert names_of(theirs, ours) == []
    assert theirs.failures() == []


def test_their_desk_pays_nothing_out_of_its_till_for_us(ours: Scene, theirs: Scene) -> None:
    visit = theirs.visit()
    ours.pay("/desk/float_in", {"amount_ore": 10_000}, "desk")
    asked = {"claim": visit["claim"], "parts": [{"rail": "cash", "amount_ore": visit["left_ore"]}]}
    onto_ours = {**asked, "parts": [{"rail": "slip", "amount_ore": visit["left_ore"], "to": ours.slips[0]}]}

    answers = [ours.pay(f"/visits/{visit['id']}/refund", one, "desk") for one in (asked, onto_ours)]

    assert [answer.status_code for answer in answers] == [403, 404]
    assert ours.get("/desk", "desk").json == {"expected_ore": 10_000}


def test_a_name_they_have_is_free_for_us(ours: Scene, theirs: Scene) -> None:
    email = f"anna-{uuid4().hex[:8]}@example.dk"
    user = {"email": email, "name": "Anna", "password": "long enough", "role": "viewer"}
    theirs.post("/users", user, SETUP)
    event = {"slug": theirs.slug, "name": "Ours", "starts_at": ours.time.now.isoformat(), "deposits": {str(ours.type_id): 500}}  # fmt: skip

    answers = [
        ours.post("/users", user, SETUP),
        ours.post("/events", event, SETUP),
        ours.post(f"/events/{ours.event_id}/vendors", {"name": "Mette's kitchen 2"}, SETUP),
    ]
    again = [ours.post("/users", user, SETUP), ours.post("/events", event, SETUP)]

    assert [answer.status_code for answer in answers] == [201, 201, 201]
    assert [(answer.json or {})["code"] for answer in again] == ["user_exists", "event_exists"]


def test_it_is_free_too_for_who_sets_up_without_being_one_of_us(ours: Scene, theirs: Scene) -> None:
    with ours.core.database.transaction() as session:  # as the command line does
        new = NewEvent(
            slug=theirs.slug, name="Ours", starts_at=ours.time.now, deposits={ours.type_id: 500}
        )  # fmt: skip
        made = create_event(session, ours.organisation_id, new, ours.time.now)
        people = [
            create_user(session, one.organisation_id, email=f"{ours.slug}@x.example", name="Anna", password=PASSWORD, role=Role.OWNER)
            for one in (ours, theirs)
        ]  # fmt: skip

        assert made.slug == theirs.slug
        assert len({one.id for one in people}) == 2


def test_two_organisations_may_have_one_company_prefix(ours: Scene, theirs: Scene) -> None:
    ours.sql(
        "UPDATE organisation SET company_prefix = (SELECT company_prefix FROM organisation WHERE id = :theirs) WHERE id = :ours",
        theirs=theirs.organisation_id, ours=ours.organisation_id,
    )  # fmt: skip
    plate = {"slug": "plate", "names": {"en": "Plate"}, "deposit_ore": 500}

    made = [scene.post("/types", plate, SETUP) for scene in (ours, theirs)]

    assert [one.status_code for one in made] == [201, 201]
    assert len({(one.json or {})["asset"] for one in made}) == 2


def test_who_works_for_two_organisations_enters_the_one_whose_password_they_type(
    ours: Scene, theirs: Scene
) -> None:
    email = f"anna-{uuid4().hex[:8]}@example.dk"
    for scene, password in ((ours, PASSWORD), (theirs, "another long password")):
        scene.post("/users", {"email": email, "name": "Anna", "password": password, "role": "viewer"}, SETUP)
    office = Office(ours.client, email)
    home = office.client.get("/admin/", follow_redirects=True).text

    office.post("/admin/logout", {}, page="/admin/me")
    entered = office.post("/admin/login", {"email": email, "password": "another long password"})
    other = office.client.get("/admin/", follow_redirects=True).text
    office.post("/admin/logout", {}, page="/admin/me")
    wrong = office.post("/admin/login", {"email": email, "password": "a third long password"})

    assert ("Summer" in home, "Their secret festival" in home) == (True, False)
    assert entered.status_code == 302
    assert "Their secret festival" in other
    assert wrong.status_code == 422


def _body(names: Names) -> dict[str, Any]:
    """What may be said of any of their things, in any of our forms."""
    return {
        "name": "Ours now", "reason": "network", "quantity": 1, "kind": "pant_box", "role": "viewer", "label": "x",
        "scan_ids": [str(new_id())], "deposits": {str(names.values["type_id"]): 100}, "confirm": names.values["slug"],
    }  # fmt: skip


def _said(answer: Any) -> Any:
    told = answer.get_json(silent=True)
    return (
        {key: one for key, one in told.items() if key == "code"}
        if isinstance(told, dict)
        else answer.location
    )
