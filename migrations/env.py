"""How Alembic finds the tables and the database. Called by `pantbox.db.upgrade`."""

from alembic import context
from sqlalchemy import create_engine

from pantbox import tables
from pantbox.db import Base

tables.load()

engine = create_engine(context.config.attributes["database_url"])
with engine.begin() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    context.run_migrations()
engine.dispose()
