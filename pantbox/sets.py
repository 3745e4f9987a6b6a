"""Many rows in one statement, on both databases: a set of values is a table the statement can select from.

PostgreSQL unpacks one array per column with `unnest`; SQLite unpacks one JSON text with `json_each`. Row-by-row
execution is several times slower on either. This is the scans' path: PostgreSQL's statements are given to the driver as
they are, with each array written out as text, for compiling them and adapting lists costs more than running them.
"""

import json
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from functools import lru_cache
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import namedtuple_row, tuple_row
from sqlalchemy import Connection, Dialect, FromClause, TextClause, TextualSelect, text
from sqlalchemy.engine import Row
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.elements import KeyedColumnElement

Values = Mapping[str, Any]
Column = KeyedColumnElement[Any]
STATEMENTS_KEPT = 512
MOMENTS_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL in which `{given}` stands for a derived table of `rows`; `columns` name it and give it its types.

    What it selects is read back with the types of `result`.
    """

    sql: str
    columns: Sequence[Column]
    rows: Sequence[Values]
    result: Sequence[Column] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a statement gave: the rows it selected, and how many it touched."""

    rows: Sequence[Row[Any]] = ()
    count: int = 0


def inserting(table: FromClause, rows: Sequence[Values], *, on_conflict: str = "") -> Statement:
    """Insert rows as one set. Each row names the same columns. `on_conflict` is the clause after `ON CONFLICT`."""
    names = ", ".join(rows[0]) if rows else ""
    clause = f" ON CONFLICT {on_conflict}" if on_conflict else ""
    sql = f"INSERT INTO {table} ({names}) SELECT {names} FROM {{given}} AS g WHERE true{clause}"  # noqa: S608
    return Statement(sql, _columns(table, rows), rows)


def updating(table: FromClause, rows: Sequence[Values], *, key: str = "id") -> Statement:
    """Set the other columns of the rows that `key` names, as one set."""
    changes = ", ".join(f"{name} = g.{name}" for name in rows[0] if name != key) if rows else ""
    sql = f"UPDATE {table} SET {changes} FROM {{given}} AS g WHERE {table}.{key} = g.{key}"  # noqa: S608
    return Statement(sql, _columns(table, rows), rows)


def deleting(table: FromClause, keys: Iterable[Any], *, key: str = "id") -> Statement:
    """Delete the rows that `key` names, as one set."""
    sql = f"DELETE FROM {table} WHERE {key} IN (SELECT {key} FROM {{given}} AS g)"  # noqa: S608
    return Statement(sql, [table.c[key]], [{key: value} for value in keys])


def insert(
    connection: Connection, table: FromClause, rows: Sequence[Values], *, on_conflict: str = ""
) -> int:
    """Insert rows as one set, as `inserting` says; how many were."""
    return run(connection, inserting(table, rows, on_conflict=on_conflict)).count


def update(connection: Connection, table: FromClause, rows: Sequence[Values], *, key: str = "id") -> None:
    """Change rows as one set, as `updating` says."""
    run(connection, updating(table, rows, key=key))


def delete(connection: Connection, table: FromClause, keys: Iterable[Any], *, key: str = "id") -> None:
    """Delete rows as one set, as `deleting` says."""
    run(connection, deleting(table, keys, key=key))


def run(connection: Connection, statement: Statement) -> Outcome:
    """Run one statement. Without rows there is nothing to do."""
    return together(connection, [statement])[0]


def together(connection: Connection, statements: Sequence[Statement]) -> list[Outcome]:
    """Run statements in this order, waiting for the database once and not for each; what each gave.

    Raises SQLAlchemy's `DBAPIError`, as any statement does. Waiting for an answer costs both sides more than most
    statements of a single scan.
    """
    if not any(statement.rows for statement in statements):
        return [Outcome() for _ in statements]  # a pipeline of nothing is waited for all the same
    if connection.dialect.name == "postgresql":
        return _pipelined(connection, statements)
    return [_on_sqlite(connection, statement) if statement.rows else Outcome() for statement in statements]


def _pipelined(connection: Connection, statements: Sequence[Statement]) -> list[Outcome]:
    driver: psycopg.Connection[Any] = connection.connection.driver_connection  # type: ignore[assignment]
    sent = []
    try:
        with _gathering(driver):
            for statement in statements:
                sent.append(_send(driver, connection.dialect, statement) if statement.rows else None)
        return [_outcome(*done) for done in zip(statements, sent, strict=True)]
    except psycopg.Error as error:
        raise DBAPIError.instance(
            None, None, error, psycopg.Error, hide_parameters=True, dialect=connection.dialect
        ) from error


