"""One scene for each test, on two databases that all tests of this folder share, one of each kind."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from pantbox.core import Core
from pantbox.places import people
from pantbox.web import core as core_here
from tests.api.town import Time, make_town
from tests.attacks.guessers import Guesser, TwoProcesses, any_address
from tests.attacks.scene import MORE_STATIONS, Scene
from tests.support.house import house_on
from wsgi import create_app


@pytest.fixture(scope="package", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def application(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Flask, Core, Time]]:
    """The whole application on a migrated database."""
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        url = f"sqlite:///{shutil.copy(template, tmp_path_factory.mktemp('attacks') / 'pantbox.db')}"
    else:
        server = request.getfixturevalue("postgres_server")
        url = server.url(server.create_database())
    time = Time()
    with house_on(url, time) as (app, core):
        yield app, core, time


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing is slow on purpose; here it is not what is tried."""
    monkeypatch.setattr(people, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def client(application: tuple[Flask, Core, Time]) -> FlaskClient:
    """A stranger, for whom no town is needed."""
    return application[0].test_client()


@pytest.fixture
def make_scene(application: tuple[Flask, Core, Time]) -> Callable[..., Scene]:
    """`make_scene(unseen_policy="hold")`: another town, its event set so."""

    def make(**event: Any) -> Scene:
        return make_town(*application, stations=MORE_STATIONS, of=Scene, **event)

    return make


@pytest.fixture
def scene(make_scene: Callable[..., Scene]) -> Scene:
    """A town whose festival has begun, as an event is made."""
    return make_scene()


@pytest.fixture(scope="package")
def guarded_apps(application: tuple[Flask, Core, Time]) -> Iterator[list[Flask]]:
    """Two processes of one installation with their limits on: what one keeps in memory, the other does not know."""
    _, core, time = application
    apps = [create_app(replace(core.settings, rate_limits=True), time) for _ in range(2)]
    yield apps
    for app in apps:
        with app.app_context():
            core_here().database.dispose()


@pytest.fixture
def processes(application: tuple[Flask, Core, Time], guarded_apps: list[Flask]) -> TwoProcesses:
    """A town of its own before both, and somebody at an address of their own."""
    _, core, time = application
    first, second = guarded_apps
    one = replace(make_town(first, core, time, stations=MORE_STATIONS, of=Guesser), address=any_address())
    return TwoProcesses(one, one.asking(second))
