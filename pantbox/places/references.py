"""Which columns name which rows: read from the tables themselves, so that a new table is found without being listed.

A column names a row by a foreign key, by what it is called (`payer_station_id`), or, where neither tells, by what its
`info` says. Much of the evidence has no foreign keys, for checking one costs every scan; the ledger's accounts are
named by text. A row that anything names is closed, never deleted.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, select
from sqlalchemy.orm import Session

from pantbox import tables
from pantbox.db import NAMES, Base

CALLED = {
    "station_id": "station",
    "stall_id": "station",
    "event_id": "event",
    "vendor_id": "vendor",
    "device_id": "device",
    "type_id": "container_type",
    "container_id": "container",
    "batch_id": "batch",
    "scan_id": "scan",
    "visit_id": "visit",
    "bearer_id": "bearer",
    "slip_id": "bearer",
    "user_id": "user_account",
    "organisation_id": "organisation",
    "account_id": "account",
    "delivery_id": "delivery",
}
"""What a column without a foreign key is called, or what its name ends with after `_`, and the table it names a row of."""

NamesRow = Callable[[Any, Any], ColumnElement[bool]]
"""Of a column and a row's id: whether the column's value names that row."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A column that names rows of a table. `names` is the condition that it names one with a certain id."""

    table: Table
    column: Column[Any]
    names: NamesRow

    def __str__(self) -> str:
        return f"{self.table.name}.{self.column.name}"


@cache
def references_to(named: str) -> tuple[Reference, ...]:
    """Every column of the whole database that names rows of a table, in a fixed order."""
    tables.load()
    return tuple(
        Reference(table, column, names)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        for told, names in named_by(column)
        if told == named
    )


def named_by(column: Column[Any]) -> Iterator[tuple[str, NamesRow]]:
    """The tables a column names rows of, and how. Nothing for a plain value, and for a row's own id."""
    if NAMES in column.info:
        yield from column.info[NAMES].items()
    elif column.foreign_keys:
        for key in column.foreign_keys:
            yield key.column.table.name, _is_id
    else:
        for called, table in CALLED.items():
            if column.name == called or column.name.endswith(f"_{called}"):
                yield table, _is_id


def first_reference(session: Session, row: Base) -> Reference | None:
    """A column in which this row is named, or None: then nothing would miss it."""
    row_id = row.__mapper__.primary_key_from_instance(row)[0]
    for reference in references_to(row.__tablename__):
        found = (
            select(1).select_from(reference.table).where(reference.names(reference.column, row_id)).limit(1)
        )
        if session.connection().scalar(found):
            return reference
    return None


def _is_id(column: Any, row_id: Any) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = column == row_id
    return condition
