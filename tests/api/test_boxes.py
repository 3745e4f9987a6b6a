"""Pant boxes on the ground: where they stood, how full they are, and what their sign does when the screen is dead."""

from uuid import uuid4

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from pantbox.api import scans
from pantbox.errors import TryAgain
from pantbox.jobs.box_fills import reckon_box_fills
from tests.api.town import NOW, Town

SETUP, REPORTS = "setup:write", "reports:read"


@pytest.fixture
def east(town: Town) -> str:
    """The path of the box in the east, which holds four containers."""
    path = f"/stations/{town.stations['east']}"
    place = {"capacity": 4, "latitude": 57.038, "longitude": 9.912}
    assert town.ask("PATCH", path, SETUP, json=place).status_code == 200
    return path


def test_a_moved_box_keeps_where_it_stood_and_maps_show_the_newest(town: Town, east: str) -> None:
    town.time.later(hours=1)
    moved = town.post("/station/place", {"latitude": 57.039, "longitude": 9.915}, "east")
    town.post("/station/place", {"latitude": 57.039, "longitude": 9.915}, "east")

    history = town.get(f"{east}/positions", REPORTS).json["positions"]

    assert [box["latitude"] for box in moved.json["boxes"] if box["name"] == "east"] == [57.039]
    assert [(one["latitude"], one["said_by"]) for one in history] == [(57.039, "device"), (57.038, "program")]
    assert history[0]["who"] == "east"
    told = next(one for one in town.get("/status").json["events"] if one["slug"] == town.slug)
    assert [box["latitude"] for box in told["boxes"] if box["name"] == "east"] == [57.039]


def test_a_box_moves_to_where_another_stands(town: Town, east: str) -> None:
    nowhere = town.post("/station/place", {"at_box": 2}, "east")
    moved = town.post("/station/place", {"at_box": 1}, "sign")
    missing = town.post("/station/place", {"latitude": 57.0}, "east")

    assert (nowhere.status_code, nowhere.json["code"]) == (404, "place_unknown")
    assert [box["latitude"] for box in moved.json["boxes"]] == [57.038, 57.038]
    assert (missing.status_code, missing.json["code"]) == (422, "place_missing")


def test_of_a_box_of_unknown_size_nobody_knows_how_full_it_is_until_somebody_says_so(town: Town) -> None:
    def fill() -> list[int | None]:
        reckon_box_fills(town.core, town.time.now)
        here = town.get("/station", "sign").json["station"]
        listed = town.get(f"/stations/{town.stations['sign']}", SETUP).json
        return [here["fill_percent"], listed["fill_percent"]]

    told = [fill()]
    for percent in (100, 0):
        town.post("/station/state", {"fill_percent": percent}, "sign")
        told.append(fill())
    town.ask("PATCH", f"/stations/{town.stations['sign']}", SETUP, json={"capacity": 40})
    told.append(fill())
    town.ask("PATCH", f"/stations/{town.stations['sign']}", SETUP, json={"capacity": None})

    assert [*told, fill()] == [[None, None], [100, 100], [None, None], [0, 0], [None, None]]


def test_a_box_fills_by_what_it_takes_and_is_empty_with_a_new_bag(town: Town, east: str) -> None:
    def state(*, reckoned: bool = True) -> tuple[str, int]:
        if reckoned:
            reckon_box_fills(town.core, town.time.now)
        here = town.get("/station", "east").json["station"]
        return here["fill_state"], here["fill_percent"]

    town.visit(2)
    half = state()
    town.post("/station/state", {"fill_percent": 75}, "east")
    told = state()
    town.visit(1)
    full = state()
    town.time.later(minutes=1)
    town.send("east", town.scan("empty", "G-BAG7", bag="BAG7"))

    assert [half, told, full, state(reckoned=False), state()] == [
        ("open", 50),
        ("open", 75),
        ("full", 100),
        ("full", 100),
        ("open", 0),
    ]


@pytest.mark.parametrize(
    "trouble", [TryAgain("database_unavailable"), OperationalError("", {}, Exception()), PoolTimeout()]
)
def test_a_bag_whose_count_cannot_be_paid_out_now_is_recorded_and_left_to_the_worker(
    town: Town, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    def fails(*_told: object) -> None:
        raise trouble

    monkeypatch.setattr(scans, "settle_bags_of", fails)
    bag = town.scan("empty", "0001", bag="0001")

    [answer] = town.send("east", bag)["results"]
    [again] = town.send("east", bag)["results"]

    assert (answer["verdict"], again) == ("accepted", answer)


def test_the_sign_of_a_box_whose_screen_is_dead_works_like_any_printed_sign(town: Town) -> None:
    phone = {"phone": f"phone-{uuid4().hex}"}
    alive = town.post(f"/boxes/{town.signs['east']}/visits", phone).json["bound"]
    town.time.later(minutes=11)

    dead = town.post(f"/boxes/{town.signs['east']}/visits", {"phone": f"phone-{uuid4().hex}"}).json["bound"]
    told = next(one for one in town.get("/status").json["events"] if one["slug"] == town.slug)
    town.post("/heartbeat", {"sent_everything_until": NOW.isoformat()}, "east")
    back = town.post(f"/boxes/{town.signs['east']}/visits", {"phone": f"phone-{uuid4().hex}"}).json["bound"]

    assert (alive, dead, back) == (0, 4, 0)
    assert [(box["name"], box["screen_off"], box["fill_state"]) for box in told["boxes"]] == [
        ("east", True, "open"),
        ("sign", False, "open"),
    ]
