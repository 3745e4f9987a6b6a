"""Forfeiture ends: by the date on the poster, however late it is, and without writing for ever what counts for nothing."""

from datetime import datetime, timedelta

import pytest

from pantbox.circulation.forfeits import forfeit_due
from pantbox.clock import new_id
from pantbox.jobs.schedule import Outcome, run_once
from pantbox.jobs.seals import seal_what_is_new
from pantbox.places.events import Event
from tests.api.town import NOW
from tests.attacks.scene import Scene

SETUP = "setup:write"
END = NOW + timedelta(days=4)
FAR = END + timedelta(days=500)


def run_the_worker(scene: Scene) -> Outcome:
    """Every job once, as it is run each five minutes; what became of closing. Other tests' events have nothing due."""
    scene.sql("UPDATE event SET return_until = NULL, trip_days_max = NULL WHERE id <> :id", id=scene.event_id)
    [closing] = [outcome for outcome in run_once(scene.core) if outcome.job == "closing"]
    return closing


def wait_until(scene: Scene, moment: datetime) -> None:
    """The worker has sealed what was written by then, as it does each minute."""
    seal_what_is_new(scene.core, scene.time.now)
    scene.time.now = moment


def scans(scene: Scene) -> int:
    rows = scene.sql("SELECT count(*) FROM scan WHERE event_id = :id", id=scene.event_id)
    return int(rows[0][0])


@pytest.mark.parametrize(
    "event",
    [
        {"return_until": FAR},
        {"return_until": None, "trip_days_max": 600},
        {"return_until": None, "trip_days_max": 600, "ends_at": None},
    ],
    ids=["a poster's date", "a trip's age", "a scheme with no end"],
)
def test_a_date_more_than_400_days_after_the_end_forfeits_on_its_date_and_once(make_scene, event) -> None:
    scene = make_scene(**event)
    scene.hand_out(3)
    wait_until(scene, NOW + timedelta(days=700))

    first = run_the_worker(scene)
    once = scans(scene)
    second = run_the_worker(scene)

    assert (first, second) == (Outcome("closing", 3), Outcome("closing", 0))
    assert scans(scene) == once == 6
    assert scene.balances() == {
        f"vendor:{scene.stations['soup']}": -1500,
        f"unclaimed:{scene.stations['soup']}:forfeited": 1500,
    }
    assert scene.failures() == []


def test_a_return_before_the_date_on_the_poster_is_paid_however_long_after_the_end(make_scene) -> None:
    scene = make_scene(return_until=FAR)
    [code] = scene.hand_out()
    wait_until(scene, FAR - timedelta(days=50))

    assert scene.verdicts("east", scene.scan("return", code, visit=new_id())) == [("accepted", None)]


def test_a_date_moved_far_away_while_devices_work_is_believed_at_once(scene: Scene) -> None:
    [code] = scene.hand_out()

    moved = scene.ask(
        "PATCH", f"/events/{scene.event_id}", SETUP, json={"return_until": FAR.isoformat()}
    ).status_code
    wait_until(scene, FAR - timedelta(days=50))

    assert moved == 200
    assert scene.verdicts("east", scene.scan("return", code, visit=new_id())) == [("accepted", None)]


def test_an_event_that_nobody_closed_for_years_is_forfeited_all_the_same(scene: Scene) -> None:
    scene.hand_out()
    wait_until(scene, NOW + timedelta(days=1000))

    run_the_worker(scene)
    run_the_worker(scene)

    assert scene.balances()[f"unclaimed:{scene.stations['soup']}:forfeited"] == 500
    assert scans(scene) == 2
    assert scene.failures() == []


def test_write_offs_that_are_refused_are_counted_as_none_and_not_sent_again(make_scene) -> None:
    """However that comes about: here the event's dates are moved right after the worker has read them."""
    scene = make_scene(return_until=FAR)
    scene.hand_out(3)
    wait_until(scene, FAR + timedelta(days=1))
    with scene.core.database.reading() as session:
        event = session.get_one(Event, scene.event_id)
        session.expunge(event)
    scene.sql("UPDATE event SET return_until = ends_at WHERE id = :id", id=scene.event_id)

    counted = [forfeit_due(scene.core, event, scene.time.now) for _ in range(3)]

    assert counted == [0, 0, 0]
    assert scans(scene) == 6


