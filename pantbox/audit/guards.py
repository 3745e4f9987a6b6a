"""What the database itself refuses: its triggers and its unique index are there and at work."""

from collections.abc import Iterator

from sqlalchemy import Connection, text

from pantbox.audit.finding import Finding
from pantbox.kept import UNCHANGED, VERSIONED
from pantbox.keys import Keys
from pantbox.seals.triggers import answered_triggers, definitions
from pantbox.signatures import signing_keys

_TRIGGERS = {
    "postgresql": ("{}_is_kept", "{}_is_kept_all"),
    "sqlite": ("{}_is_not_changed", "{}_is_not_deleted", "{}_is_not_replaced"),
}
_VERSIONS = ("{}_version_insert", "{}_version_update", "{}_version_delete")
_FIND_TRIGGERS = {
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A') AND NOT tgisinternal",
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
}
_FIND_INDEX = {
    "postgresql": "SELECT indexdef FROM pg_indexes WHERE indexname = 'uq_trip_open'",
    "sqlite": "SELECT sql FROM sqlite_master WHERE name = 'uq_trip_open'",
}


def findings(connection: Connection, keys: Keys) -> Iterator[Finding]:
    """The guards that promises rest on."""
    yield _unchanged(connection, keys)
    there = set(connection.scalars(text(_FIND_TRIGGERS[connection.dialect.name])))
    for kept in UNCHANGED:
        wanted = {name.format(kept.name) for name in _TRIGGERS[connection.dialect.name]}
        what = f"triggers at work that forbid changing and deleting {kept.name} rows, and those there must be"
        yield _at_work(kept.promise, f"{kept.name} rows are kept", what, wanted, there)
    for kept in VERSIONED:
        wanted = {name.format(kept.name) for name in _VERSIONS}
        what = f"triggers at work that keep each version of {kept.name} rows, and those there must be"
        yield _at_work(kept.promise, f"versions of {kept.name} rows are kept", what, wanted, there)
    index = connection.scalar(text(_FIND_INDEX[connection.dialect.name])) or ""
    is_there = "UNIQUE" in index and "end_how IS NULL" in index
    yield Finding(
        2, "one open trip by law", is_there, "unique indexes on open trips, and 1", int(is_there), 1
    )


def _unchanged(connection: Connection, keys: Keys) -> Finding:
    """Whether each trigger is what the last migration made, and none is there besides."""
    told, now = answered_triggers(connection), definitions(connection, signing_keys(keys).rows)
    what = "triggers and their functions as the last migration left them"
    if told is None or told.split()[0] != now.split()[0]:
        return Finding.not_checked(
            7, "triggers are ours", f"nobody of this database's version answers for {what}"
        )
    return Finding(7, "triggers are ours", told == now, f"{what}, and 1", int(told == now), 1)


def _at_work(promise: int, name: str, what: str, wanted: set[str], there: set[str]) -> Finding:
    return Finding(promise, name, wanted <= there, what, len(wanted & there), len(wanted))
