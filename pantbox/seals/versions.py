"""Versions of rows that were there before they were kept, or before all of what is kept of them now was."""

from sqlalchemy import Connection, text

from pantbox.kept import KeptTable
from pantbox.seals.rows import row_key, text_of
from pantbox.signatures import FUNCTION, NEXT_VERSION

LAST = "SELECT COALESCE(MAX(id), 0) FROM row_version"
NUMBERED = {"postgresql": "nextval('row_version_id_seq')", "sqlite": f"({LAST}) + ROW_NUMBER() OVER ()"}


def keeping_rows(kept: KeptTable, dialect: str) -> str:
    """SQL that keeps a signed version of each row of this table whose last one does not say what stands in it."""
    of_row, content = row_key(kept, dialect), text_of(kept, dialect)
    return signing(f"""
            SELECT {NUMBERED[dialect]} AS id, '{kept.name}' AS of_table, {of_row} AS of_row, {content} AS content
            FROM {kept.name} t WHERE {content} <> '' AND NOT EXISTS (
                SELECT 1 FROM row_version o WHERE o.content = {content} AND o.id = (
                    SELECT MAX(l.id) FROM row_version l WHERE l.of_table = '{kept.name}' AND l.of_row = {of_row}))""")  # noqa: S608 (names of ours)


def signing(versions: str) -> str:
    """SQL that signs and keeps the versions that a query gives, with their ids, tables, rows and contents."""
    return (
        "INSERT INTO row_version (id, of_table, of_row, content, signature)"  # noqa: S608 (names of ours)
        f" SELECT v.id, v.of_table, v.of_row, v.content, {FUNCTION}(v.id, v.of_table, v.of_row, v.content) FROM ({versions}) AS v"
    )


def keeping_unexplained(kept: KeptTable, dialect: str) -> str:
    """SQL that keeps, unsigned, what a row says that is being changed or deleted, if that is not what was kept of it last: somebody
    changed it behind our back, and what is kept of it next would hide that."""
    of_row, content = row_key(kept, dialect, "OLD"), text_of(kept, dialect, "OLD")
    differs = "IS DISTINCT FROM" if dialect == "postgresql" else "IS NOT"
    last = f"SELECT MAX(l.id) FROM row_version l WHERE l.of_table = '{kept.name}' AND l.of_row = {of_row}"  # noqa: S608 (names of ours)
    return (
        "INSERT INTO row_version (id, of_table, of_row, content, signature)"  # noqa: S608 (names of ours)
        f" SELECT {NEXT_VERSION[dialect]}, '{kept.name}', {of_row}, {content}, NULL WHERE NULLIF({content}, '') {differs}"
        f" NULLIF((SELECT v.content FROM row_version v WHERE v.id = ({last})), '')"
    )


def keep_version(connection: Connection, of_table: str, of_row: str, content: str) -> None:
    """Keep and sign a version of what is no row: of something that somebody answers for."""
    number = NEXT_VERSION[connection.dialect.name]
    version = f"SELECT {number} AS id, '{of_table}' AS of_table, '{of_row}' AS of_row, '{content}' AS content"
    connection.execute(text(signing(version)))
