"""Triggers, functions and rules as the last migration left them: a signed row version says what they all were."""

from sqlalchemy import Connection, select, text

from pantbox.seals.tables import RowVersion
from pantbox.seals.versions import keep_version
from pantbox.signatures import row_signature

VERSIONS = RowVersion.__table__
OF_TABLE, OF_ROW = "trigger", "all"
SIGNATURE_BYTES = 20
_DEFINITIONS = {
    "postgresql": """SELECT concat(t.tgname, t.tgenabled, pg_get_triggerdef(t.oid), p.prosrc) AS told
            FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal
        UNION ALL SELECT concat('rule ', r.tablename, r.rulename, r.definition) FROM pg_rules r WHERE r.schemaname = current_schema()
        UNION ALL SELECT concat('function ', p.proname, pg_get_function_identity_arguments(p.oid), p.prosrc) FROM pg_proc p
            JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = current_schema()
            AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')""",
    "sqlite": "SELECT name || sql AS told FROM sqlite_master WHERE type IN ('trigger', 'view')",
}
"""PostgreSQL's functions without those of extensions, such as an operator may need."""
_SERVER = {"postgresql": "SELECT current_setting('server_version_num')::int / 10000", "sqlite": "SELECT 0"}
"""Another PostgreSQL may write the same definition another way."""


def definitions(connection: Connection, key: str) -> str:
    """The database's version, and a signature of every trigger, function and rule."""
    return signed_definitions(connection, key, _DEFINITIONS[connection.dialect.name])


def signed_definitions(connection: Connection, key: str, query: str) -> str:
    """The same of what this query finds."""
    told = sorted(connection.scalars(text(query)))
    signature = row_signature(key, "\n".join(told), SIGNATURE_BYTES).hex()
    return f"{connection.scalar(text(_SERVER[connection.dialect.name]))} {signature}"


def answer_for_triggers(connection: Connection, key: str) -> None:
    """Answer for the triggers there are now. A migration that changes some asks before whether they are as they were answered for."""
    keep_version(connection, OF_TABLE, OF_ROW, definitions(connection, key))


def answered_triggers(connection: Connection) -> str | None:
    """What was answered for last, as `definitions` says it."""
    versions = select(VERSIONS.c.content).where(VERSIONS.c.of_table == OF_TABLE, VERSIONS.c.of_row == OF_ROW)
    found: str | None = connection.scalar(versions.order_by(VERSIONS.c.id.desc()).limit(1))
    return found
