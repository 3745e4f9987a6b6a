"""The whole application on one database, with a clock that tests set."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from flask import Flask

from pantbox.core import Core
from pantbox.settings import Settings
from pantbox.web import core as core_here
from wsgi import create_app


def settings_on(url: str) -> Settings:
    """Settings of a house in English and without limits, on this database."""
    return Settings(
        secret_key="a secret of tests, long enough to be one",
        database_url=url,
        language="en",
        rate_limits=False,
    )


@contextmanager
def house_on(url: str, time: Callable[[], datetime]) -> Iterator[tuple[Flask, Core]]:
    """What `wsgi.py` serves, without limits, and its core, on a migrated database."""
    app = create_app(settings_on(url), time)
    with app.app_context():
        core = core_here()
    yield app, core
    core.database.dispose()
