"""Rows as they are sealed: one text of all columns that stay as they were written, made by the database, alike on both."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Column, Connection, DateTime, Table, Uuid, column
from sqlalchemy.types import JSON, Float, Integer, LargeBinary, String, Text, TypeDecorator

from pantbox import sets, tables
from pantbox.db import Base
from pantbox.kept import KeptTable

KEY_BYTES = DIGEST_BYTES = 16
MEMBER_BYTES = KEY_BYTES + DIGEST_BYTES
Members = dict[bytes, bytes]
"""Digests of rows by their keys."""


def digests(connection: Connection, kept: KeptTable, keys: Iterable[bytes]) -> Members:
    """The rows with these keys that there are, as they are now."""
    return {key: digest(kept.name, sealed) for key, sealed in texts(connection, kept, keys).items()}


def texts(connection: Connection, kept: KeptTable, keys: Iterable[bytes]) -> dict[bytes, str]:
    """The same as texts."""
    table = table_of(kept)
    id_ = table.c.id
    sql = (
        f"SELECT t.id AS id, {text_of(kept, connection.dialect.name)} AS sealed"  # noqa: S608
        f' FROM {{given}} AS g JOIN "{kept.name}" t ON t.id = g.id'
    )
    given = [{"id": one} for one in _ids_of(id_, keys)]
    found = sets.run(connection, sets.Statement(sql, [id_], given, [id_, column("sealed", Text())])).rows
    return {key_of(row.id): row.sealed for row in found}


def latest_written(connection: Connection, kept: KeptTable, keys: Iterable[bytes]) -> datetime | None:
    """When the last of the rows with these keys was written. None: their table does not say it."""
    if kept.written_at is None:
        return None
    table = table_of(kept)
    id_, at = table.c.id, table.c[kept.written_at]
    sql = f'SELECT MAX(t."{at.name}") AS latest FROM {{given}} AS g JOIN "{kept.name}" t ON t.id = g.id'  # noqa: S608
    given = [{"id": one} for one in _ids_of(id_, keys)]
    [row] = sets.run(connection, sets.Statement(sql, [id_], given, [column("latest", at.type)])).rows
    latest: datetime | None = row.latest
    return latest


def _ids_of(id_: Column[Any], keys: Iterable[bytes]) -> list[UUID] | list[int]:
    """The primary keys again. A number that the database cannot hold stands only in a block that was changed: no row has it."""
    if isinstance(id_.type, Uuid):
        return [UUID(bytes=key) for key in keys]
    return [number for key in keys if (number := int.from_bytes(key, "big")) < 2**63]


def digest(name: str, sealed: str) -> bytes:
    """Of one row of a table: the first half of a SHA-256."""
    return hashlib.sha256(f"{name}\n{sealed}".encode()).digest()[:DIGEST_BYTES]


def packed(members: Members) -> bytes:
    """Keys and digests one after another, in order of the keys."""
    return b"".join(key + members[key] for key in sorted(members))


def unpacked(members: bytes) -> Members:
    """The same the other way round."""
    places = range(0, len(members), MEMBER_BYTES)
    return {members[n : n + KEY_BYTES]: members[n + KEY_BYTES : n + KEY_BYTES + DIGEST_BYTES] for n in places}


def key_of(id_: UUID | int) -> bytes:
    """A row's primary key, as a block keeps it."""
    return id_.bytes if isinstance(id_, UUID) else id_.to_bytes(KEY_BYTES, "big")


def id_of(column_: Column[Any], key: bytes) -> UUID | int:
    """The primary key again."""
    return UUID(bytes=key) if isinstance(column_.type, Uuid) else int.from_bytes(key, "big")


def table_of(kept: KeptTable) -> Table:
    """The table itself."""
    if kept.name not in Base.metadata.tables:
        tables.load()
    return Base.metadata.tables[kept.name]


def sealed_columns(kept: KeptTable) -> Sequence[Column[Any]]:
    """The columns that stay, in order of their names: a column that moves in the code changes no seal."""
    return sorted(
        (one for one in table_of(kept).columns if one.name not in kept.free), key=lambda one: one.name
    )


def row_key(kept: KeptTable, dialect: str, row: str = "t") -> str:
    """SQL of a row's primary key, as its versions name it."""
    return _value(table_of(kept).c.id, _ON_POSTGRESQL if dialect == "postgresql" else _ON_SQLITE, row)


def key_text(id_: UUID | int) -> str:
    """The same of a key that is known here."""
    return f"{id_.int:032x}" if isinstance(id_, UUID) else str(id_)


@lru_cache
def text_of(kept: KeptTable, dialect: str, row: str = "t") -> str:
    """SQL of a row's text: `name=value` for each column that is not null, with `|` between; what is in a value is escaped."""
    written = _ON_POSTGRESQL if dialect == "postgresql" else _ON_SQLITE
    parts = [
        f"COALESCE('{one.name}=' || {_value(one, written, row)} || '|', '')" for one in sealed_columns(kept)
    ]
    return " || ".join(parts)


def row_text(kept: KeptTable, row: Mapping[str, Any]) -> str:
    """The same text of a row that is about to be written, by its columns' names."""
    return "".join(
        [f"{name}={write(value)}|" for name, write in _writers(kept) if (value := row.get(name)) is not None]
    )


@lru_cache
def _writers(kept: KeptTable) -> list[tuple[str, Callable[[Any], str]]]:
    return [(one.name, _WRITTEN.get(one.type.python_type, str)) for one in sealed_columns(kept)]


@lru_cache(maxsize=1_000)
def _time(moment: datetime) -> str:
    # A scan's few moments stand in several of its rows.
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|")


_WRITTEN: dict[type, Callable[[Any], str]] = {
    datetime: _time,
    bool: lambda told: str(int(told)),
    UUID: lambda id_: f"{id_.int:032x}",
    str: _escaped,
    object: lambda told: _escaped(json.dumps(told)),  # as the databases keep JSON
}
"""By what a column holds. Numbers are written as Python does."""


def _value(one: Column[Any], written: dict[type, str], row: str) -> str:
    type_ = one.type.impl_instance if isinstance(one.type, TypeDecorator) else one.type
    for kind, form in written.items():
        if isinstance(type_, kind):
            return form.format(f'{row}."{one.name}"')
    raise AssertionError(f"{one}: no form of {type_!r} is known that is alike on both databases")


_ESCAPED = "REPLACE(REPLACE(CAST({} AS TEXT), '\\', '\\\\'), '|', '\\|')"
_ON_POSTGRESQL: dict[type, str] = {
    DateTime: "TO_CHAR({} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
    Boolean: "CAST(CAST({} AS INTEGER) AS TEXT)",
    Integer: "CAST({} AS TEXT)",
    Uuid: "REPLACE(CAST({} AS TEXT), '-', '')",
    Float: "CAST(CAST(ROUND({} * 1000000) AS BIGINT) AS TEXT)",  # degrees: a tenth of a metre, and alike on both
    LargeBinary: "ENCODE({}, 'hex')",
    JSON: _ESCAPED,
    String: _ESCAPED,
}
_ON_SQLITE: dict[type, str] = _ON_POSTGRESQL | {
    DateTime: "{}",
    Boolean: "CAST({} AS TEXT)",
    Uuid: "{}",
    LargeBinary: "LOWER(HEX({}))",
}
