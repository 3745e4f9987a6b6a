"""Many rows in one statement, on both databases: a set of values is a table the statement can select from.

PostgreSQL unpacks one array per column with `unnest`; SQLite unpacks one JSON text with `json_each`. Row-by-row
execution is several times slower on either. This is the scans' path: PostgreSQL's statements are given to the driver as
they are, with each array written out as text, for compiling them and adapting lists costs more than running them.
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
Column = KeyedColumnElement[Any]
STATEMENTS_KEPT = 512


def insert(
    connection: Connection, table: FromClause, rows: Sequence[Values], *, on_conflict: str = ""
) -> CursorResult[Any] | None:
    """Insert rows as one set. Each row names the same columns. `on_conflict` is the clause after `ON CONFLICT`."""
    if not rows:
        return None
    names = ", ".join(rows[0])
    clause = f" ON CONFLICT {on_conflict}" if on_conflict else ""
    sql = f"INSERT INTO {table} ({names}) SELECT {names} FROM {{given}} AS g WHERE true{clause}"  # noqa: S608
    return run(connection, sql, [table.c[name] for name in rows[0]], rows)


def update(connection: Connection, table: FromClause, rows: Sequence[Values], *, key: str = "id") -> None:
    """Set the other columns of the rows that `key` names, as one set."""
    if not rows:
        return
    changes = ", ".join(f"{name} = g.{name}" for name in rows[0] if name != key)
    sql = f"UPDATE {table} SET {changes} FROM {{given}} AS g WHERE {table}.{key} = g.{key}"  # noqa: S608
    run(connection, sql, [table.c[name] for name in rows[0]], rows)


def delete(connection: Connection, table: FromClause, keys: Iterable[Any], *, key: str = "id") -> None:
    """Delete the rows that `key` names, as one set."""
    rows = [{key: value} for value in keys]
    if not rows:
        return
    sql = f"DELETE FROM {table} WHERE {key} IN (SELECT {key} FROM {{given}} AS g)"  # noqa: S608
    run(connection, sql, [table.c[key]], rows)


def select_by(
    connection: Connection,
    columns: Sequence[Column],
    rows: Sequence[Values],
    sql: str,
    result: Sequence[Column],
) -> Sequence[Row[Any]]:
    """Rows of `sql`, in which `{given}` stands for the derived table; read back with the types of `result`."""
    if not rows:
        return []
    return run(connection, sql, columns, rows, result).all()


def run(
    connection: Connection,
    sql: str,
    columns: Sequence[Column],
    rows: Sequence[Values],
    result: Sequence[Column] = (),
) -> CursorResult[Any]:
    """Run `sql`, in which `{given}` stands for a derived table of these rows; `columns` name it and give it its types."""
    if connection.dialect.name == "postgresql":
        return connection.exec_driver_sql(
            _for_postgresql(connection.dialect, sql, tuple(columns)), _arrays(columns, rows)
        )
    names = [column.name for column in columns]
    values = json.dumps([[_for_json(row[name]) for name in names] for row in rows])
    return connection.execute(_for_sqlite(sql, tuple(columns), tuple(result)), {"rows": values})


@lru_cache(maxsize=STATEMENTS_KEPT)
def _for_postgresql(dialect: Dialect, sql: str, columns: tuple[Column, ...]) -> str:
    arrays = ", ".join(
        f"CAST(%(v{place})s AS {column.type.compile(dialect)}[])" for place, column in enumerate(columns)
    )
    names = ", ".join(column.name for column in columns)
    return sql.replace("{given}", f"(SELECT * FROM unnest({arrays}) AS u({names}))")  # noqa: S608 (names are our own)


@lru_cache(maxsize=STATEMENTS_KEPT)
def _for_sqlite(
    sql: str, columns: tuple[Column, ...], result: tuple[Column, ...]
) -> TextClause | TextualSelect:
    fields = ", ".join(
        f"json_extract(value, '$[{place}]') AS {column.name}" for place, column in enumerate(columns)
    )
    statement = text(sql.replace("{given}", f"(SELECT {fields} FROM json_each(:rows))"))  # noqa: S608
    return statement.columns(*result) if result else statement


def _arrays(columns: Sequence[Column], rows: Sequence[Values]) -> dict[str, str]:
    """Each column as the text of a PostgreSQL array."""
    return {
        f"v{place}": "{" + ",".join([_element(row[column.name]) for row in rows]) + "}"
        for place, column in enumerate(columns)
    }


def _element(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f'"{value.isoformat()}"' if isinstance(value, datetime) else str(value)


def _for_json(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case UUID():
            return value.hex
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    return value
