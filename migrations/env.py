"""How Alembic finds the tables and the database. Called by `pantbox.db.upgrade`.

All of a migration is one transaction, on either database: one that is killed halfway leaves what was there before.
"""

from typing import Any

from alembic import context
from sqlalchemy import Connection, Engine, create_engine, event

from pantbox import tables
from pantbox.db import Base
from pantbox.signatures import SETTING, sign_on_sqlite


def _signing(url: str, key: str) -> Engine:
    """An engine whose connections sign versions of rows with this key; without one they are left unsigned."""
    is_sqlite = url.startswith("sqlite")
    engine = create_engine(url, connect_args={} if is_sqlite else {"options": f"-c {SETTING}={key}"})
    if is_sqlite:

        @event.listens_for(engine, "connect")
        def _know_the_function(connection: Any, _record: object) -> None:
            sign_on_sqlite(connection, key)

    return engine


def _with_tables_in_transactions(engine: Engine) -> Engine:
    """SQLite's driver would begin no transaction before a table is made, and so leave half of them behind."""
    if engine.dialect.name != "sqlite":
        return engine

    @event.listens_for(engine, "connect")
    def _leave_it_to_us(connection: Any, _record: object) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


tables.load()

told = context.config.attributes
engine = _with_tables_in_transactions(_signing(told["database_url"], told["signing"].versions))
with engine.begin() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        transactional_ddl=True,
    )
    context.run_migrations()
engine.dispose()
