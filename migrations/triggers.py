"""The triggers that keep rows as they were written, and versions of those that may change."""

from alembic import op
from sqlalchemy import PrimaryKeyConstraint, Table, UniqueConstraint

from pantbox.kept import KeptTable
from pantbox.seals.rows import row_key, sealed_columns, text_of
from pantbox.seals.versions import keeping_unexplained, signing
from pantbox.signatures import NEXT_VERSION

SENT_AGAIN = ("account", "container", "delivery", "scan", "stall_closing", "visit")
"""Tables into which rows are written that may be there already."""


def forbid_changes(table: Table, kept: KeptTable, dialect: str) -> None:
    """No row of it is changed, but for the columns that are free, or deleted."""
    (_forbid_on_postgresql if dialect == "postgresql" else _forbid_on_sqlite)(table, kept)


def drop_versions(kept: KeptTable, dialect: str) -> None:
    """Take away what `keep_versions` made."""
    for what in ("insert", "update", "delete"):
        name = f"{kept.name}_version_{what}"
        op.execute(
            f"DROP FUNCTION IF EXISTS {name}() CASCADE"
            if dialect == "postgresql"
            else f"DROP TRIGGER IF EXISTS {name}"
        )


def keep_versions(kept: KeptTable, dialect: str) -> None:
    """Each version of a row is kept and signed, whoever changes it and by whatever statement."""
    columns = ", ".join(f'"{column.name}"' for column in sealed_columns(kept))
    new = text_of(kept, dialect, "NEW")
    for what, event, row, content in (
        ("insert", "INSERT", "NEW", new),
        ("update", f"UPDATE OF {columns}", "NEW", new),
        ("delete", "DELETE", "OLD", "NULL"),
    ):
        name = f"{kept.name}_version_{what}"
        when = f" WHEN ({new} <> '')" if what == "insert" else ""
        sql = signing(
            f"SELECT {NEXT_VERSION[dialect]} AS id, '{kept.name}' AS of_table,"
            f" {row_key(kept, dialect, row)} AS of_row, {content} AS content"
        )
        if what != "insert":
            sql = f"{keeping_unexplained(kept, dialect)}; {sql}"
        action = f"BEGIN {sql}; END"
        if dialect == "postgresql":
            op.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {sql}; RETURN NULL; END $$"
            )
            action = f"EXECUTE FUNCTION {name}()"
        op.execute(f"CREATE TRIGGER {name} AFTER {event} ON {kept.name} FOR EACH ROW{when} {action}")


def _forbid_on_postgresql(table: Table, kept: KeptTable) -> None:
    name = f"{table.name}_is_kept"
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table.name} rows are never changed or deleted'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE DELETE OR UPDATE OF {_stay(table, kept)} ON {table.name} "
        f"FOR EACH ROW EXECUTE FUNCTION {name}()"
    )
    op.execute(f"CREATE TRIGGER {name}_all BEFORE TRUNCATE ON {table.name} EXECUTE FUNCTION {name}()")


def _forbid_on_sqlite(table: Table, kept: KeptTable) -> None:
    told = f"'{table.name} rows are never changed or deleted'"
    for name, what in (("changed", f"UPDATE OF {_stay(table, kept)}"), ("deleted", "DELETE")):
        op.execute(
            f"CREATE TRIGGER {table.name}_is_not_{name} BEFORE {what} ON {table.name} "
            f"BEGIN SELECT RAISE(ABORT, {told}); END"
        )
    # REPLACE deletes without asking any other trigger. What is sent again is left as it is where
    # the writer says DO NOTHING, which is looked at after this.
    answer = "IGNORE" if table.name in SENT_AGAIN else f"ABORT, {told}"
    there = f"SELECT 1 FROM {table.name} o WHERE {_same_row(table)}"
    op.execute(
        f"CREATE TRIGGER {table.name}_is_not_replaced BEFORE INSERT ON {table.name} WHEN EXISTS ({there}) "
        f"BEGIN SELECT RAISE({answer}); END"
    )


def _stay(table: Table, kept: KeptTable) -> str:
    return ", ".join(f'"{column.name}"' for column in table.c if column.name not in kept.free)


def _same_row(table: Table) -> str:
    """SQL that is true of a row `o` that a new one would take the place of."""
    unique = [one for one in table.constraints if isinstance(one, PrimaryKeyConstraint | UniqueConstraint)]
    sets = [one.columns for one in unique] + [index.columns for index in table.indexes if index.unique]
    return " OR ".join(
        "(" + " AND ".join(f'o."{column.name}" = NEW."{column.name}"' for column in columns) + ")"
        for columns in sets
    )
