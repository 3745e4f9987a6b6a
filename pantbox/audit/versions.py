"""Rows that may change stand as they were last changed, by this installation: each is what a trigger kept of it, none is gone, and
each version is signed."""

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import Connection, text

from pantbox.audit.finding import Finding
from pantbox.kept import VERSIONED, KeptTable
from pantbox.keys import Keys
from pantbox.seals.rows import row_key, text_of
from pantbox.seals.written_rows import SIGNED, strange_rows
from pantbox.signatures import signing_keys, version_signature

AT_ONCE = 10_000
_VERSIONS = text("SELECT id, of_table, of_row, content, signature FROM row_version ORDER BY id")


def findings(connection: Connection, keys: Keys) -> Iterator[Finding]:
    """Two for each promise that rests on such rows, over all events."""
    strange = _strange(connection, signing_keys(keys).versions)
    yield from _written(connection, signing_keys(keys).rows)
    for promise in sorted({kept.promise for kept in VERSIONED}):
        tables = [kept for kept in VERSIONED if kept.promise == promise]
        names = ", ".join(kept.name for kept in tables)
        wrong = [row for kept in tables for row in _wrong(connection, kept)]
        what = f"rows ({names}) that are not what was last kept of them"
        yield Finding.none_of(promise, "rows stand as they were changed", what, wrong, len(wrong))
        unsigned = [row for kept in tables for row in strange.pop(kept.name, ())]
        what = f"changes of rows ({names}) that no connection of this installation signed"
        yield Finding.none_of(promise, "rows were changed by us", what, unsigned, len(unsigned))
    left = [row for rows in strange.values() for row in rows]
    yield Finding.none_of(3, "versions are of tables of ours", "versions of other tables", left, len(left))


def _written(connection: Connection, key: str) -> Iterator[Finding]:
    """One for each promise that rests on rows which our process signs."""
    for promise in sorted({kept.promise for kept in SIGNED}):
        tables = [kept for kept in SIGNED if kept.promise == promise]
        wrong = [row for kept in tables for row in strange_rows(connection, kept, key)]
        what = f"rows ({', '.join(sorted({kept.name for kept in tables}))}) that are not what our process meant them to be"
        yield Finding.none_of(promise, "rows are as we meant them", what, wrong, len(wrong))


def _strange(connection: Connection, key: str) -> dict[str, list[str]]:
    """By table the versions whose signature is not what this key makes of them."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in connection.execute(_VERSIONS, execution_options={"yield_per": AT_ONCE}):
        if row.signature != version_signature(key, row.id, row.of_table, row.of_row, row.content):
            found[row.of_table].append(f"{row.of_table} {row.of_row}")
    return found


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
