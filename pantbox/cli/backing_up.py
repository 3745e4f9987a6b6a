"""A consistent copy of a SQLite database while it is in use, with its secret, and putting one back."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import chain, count
from pathlib import Path

import click

from pantbox import db
from pantbox.cli.installation import check_schema
from pantbox.errors import BadInput, Conflict
from pantbox.keys import Keys
from pantbox.places.installation import hold_to_secret
from pantbox.secret_file import NAME, keep_secret
from pantbox.settings import Settings, database_address, database_file, read_environment, secret_told

HEADER = b"SQLite format 3\x00"
FOR_ITS_OWNER = 0o600
SECRET = "kept_secret"  # noqa: S105 (the name of a table)
"""The table of a copy, and of a copy alone, that holds the secret."""


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Copy a SQLite database, with its secret, to FILE while it is in use. PostgreSQL has pg_dump for that.

    Whoever has FILE can make every code: keep it as you keep the secret.

    \b
    Example:
      pantbox backup pantbox-2026-06-07.db
    """
    settings = Settings.from_environment()
    source = _sqlite_file(settings.database_url)
    if not source.exists():
        raise BadInput("database_missing", place=str(source))
    if file.exists():
        raise Conflict("file_exists", place=str(file))
    with _whole_or_not_at_all(file) as beside:
        with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(beside)) as copy:
            here.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
            copy.execute(f"CREATE TABLE {SECRET} (secret TEXT NOT NULL)")
            copy.execute(f"INSERT INTO {SECRET} VALUES (?)", (settings.secret_key,))  # noqa: S608 (a name of ours)
            copy.commit()
        _check(beside, settings.secret_key, place=file)
    click.echo(f"{file}: {file.stat().st_size:,} bytes, with the secret")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Overwrite the database that is there.")
def restore(file: Path, *, replace: bool) -> None:
    """Make FILE, a copy by `backup`, the database, and its secret the secret. Stop the server and the worker first.

    FILE is looked through before anything is replaced.

    \b
    Example:
      pantbox restore pantbox-2026-06-07.db --replace
    """
    environment = read_environment()
    target = _sqlite_file(database_address(environment))
    with file.open("rb") as opened:
        if opened.read(len(HEADER)) != HEADER:
            raise BadInput("backup_unreadable", place=str(file))
    if target.exists() and not replace:
        raise Conflict("file_exists", place=str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    told = secret_told(environment)
    with _whole_or_not_at_all(target) as beside:
        kept = _copied(file, beside)
        secret = told or kept or _secret_there(target.with_name(NAME))
        _check(beside, secret, place=file)
        _leave_alone(target)
    if told is None and secret is not None:
        _put_beside(target.with_name(NAME), secret)
    click.echo(f"{target}: {target.stat().st_size:,} bytes")


def _sqlite_file(url: str) -> Path:
    path = database_file(url)
    if path is None:
        raise BadInput("backup_is_for_sqlite")
    return path


@contextmanager
def _whole_or_not_at_all(path: Path) -> Iterator[Path]:
    """A file beside `path`, for its owner alone, that takes its place when the block ends well."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    os.close(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FOR_ITS_OWNER))
    try:
        yield beside
        with beside.open("rb") as written:
            os.fsync(written.fileno())
        beside.replace(path)
    finally:
        for left_over in (beside, *_journals(beside)):
            left_over.unlink(missing_ok=True)


def _journals(path: Path) -> list[Path]:
    return [Path(f"{path}{ending}") for ending in ("-wal", "-shm", "-journal")]


def _copied(file: Path, beside: Path) -> str | None:
    """Copy what `backup` made; returns the secret that was in it, which stays behind. None: an older copy had none."""
    try:
        with (
            closing(sqlite3.connect(file)) as copy,
            closing(sqlite3.connect(beside)) as here,
        ):
            copy.backup(here)
            here.execute("PRAGMA journal_mode=DELETE")
            here.execute("PRAGMA secure_delete=ON")
            if not here.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (SECRET,)).fetchone():
                return None
            [secret] = here.execute(f"SELECT secret FROM {SECRET}").fetchone()  # noqa: S608 (a name of ours)
            here.execute(f"DROP TABLE {SECRET}")
            here.commit()
            return str(secret)
    except (sqlite3.DatabaseError, TypeError, ValueError) as error:
        raise BadInput("backup_unreadable", place=str(file)) from error


def _secret_there(path: Path) -> str | None:
    return path.read_text(encoding="utf-8", errors="replace").strip() if path.exists() else None


def _check(beside: Path, secret: str | None, *, place: Path) -> None:
    """Whether this is a whole database of ours, of a version we know, that belongs to this secret.

    Raises `BadInput("backup_unreadable")`, `Conflict` as every command does, and `BadInput("secret_lost")` where none is known.
    """
    try:
        with closing(sqlite3.connect(beside)) as opened:
            [[found], *_] = opened.execute("PRAGMA integrity_check(1)")
            tables = {
                name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            }
    except sqlite3.DatabaseError as error:
        raise BadInput("backup_unreadable", place=str(place)) from error
    if found != "ok" or not tables >= {"alembic_version", "organisation", "scan", "transfer", "installation"}:
        raise BadInput("backup_unreadable", place=str(place))
    if secret is None:
        raise BadInput("secret_lost", place=NAME, database=str(place))
    database = db.Database(f"sqlite:///{beside}")
    try:
        check_schema(database)
        hold_to_secret(database, Keys(secret))
    finally:
        database.dispose()
    with closing(sqlite3.connect(beside)) as opened:
        opened.execute("PRAGMA journal_mode=DELETE")  # all is in the one file that takes the other's place


def _leave_alone(target: Path) -> None:
    """See that nobody works on the database that is replaced, and take its journals away: they would be applied to the new one.

    Raises `Conflict("database_in_use")`. What is broken, or none of ours, is in nobody's use.
    """
    if target.exists():
        try:
            with closing(sqlite3.connect(target, timeout=0)) as opened:
                opened.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise Conflict("database_in_use", place=str(target)) from error
        except sqlite3.DatabaseError:
            pass
    for journal in _journals(target):
        journal.unlink(missing_ok=True)


def _put_beside(path: Path, secret: str) -> None:
    """Make this the secret beside the database; each other one that was there is kept under a name of its own."""
    if _secret_there(path) == secret:
        return
    if path.exists():
        names = chain([f"{NAME}.before"], (f"{NAME}.before.{number}" for number in count(2)))
        path.rename(next(free for name in names if not (free := path.with_name(name)).exists()))
    keep_secret(path, secret)


COMMANDS = (backup, restore)
