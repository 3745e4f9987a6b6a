"""The first tables, and the triggers that keep scans and transfers as they were written."""

from alembic import op

from pantbox import tables
from pantbox.db import Base

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEPT = {
    "transfer": None,
    "scan": "standing",
    "refund": None,
    "redemption": None,
    "offline_redemption": None,
    "till_move": None,
    "unreadable": None,
    "stall_closing": None,
    "stall_closing_line": None,
    "device_stay": None,
    "crew_opening": None,
    "crew_showing": None,
    "scan_import": "ended_at",
}
"""Tables whose rows are never changed or deleted, and the one column of each that may be."""

GROUND = {
    "event": "",
    "event_type": "",
    "terms": "",
    "container_type": "",
    "station": "OF kind, capacity, event_id, organisation_id",
    "crate_mode": "",
    "device": "OF token_hash, revoked_at, station_id, moved_at, event_id, organisation_id",
    "device_stay": "",
    "scan_import": "",
}
"""Tables the scans' door keeps in memory, and which of their columns it keeps: all, where none are named."""


def upgrade() -> None:
    """Make every table, then forbid what must never happen to the evidence and the ledger."""
    tables.load()
    connection = op.get_bind()
    Base.metadata.create_all(connection)
    _count_up_the_ground(connection.dialect.name)
    for table, free in KEPT.items():
        columns = ", ".join(column.name for column in Base.metadata.tables[table].c if column.name != free)
        if connection.dialect.name == "postgresql":
            _forbid_on_postgresql(table, columns)
        else:
            _forbid_on_sqlite(table, columns)


def _count_up_the_ground(dialect: str) -> None:
    """Each organisation's `ground_version` changes with its ground, whoever changes it and by whatever statement."""
    if dialect == "postgresql":
        op.execute(
            "CREATE FUNCTION ground_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " UPDATE organisation SET ground_version = ground_version + 1"
            " WHERE id = COALESCE(NEW.organisation_id, OLD.organisation_id); RETURN NULL; END $$"
        )
    for table, columns in GROUND.items():
        for what, row in (("INSERT", "NEW"), (f"UPDATE {columns}", "NEW"), ("DELETE", "OLD")):
            name = f"{table}_ground_{what.split()[0].lower()}"
            action = (
                "EXECUTE FUNCTION ground_changed()"
                if dialect == "postgresql"
                else "BEGIN UPDATE organisation SET ground_version = ground_version + 1"
                f" WHERE id = {row}.organisation_id; END"
            )
            op.execute(f"CREATE TRIGGER {name} AFTER {what} ON {table} FOR EACH ROW {action}")


def _forbid_on_postgresql(table: str, columns: str) -> None:
    op.execute(
        f"CREATE FUNCTION {table}_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} rows are never changed or deleted'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_is_kept BEFORE DELETE OR UPDATE OF {columns} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_is_kept()"
    )


def _forbid_on_sqlite(table: str, columns: str) -> None:
    for name, what in (("changed", f"UPDATE OF {columns}"), ("deleted", "DELETE")):
        op.execute(
            f"CREATE TRIGGER {table}_is_not_{name} BEFORE {what} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} rows are never changed or deleted'); END"
        )
