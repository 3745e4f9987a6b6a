"""The festival whose money is tried."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from sqlalchemy import event

from tests.refunds.festival import Festival, make_festival


@pytest.fixture
def festival(core) -> Iterator[Festival]:
    """A festival on a fresh database; at its end the books are checked."""
    festival = make_festival(core)
    yield festival
    festival.check()


@pytest.fixture
def statements(core) -> Callable[[], AbstractContextManager[list[str]]]:
    """`with statements() as told:` what was said to the database meanwhile."""

    @contextmanager
    def listening() -> Iterator[list[str]]:
        told: list[str] = []

        def note(_connection, _cursor, statement, *_more):
            told.append(statement)

        event.listen(core.database.engine, "before_cursor_execute", note)
        yield told
        event.remove(core.database.engine, "before_cursor_execute", note)

    return listening
