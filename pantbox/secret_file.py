"""The secret of a SQLite installation that was told none: made once, in a file beside the database, and only ever read after."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from pantbox.errors import BadInput

SECRET_KEY_LENGTH_MIN = 32
NAME = "secret"


def secret_beside(database: Path) -> str:
    """The secret beside this database; made where neither is there yet, so that trying it out needs no set-up.

    Raises `BadInput`: `secret_lost` where there is a database and no secret, for a new one would make all that was printed
    worthless; `secret_file_wrong` where the file does not hold one.
    """
    path = database.with_name(NAME)
    if not path.exists():
        if database.exists() and database.stat().st_size:
            raise BadInput("secret_lost", place=str(path), database=str(database))
        keep_secret(path, secrets.token_urlsafe(48))
    secret = path.read_text(encoding="utf-8", errors="replace").strip()
    if len(secret) < SECRET_KEY_LENGTH_MIN:
        raise BadInput("secret_file_wrong", place=str(path))
    return secret


def keep_secret(path: Path, secret: str) -> None:
    """Write it whole, for its owner alone, unless another process was first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(beside, path)
    beside.unlink()
