"""What is said to the database meanwhile: through SQLAlchemy, and to psycopg directly, as sets on PostgreSQL are."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import psycopg
from sqlalchemy import Engine, event


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """`with statements(engine) as told:` every statement sent to it, in order."""
    told: list[str] = []

    def note(_connection, _cursor, statement, *_more) -> None:
        told.append(statement)

    execute = psycopg.Cursor.execute

    def note_driver(cursor, query, *more, **options):
        if isinstance(query, bytes):  # SQLAlchemy's own are text, and noted above
            told.append(query.decode())
        return execute(cursor, query, *more, **options)

    event.listen(engine, "before_cursor_execute", note)
    try:
        with patch.object(psycopg.Cursor, "execute", note_driver):
            yield told
    finally:
        event.remove(engine, "before_cursor_execute", note)
