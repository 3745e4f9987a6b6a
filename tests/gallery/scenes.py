"""A festival laid and served, for scripts: tests have fixtures for it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser

from pantbox.core import create_core
from pantbox.db import upgrade
from pantbox.jobs.schedule import run_once
from pantbox.settings import Settings
from tests.gallery.views import Scene
from tests.kiosk.ground import Ground, prepare
from tests.support.pages import Windows
from tests.support.servers import Ports, start_server

PIECES = 40


@contextmanager
def served_ground(app: str = "wsgi:create_app") -> Iterator[Ground]:
    """A demo's festival with things in stock, and a server before it, at `ground.core.settings.base_url`."""
    with tempfile.TemporaryDirectory() as place:
        settings = Settings(
            secret_key="a secret of pictures, long enough to be one",
            database_url=f"sqlite:///{place}/pantbox.db",
            base_url=f"http://127.0.0.1:{Ports('gw8').free()}",
            rate_limits=False,
            demo=True,
        )
        upgrade(settings.database_url)
        core = create_core(settings)
        ground = prepare(core, pieces=PIECES)
        for _outcome in run_once(core):
            pass  # a worker lives, as anywhere
        server = start_server(
            settings, Path(place, "server.log"), app=app, environment={"PANTBOX_DEMO": "on"}
        )
        try:
            yield ground
        finally:
            server.stop()
            core.database.dispose()


@contextmanager
def scene(browser: Browser) -> Iterator[Scene]:
    """The same with windows of a browser."""
    with served_ground() as ground:
        windows = Windows(browser, ground.core.settings.base_url)
        yield Scene(ground.core, ground, windows.open)
        windows.close()
