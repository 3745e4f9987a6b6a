"""The database: bringing it up to date, and checking that it is what the code expects."""

import sys

import click

from pantbox import db as database
from pantbox import tables
from pantbox.errors import Conflict
from pantbox.settings import Settings


@click.group("db")
def db() -> None:
    """Migrate the database, or check it."""


@db.command()
def upgrade() -> None:
    """Bring the database to the newest schema. Does nothing when it is there already.

    \b
    Example:
      pantbox db upgrade
    """
    database.upgrade(Settings.from_environment().database_url)
    click.echo("The database is up to date.")


@db.command()
def check() -> None:
    """Whether the database has the newest schema, and the schema is what the code says. Ends with 1 if not.

    \b
    Example:
      pantbox db check
    """
    url = Settings.from_environment().database_url
    opened = database.Database(url)
    try:
        if not database.is_current(opened):
            raise Conflict("database_behind")
        drift = _drift(opened)
    finally:
        opened.dispose()
    for line in drift:
        click.echo(f"FAIL {line}")
    if drift:
        sys.exit(1)
    click.echo("ok   The database is up to date, and its schema is what the code says.")


def _drift(opened: database.Database) -> list[str]:
    """What differs between the database's schema and the code's tables."""
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    tables.load()
    with opened.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [repr(difference) for difference in compare_metadata(context, database.Base.metadata)]


COMMANDS = (db,)
