"""The live page: green only when somebody looked and nothing is wrong, figures that add up, and no figure nobody knows."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import update

from pantbox.clock import now
from pantbox.places.devices import Device
from pantbox.places.events import Event
from pantbox.places.stations import Station
from tests.admin.office import Browser
from tests.admin.test_log import words_of

LIVE = "/admin/events/fest/"
DAY = timedelta(days=1)
ALL_IS_WELL = "Intet kræver opmærksomhed lige nu."


@pytest.fixture
def nobody_paired(busy) -> None:
    """No stall, box or desk has a device any more."""
    with busy.festival.core.database.transaction() as session:
        session.execute(update(Device).values(revoked_at=busy.festival.now))
        session.execute(update(Event).values(starts_at=now() - DAY, ends_at=now() + DAY))


def test_stations_without_a_device_are_named_with_the_way_to_pair_them(
    busy, nobody_paired, owner: Browser
) -> None:
    page = owner.get(LIVE + "?lang=da")

    told = words_of(page.text)
    assert ALL_IS_WELL not in told
    assert "1 bod har ingen enhed og kan ikke scanne: soup Par enheder" in told
    assert "1 pantboks har ingen enhed, så kun skiltet virker: east" in told
    assert f'href="{LIVE}stations/{busy.ids["station_id"]}"' in page.text


@pytest.mark.parametrize(
    ("starts", "says"), [(2, "Arrangementet er ikke begyndt"), (-400, "Arrangementet er slut")]
)
def test_before_and_after_the_event_nobody_says_that_all_is_well(
    busy, owner: Browser, starts: int, says: str
) -> None:
    begins = now() + timedelta(days=starts)
    with busy.festival.core.database.transaction() as session:
        session.execute(update(Event).values(starts_at=begins, ends_at=begins + DAY))

    told = words_of(owner.get(LIVE + "?lang=da").text)

    assert says in told
    assert ALL_IS_WELL not in told


def test_what_was_handed_out_is_the_sum_that_stands_below_it(busy, owner: Browser) -> None:
    told = words_of(owner.get(LIVE + "?lang=da").text)

    handed_out, parts = re.search(r"(\d+) udleveret er: (.*?) Desuden", told).groups()
    assert int(handed_out) == sum(map(int, re.findall(r"\d+", parts)))
    assert parts == "2 tilbage 2 ude nu"
    assert "Desuden kom 1 tilbage, som ingen bod havde scannet ud." in told


@pytest.mark.parametrize("path", [LIVE, f"{LIVE}stations/"])
def test_how_full_a_box_of_unknown_size_is_is_unknown(busy, owner: Browser, path: str) -> None:
    before = words_of(owner.get(f"{path}?lang=da").text)
    with busy.festival.core.database.transaction() as session:
        for station in session.query(Station).filter(Station.kind == "pant_box"):
            station.set_capacity(50)

    after = words_of(owner.get(f"{path}?lang=da").text)

    assert ("ukendt" in before, "ukendt" in after) == (True, False)
    assert " 0 %" in after
