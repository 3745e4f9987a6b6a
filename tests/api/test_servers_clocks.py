"""Two servers of one installation, of which one has a wrong clock: no device notices which one answers."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from apiflask import APIFlask

import pantbox.api
from pantbox import clock
from pantbox.core import Core, create_core
from pantbox.web import create_web
from tests.api.town import Time, Town, make_town

ACCEPTED = ("accepted", None)


class Servers:
    """A town behind two servers, whose own clocks are as far from the right one as `wrong_by` says at the moment."""

    def __init__(self, town: Town, apps: list[APIFlask], set_clock: Callable[[timedelta], None]) -> None:
        self.town, self._apps, self._set_clock = town, apps, set_clock

    def told(
        self, server: int, by: str, *scans: dict[str, Any], wrong_by: timedelta = timedelta()
    ) -> list[tuple[str, str | None]]:
        """What one of the two answers to scans, with its clock wrong by so much."""
        self._set_clock(wrong_by)
        self.town.app = self._apps[server]
        results = self.town.send(by, *scans)["results"]
        return [(one["verdict"], one["reason"]) for one in results]


def installation(core: Core) -> tuple[APIFlask, Core]:
    """Another process on the same database, with the clock that a server has."""
    another = create_core(core.settings)
    app = create_web(another)
    pantbox.api.register(app)
    return app, another


@pytest.fixture
def servers(shared: tuple[APIFlask, Core, Time], monkeypatch: pytest.MonkeyPatch) -> Iterator[Servers]:
    """Two servers of a festival that goes on now, by the database's clock, which no test sets."""
    right = clock.now
    core = shared[1]
    made = [installation(core) for _ in range(2)]
    now = right()
    town = make_town(
        *shared,
        starts_at=now - timedelta(days=1),
        ends_at=now + timedelta(days=4),
        return_until=now + timedelta(days=9),
    )
    town.time.now = now

    def set_clock(by: timedelta) -> None:
        def wrong() -> datetime:
            return right() + by

        monkeypatch.setattr(clock, "now", wrong)

    yield Servers(town, [app for app, _ in made], set_clock)
    for _, one in made:
        one.database.dispose()


@pytest.mark.parametrize("wrong_by", [timedelta(minutes=-30), timedelta(hours=-2), timedelta(hours=2)])
def test_no_return_made_without_network_waits_or_is_refused_because_a_servers_clock_is_wrong(
    servers: Servers, wrong_by: timedelta
) -> None:
    """Fault run 5340: a box's returns without network and those after them, by a server half an hour behind."""
    town = servers.town
    cups, town.stock = town.stock[:6], town.stock[6:]
    issued = servers.told(0, "soup", *(town.scan("issue", cup) for cup in cups))
    without_network = [town.scan("return", cup, told="accepted") for cup in cups[:2]]
    first_live, later_live = town.scan("return", cups[2]), town.scan("return", cups[3])
    late = town.scan("return", cups[4], told="accepted")

    told = [
        *servers.told(0, "east", first_live),
        *servers.told(1, "east", *without_network, later_live, wrong_by=wrong_by),
        *servers.told(0, "east", late),
    ]

    assert issued == [ACCEPTED] * 6
    assert told == [ACCEPTED] * 5


def test_a_server_that_is_ahead_takes_no_scan_of_the_future(servers: Servers) -> None:
    town = servers.town
    servers.told(0, "soup", town.scan("issue", town.stock[0]))
    town.time.later(hours=1)
    of_the_future = town.scan("return", town.stock[0], told="accepted")

    assert servers.told(1, "east", of_the_future, wrong_by=timedelta(hours=2)) == [
        ("rejected", "clock_out_of_range")
    ]
