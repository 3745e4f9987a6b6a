"""Many rows in one statement, on both databases: a set of values is a table the statement can select from.

PostgreSQL unpacks one array per column with `unnest`; SQLite unpacks one JSON text with `json_each`. Row-by-row
execution is several times slower on either.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, CursorResult, FromClause, text
from sqlalchemy.engine import Row
from sqlalchemy.sql.elements import KeyedColumnElement

Values = Mapping[str, Any]


def given(
    connection: Connection, columns: Sequence[KeyedColumnElement[Any]], rows: Sequence[Values]
) -> tuple[str, dict[str, Any]]:
    """SQL of a derived table with these rows, and its parameters. Column names and types are the table columns' own."""
    if connection.dialect.name == "postgresql":
        types = [column.type.compile(connection.dialect) for column in columns]
        arrays = ", ".join(f"CAST(:v{place} AS {kind}[])" for place, kind in enumerate(types))
        names = ", ".join(column.name for column in columns)
        lists = {
            f"v{place}": [_plain(row[column.name]) for row in rows] for place, column in enumerate(columns)
        }
        return f"(SELECT * FROM unnest({arrays}) AS u({names}))", lists  # noqa: S608 (names are our own)
    fields = ", ".join(
        f"json_extract(value, '$[{place}]') AS {column.name}" for place, column in enumerate(columns)
    )
    packed = json.dumps([[_for_json(row[column.name]) for column in columns] for row in rows])
    return f"(SELECT {fields} FROM json_each(:rows))", {"rows": packed}  # noqa: S608


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
        text(f"INSERT INTO {_name(table)} ({names}) SELECT {names} FROM {source} AS g WHERE true{clause}"),  # noqa: S608
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
        text(f"UPDATE {_name(table)} SET {changes} FROM {source} AS g WHERE {_name(table)}.{key} = g.{key}"),  # noqa: S608
        parameters,
    )


def delete(connection: Connection, table: FromClause, keys: Iterable[Any], *, key: str = "id") -> None:
    """Delete the rows that `key` names, as one set."""
    rows = [{key: value} for value in keys]
    if not rows:
        return
    source, parameters = given(connection, [table.c[key]], rows)
    connection.execute(
        text(f"DELETE FROM {_name(table)} WHERE {key} IN (SELECT {key} FROM {source} AS g)"),  # noqa: S608
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
    statement = text(sql.replace("{given}", source)).columns(*result)
    return connection.execute(statement, parameters).all()


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