def test_deposits_that_cannot_be_forfeited_are_no_success_and_stand_on_the_live_page(make_scene) -> None:
    scene = make_scene(return_until=FAR)
    scene.hand_out(3)
    wait_until(scene, FAR + timedelta(days=1))
    with scene.core.database.reading() as session:
        event = session.get_one(Event, scene.event_id)
        session.expunge(event)
    scene.sql("UPDATE event SET return_until = ends_at WHERE id = :id", id=scene.event_id)
    forfeit_due(scene.core, event, scene.time.now)  # three write-offs that are refused, and not sent again

    outcomes = [run_the_worker(scene) for _ in range(2)]
    page = scene.office().client.get(f"/admin/events/{scene.slug}/").text

    assert [(outcome.done, outcome.failed) for outcome in outcomes] == [(0, True)] * 2
    assert scans(scene) == 6
    assert "could not be forfeited 2 times in a row" in page


def test_an_event_that_ended_500_days_ago_is_forfeited_once(make_scene) -> None:
    scene = make_scene()
    scene.hand_out(3)
    wait_until(scene, END + timedelta(days=500))

    outcomes, rows = zip(*((run_the_worker(scene), scans(scene)) for _ in range(3)), strict=True)

    assert [outcome.done for outcome in outcomes] == [3, 0, 0]
    assert rows == (6, 6, 6)
    assert scene.balances()[f"unclaimed:{scene.stations['soup']}:forfeited"] == 1500


def test_an_event_without_a_store_keeps_no_other_from_being_forfeited(make_scene) -> None:
    broken, other = make_scene(), make_scene()
    for scene in (broken, other):
        scene.hand_out()
    broken.sql("UPDATE station SET kind = 'wash' WHERE id = :id", id=broken.stations["store"])
    broken.sql(
        "UPDATE station SET kind = 'wash', number = 9 WHERE event_id = :id AND kind = 'store'",
        id=broken.event_id,
    )
    wait_until(other, NOW + timedelta(days=11))

    run_the_worker(other)

    assert other.balances()[f"unclaimed:{other.stations['soup']}:forfeited"] == 500


@pytest.mark.parametrize("by", ["office", "program"])
def test_reopening_after_the_posters_date_takes_a_later_one_and_lasts(scene: Scene, by: str) -> None:
    wait_until(scene, NOW + timedelta(days=11))
    run_the_worker(scene)
    later = scene.time.now + timedelta(days=5)

    def reopen(date: str | None) -> int:
        if by == "program":
            told = {"return_until": date} if date else {}
            return scene.post(f"/events/{scene.event_id}/reopen", told, SETUP).status_code
        page = f"/admin/events/{scene.slug}/settings"
        form = {"reopen": "1", "return_until": date[:10] if date else ""}
        return scene.office().post(f"/admin/events/{scene.slug}/end", form, page=page).status_code

    without, with_a_date = reopen(None), reopen(later.isoformat())
    run_the_worker(scene)
    closed = scene.sql("SELECT closed_at FROM event WHERE id = :id", id=scene.event_id)

    assert without in (409, 422)
    assert with_a_date in (200, 302)
    assert closed == [(None,)]
    scene.hand_out()


def test_an_event_that_is_closed_before_its_date_is_reopened_without_one(scene: Scene) -> None:
    scene.post(f"/events/{scene.event_id}/close", {}, SETUP)

    reopened = scene.post(f"/events/{scene.event_id}/reopen", {}, SETUP)
    run_the_worker(scene)

    assert reopened.status_code == 200
    scene.hand_out()


def test_what_was_forfeited_before_the_reopening_is_paid_to_who_comes_late(scene: Scene) -> None:
    [code] = scene.hand_out()
    wait_until(scene, NOW + timedelta(days=11))
    run_the_worker(scene)
    later = (scene.time.now + timedelta(days=5)).isoformat()
    scene.post(f"/events/{scene.event_id}/reopen", {"return_until": later}, SETUP)

    told = scene.verdicts("east", scene.scan("return", code, visit=new_id()))

    assert told == [("accepted", None)]
    assert scene.failures() == []
