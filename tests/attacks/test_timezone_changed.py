"""Turnaround periods are fixed from the first scan on: no setting of an event makes the same return pay twice."""

from typing import Any

import pytest

from pantbox.clock import new_id
from tests.attacks.scene import Scene

SETUP = "setup:write"
ACCEPTED, AGAIN = ("accepted", None), ("rejected", "already_returned")


def office_settings(scene: Scene, **changes: Any) -> dict[str, Any]:
    """What the settings' form of a scene's event is sent with."""
    return (
        {
            "name": "Summer",
            "timezone": "Europe/Copenhagen",
            "starts_at": "2026-07-31T20:00",
            "ends_at": "2026-08-05T20:00",
            "return_until": "2026-08-10",  # the last whole day before the evening of the 11th, as the form shows it
            "rails": ["voucher", "slip", "cash", "donation"],
            "causes": "Trees",
            "unseen_policy": "pay",
            "unseen_per_period_max": "6",
            "phone_per_half_hour_max": "4",
            "offline_redeem_ore": "0",
            f"use-{scene.type_id}": "y",
            f"deposit-{scene.type_id}": "5",
        }
        | changes
    )


def change_by_office(scene: Scene, **changes: Any) -> int:
    path = f"/admin/events/{scene.slug}/settings"
    return scene.office().post(path, office_settings(scene, **changes)).status_code


def change_by_program(scene: Scene, **changes: Any) -> int:
    return scene.ask("PATCH", f"/events/{scene.event_id}", SETUP, json=changes).status_code


def test_a_return_of_the_same_night_is_not_paid_again_after_the_office_changed_the_time_zone(
    scene: Scene,
) -> None:
    [code] = scene.hand_out()
    assert scene.verdicts("east", scene.scan("return", code, visit=new_id())) == [ACCEPTED]
    scene.everything_is_sent()

    refused = change_by_office(
        scene, timezone="Atlantic/Azores", starts_at="2026-07-31T18:00", ends_at="2026-08-05T18:00"
    )
    scene.time.later(minutes=30)

    assert refused == 422
    assert scene.verdicts("west", scene.scan("return", code, visit=new_id())) == [AGAIN]
    assert scene.failures() == []


@pytest.mark.parametrize(
    "change", [{"timezone": "Atlantic/Azores"}, {"turnaround_times": ["06:00", "18:00"]}]
)
def test_a_program_changes_no_turnaround_period_once_anything_was_scanned(
    scene: Scene, change: dict[str, Any]
) -> None:
    scene.hand_out()

    answer = scene.ask("PATCH", f"/events/{scene.event_id}", SETUP, json=change)

    assert (answer.status_code, (answer.json or {})["code"]) == (409, "periods_are_fixed")


@pytest.mark.parametrize("kind", ["issue", "return", "wash"])
def test_a_scan_that_counts_for_nothing_fixes_the_periods_too(scene: Scene, kind: str) -> None:
    """Its period is written down with it, and an undo or a late scan may make it count."""
    scene.send("sign" if kind == "wash" else "soup", scene.scan(kind, scene.stock[0]))

    assert change_by_program(scene, timezone="Atlantic/Azores") == 409


def test_before_the_first_scan_all_of_it_may_be_changed(scene: Scene) -> None:
    by_program = change_by_program(scene, timezone="Atlantic/Azores", turnaround_times=["05:00", "17:00"])
    by_office = change_by_office(scene, timezone="Europe/Lisbon")

    assert (by_program, by_office) == (200, 302)
    assert scene.sql("SELECT timezone FROM event WHERE id = :id", id=scene.event_id) == [("Europe/Lisbon",)]


def test_the_name_of_an_event_with_scans_may_still_be_changed_on_the_same_form(scene: Scene) -> None:
    scene.hand_out()

    assert change_by_office(scene, name="Late Summer") == 302
    assert scene.sql("SELECT name FROM event WHERE id = :id", id=scene.event_id) == [("Late Summer",)]
