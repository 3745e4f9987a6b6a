"""A row of any table that names another one, made without knowing the table: what a guard read off the tables must find."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Column, Table, insert, select
from sqlalchemy.orm import Session

from pantbox.clock import new_id
from pantbox.db import Base
from pantbox.seals.signed_rows import SIGNED, signed
from pantbox.seals.written_rows import WRITTEN, sign_row
from tests.api.town import NOW

FITTING: dict[str, dict[str, Any]] = {
    "offline_redemption": {"lost_ore": 0, "online_ore": 0, "waits_ore": 0},
    "station": {"kind": "stall", "number": 900},
    "event_type": {"pooled": False},
    "scan": {"content_hash": "0" * 64},
}
"""What a table's constraints ask for beyond a plain value of the right type."""


def row_naming(session: Session, table: Table, known: dict[str, Any], **told: Any) -> Any:
    """A new row of `table` with these values, plain ones elsewhere, and of `known` rows by table where it must name one.

    Returns its id. What it must name and nobody knows is made first.
    """
    values = {column.name: _value(session, column, known) for column in table.columns}
    values = {name: value for name, value in values.items() if value is not None}
    values |= {"organisation_id": known["organisation"]} | FITTING.get(table.name, {}) | told
    if table.name in SIGNED:
        [values] = signed(session.connection(), table.name, [values])
    made = session.execute(insert(table).values(values))
    id_ = made.inserted_primary_key[0] if made.inserted_primary_key else None
    if table.name in WRITTEN:
        [row] = session.execute(select(table).where(table.c.id == id_)).mappings()
        sign_row(session.connection(), table.name, row)
    return id_


def _value(session: Session, column: Column[Any], known: dict[str, Any]) -> Any:
    if column.name == "id":
        return new_id() if column.type.python_type is UUID else None
    for key in column.foreign_keys:
        named = key.column.table
        if named.name in known or column.nullable:
            return known.get(named.name)
        known[named.name] = row_naming(session, Base.metadata.tables[named.name], known)
        return known[named.name]
    if column.nullable:
        return None
    return PLAIN[column.type.python_type](column)


def _text(column: Column[Any]) -> str:
    return uuid4().hex[: getattr(column.type, "length", None) or 32]


PLAIN: dict[type, Callable[[Column[Any]], Any]] = {
    int: lambda _column: 1,
    float: lambda _column: 1.0,
    bool: lambda _column: True,
    str: _text,
    datetime: lambda _column: NOW,
    UUID: lambda _column: uuid4(),
    dict: lambda _column: {},
}
