"""The database: bringing it up to date, and checking that it is what the code expects."""

import sys
from functools import partial
from typing import Any

import click

from pantbox import db as database
from pantbox import tables
from pantbox.cli.installation import check_schema
from pantbox.keys import Keys
from pantbox.places.installation import hold_to_secret
from pantbox.settings import Settings
from pantbox.signatures import signing_keys


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
    settings = Settings.from_environment()
    database.upgrade(settings.database_url, signing_keys(Keys(settings.secret_key)))
    opened = database.Database(settings.database_url)
    try:
        hold_to_secret(opened, Keys(settings.secret_key))
    finally:
        opened.dispose()
    click.echo("The database is up to date.")


@db.command()
def check() -> None:
    """Whether the database has the newest schema, belongs to our secret, and the schema is what the code says.
    Ends with 1 if not.

    \b
    Example:
      pantbox db check
    """
    settings = Settings.from_environment()
    opened = database.Database(settings.database_url)
    try:
        check_schema(opened)
        hold_to_secret(opened, Keys(settings.secret_key))
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
        opts = {"compare_type": True, "include_object": partial(_is_there, connection.dialect.name)}
        context = MigrationContext.configure(connection, opts=opts)
        return [repr(difference) for difference in compare_metadata(context, database.Base.metadata)]


def _is_there(dialect: str, thing: Any, *_about: object) -> bool:
    """Whether a database of this kind has such a thing: some indexes are PostgreSQL's alone."""
    return dialect == "postgresql" or not thing.info.get(database.ONLY_ON_POSTGRESQL)


COMMANDS = (db,)
