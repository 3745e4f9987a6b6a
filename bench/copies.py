"""Earlier festivals like the first one of a database, copied by set-based SQL: as if the scheme had gone on for years.

Copied are all rows of the event, each copy four weeks before the one before it, with the same containers, at stations and
on accounts of its own. What a copy says of containers is what it says of the first event, only earlier.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import Column, Uuid

from pantbox.db import Base, UtcDateTime
from pantbox.kept import VERSIONED
from pantbox.seals.versions import keeping_rows
from pantbox.tables import load

APART = timedelta(days=28)
COPIED = (
    "event", "event_type", "terms", "station", "account", "scan", "return_claim", "visit", "trip", "transfer", "rollup",
)  # fmt: skip
"""In this order: the later ones point at the earlier."""


def copying(number: int, stations: int, accounts: int) -> Iterator[str]:
    """SQL that copies the festival once more. `stations` and `accounts`: how far apart the ids of two copies are."""
    load()
    for name in COPIED:
        table = Base.metadata.tables[name]
        columns = [column for column in table.c if not _is_numbered(column)]
        names = ", ".join(f'"{column.name}"' for column in columns)
        values = ", ".join(_copied(column, number, stations, accounts) for column in columns)
        of_the_first = "id = 1" if name == "event" else "event_id = 1"
        yield f"INSERT INTO {name} ({names}) SELECT {values} FROM {name} WHERE {of_the_first}"


def keeping() -> Iterator[str]:
    """SQL that keeps a version of each copied row of which versions are kept."""
    load()
    for kept in VERSIONED:
        if kept.name in COPIED:
            yield keeping_rows(kept, "postgresql")


def counting(copies: int) -> str:
    """SQL after so many festivals in all: each container made its trips as often."""
    of_the_first = "SELECT count(*) FROM trip WHERE container_id = container.id AND event_id = 1"
    return f"UPDATE container SET trips = {copies} * ({of_the_first}) WHERE trips > 0"


def _is_numbered(column: Column[Any]) -> bool:
    """Whether the database counts it by itself and nothing points at it."""
    return column.name == "id" and column.table.name in ("event_type", "terms")


def _copied(column: Column[Any], number: int, stations: int, accounts: int) -> str:
    table, name = column.table.name, f'"{column.name}"'
    if name == '"event_id"' or (table, name) == ("event", '"id"') or name.endswith('_event_id"'):
        return f"{name} + {number}"
    if (table, name) == ("station", '"id"') or name.endswith(('station_id"', 'stall_id"')):
        return f"CASE WHEN {name} > 0 THEN {name} + {number * stations} ELSE {name} END"
    if (table, name) == ("account", '"id"') or name.endswith('account_id"'):
        return f"{name} + {number * accounts}"
    if (table, name) == ("account", '"of"'):
        moved = f"(substring({name} FROM '^[0-9]+')::int + {number * stations})"
        return f"CASE WHEN kind <> 'POOL' AND {name} ~ '^[0-9]' THEN regexp_replace({name}, '^[0-9]+', {moved}::text) ELSE {name} END"
    if name in ('"slug"', '"sign"'):
        return f"{name} || '-{number}'"
    if name in ('"token_hash"', '"phone_hash"'):
        return "NULL"
    if isinstance(column.type, UtcDateTime):
        return f"{name} - interval '{number * APART.days} days'"
    if isinstance(column.type, Uuid):
        return _earlier(name, number)
    return name


def _earlier(name: str, number: int) -> str:
    """A UUIDv7 of the same tail, made so much earlier."""
    text = f"replace({name}::text, '-', '')"
    made = f"('x' || substr({text}, 1, 12))::bit(48)::bigint - {number * APART // timedelta(milliseconds=1)}"
    return f"(lpad(to_hex({made}), 12, '0') || substr({text}, 13))::uuid"
