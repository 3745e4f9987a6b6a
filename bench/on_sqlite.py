"""SQLite, so that a program written for psycopg can use it."""

import sqlite3
from collections import namedtuple
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID


class OnSqlite:
    """As much of a psycopg connection, and of its cursor, as the rival needs; with the settings of `pantbox.db`."""

    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None, timeout=30)
        self._connection.row_factory = _named
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            self._connection.execute(f"PRAGMA {pragma}")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One that writes waits at its beginning."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    @contextmanager
    def cursor(self) -> Iterator["OnSqlite"]:
        """Itself."""
        yield self

    def execute(self, sql: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """The same SQL in its words."""
        done = self._connection.execute(_as_sqlite(sql), [_plain(value) for value in values])
        self.rowcount = done.rowcount
        return done


@lru_cache
def _as_sqlite(sql: str) -> str:
    return sql.replace("%s", "?").replace("FOR UPDATE OF c", "")


def _plain(value: Any) -> Any:
    match value:
        case UUID():
            return value.hex
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M:%S.%f")
    return value


def _named(cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> Any:
    names = tuple(column[0] for column in cursor.description)
    values = [datetime.fromisoformat(f"{one}+00:00") if name.endswith("_at") and one else one
              for name, one in zip(names, row, strict=True)]  # fmt: skip
    return _row_type(names)._make(values)


@lru_cache
def _row_type(names: tuple[str, ...]) -> Any:
    return namedtuple("Row", names)
