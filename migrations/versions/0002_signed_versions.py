"""Versions of rows are signed, and a hash of what closed reports are computed from is kept.

A new database has both from the first migration, which makes what the code of its day knows.
"""

import sqlalchemy as sa
from alembic import op

from migrations.triggers import drop_versions, forbid_changes, keep_versions
from pantbox import tables
from pantbox.db import Base
from pantbox.kept import KEPT, VERSIONED
from pantbox.seals.signed_rows import is_answered_for
from pantbox.signatures import FUNCTION, ON_POSTGRESQL

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Sign what was kept so far: its seals say that it is as it was."""
    tables.load()
    connection = op.get_bind()
    dialect = connection.dialect.name
    if any(column["name"] == "signature" for column in sa.inspect(connection).get_columns("row_version")):
        return
    op.add_column("row_version", sa.Column("signature", sa.String(64)))
    if dialect == "postgresql":
        op.execute(ON_POSTGRESQL)
    [kept] = [one for one in KEPT if one.name == "closed_figures"]
    table = Base.metadata.tables[kept.name]
    table.create(connection)
    forbid_changes(table, kept, dialect)
    for kept in VERSIONED:
        drop_versions(kept, dialect)
        keep_versions(kept, dialect)
    if not is_answered_for(connection):
        op.execute(f"UPDATE row_version SET signature = {FUNCTION}(id, of_table, of_row, content)")
