"""What the shared server of tests serves: whichever house the running test has laid, through the real `wsgi.create_app`.

Starting a server takes seconds, laying another house before it takes a moment. The house is told in a file, which is
looked at before each request.
"""

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import fields
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from pantbox.settings import Settings
from pantbox.web.here import house
from tests.support.templates import SHARED
from wsgi import create_app as create_house

if TYPE_CHECKING:
    from flask import Flask

TOLD_BY = "PANTBOX_TEST_HOUSE"


def lay_house(place: Path, settings: Settings) -> None:
    """From the next request on, the server that looks at `place` serves a house of these settings."""
    told = {field.name: getattr(settings, field.name) for field in fields(settings)}
    half = place.with_suffix(".half")
    half.write_text(json.dumps(told, default=str), encoding="utf-8")
    half.replace(place)


class Served:
    """A WSGI app that is always the house told last."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._lock = Lock()
        self._told = ""
        self._app: Flask | None = None

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        return self._current()(environ, start_response)

    def _current(self) -> "Flask":
        with self._lock:
            told = self._place.read_text(encoding="utf-8")
            if self._app is None or told != self._told:
                if self._app is not None:
                    house(self._app).core.database.dispose()
                self._app, self._told = create_house(Settings(**json.loads(told))), told
                self._app.jinja_env.bytecode_cache = SHARED
            return self._app


def create_app() -> Served:
    """What the server's process makes."""
    return Served(Path(os.environ[TOLD_BY]))
