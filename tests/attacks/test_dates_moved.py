"""Dates may be moved later at any time; earlier only while no scan falls out and no paper says otherwise."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from werkzeug.test import TestResponse

from admin.amounts import end_of_day
from pantbox.cli.local_times import LocalTime
from pantbox.clock import last_whole_day, new_id
from pantbox.jobs.closing import close_and_forfeit
from pantbox.places.events import Event
from tests.api.town import NOW
from tests.attacks.scene import Scene
from tests.attacks.test_timezone_changed import office_settings

SETUP = "setup:write"
UNTIL = NOW + timedelta(days=10)
PAPERS = ("poster.pdf", "crib.pdf", "signs.zip")


def move(scene: Scene, **dates: Any) -> tuple[int, str]:
    """Ask the API for other dates."""
    told = {name: date.isoformat() if hasattr(date, "isoformat") else date for name, date in dates.items()}
    answer = scene.ask("PATCH", f"/events/{scene.event_id}", SETUP, json=told)
    return answer.status_code, (answer.json or {}).get("code", "")


def print_paper(scene: Scene, paper: str) -> TestResponse:
    answer = scene.office().client.get(f"/admin/events/{scene.slug}/papers/{paper}")
    assert answer.status_code == 200
    return answer


@pytest.mark.parametrize("field", ["starts_at", "ends_at", "return_until"])
def test_every_date_may_be_moved_later_whatever_was_scanned_and_printed(scene: Scene, field: str) -> None:
    scene.hand_out()
    for paper in PAPERS:
        print_paper(scene, paper)
    before = {"starts_at": NOW - timedelta(days=1), "ends_at": NOW + timedelta(days=4), "return_until": UNTIL}

    assert move(scene, **{field: before[field] + timedelta(days=3)}) == (200, "")
    assert scene.failures() == []


def test_an_end_is_not_moved_before_a_scan_by_so_much_that_it_would_not_be_believed(make_scene) -> None:
    scene = make_scene(return_until=None)
    [code] = scene.hand_out()
    scene.time.later(days=300)
    scene.send("east", scene.scan("return", code, visit=new_id()))

    out = move(scene, ends_at=scene.time.now - timedelta(days=401), starts_at=NOW - timedelta(days=200))
    still_in = move(scene, ends_at=scene.time.now - timedelta(days=299))

    assert out == (409, "scans_fall_out")
    assert still_in == (200, "")
    assert scene.failures() == []


def test_a_start_is_not_moved_so_far_that_a_scan_lies_before_all_of_it(scene: Scene) -> None:
    scene.hand_out()

    out = move(
        scene,
        starts_at=NOW + timedelta(days=31),
        ends_at=NOW + timedelta(days=40),
        return_until=NOW + timedelta(days=50),
    )

    assert out == (409, "scans_fall_out")


def test_a_scan_that_was_out_of_range_before_keeps_no_date_where_it_is(scene: Scene) -> None:
    long_ago = (NOW - timedelta(days=300)).isoformat()
    told = scene.verdicts("soup", scene.scan("issue", scene.stock[0], at=long_ago, told="accepted"))

    assert told == [("rejected", "clock_out_of_range")]
    assert move(scene, ends_at=NOW + timedelta(days=3)) == (200, "")


@pytest.mark.parametrize("paper", PAPERS)
def test_a_date_that_is_printed_is_not_moved_earlier(scene: Scene, paper: str) -> None:
    earlier = UNTIL - timedelta(days=2)
    before_printing = move(scene, return_until=earlier)
    move(scene, return_until=UNTIL)
    print_paper(scene, paper)

    after = move(scene, return_until=earlier)

    assert (before_printing, after) == ((200, ""), (409, "date_is_printed"))


def test_the_sign_of_a_single_station_is_a_printed_date_and_names_the_station(scene: Scene) -> None:
    spare = {"kind": "pant_box", "name": "Spare"}
    made = scene.post(f"/events/{scene.event_id}/stations", spare, SETUP).json or {}

    print_paper(scene, f"signs/{made['id']}.pdf")

    assert move(scene, return_until=UNTIL - timedelta(days=1)) == (409, "date_is_printed")
    assert scene.ask("DELETE", f"/stations/{made['id']}", SETUP).status_code == 409


def test_a_date_moved_later_and_not_printed_again_goes_back_to_what_the_paper_says_and_no_further(
    scene: Scene,
) -> None:
    print_paper(scene, "poster.pdf")

    told = [
        move(scene, return_until=UNTIL + timedelta(days=5)),
        move(scene, return_until=UNTIL - timedelta(seconds=1)),
        move(scene, return_until=UNTIL),
    ]

    assert told == [(200, ""), (409, "date_is_printed"), (200, "")]


def test_a_printed_date_is_not_got_round_by_days_a_trip(scene: Scene) -> None:
    print_paper(scene, "poster.pdf")

    assert move(scene, return_until=None, trip_days_max=1) == (409, "date_is_printed")
    assert move(scene, return_until=None) == (200, "")


@pytest.mark.parametrize("change", [{"trip_days_max": 29}, {"return_until": NOW + timedelta(days=29)}])
def test_printed_days_a_trip_are_not_made_fewer(make_scene, change: dict[str, Any]) -> None:
    scene = make_scene(return_until=None, trip_days_max=30, ends_at=None)
    print_paper(scene, "poster.pdf")

    assert move(scene, **change) == (409, "trip_days_are_printed")
    assert move(scene, trip_days_max=31) == (200, "")
    assert move(scene, return_until=NOW + timedelta(days=31)) == (200, "")


def test_the_last_day_for_returns_is_not_moved_into_the_past(scene: Scene) -> None:
    scene.hand_out()
    scene.time.later(days=6)

    told = move(scene, return_until=scene.time.now - timedelta(hours=1))

    assert told == (422, "date_is_past")


def test_the_offices_form_says_why_and_leaves_everything_as_it_is(scene: Scene) -> None:
    print_paper(scene, "poster.pdf")
    form = office_settings(scene, name="Shorter", return_until="2026-08-09")

    answer = scene.office().post(f"/admin/events/{scene.slug}/settings", form)

    assert answer.status_code == 422
    assert "2026-08-10" in answer.text
    kept = scene.sql("SELECT name FROM event WHERE id = :id", id=scene.event_id)
    assert kept == [("Summer",)]


def test_the_same_form_saved_again_changes_and_logs_nothing(scene: Scene) -> None:
    scene.hand_out()
    print_paper(scene, "poster.pdf")
    before = scene.sql("SELECT starts_at, ends_at, return_until FROM event WHERE id = :id", id=scene.event_id)

    answer = scene.office().post(f"/admin/events/{scene.slug}/settings", office_settings(scene))

    assert answer.status_code == 302
    after = scene.sql("SELECT starts_at, ends_at, return_until FROM event WHERE id = :id", id=scene.event_id)
    logged = "SELECT what FROM log_entry WHERE organisation_id = :id AND what LIKE 'event_%'"
    assert (after, scene.sql(logged, id=scene.organisation_id)) == (before, [])


def test_the_day_on_a_poster_is_not_moved_by_another_time_zone(scene: Scene) -> None:
    before_printing = (move(scene, timezone="Europe/Lisbon"), move(scene, timezone="Europe/Copenhagen"))
    print_paper(scene, "poster.pdf")

    told = move(scene, timezone="America/Los_Angeles")
    refused = scene.office().post(
        f"/admin/events/{scene.slug}/settings", office_settings(scene, timezone="Europe/Lisbon")
    )

    assert before_printing == ((200, ""), (200, ""))
    assert told == (409, "timezone_is_printed")
    assert refused.status_code == 422
    assert "one of the time zone Europe/Copenhagen" in refused.text


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("America/Nuuk", "2026-10-24"),
        ("Africa/Cairo", "2026-10-29"),
        ("America/Havana", "2026-10-31"),
        ("America/Santiago", "2027-04-03"),
        ("Europe/Copenhagen", "2026-10-25"),
        ("Pacific/Kiritimati", "2026-10-25"),
    ],
)
def test_a_day_whose_last_hour_comes_twice_is_the_last_one_to_its_end(
    make_scene, zone: str, day: str
) -> None:
    scene = make_scene(timezone=zone, ends_at=NOW + timedelta(days=4), return_until=NOW + timedelta(days=30))
    until = LocalTime(datetime.fromisoformat(day), is_day=True).last(ZoneInfo(zone))

    assert until == end_of_day(date.fromisoformat(day), zone)
    assert move(scene, return_until=until) == (200, "")
    [cup, _] = scene.hand_out(2)
    scene.time.now = until - timedelta(seconds=1)
    close_and_forfeit(scene.core, scene.time.now)
    assert scene.balances().get("unclaimed", 0) == 0
    with scene.core.database.reading() as session:
        assert session.get_one(Event, scene.event_id).poster_day(until) == day
    assert (until + timedelta(seconds=1)).astimezone(ZoneInfo(zone)).time() == time()
    assert last_whole_day(until - timedelta(hours=1), zone) < date.fromisoformat(day)
    assert scene.verdicts("east", scene.scan("return", cup, visit=new_id())) == [("accepted", None)]
