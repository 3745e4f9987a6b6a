"""One setting at a time: what somebody wrote, understood or refused in one sentence that names the setting. Pure.

What is not understood is never taken for its default: a bound somebody meant to set would not be there, and nobody would know.
"""

import math
import re
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from pantbox.errors import BadInput

YES = frozenset({"on", "yes", "true", "1"})
NO = frozenset({"off", "no", "false", "0"})
ECHOED_LENGTH_MAX = 60
PORT_MAX = 65_535
HOST_LENGTH_MAX = 253
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
NAME = re.compile(rf"{LABEL}(?:\.{LABEL})*")
ADDRESS = re.compile(r"(https?)://([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::([0-9]{1,5}))?/*")
NUMBER_LABEL = re.compile(r"[0-9]+|0x[0-9a-f]*")
HERE_ONLY = frozenset(
    {"localhost", "localdomain", "local", "lan", "internal", "intranet", "invalid", "test", "arpa", "onion"}
)
"""Last parts of names that mean this machine or this building, or nothing."""
POSTGRESQL = ("postgresql", "postgresql+psycopg")
SQLITE = "sqlite:///"


def yes_or_no(setting: str, told: str) -> bool:
    """Raises `BadInput("settings_not_yes_or_no")`."""
    word = told.strip().lower()
    if word not in YES | NO:
        raise BadInput("settings_not_yes_or_no", setting=setting, told=_echo(told))
    return word in YES


def one_of(setting: str, told: str, words: tuple[str, ...]) -> str:
    """One of these words, in capitals or not. Raises `BadInput("settings_word_unknown")`."""
    word = told.strip().lower()
    if word not in words:
        raise BadInput("settings_word_unknown", setting=setting, words=", ".join(words), told=_echo(told))
    return word


def whole_number(setting: str, told: str, *, most: int) -> int:
    """A number from 0 to `most`. Raises `BadInput("settings_number_wrong")`."""
    text = told.strip()
    if not (text.isascii() and text.isdecimal() and len(text) < ECHOED_LENGTH_MAX and int(text) <= most):
        raise BadInput("settings_number_wrong", setting=setting, most=most, told=_echo(told))
    return int(text)


def seconds(setting: str, told: str, *, most: float) -> float:
    """A time above 0, up to `most` seconds. Raises `BadInput("settings_seconds_wrong")`."""
    try:
        value = float(told)
    except ValueError:
        value = math.nan
    if not 0 < value <= most:  # what is no number is not above 0 either
        raise BadInput("settings_seconds_wrong", setting=setting, most=f"{most:g}", told=_echo(told))
    return value


def host(setting: str, told: str) -> str:
    """A host's name or IP address, with or without a port: the name alone. Raises `BadInput("settings_host_wrong")`."""
    text = told.strip().lower()
    try:
        return str(ip_address(text.strip("[]")))
    except ValueError:
        pass
    found = ADDRESS.fullmatch(f"http://{text}")
    name = (urlsplit(f"//{found[2]}").hostname or "").rstrip(".") if found else ""
    if not is_host(name):
        raise BadInput("settings_host_wrong", setting=setting, told=_echo(told))
    return name


def base_url(setting: str, told: str) -> str:
    """`http://` or `https://` and a host, with a port or without, in small letters. Raises `BadInput("settings_address_wrong")`.

    A path would not be served, and what else may stand in a URL is no part of a printed code. It may hold a password, so it
    is not said again.
    """
    found = ADDRESS.fullmatch(told.strip().lower())
    port = int(found[3]) if found and found[3] else PORT_MAX
    if found is None or not is_host(found[2].strip("[]")) or not 0 < port <= PORT_MAX:
        raise BadInput("settings_address_wrong", setting=setting)
    return found[0].rstrip("/")


def is_host(name: str) -> bool:
    """Whether this is an IP address, or a name as the net has them."""
    try:
        ip_address(name)
    except ValueError:
        # `127.1` and `0x7f000001` are addresses to a browser, of which nobody thinks.
        is_number = NUMBER_LABEL.fullmatch(name.rpartition(".")[2]) is not None
        return len(name) <= HOST_LENGTH_MAX and NAME.fullmatch(name) is not None and not is_number
    return True


def is_reached_by_guests(name: str) -> bool:
    """Whether a phone anywhere may know this host: a name with a dot that is not for one building, or a public address."""
    try:
        found = ip_address(name)
    except ValueError:
        return "." in name and name.rpartition(".")[2] not in HERE_ONLY
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return (mapped or found).is_global


def database_url(setting: str, told: str) -> str:
    """The address of a PostgreSQL, or of a SQLite file. Raises `BadInput("settings_database_wrong")`, without saying it again:
    a password stands in it."""
    text = told.strip()
    if text.startswith(SQLITE):
        path = text.removeprefix(SQLITE)
        if not path or path.startswith((":memory:", "file:")) or "?" in path:
            raise BadInput("settings_database_wrong", setting=setting)
        return text
    if text.startswith("postgres://"):  # as hosters write it
        text = text.replace("postgres", "postgresql", 1)
    try:
        url = make_url(text)
        is_known = url.drivername in POSTGRESQL and (url.port is None or 0 < url.port <= PORT_MAX)
    except (ArgumentError, ValueError):
        is_known = False
    if not is_known:
        raise BadInput("settings_database_wrong", setting=setting)
    return text


def _echo(told: str) -> str:
    return told if len(told) <= ECHOED_LENGTH_MAX else told[:ECHOED_LENGTH_MAX] + "…"
