"""Scans and transfers carry signatures, and versions are kept of more rows that are written once. Those of before are answered for as they are."""

from alembic import context, op

from migrations.triggers import drop_versions, keep_versions
from pantbox import tables
from pantbox.kept import VERSIONED
from pantbox.seals.signed_rows import answer_for_unsigned, is_answered_for
from pantbox.seals.triggers import answer_for_triggers
from pantbox.seals.versions import keeping_rows

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

CHANGED = (
    "account", "batch", "bound_use", "closed_figures", "crew_opening", "crew_showing", "device_stay", "former_figures", "former_trip",
    "log_entry", "offline_redemption", "printed_paper", "refused_code", "stall_closing", "stall_closing_line",
    "station_position", "terms",
)  # fmt: skip
"""Tables of which no versions were kept, and batches, of which it was not kept when they were printed."""


def upgrade() -> None:
    """Answer for what is there: its seals say that it is as it was."""
    tables.load()
    connection = op.get_bind()
    signing = context.config.attributes["signing"]
    if is_answered_for(connection):
        return
    dialect = connection.dialect.name
    for kept in (one for one in VERSIONED if one.name in CHANGED):
        drop_versions(kept, dialect)
        keep_versions(kept, dialect)
        op.execute(keeping_rows(kept, dialect))
    if signing.rows:
        answer_for_unsigned(connection, signing.rows)
        answer_for_triggers(connection, signing.rows)
