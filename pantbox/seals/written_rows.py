"""Rows that our process signs as it means them: prices, papers, hashes of codes, and counts of crates.

Triggers keep and sign versions of these rows too, but with a key that a trigger of a stranger's could use, or a row it has changed
first. This signature is made before the database sees the row, of what we told it to write, with the key that is in no database. It
stands in a row version of its own: of the table `written NAME`, of the same row.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, event, select, text
from sqlalchemy.orm import Session, UOWTransaction

from pantbox.kept import KeptTable
from pantbox.seals.rows import key_text, row_key, row_text, sealed_columns, text_of
from pantbox.seals.tables import RowVersion
from pantbox.seals.versions import keep_version
from pantbox.signatures import SIGNS_WITH, row_signature

WRITTEN = {
    kept.name: kept
    for kept in (
        KeptTable(3, "device", free=frozenset({"station_id", "moved_at", "name", "revoked_at", "last_seen_at",
                  "sent_everything_until", "outbox", "battery_percent", "version"})),
        KeptTable(2, "batch", free=frozenset({"name", "printed_at"})),
        KeptTable(7, "delivery", free=frozenset({"state", "confirmed_at", "confirmation_id", "confirmation_hash",
                  "confirmed_by_device_id"})),
        KeptTable(7, "delivery_line", free=frozenset({"counted", "beyond_pool"})),
        KeptTable(7, "stall_closing"),
        KeptTable(7, "stall_closing_line"),
        KeptTable(7, "terms"),
        KeptTable(9, "printed_paper"),
        KeptTable(12, "event_type"),
        KeptTable(22, "api_token", free=frozenset({"label", "revoked_at"})),
        KeptTable(22, "crew_slip", free=frozenset({"revoked_at"})),
    )
}  # fmt: skip
"""With what is signed of them: what never changes once a row is written, for two people may change a row at once, and neither process
knows what the other makes of it. They are written by sessions, and by `sign_row` where they are not."""
COUNTED = KeptTable(
    7, "delivery_line", free=frozenset({"delivery_id", "type_id", "crate", "sent", "organisation_id"})
)
"""What was counted of a delivery's line: written once, while the delivery is locked, and signed then."""
SIGNED = (*WRITTEN.values(), COUNTED)
OF_TABLE = "written "
ALL = "all"
"""Of row: that what was there before was signed."""
SIGNATURE_BYTES = 32
VERSIONS = RowVersion.__table__


def sign_row(connection: Connection, table: str, row: Mapping[str, Any]) -> None:
    """Sign a row that is written without a session, of which all columns are known."""
    for kept in SIGNED:
        if kept.name == table:
            _keep(connection, kept, row)


@event.listens_for(Session, "after_flush")
def _sign_what_is_written(session: Session, _context: UOWTransaction) -> None:
    for one, kept in list(_written(session)):
        row = {column.name: getattr(one, column.name) for column in sealed_columns(kept)}
        _keep(session.connection(), kept, row)


def _written(session: Session) -> Iterator[tuple[Any, KeptTable]]:
    """The objects of these tables that are new, or counted now, with what is signed of them."""
    for one in session.new:
        if (name := one.__tablename__) in WRITTEN:
            yield one, WRITTEN[name]
        if name == COUNTED.name:
            yield one, COUNTED
    for one in session.dirty:
        if one.__tablename__ == COUNTED.name and session.is_modified(one):
            yield one, COUNTED


def _keep(connection: Connection, kept: KeptTable, row: Mapping[str, Any]) -> None:
    key = connection.info.get(SIGNS_WITH, "")
    if key:
        signature = _signature(key, kept, row_text(kept, row))
        keep_version(connection, _of_table(kept), key_text(row["id"]), signature)


def _of_table(kept: KeptTable) -> str:
    return f"{OF_TABLE}{kept.name}{' counted' if kept is COUNTED else ''}"


def _signature(key: str, kept: KeptTable, content: str) -> str:
    return row_signature(key, f"{_of_table(kept)}\n{content}", SIGNATURE_BYTES).hex()


def sign_what_is_there(connection: Connection, key: str) -> None:
    """Sign all rows of these tables as they are now, once: what is put in later is never signed by it. Done by a migration."""
    done = select(VERSIONS.c.id).where(VERSIONS.c.of_table == f"{OF_TABLE}{ALL}").limit(1)
    if key and connection.scalar(done) is None:
        sign_all(connection, key)
        keep_version(connection, f"{OF_TABLE}{ALL}", ALL, ALL)


def sign_all(connection: Connection, key: str) -> None:
    """Sign all rows of these tables as they are now."""
    for kept in SIGNED:
        for row in _rows(connection, kept):
            keep_version(connection, _of_table(kept), row.k, _signature(key, kept, row.sealed))


def strange_rows(connection: Connection, kept: KeptTable, key: str) -> list[str]:
    """The rows of a table of which our process did not write what stands in them."""
    return [
        f"{kept.name} {row.k}"
        for row in _rows(connection, kept)
        if row.signature != _signature(key, kept, row.sealed)
    ]


def _rows(connection: Connection, kept: KeptTable) -> list[Any]:
    dialect = connection.dialect.name
    of_row = row_key(kept, dialect)
    last = (
        f"SELECT MAX(l.id) FROM row_version l WHERE l.of_table = '{_of_table(kept)}' AND l.of_row = {of_row}"  # noqa: S608 (names of ours)
    )
    query = f"""SELECT {of_row} AS k, {text_of(kept, dialect)} AS sealed, v.content AS signature
        FROM {kept.name} t LEFT JOIN row_version v ON v.id = ({last})"""  # noqa: S608 (names of ours)
    return list(connection.execute(text(query)).all())
