"""An app with no rooms but the API, and without a database where none is needed."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from apiflask import APIFlask

import pantbox.api
from pantbox.core import create_core
from pantbox.settings import Settings
from pantbox.web import create_web


@pytest.fixture
def make_app(tmp_path: Path) -> Iterator[Callable[..., APIFlask]]:
    """`make_app(production=True)`: an app with such settings, on an empty database."""
    cores = []

    def make(**told: Any) -> APIFlask:
        settings: dict[str, Any] = {
            "secret_key": "a secret of tests, long enough to be one",
            "database_url": f"sqlite:///{tmp_path / 'empty.db'}",
            "rate_limits": False,
        }
        core = create_core(Settings(**(settings | told)))
        cores.append(core)
        app = create_web(core)
        pantbox.api.register(app)
        return app

    yield make
    for core in cores:
        core.database.dispose()
