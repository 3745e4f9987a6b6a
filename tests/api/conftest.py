"""A town behind the API.

All tests of this folder share two databases, one of each kind: every town is an organisation of its own, and sees no
other's rows. A fresh database for each test would take longer than the tests.
"""

import shutil
from collections.abc import Callable, Iterator

import pytest
from apiflask import APIFlask

import pantbox.api
from pantbox.core import Core, create_core
from pantbox.web import create_web
from tests.api.town import Time, Town, make_town
from tests.support.house import settings_on


@pytest.fixture(scope="package", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def shared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[APIFlask, Core, Time]]:
    """The API on a database that the tests of this folder share."""
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        url = f"sqlite:///{shutil.copy(template, tmp_path_factory.mktemp('api') / 'pantbox.db')}"
    else:
        server = request.getfixturevalue("postgres_server")
        url = server.url(server.create_database())
    time = Time()
    core = create_core(settings_on(url), time)
    app = create_web(core)
    pantbox.api.register(app)
    yield app, core, time
    core.database.dispose()


@pytest.fixture
def make(shared: tuple[APIFlask, Core, Time]) -> Callable[[], Town]:
    """`make()`: another town."""
    return lambda: make_town(*shared)


@pytest.fixture
def town(make: Callable[[], Town]) -> Town:
    """A town whose festival has begun."""
    return make()
