"""One leader: any number of workers may run, one does the jobs, and when it dies another does.

On PostgreSQL the leader holds an advisory lock, which goes with its connection; on SQLite a lock on a file beside the
database, which goes with its process.
"""

import fcntl
from pathlib import Path
from typing import IO

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from pantbox.core import Core

LOCK_NUMBER = 0x70616E74


class Leader:
    """This worker's claim to lead."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._file: IO[bytes] | None = None
        self._connection: Connection | None = None

    def leads(self) -> bool:
        """Whether this worker leads, asked before every job. Takes the lead when nobody has it."""
        if self._core.database.is_postgresql:
            return self._leads_by_advisory_lock()
        return self._leads_by_file()

    def _leads_by_file(self) -> bool:
        if self._file is not None:
            return True
        path = Path(self._core.database.url.removeprefix("sqlite:///") + ".worker")
        file = path.open("ab")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        self._file = file
        return True

    def _leads_by_advisory_lock(self) -> bool:
        try:
            if self._connection is None:
                connection = self._core.database.engine.connect()
                connection = connection.execution_options(isolation_level="AUTOCOMMIT")
                if not connection.scalar(text("SELECT pg_try_advisory_lock(:n)"), {"n": LOCK_NUMBER}):
                    connection.close()
                    return False
                self._connection = connection
            # A connection that died took the lock with it, and somebody else may lead by now.
            self._connection.execute(text("SELECT 1"))
        except DBAPIError:
            self.step_down()
            return False
        return True

    def step_down(self) -> None:
        """Let another lead."""
        if self._file is not None:
            self._file.close()
            self._file = None
        if self._connection is not None:
            # Not back to the pool: a pooled connection would go on holding the lock.
            self._connection.invalidate()
            self._connection.close()
            self._connection = None
