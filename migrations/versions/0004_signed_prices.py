"""Prices, papers, hashes of codes and counts of crates are signed by our process; and a row that was changed behind our back does not
become ours by being changed once more.

What was there before is signed as it is, once. Triggers, now with functions and rules, are answered for again if they were ours.
"""

from alembic import context, op
from sqlalchemy import Connection

from migrations.triggers import drop_versions, keep_versions
from pantbox import tables
from pantbox.kept import VERSIONED
from pantbox.seals.triggers import answer_for_triggers, answered_triggers, definitions, signed_definitions
from pantbox.seals.written_rows import sign_what_is_there

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BEFORE = {
    "postgresql": """SELECT concat(t.tgname, t.tgenabled, pg_get_triggerdef(t.oid), p.prosrc) AS told
        FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal""",
    "sqlite": "SELECT name || sql AS told FROM sqlite_master WHERE type = 'trigger'",
}
"""What was answered for until now."""


def upgrade() -> None:
    """Sign what is there: its versions and seals say that it is as it was."""
    tables.load()
    connection, key = op.get_bind(), context.config.attributes["signing"].rows
    are_ours = key != "" and _are_ours(connection, key)
    for kept in VERSIONED:
        drop_versions(kept, connection.dialect.name)
        keep_versions(kept, connection.dialect.name)
    sign_what_is_there(connection, key)
    if are_ours:
        answer_for_triggers(connection, key)


def _are_ours(connection: Connection, key: str) -> bool:
    now = (definitions(connection, key), signed_definitions(connection, key, BEFORE[connection.dialect.name]))
    return answered_triggers(connection) in now
