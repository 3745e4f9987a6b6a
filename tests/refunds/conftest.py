"""The festival whose money is tried.

All tests of this folder share two databases, one of each kind: every festival is an organisation of its own, and sees no
other's money. A fresh database for each test would take longer than the tests.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from sqlalchemy import event

from pantbox.core import Core, create_core
from pantbox.settings import Settings
from tests.refunds.festival import Festival, make_festival
from tests.support.statements import statements as listening_to


@pytest.fixture(scope="package", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def core(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Core]:
    """The core on a database that the tests of this folder share."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        url = f"sqlite:///{shutil.copy(template, tmp_path_factory.mktemp('refunds') / 'pantbox.db')}"
    else:
        server = request.getfixturevalue("postgres_server")
        url = server.url(server.create_database())
    core = create_core(Settings(secret_key="a secret of tests, long enough to be one", database_url=url))
    yield core
    core.database.dispose()


@pytest.fixture
def festival(core) -> Iterator[Festival]:
    """A festival; at its end its books are checked."""
    festival = make_festival(core)
    yield festival
    festival.check()


@pytest.fixture
def statements(core) -> Callable[[], AbstractContextManager[list[str]]]:
    """`with statements() as told:` what was said to the database meanwhile."""

    return lambda: listening_to(core.database.engine)


@pytest.fixture
def collisions(core) -> Iterator[list[BaseException]]:
    """What the database refused meanwhile, a deadlock for one; the door would hide it by trying again."""
    refused: list[BaseException] = []

    def note(context):
        refused.append(context.original_exception)

    event.listen(core.database.engine, "handle_error", note)
    yield refused
    event.remove(core.database.engine, "handle_error", note)
