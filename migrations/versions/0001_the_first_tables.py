"""The first tables, and the triggers that keep scans and transfers as they were written."""

from alembic import op

from migrations.triggers import forbid_changes, keep_versions
from pantbox import tables
from pantbox.db import Base
from pantbox.kept import UNCHANGED, VERSIONED
from pantbox.signatures import ON_POSTGRESQL

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

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
    if connection.dialect.name == "postgresql":
        op.execute(ON_POSTGRESQL)
    for kept in VERSIONED:
        keep_versions(kept, connection.dialect.name)
    for kept in UNCHANGED:
        table = Base.metadata.tables[kept.name]
        forbid_changes(table, kept, connection.dialect.name)


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
