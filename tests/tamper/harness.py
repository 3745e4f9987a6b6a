"""Played festivals to tamper with: copies of one, and what the audit says of each after a change."""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from pantbox.audit import audit
from pantbox.core import create_core
from pantbox.db import upgrade
from pantbox.settings import Settings
from pantbox.signatures import FUNCTION
from tests.tamper.cases import Case
from tests.tamper.changes import Change
from tests.tamper.festival import KEY, play_festival

Copy = Callable[[], str]
"""Makes a copy of the festival anew, and gives its URL."""
Way = Callable[[Connection], AbstractContextManager[None]]
"""Under which guards of the database a change is made."""
NOT_NOTICED = "**nothing**"


def noticed_by(url: str, change: Change | Case, way: Way) -> str:
    """Make a change in this database, and say which lines of the audit are red then; or why it could not be made."""
    done = tamper(url, change, way)
    if done:
        return done
    core = create_core(Settings(secret_key=KEY, database_url=url, rate_limits=False))
    try:
        found = [f"{one.promise} {one.name}" for one in audit(core) if one.ok is False]
    finally:
        core.database.dispose()
    return ", ".join(found[:3]) or NOT_NOTICED


def tamper(url: str, change: Change | Case, way: Way) -> str:
    """Make the change as somebody who knows no key of ours. Why it could not be made, or nothing."""
    engine = create_engine(url, poolclass=NullPool)
    event.listen(engine, "connect", _call_signatures_something)
    try:
        with engine.begin() as connection, way(connection):
            return "" if change.make(connection) else "(no such row)"
    except DBAPIError as error:
        return f"(refused by the database: {type(error.orig).__name__})"


def _call_signatures_something(connection: Any, _record: object) -> None:
    # SQLite refuses what calls a function that is not there; whoever changes rows makes one.
    if isinstance(connection, sqlite3.Connection):
        connection.create_function(FUNCTION, 4, lambda *_told: "0" * 64)


@contextmanager
def with_triggers(_connection: Connection) -> Iterator[None]:
    """As whoever has a console of the database and does nothing else."""
    yield


@contextmanager
def without_triggers(connection: Connection) -> Iterator[None]:
    """No trigger and no foreign key is at work, and all are there again afterwards."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET session_replication_role = replica"))
        yield
        return
    found = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
    for row in found:
        connection.execute(text(f"DROP TRIGGER {row.name}"))
    yield
    for row in found:
        connection.exec_driver_sql(row.sql)


@contextmanager
def sqlite_copies() -> Iterator[Copy]:
    with tempfile.TemporaryDirectory() as folder:
        played, copied = Path(folder) / "played.db", Path(folder) / "copy.db"
        upgrade(f"sqlite:///{played}")
        play_festival(f"sqlite:///{played}").core.database.dispose()
        with closing(sqlite3.connect(played)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

        def copy() -> str:
            for left in Path(folder).glob("copy.db*"):
                left.unlink()
            shutil.copy(played, copied)
            return f"sqlite:///{copied}"

        yield copy


@contextmanager
def postgresql_copies() -> Iterator[Copy]:
    from tests.support.postgres import PostgresServer

    server = PostgresServer()
    try:
        server.make_template(upgrade)
        name = server.create_database()
        play_festival(server.url(name)).core.database.dispose()
        copies: list[str] = []

        def copy() -> str:
            if copies:
                server.drop_database(copies.pop())
            copies.append(server.create_database(name))
            return server.url(copies[-1])

        yield copy
    finally:
        server.stop()
