"""The keys of causes are never given to another, and a type that is in use is closed, not deleted."""

import pytest
from werkzeug.test import TestResponse

from pantbox.clock import new_id
from tests.attacks.scene import Scene
from tests.attacks.test_delete_in_use import SETUP, close, code_of
from tests.attacks.test_timezone_changed import office_settings


def donate(scene: Scene, cause: str) -> TestResponse:
    return scene.refund(scene.visit(), "donation", to=cause)


def change_causes(scene: Scene, *causes: tuple[str, str]) -> TestResponse:
    told = {"causes": [{"key": key, "name": name} for key, name in causes]}
    return scene.ask("PATCH", f"/events/{scene.event_id}", SETUP, json=told)


def test_a_removed_cause_keeps_its_name_for_what_was_donated_and_takes_no_more(scene: Scene) -> None:
    assert donate(scene, "trees").status_code == 200

    changed = change_causes(scene, ("sea", "The Sea"))
    late = donate(scene, "trees")
    office = scene.office().client
    pages = [
        office.get(f"/admin/events/{scene.slug}/{page}").text
        for page in ("money/", "money/transfers", "report/")
    ]
    report = scene.get(f"/events/{scene.event_id}/report", "reports:read").json or {}

    assert changed.status_code == 200
    assert code_of(late) == (422, "cause_unknown")
    assert ["Trees" in page for page in pages] == [True] * 3
    assert {"key": "trees", "name": "Trees"} in report["event"]["causes"]
    assert "Trees" not in str(scene.get("/station", "east").json)


@pytest.mark.parametrize("before", [[("trees", "Trees")], [("sea", "The Sea")]], ids=["offered", "removed"])
def test_the_key_of_a_cause_is_never_given_to_another_one(
    scene: Scene, before: list[tuple[str, str]]
) -> None:
    donate(scene, "trees")
    change_causes(scene, *before)

    taken = change_causes(scene, ("sea", "The Sea"), ("trees", "My own pocket"))

    assert code_of(taken) == (409, "cause_key_taken")


def test_a_cause_written_again_in_the_office_is_the_old_one_and_a_like_one_gets_a_key_of_its_own(
    scene: Scene,
) -> None:
    page = f"/admin/events/{scene.slug}/settings"
    office = scene.office()
    for causes in ("Sea", "Sea!", "Trees\nSea!\nTrees"):
        assert office.post(page, office_settings(scene, causes=causes)).status_code == 302

    told = scene.get(f"/events/{scene.event_id}", SETUP).json or {}

    assert told["causes"] == [{"key": "trees", "name": "Trees"}, {"key": "sea-2", "name": "Sea!"}]
    assert told["closed_causes"] == [{"key": "sea", "name": "Sea"}]


def test_a_type_is_closed_once_no_open_event_hands_it_out_and_its_containers_go_on(scene: Scene) -> None:
    path = f"/types/{scene.type_id}"
    other = {"slug": "bowl", "names": {"en": "Bowl"}, "deposit_ore": 1000}
    bowl = (scene.post("/types", other, SETUP).json or {})["id"]
    [code] = scene.hand_out()

    early = close(scene, path)
    scene.post(f"/events/{scene.event_id}/terms", {"deposits": {str(bowl): 1000}}, SETUP)
    closed = close(scene, path)
    returned = scene.verdicts("east", scene.scan("return", code, visit=new_id()))

    assert code_of(early) == (409, "type_in_use")
    assert closed.status_code == 200
    assert returned == [("accepted", None)]
    assert scene.failures() == []


def test_a_closed_type_is_offered_for_nothing_new(scene: Scene) -> None:
    other = {"slug": "bowl", "names": {"en": "Bowl"}, "deposit_ore": 1000}
    bowl = (scene.post("/types", other, SETUP).json or {})["id"]
    close(scene, f"/types/{bowl}")
    prices = {"deposits": {str(scene.type_id): 500, str(bowl): 1000}}

    batch = scene.post(f"/types/{bowl}/batches", {"name": "New", "quantity": 5}, SETUP)
    terms = scene.post(f"/events/{scene.event_id}/terms", prices, SETUP)
    form = scene.office().client.get(f"/admin/events/{scene.slug}/settings").text
    reopened = scene.post(f"/types/{bowl}/reopen", {}, SETUP)

    assert code_of(batch) == code_of(terms) == (409, "type_closed")
    assert f'name="use-{bowl}"' not in form
    assert reopened.status_code == 200
    assert scene.post(f"/types/{bowl}/batches", {"name": "New", "quantity": 5}, SETUP).status_code == 201
