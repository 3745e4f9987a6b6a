"""What the database itself refuses: its triggers and its unique index are there and at work."""

from collections.abc import Iterator

from sqlalchemy import Connection, text

from pantbox.audit.finding import Finding

KEPT = (
    (1, "scan"),
    (7, "transfer"),
    (8, "refund"),
    (8, "till_move"),
    (8, "unreadable"),
    (10, "redemption"),
    (10, "offline_redemption"),
    (8, "stall_closing"),
    (8, "stall_closing_line"),
)
"""Tables whose rows stay as they were written, and the promise that rests on it."""
_TRIGGERS = {
    "postgresql": ("{}_is_kept",),
    "sqlite": ("{}_is_not_changed", "{}_is_not_deleted"),
}
_FIND_TRIGGERS = {
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A') AND NOT tgisinternal",
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
}
_FIND_INDEX = {
    "postgresql": "SELECT indexdef FROM pg_indexes WHERE indexname = 'uq_trip_open'",
    "sqlite": "SELECT sql FROM sqlite_master WHERE name = 'uq_trip_open'",
}


def findings(connection: Connection) -> Iterator[Finding]:
    """The guards that promises rest on."""
    there = set(connection.scalars(text(_FIND_TRIGGERS[connection.dialect.name])))
    for promise, table in KEPT:
        wanted = {name.format(table) for name in _TRIGGERS[connection.dialect.name]}
        yield Finding(
            promise,
            f"{table} rows are kept",
            wanted <= there,
            f"triggers at work that forbid changing and deleting {table} rows, and those there must be",
            len(wanted & there),
            len(wanted),
        )
    index = connection.scalar(text(_FIND_INDEX[connection.dialect.name])) or ""
    is_there = "UNIQUE" in index and "end_how IS NULL" in index
    yield Finding(
        2, "one open trip by law", is_there, "unique indexes on open trips, and 1", int(is_there), 1
    )
