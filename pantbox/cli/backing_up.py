"""A consistent copy of a SQLite database while it is in use, and putting one back."""

import sqlite3
from contextlib import closing
from pathlib import Path

import click

from pantbox.errors import BadInput, Conflict
from pantbox.settings import Settings

HEADER = b"SQLite format 3\x00"


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Copy a SQLite database to FILE while it is in use. PostgreSQL has pg_dump for that.

    \b
    Example:
      pantbox backup pantbox-2026-06-07.db
    """
    source = _sqlite_file()
    if not source.exists():
        raise BadInput("database_missing", place=str(source))
    if file.exists():
        raise Conflict("file_exists", place=str(file))
    with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(file)) as copy:
        here.backup(copy)
    click.echo(f"{file}: {file.stat().st_size:,} bytes")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Overwrite the database that is there.")
def restore(file: Path, *, replace: bool) -> None:
    """Make FILE, a copy by `backup`, the database. Stop the server and the worker first.

    \b
    Example:
      pantbox restore pantbox-2026-06-07.db --replace
    """
    target = _sqlite_file()
    with file.open("rb") as opened:
        if opened.read(len(HEADER)) != HEADER:
            raise BadInput("backup_unreadable", place=str(file))
    if target.exists() and not replace:
        raise Conflict("file_exists", place=str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(file)) as copy, closing(sqlite3.connect(target)) as here:
        copy.backup(here)
    click.echo(f"{target}: {target.stat().st_size:,} bytes")


def _sqlite_file() -> Path:
    url = Settings.from_environment().database_url
    if not url.startswith("sqlite:///"):
        raise BadInput("backup_is_for_sqlite")
    return Path(url.removeprefix("sqlite:///"))


COMMANDS = (backup, restore)
