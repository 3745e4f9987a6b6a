"""Fixtures shared by all tests. Each database test runs on SQLite and on PostgreSQL, on a copy of a migrated template."""

import gc
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from playwright.sync_api import Browser, Page, Playwright

    from pantbox.core import Core
    from pantbox.settings import Settings
    from tests.support.fake_camera import FakeCamera
    from tests.support.festival import Festival
    from tests.support.overheard import Ear
    from tests.support.postgres import PostgresServer
    from tests.support.servers import LiveServer, Ports, SharedServer

# A slow machine is no fault of what is tested.
settings.register_profile("pantbox", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("pantbox")

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
SQLITE = "sqlite"
POSTGRESQL = pytest.param("postgresql", marks=pytest.mark.postgresql)


def pytest_collection_finish() -> None:
    """What is imported by now stays: looking through it for garbage again and again costs a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test in a browser that fails is tried once more and named in the summary: Chromium loses a request now and then."""
    for item in items:
        if "playwright" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.flaky(reruns=1))


# Only what is used is imported: a test of pure rules waits for no browser and no database.


@pytest.fixture(scope="session")
def ear() -> "Ear":
    """Hears all logs of this process, and knows the secrets made in it."""
    from tests.support.overheard import Ear

    ear = Ear()
    ear.note_what_is_made()
    return ear


@pytest.fixture(autouse=True)
def no_secret_is_logged(ear: "Ear") -> Iterator[None]:
    """Any test fails in whose logs a token, a claim, a code, a password or a phone number stands."""
    ear.hear()
    yield
    assert ear.told() == []


@pytest.fixture(scope="session")
def postgres_server() -> Iterator["PostgresServer"]:
    """A real PostgreSQL with a migrated template database; one for each xdist worker."""
    from pantbox.db import upgrade
    from tests.support.postgres import PostgresServer

    server = PostgresServer()
    try:
        server.make_template(upgrade)
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file."""
    from pantbox.db import upgrade

    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    upgrade(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A fresh, migrated database, once on SQLite and once on PostgreSQL.

    A test for one of them says `@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)`.
    """
    if request.param == SQLITE:
        path = request.getfixturevalue("tmp_path") / "pantbox.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        name = server.create_database()
        yield server.url(name)
        server.drop_database(name)


@pytest.fixture(scope="session")
def ports() -> "Ports":
    """Ports that no other test listens on."""
    from tests.support.servers import Ports

    return Ports(WORKER)


@pytest.fixture(scope="session")
def address(ports: "Ports") -> str:
    """Where the house of any test is reached."""
    return f"http://127.0.0.1:{ports.free()}"


@pytest.fixture
def settings(database_url: str, address: str) -> "Settings":
    """Settings of one test: its own database, no rate limits."""
    from pantbox.settings import Settings

    return Settings(
        secret_key="a secret of tests, long enough to be one",
        database_url=database_url,
        base_url=address,
        rate_limits=False,
    )


@pytest.fixture
def core(settings: "Settings") -> Iterator["Core"]:
    """The core of one installation, without any door."""
    from pantbox.core import create_core

    core = create_core(settings)
    yield core
    core.database.dispose()


@pytest.fixture
def app(settings: "Settings") -> Iterator["Flask"]:
    """The whole house, with its doors: what `wsgi.py` serves."""
    from pantbox.web import core
    from tests.support.templates import SHARED
    from wsgi import create_app

    app = create_app(settings)
    app.jinja_env.bytecode_cache = SHARED
    yield app
    with app.app_context():
        core().database.dispose()


@pytest.fixture
def client(app: "Flask") -> "FlaskClient":
    """Someone who sends requests to the house."""
    return app.test_client()


@pytest.fixture(scope="session")
def shared_server(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator["SharedServer"]:
    """The real server as a process, on whatever house a test lays."""
    from tests.support.overheard import secrets_in_file
    from tests.support.servers import SharedServer

    folder = tmp_path_factory.mktemp("server")
    server = SharedServer(address, folder)
    yield server
    server.stop()
    assert secrets_in_file(folder / "server.log") == []


@pytest.fixture
def live_server(settings: "Settings", shared_server: "SharedServer") -> "LiveServer":
    """The real server as a process, on the database and the address that `core` knows too."""
    return shared_server.serve(settings)


@pytest.fixture(scope="session")
def playwright() -> Iterator["Playwright"]:
    """What drives browsers."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: "Playwright") -> Iterator["Browser"]:
    """A Chromium with Chromium's own fake camera."""
    from tests.support.chromium import launch

    browser = launch(
        playwright.chromium, "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"
    )
    yield browser
    browser.close()


@pytest.fixture
def page_at(browser: "Browser", live_server: "LiveServer") -> Iterator[Callable[..., "Page"]]:
    """`page_at(360)`: a window of that width on the live server, Danish, with a storage of its own."""
    from tests.support.pages import Windows

    windows = Windows(browser, live_server.url)
    yield windows.open
    windows.close()


@pytest.fixture(scope="session")
def only_camera(tmp_path_factory: pytest.TempPathFactory) -> "FakeCamera":
    """The one camera there is: a browser is told its camera when it starts."""
    from tests.support.fake_camera import FakeCamera

    return FakeCamera(tmp_path_factory.mktemp("camera") / "camera.y4m")


@pytest.fixture
def camera(only_camera: "FakeCamera") -> "FakeCamera":
    """`camera.show(label)`: what a window of `camera_page_at` sees."""
    only_camera.show_nothing()
    return only_camera


@pytest.fixture(scope="session")
def camera_browser(playwright: "Playwright", only_camera: "FakeCamera") -> Iterator["Browser"]:
    """A Chromium whose camera tests hold things before."""
    from tests.support.chromium import launch

    browser = launch(playwright.chromium, *only_camera.flags)
    yield browser
    browser.close()


@pytest.fixture
def camera_page_at(
    camera_browser: "Browser", camera: "FakeCamera", live_server: "LiveServer"
) -> Iterator[Callable[..., "Page"]]:
    """As `page_at`, in a Chromium whose camera is `camera`."""
    from tests.support.pages import Windows

    windows = Windows(camera_browser, live_server.url)
    yield windows.open
    windows.close()


@pytest.fixture
def with_settings(settings: "Settings") -> Callable[..., "Settings"]:
    """`with_settings(language="en")`: the test's settings, some of them changed."""

    def changed(**fields: Any) -> "Settings":
        return replace(settings, **fields)

    return changed


@pytest.fixture
def festival(core: "Core") -> "Festival":
    """A festival with cups and bowls, on the test's database."""
    from tests.support.festival import Festival

    return Festival(core)
