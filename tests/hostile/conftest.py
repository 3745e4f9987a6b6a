"""A town behind the API, and the whole house, on SQLite: what is tried here is what comes in, not what stores it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.town import Time, Town, make_town


@pytest.fixture(scope="module")
def town(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A town whose festival has begun, in a house with all its rooms. The tests of one file share it."""
    from tests.support.house import house_on

    url = f"sqlite:///{shutil.copy(sqlite_template, tmp_path_factory.mktemp('hostile') / 'pantbox.db')}"
    time = Time()
    with house_on(url, time) as (app, core):
        yield make_town(app, core, time)
