"""The only reader of the environment. Read once, frozen, handed on."""

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs
from dotenv import dotenv_values

from pantbox.errors import BadInput
from pantbox.waiting import WAIT_SECONDS_MAX

LANGUAGES = ("da", "en", "de")
SECRET_KEY_LENGTH_MIN = 32
THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
"""Names under which a server always answers: for who sits at it, and for a proxy beside it that names no other."""


def data_directory() -> Path:
    """Where a server that was told nothing else keeps its database and its secret."""
    return Path(platformdirs.user_data_dir("pantbox", appauthor=False))


@dataclass(frozen=True, slots=True)
class Settings:
    """What one installation was told. `base_url` is what is printed in QR codes: change it and old labels point astray."""

    secret_key: str = field(repr=False)
    database_url: str
    base_url: str = "http://127.0.0.1:8000"
    language: str = "da"
    production: bool = False
    trusted_proxies: int = 0
    rate_limits: bool = True
    demo: bool = False
    """Show the demo's first page, which gives away its login and pairs a device for anybody."""
    more_hosts: Sequence[str] = ()
    """Names under which it answers besides the one in `base_url`."""
    database_wait_seconds: float = WAIT_SECONDS_MAX
    """So long one request waits for locks of others at the database; then it is answered that it may be sent again."""

    @property
    def hosts(self) -> frozenset[str]:
        """Every name under which it answers, in small letters and without a port."""
        return THIS_MACHINE.union(self.more_hosts, [host_name(self.base_url)])

    @classmethod
    def from_environment(cls) -> "Settings":
        """Settings from `PANTBOX_…` variables, or from `.env` in the working directory.

        Raises `BadInput("settings_secret_missing")` in production without a secret of one's own.
        """
        told = {**dotenv_values(".env"), **os.environ}
        production = told.get("PANTBOX_ENVIRONMENT", "development") == "production"
        secret = told.get("PANTBOX_SECRET_KEY") or ""
        if production and len(secret) < SECRET_KEY_LENGTH_MIN:
            raise BadInput("settings_secret_missing", length_min=SECRET_KEY_LENGTH_MIN)
        language = told.get("PANTBOX_LANGUAGE") or "da"
        if language not in LANGUAGES:
            raise BadInput("settings_language_unknown", language=language)
        return cls(
            secret_key=secret or secret_kept_in(data_directory()),
            database_url=told.get("PANTBOX_DATABASE_URL") or f"sqlite:///{data_directory() / 'pantbox.db'}",
            base_url=(told.get("PANTBOX_BASE_URL") or "http://127.0.0.1:8000").rstrip("/"),
            language=language,
            production=production,
            trusted_proxies=int(told.get("PANTBOX_TRUSTED_PROXIES") or 0),
            rate_limits=(told.get("PANTBOX_RATE_LIMITS") or "on") == "on",
            demo=told.get("PANTBOX_DEMO") == "on" and not production,
            more_hosts=tuple(
                host_name(f"//{one.strip()}")
                for one in (told.get("PANTBOX_HOSTS") or "").split(",")
                if one.strip()
            ),
            database_wait_seconds=float(told.get("PANTBOX_DATABASE_WAIT_SECONDS") or WAIT_SECONDS_MAX),
        )


def host_name(url: str) -> str:
    """The host of a URL, or of `//host:port`: small letters, no port, no brackets. Empty if there is none."""
    return (urlsplit(url).hostname or "").rstrip(".")


def secret_kept_in(folder: Path) -> str:
    """A secret made once and kept beside the database, so that trying it out needs no set-up and is still not guessable."""
    path = folder / "secret"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()
