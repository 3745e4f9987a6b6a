"""Many rows in one statement, on both databases: a set of values is a table the statement can select from.

PostgreSQL unpacks one array per column with `unnest`; SQLite unpacks one JSON text with `json_each`. Row-by-row
execution is several times slower on either.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from enum import Enum
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, CursorResult, Dialect, FromClause, TextClause, TextualSelect, text
from sqlalchemy.engine import Row
from sqlalchemy.sql.elements import KeyedColumnElement

Values = Mapping[str, Any]
STATEMENTS_KEPT = 512


def given(
    connection: Connection, columns: Sequence[KeyedColumnElement[Any]], rows: Sequence[Values]
) -> tuple[str, dict[str, Any]]:
    """SQL of a derived table with these rows, and its parameters. Column names and types are the table columns' own."""
    source = _source(connection.dialect, tuple(columns))
    names = [column.name for column in columns]
    if connection.dialect.name == "postgresql":
        return source, {f"v{place}": [_plain(row[name]) for row in rows] for place, name in enumerate(names)}
    return source, {"rows": json.dumps([[_for_json(row[name]) for name in names] for row in rows])}


@lru_cache(maxsize=STATEMENTS_KEPT)
def _source(dialect: Dialect, columns: tuple[KeyedColumnElement[Any], ...]) -> str:
    if dialect.name == "postgresql":
        types = [column.type.compile(dialect) for column in columns]
        arrays = ", ".join(f"CAST(:v{place} AS {kind}[])" for place, kind in enumerate(types))
        names = ", ".join(column.name for column in columns)
        return f"(SELECT * FROM unnest({arrays}) AS u({names}))"  # noqa: S608 (names are our own)
    fields = ", ".join(
        f"json_extract(value, '$[{place}]') AS {column.name}" for place, column in enumerate(columns)
    )
    return f"(SELECT {fields} FROM json_each(:rows))"  # noqa: S608


@lru_cache(maxsize=STATEMENTS_KEPT)
def statement(sql: str) -> TextClause:
    """The statement of this text. Taking texts apart costs as much as running a small one, so each is taken apart once."""
    return text(sql)


@lru_cache(maxsize=STATEMENTS_KEPT)
def query(sql: str, result: tuple[KeyedColumnElement[Any], ...]) -> TextualSelect:
    """The query of this text, read back with the types of these columns."""
    return text(sql).columns(*result)


def insert(
    connection: Connection, table: FromClause, rows: Sequence[Values], *, on_conflict: str = ""
) -> CursorResult[Any] | None:
    """Insert rows as one set. Each row names the same columns. `on_conflict` is the clause after `ON CONFLICT`."""
    if not rows:
        return None
    columns = [table.c[name] for name in rows[0]]
    source, parameters = given(connection, columns, rows)
    names = ", ".join(column.name for column in columns)
    clause = f" ON CONFLICT {on_conflict}" if on_conflict else ""
    return connection.execute(
        statement(
            f"INSERT INTO {_name(table)} ({names}) SELECT {names} FROM {source} AS g WHERE true{clause}"  # noqa: S608
        ),
        parameters,
    )


def update(connection: Connection, table: FromClause, rows: Sequence[Values], *, key: str = "id") -> None:
    """Set the other columns of the rows that `key` names, as one set."""
    if not rows:
        return
    columns = [table.c[name] for name in rows[0]]
    source, parameters = given(connection, columns, rows)
    changes = ", ".join(f"{column.name} = g.{column.name}" for column in columns if column.name != key)
    connection.execute(
        statement(
            f"UPDATE {_name(table)} SET {changes} FROM {source} AS g WHERE {_name(table)}.{key} = g.{key}"  # noqa: S608
        ),
        parameters,
    )


def delete(connection: Connection, table: FromClause, keys: Iterable[Any], *, key: str = "id") -> None:
    """Delete the rows that `key` names, as one set."""
    rows = [{key: value} for value in keys]
    if not rows:
        return
    source, parameters = given(connection, [table.c[key]], rows)
    connection.execute(
        statement(f"DELETE FROM {_name(table)} WHERE {key} IN (SELECT {key} FROM {source} AS g)"),  # noqa: S608
        parameters,
    )


def select_by(
    connection: Connection,
    columns: Sequence[KeyedColumnElement[Any]],
    rows: Sequence[Values],
    sql: str,
    result: Sequence[KeyedColumnElement[Any]],
) -> Sequence[Row[Any]]:
    """Rows of `sql`, in which `{given}` stands for the derived table; read back with the types of `result`."""
    if not rows:
        return []
    source, parameters = given(connection, columns, rows)
    return connection.execute(query(sql.replace("{given}", source), tuple(result)), parameters).all()


def _name(table: FromClause) -> str:
    return str(table)


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value


def _for_json(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case UUID():
            return value.hex
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    return value
