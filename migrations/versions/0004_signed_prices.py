"""Prices, papers, hashes of codes and counts of crates are signed by our process. Those of before are signed as they are, once."""

from alembic import context, op

from pantbox import tables
from pantbox.seals.written_rows import sign_what_is_there

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Sign what is there: its versions and seals say that it is as it was."""
    tables.load()
    sign_what_is_there(op.get_bind(), context.config.attributes["signing"].rows)
