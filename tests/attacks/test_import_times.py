"""Old times of programs: a key that sends scans says no past day true, unless an owner switched an import on."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from pantbox.circulation.tables import ScanRow
from pantbox.clock import new_id
from pantbox.places.organisations import Role, Scope
from pantbox.places.people import create_user
from tests.attacks.scene import PASSWORD, Office, Scene

PROGRAM, OWNERS_KEY = "scans:write", "imports:write"
WAITS, PAID = ("held", "awaiting_scan"), ("accepted", "issue_unseen")


def old_return(scene: Scene, cup: str, *, hours: float = 48) -> dict[str, Any]:
    """A return of a past day, in a visit of its own."""
    at = scene.time.now - timedelta(hours=hours)
    return scene.scan("return", cup, at=at.isoformat(), told="accepted", visit=new_id())


def by_program(scene: Scene, *scans: Any, station: str = "east") -> list[tuple[str, str | None]]:
    """What a program's scans of a station are told."""
    return scene.verdicts(PROGRAM, *scans, station=scene.stations[station])


def switch(scene: Scene, method: str, by: str = OWNERS_KEY, *, hours: float = 24) -> int:
    """The status with which an import is switched on (POST) or off (DELETE)."""
    body = {"until": (scene.time.now + timedelta(hours=hours)).isoformat()} if method == "POST" else None
    return scene.ask(method, f"/events/{scene.event_id}/imports", by, json=body).status_code


def believed(scene: Scene) -> dict[str, bool]:
    """Whether each return's time is believed, as it is kept."""
    with scene.core.database.reading(scene.organisation_id) as session:
        rows = session.execute(select(ScanRow.id, ScanRow.believed).where(ScanRow.kind == "return"))
        return {str(row.id): row.believed for row in rows}


def test_a_program_without_an_import_is_paid_for_nothing_old(scene: Scene) -> None:
    cups = scene.stock[:4]
    hours = [48, 24, 1, 11 / 60]

    answers = by_program(
        scene, *(old_return(scene, cup, hours=old) for cup, old in zip(cups, hours, strict=True))
    )

    assert answers == [WAITS] * 4
    assert scene.balances() == {}
    assert set(believed(scene).values()) == {False}


def test_a_program_without_an_import_is_believed_for_ten_minutes(scene: Scene) -> None:
    [cup] = scene.hand_out()
    scene.time.later(minutes=20)

    answers = by_program(scene, old_return(scene, cup, hours=9 / 60))

    assert answers == [("accepted", None)]


def test_within_an_import_a_programs_scans_count_at_their_own_times(scene: Scene) -> None:
    cup, other = scene.stock[:2]
    issued_at = scene.time.now - timedelta(hours=20)
    issue = scene.scan("issue", cup, at=issued_at.isoformat(), told="accepted")
    back = old_return(scene, cup, hours=19)

    on = switch(scene, "POST")
    handed_out = by_program(scene, issue, station="soup")
    answers = by_program(scene, back, old_return(scene, other, hours=18))

    assert on == 201
    assert handed_out == [("accepted", None)]
    assert answers == [("accepted", None), PAID]
    assert set(believed(scene).values()) == {True}
    with scene.core.database.reading(scene.organisation_id) as session:
        found = session.get_one(ScanRow, UUID(back["id"]))
        assert found.effective_at == datetime.fromisoformat(back["at"])
    assert scene.failures() == []


@pytest.mark.parametrize("how", ["by hand", "by its end"])
def test_after_an_import_nothing_old_is_believed(scene: Scene, how: str) -> None:
    switch(scene, "POST", hours=2)
    within = by_program(scene, old_return(scene, scene.stock[0]))
    if how == "by hand":
        switch(scene, "DELETE")
    else:
        scene.time.later(hours=2)

    after = by_program(scene, old_return(scene, scene.stock[1]))

    assert (within, after) == ([PAID], [WAITS])
    assert scene.failures() == []


def test_what_waited_before_an_import_is_not_paid_by_it(scene: Scene) -> None:
    scan = old_return(scene, scene.stock[0])
    before = by_program(scene, scan)
    switch(scene, "POST")

    again = by_program(scene, scan)
    other = by_program(scene, old_return(scene, scene.stock[1]))
    [standing] = scene.sql("SELECT standing FROM scan WHERE code = :code", code=scene.stock[0])

    assert (before, again, other) == ([WAITS], [WAITS], [PAID])
    assert standing.standing == "held"
    assert believed(scene)[scan["id"]] is False
    assert scene.failures() == []


def test_an_import_is_no_licence_of_devices_and_phones(scene: Scene) -> None:
    cup, other = scene.hand_out(2)
    scene.time.later(hours=40)
    switch(scene, "POST")
    phone = scene.phone("sign")

    device = scene.verdicts("east", scene.scan("return", other), old_return(scene, cup, hours=39))
    guest = scene.verdicts(
        phone["token"], scene.scan("return", cup, at=old_return(scene, cup, hours=39)["at"])
    )

    assert device == [("accepted", None), WAITS]
    assert guest[0][0] == "held"


def test_an_import_of_one_event_is_none_of_another(make_scene: Any) -> None:
    scene, other = make_scene(), make_scene()
    switch(other, "POST")

    answers = by_program(scene, old_return(scene, scene.stock[0]))
    foreign = scene.ask("DELETE", f"/events/{other.event_id}/imports", OWNERS_KEY).status_code

    assert (answers, foreign) == ([WAITS], 404)


@pytest.mark.parametrize("scope", [one for one in Scope if one is not Scope.IMPORTS_WRITE])
def test_no_other_key_switches_an_import_on(scene: Scene, scope: Scope) -> None:
    statuses = [switch(scene, "POST", scope.value), switch(scene, "DELETE", scope.value)]

    assert statuses == [403, 403]
    assert scene.sql("SELECT 1 FROM scan_import WHERE event_id = :event", event=scene.event_id) == []


def test_a_key_that_sets_up_makes_no_key_that_imports(scene: Scene) -> None:
    told = scene.post("/tokens", {"label": "More", "scopes": ["imports:write"]}, "setup:write")

    assert (told.status_code, (told.json or {})["code"]) == (403, "scope_not_yours")


@pytest.mark.parametrize("role", [Role.ORGANISER, Role.VIEWER])
def test_only_an_owner_switches_an_import_on_in_the_office(scene: Scene, role: Role) -> None:
    owner, email = scene.office(), f"{new_id()}@example.dk"
    with scene.core.database.transaction() as session:
        create_user(session, scene.organisation_id, email=email, name="Bo", password=PASSWORD, role=role)
    page, form = f"/admin/events/{scene.slug}/", {"until": "2026-08-03T12:00"}
    lesser = Office(scene.app.test_client(), email)

    refused = lesser.post(page + "import", form, page="/admin/me")
    waits = by_program(scene, old_return(scene, scene.stock[0]))
    allowed = owner.post(page + "import", form, page=page)
    paid = by_program(scene, old_return(scene, scene.stock[1]))

    assert (refused.status_code, allowed.status_code) == (403, 302)
    assert (waits, paid) == ([WAITS], [PAID])
