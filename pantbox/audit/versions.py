"""Rows that may change stand as they were last changed: each is what a trigger kept of it, and none is gone."""

from collections.abc import Iterator

from sqlalchemy import Connection, text

from pantbox.audit.finding import Finding
from pantbox.kept import VERSIONED, KeptTable
from pantbox.seals.rows import row_key, text_of


def findings(connection: Connection) -> Iterator[Finding]:
    """One for each promise that rests on such rows, over all events."""
    for promise in sorted({kept.promise for kept in VERSIONED}):
        tables = [kept for kept in VERSIONED if kept.promise == promise]
        wrong = [row for kept in tables for row in _wrong(connection, kept)]
        what = f"rows ({', '.join(kept.name for kept in tables)}) that are not what was last kept of them"
        yield Finding.none_of(promise, "rows stand as they were changed", what, wrong, len(wrong))


def _wrong(connection: Connection, kept: KeptTable) -> list[str]:
    dialect = connection.dialect.name
    key = row_key(kept, dialect)
    differs = "IS DISTINCT FROM" if dialect == "postgresql" else "IS NOT"
    last = "SELECT MAX(l.id) FROM row_version l WHERE l.of_table = :name AND l.of_row ="
    sql = f"""SELECT {key} AS k FROM {kept.name} t LEFT JOIN row_version v ON v.id = ({last} {key})
        WHERE NULLIF(v.content, '') {differs} NULLIF({text_of(kept, dialect)}, '')
        UNION ALL SELECT v.of_row FROM row_version v LEFT JOIN {kept.name} t ON {key} = v.of_row
        WHERE v.of_table = :name AND v.id = ({last} v.of_row) AND v.content IS NOT NULL AND t.id IS NULL
        LIMIT 100"""  # noqa: S608
    return [f"{kept.name} {row.k}" for row in connection.execute(text(sql), {"name": kept.name})]
