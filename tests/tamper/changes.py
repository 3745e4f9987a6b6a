"""Every change of one row that there is: each column of each table made something else, each row gone, each row doubled."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Column, Connection, Table, func, select
from sqlalchemy import types as sql

from pantbox import tables
from pantbox.db import Base, UtcDateTime

LATER = timedelta(days=60)
MORE = 100
KINDS = {
    "account": "kind", "bearer": "kind", "log_entry": "what", "offline_redemption": "reason", "refund": "rail",
    "return_claim": "rung", "scan": "kind", "station": "kind", "till_move": "kind", "transfer": "cause_kind",
    "trip": "end_how",
}  # fmt: skip
"""Tables whose rows mean different things, and the column that says which: one row of each kind is changed."""


@dataclass(frozen=True)
class Change:
    """One change of one row. `column` None: the row is deleted."""

    table: Table
    column: Column[Any] | None
    kind: Any = None

    @property
    def name(self) -> str:
        """As a reader says it."""
        kind = f" {self.kind}" if self.kind is not None else ""
        what = f".{self.column.name}" if self.column is not None else " gone"
        return f"{self.table.name}{kind}{what}"

    def make(self, connection: Connection) -> bool:
        """Make it. False: the festival has no such row."""
        keys = list(self.table.primary_key.columns)
        query = select(*keys) if self.column is None else select(*keys, self.column.label("value"))
        if self.column is not None:
            query = query.where(self.column.is_not(None))
        if self.kind is not None:
            query = query.where(self.table.c[KINDS[self.table.name]] == self.kind)
        is_time = self.column is not None and isinstance(self.column.type, UtcDateTime)
        first = [self.column, *keys] if is_time else keys  # the earliest: of before the closing
        row = connection.execute(query.order_by(*first).limit(1)).first()
        if row is None:
            return False
        here = [key == row[number] for number, key in enumerate(keys)]
        if self.column is None:
            connection.execute(self.table.delete().where(*here))
        else:
            value = _another(connection, self.column, row.value)
            connection.execute(self.table.update().where(*here).values({self.column: value}))
        return True


def every_change(connection: Connection) -> Iterator[Change]:
    """All of them that this database has rows for, by table, kind of row and column."""
    tables.load()
    for table in Base.metadata.sorted_tables:
        for kind in _kinds(connection, table):
            yield Change(table, None, kind)
            for column in table.columns:
                if column.name not in table.primary_key.columns:
                    yield Change(table, column, kind)


def _kinds(connection: Connection, table: Table) -> list[Any]:
    if table.name not in KINDS:
        return [None]
    column = table.c[KINDS[table.name]]
    return list(connection.scalars(select(column).where(column.is_not(None)).distinct().order_by(column)))


def _another(connection: Connection, column: Column[Any], value: Any) -> Any:
    """Another value of this column: one that occurs in it, else one made up. A time is two months later, past the event's closing:
    before it, when something became known changes no figure."""
    if isinstance(column.type, sql.JSON):
        return _other_json(value)
    if isinstance(value, datetime):
        return _made_up(value)
    other = connection.scalar(
        select(column).where(column != value, column.is_not(None)).order_by(func.random()).limit(1)
    )
    return other if other is not None else _made_up(value)


def _other_json(value: Any) -> Any:
    if isinstance(value, list):
        return value[:-1] or ["x"]
    return {**value, "x": 1} if isinstance(value, dict) else {"x": 1}


def _made_up(value: Any) -> Any:
    match value:
        case bool():
            return not value
        case int() | float():
            return value + MORE
        case datetime():
            return value + LATER
        case UUID():
            return uuid4()
        case bytes():
            return value[::-1] + b"x"
    return f"{value}x"
