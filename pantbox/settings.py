"""The only reader of the environment. Read once, frozen, handed on. What is set wrong is refused, never taken for a default."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs
from dotenv import dotenv_values

from pantbox import setting_values
from pantbox.errors import BadInput
from pantbox.secret_file import SECRET_KEY_LENGTH_MIN, secret_beside
from pantbox.waiting import WAIT_SECONDS_MAX

LANGUAGES = ("da", "en", "de")
ENVIRONMENTS = ("development", "production")
PROXIES_MAX = 10
WAIT_SECONDS_LIMIT = 600.0
THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
"""Names under which a server always answers: for who sits at it, and for a proxy beside it that names no other."""
PREFIX = "PANTBOX"
ALIKE = 0.66
"""From so much of two words in common on, of 1, one is meant for the other."""
NAMES = frozenset(
    f"{PREFIX}_{name}"
    for name in (
        "DATABASE_URL", "SECRET_KEY", "BASE_URL", "HOSTS", "LANGUAGE", "ENVIRONMENT", "TRUSTED_PROXIES", "RATE_LIMITS",
        "DATABASE_WAIT_SECONDS", "DEMO",
    )
)  # fmt: skip


def data_directory() -> Path:
    """Where a server that was told nothing else keeps its database and its secret."""
    return Path(platformdirs.user_data_dir("pantbox", appauthor=False))


@dataclass(frozen=True, slots=True)
class Settings:
    """What one installation was told. `base_url` is what is printed in QR codes: change it and old labels point astray."""

    secret_key: str = field(repr=False)
    database_url: str = field(repr=False)
    """A password may stand in it."""
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

        Raises `BadInput` for the first that is set wrong, or is missing in production.
        """
        environment = read_environment()
        get = partial(_get, environment)
        production = setting_values.one_of("PANTBOX_ENVIRONMENT", get("ENVIRONMENT", "development"), ENVIRONMENTS) == "production"  # fmt: skip
        database_url = database_address(environment)
        return cls(
            secret_key=secret_told(environment) or _secret_of(database_url, production=production),
            database_url=database_url,
            base_url=_base_url(environment, production=production),
            language=_language(get("LANGUAGE", "da")),
            production=production,
            trusted_proxies=setting_values.whole_number("PANTBOX_TRUSTED_PROXIES", get("TRUSTED_PROXIES", "0"), most=PROXIES_MAX),
            rate_limits=setting_values.yes_or_no("PANTBOX_RATE_LIMITS", get("RATE_LIMITS", "on")),
            demo=_demo(get("DEMO", "off"), production=production),
            more_hosts=tuple(setting_values.host("PANTBOX_HOSTS", one) for one in get("HOSTS", "").split(",") if one.strip()),
            database_wait_seconds=setting_values.seconds(
                "PANTBOX_DATABASE_WAIT_SECONDS", get("DATABASE_WAIT_SECONDS", str(WAIT_SECONDS_MAX)), most=WAIT_SECONDS_LIMIT
            ),
        )  # fmt: skip


Told = Mapping[str, str]


def read_environment() -> Told:
    """All that was told, by the names of the settings; what is empty was not told.

    Raises `BadInput`: `settings_unknown` for a name that is nearly one of ours, `settings_file_unreadable`.
    """
    try:
        written = dotenv_values(".env")
    except UnicodeDecodeError as error:
        raise BadInput("settings_file_unreadable", place=".env") from error
    environment = {
        name: value
        for told in (written, os.environ)
        for name, value in told.items()
        if value and value.strip()
    }
    for name in sorted(environment):
        meant = None if name in NAMES else meant_by(name)
        if meant:
            raise BadInput("settings_unknown", setting=name, meant=meant)
    return environment


def meant_by(name: str) -> str | None:
    """The setting that a name which is none is nearly: misspelt, in small letters, cut short or a part of it. None: it is
    somebody else's, as what a cluster tells of a service that is called like us (`PANTBOX_SERVICE_HOST`). Pure."""
    prefix, _, rest = name.upper().partition("_")
    if prefix != PREFIX or not rest:
        return None
    if rest == "MODE":
        return f"{PREFIX}_ENVIRONMENT"
    alike = {known: _likeness(rest, known.removeprefix(f"{PREFIX}_")) for known in sorted(NAMES, key=len)}
    meant = max(alike, key=lambda known: alike[known])
    return meant if alike[meant] >= ALIKE else None


def _likeness(told: str, known: str) -> float:
    """How well each word of a name stands for a word of another, or all of it for all of it: from 0 to 1."""
    parts = known.split("_")
    whole = SequenceMatcher(None, told.replace("_", ""), "".join(parts)).ratio()
    words = (
        max(1.0 if part.startswith(word) else SequenceMatcher(None, word, part).ratio() for part in parts)
        for word in told.split("_")
    )
    return max(whole, min(words))


def database_address(environment: Told) -> str:
    """Which database was told, or the one in the user's data directory."""
    default = f"{setting_values.SQLITE}{data_directory() / 'pantbox.db'}"
    return setting_values.database_url("PANTBOX_DATABASE_URL", _get(environment, "DATABASE_URL", default))


def database_file(database_url: str) -> Path | None:
    """The file of a SQLite database. None: it is a PostgreSQL."""
    return (
        Path(database_url.removeprefix(setting_values.SQLITE))
        if database_url.startswith(setting_values.SQLITE)
        else None
    )


def secret_told(environment: Told) -> str | None:
    """The secret of the environment, if it has one. Raises `BadInput("settings_secret_missing")` for one that is too short."""
    secret = _get(environment, "SECRET_KEY", "")
    if secret and len(secret) < SECRET_KEY_LENGTH_MIN:
        raise BadInput("settings_secret_missing", length_min=SECRET_KEY_LENGTH_MIN)
    return secret or None


def _secret_of(database_url: str, *, production: bool) -> str:
    path = database_file(database_url)
    if production or path is None:
        raise BadInput("settings_secret_missing", length_min=SECRET_KEY_LENGTH_MIN)
    return secret_beside(path)


def _base_url(environment: Told, *, production: bool) -> str:
    """Raises `BadInput("settings_address_not_public")` where guests' phones could not follow what is printed."""
    address = _get(environment, "BASE_URL", "")
    if not address and not production:
        return "http://127.0.0.1:8000"
    url = setting_values.base_url("PANTBOX_BASE_URL", address) if address else ""
    if production and not (
        url.startswith("https://") and setting_values.is_reached_by_guests(host_name(url))
    ):
        raise BadInput("settings_address_not_public", setting="PANTBOX_BASE_URL")
    return url


def _language(word: str) -> str:
    language = word.strip().lower()
    if language not in LANGUAGES:
        raise BadInput("settings_language_unknown", language=word)
    return language


def _demo(word: str, *, production: bool) -> bool:
    demo = setting_values.yes_or_no("PANTBOX_DEMO", word)
    if demo and production:
        raise BadInput("settings_demo_in_production")
    return demo


def _get(environment: Told, name: str, default: str) -> str:
    return environment.get(f"PANTBOX_{name}") or default


def host_name(url: str) -> str:
    """The host of a URL, or of `//host:port`: small letters, no port, no brackets. Empty if there is none."""
    return (urlsplit(url).hostname or "").rstrip(".")