def _send(driver: psycopg.Connection[Any], dialect: Dialect, statement: Statement) -> psycopg.RawCursor[Any]:
    """Raw: PostgreSQL's own placeholders are not looked for and numbered anew in every statement of every scan."""
    cursor = psycopg.RawCursor(driver, row_factory=namedtuple_row if statement.result else tuple_row)
    columns = tuple(statement.columns)
    return cursor.execute(_for_postgresql(dialect, statement.sql, columns), _arrays(columns, statement.rows))


class _Gathered(psycopg.Pipeline):
    """A pipeline whose statements all leave when it ends.

    psycopg's own sends each at once and looks whether answers came. Every look lets the threads that answer other
    requests go first, and the scans that wait for this one wait for them: a scan's fifteen looks cost more than its work.
    """

    def _communicate_gen(self) -> Generator[Any, Any, None]:
        while self.command_queue:
            self.command_queue.popleft()()  # into libpq's buffer; the end of a pipeline empties it
        yield from ()

    def _sync_gen(self) -> Generator[Any, Any, None]:
        yield from ()  # after a BEGIN of its own, psycopg waits until it is answered; it leaves with the others


@contextmanager
def _gathering(driver: psycopg.Connection[Any]) -> Iterator[None]:
    pipeline = driver._pipeline = _Gathered(driver)
    try:
        with pipeline:
            yield
    finally:
        driver._pipeline = None


def _outcome(statement: Statement, cursor: psycopg.RawCursor[Any] | None) -> Outcome:
    if cursor is None:
        return Outcome()
    return Outcome(cursor.fetchall() if statement.result else (), cursor.rowcount)


def _on_sqlite(connection: Connection, statement: Statement) -> Outcome:
    names = [column.name for column in statement.columns]
    values = json.dumps([[_for_json(row[name]) for name in names] for row in statement.rows])
    sql = _for_sqlite(statement.sql, tuple(statement.columns), tuple(statement.result))
    done = connection.execute(sql, {"rows": values})
    return Outcome(done.all() if done.returns_rows else (), done.rowcount)


def _columns(table: FromClause, rows: Sequence[Values]) -> list[Column]:
    return [table.c[name] for name in rows[0]] if rows else []


@lru_cache(maxsize=STATEMENTS_KEPT)
def _for_postgresql(dialect: Dialect, sql: str, columns: tuple[Column, ...]) -> bytes:
    # In the list of what is selected, not in FROM: there PostgreSQL writes the rows into a store of their own first.
    arrays = ", ".join(
        f"unnest(CAST(${place} AS {column.type.compile(dialect)}[])) AS {column.name}"
        for place, column in enumerate(columns, start=1)
    )
    return sql.replace("{given}", f"(SELECT {arrays})").encode()


@lru_cache(maxsize=STATEMENTS_KEPT)
def _for_sqlite(
    sql: str, columns: tuple[Column, ...], result: tuple[Column, ...]
) -> TextClause | TextualSelect:
    fields = ", ".join(
        f"json_extract(value, '$[{place}]') AS {column.name}" for place, column in enumerate(columns)
    )
    statement = text(sql.replace("{given}", f"(SELECT {fields} FROM json_each(:rows))"))  # noqa: S608
    return statement.columns(*result) if result else statement


def _arrays(columns: tuple[Column, ...], rows: Sequence[Values]) -> list[str]:
    """Each column as the text of a PostgreSQL array."""
    return [
        "{" + ",".join(["NULL" if (value := row[name]) is None else write(value) for row in rows]) + "}"
        for name, write in _written(columns)
    ]


@lru_cache(maxsize=STATEMENTS_KEPT)
def _written(columns: tuple[Column, ...]) -> list[tuple[str, Callable[[Any], str]]]:
    """Each column's name, and how its values are written."""
    return [(column.name, _WRITTEN.get(column.type.python_type, str)) for column in columns]


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@lru_cache(maxsize=MOMENTS_KEPT)
def _moment(moment: datetime) -> str:
    # A scan's few moments stand in a dozen of its rows.
    return f'"{moment.isoformat()}"'


def _hex(id: UUID) -> str:
    return f"{id.int:032x}"  # its usual form takes Python four times as long


_WRITTEN: dict[type, Callable[[Any], str]] = {str: _quoted, datetime: _moment, UUID: _hex}
"""By what a column holds; words of our own are texts too. Numbers and yes or no are written as Python does."""


def _for_json(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case UUID():
            return value.hex
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    return value
