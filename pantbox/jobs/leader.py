"""Which of several workers does a job: whoever holds its lock in the database. It goes with its holder, however that ends.

Each job has a lock of its own. With one for all, jobs that are due at the same moment would keep each other from running,
in one worker too.
"""

import fcntl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from pantbox.db import Database

LOCK_NUMBER = 0x70616E74
"""`pant` in ASCII: the first number of each advisory lock that stands for scheduled work. The second stands for the job."""
POSITIVE = 0x7FFFFFFF


@contextmanager
def leadership(database: Database, job: str) -> Iterator[bool]:
    """Whether this job is ours, for as long as the block lasts."""
    lock = _postgresql_lock if database.is_postgresql else _file_lock
    with lock(database, job) as leads:
        yield leads


@contextmanager
def _postgresql_lock(database: Database, job: str) -> Iterator[bool]:
    # Of the session, not of a transaction: PostgreSQL lets go of it when the connection ends, also by kill -9.
    numbers = {"n": LOCK_NUMBER, "job": zlib.crc32(job.encode()) & POSITIVE}
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        leads = bool(connection.scalar(text("SELECT pg_try_advisory_lock(:n, :job)"), numbers))
        try:
            yield leads
        finally:
            if leads:
                connection.execute(text("SELECT pg_advisory_unlock(:n, :job)"), numbers)


@contextmanager
def _file_lock(database: Database, job: str) -> Iterator[bool]:
    path = Path(f"{database.url.removeprefix('sqlite:///')}-jobs", f"{job}.lock")
    path.parent.mkdir(exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
