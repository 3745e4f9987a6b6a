"""Which of several workers leads: whoever holds the one lock of the database. It goes with its holder, however that ends."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from pantbox.db import Database

LOCK_NUMBER = 0x70616E74
"""`pant` in ASCII: the advisory lock that stands for leading the scheduled work."""


@contextmanager
def leadership(database: Database) -> Iterator[bool]:
    """Whether we lead, for as long as the block lasts."""
    lock = _postgresql_lock if database.is_postgresql else _file_lock
    with lock(database) as leads:
        yield leads


@contextmanager
def _postgresql_lock(database: Database) -> Iterator[bool]:
    # Of the session, not of a transaction: PostgreSQL lets go of it when the connection ends, also by kill -9.
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        leads = bool(connection.scalar(text("SELECT pg_try_advisory_lock(:n)"), {"n": LOCK_NUMBER}))
        try:
            yield leads
        finally:
            if leads:
                connection.execute(text("SELECT pg_advisory_unlock(:n)"), {"n": LOCK_NUMBER})


@contextmanager
def _file_lock(database: Database) -> Iterator[bool]:
    path = Path(f"{database.url.removeprefix('sqlite:///')}-worker.lock")
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
