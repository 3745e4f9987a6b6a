"""What the current app was made of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar, cast

from flask import Flask, current_app, request
from flask_limiter import Limiter

from pantbox.circulation.group_commit import Doorway
from pantbox.core import Core
from pantbox.i18n import MESSAGES
from pantbox.places.guessing import Misses
from pantbox.web.turns import Turns

EXTENSION = "pantbox"

T = TypeVar("T")


@dataclass
class House:
    """One app's own things. Filled while the rooms register, only read afterwards."""

    core: Core
    doorway: Doorway
    limiter: Limiter
    hosts: frozenset[str]
    """The names it answers under."""
    secret_is_ours: bool = False
    """Whether the database is known to belong to our secret."""
    message_folders: tuple[Path, ...] = (MESSAGES,)
    static_folders: dict[str, tuple[str, Path]] = field(default_factory=dict)
    """By the name that `asset` knows: the URL it is served at and the folder."""
    misses: dict[str, list[Misses]] = field(default_factory=dict)
    """Wrong codes of the last minute, as this process knows them, by who sent them."""
    turns: Turns = field(default_factory=Turns)
    """Whose codes are being looked up, a few of each at a time."""
    type_slugs: dict[int, str] = field(default_factory=dict)
    """By type id, as they are read. A type keeps its slug for ever, so what was read once stays right."""


def house(app: Flask | None = None) -> House:
    """The things of `app`, by default of the app that answers the current request."""
    return cast(House, (app or current_app).extensions[EXTENSION])


def remembered(name: str, find: Callable[[], T]) -> T:
    """What `find` says, asked once per request.

    Kept with the request and not in `g`: whoever holds an app context open around several requests shares `g` among them.
    """
    known, key = request.environ, f"{EXTENSION}.{name}"
    if key not in known:
        known[key] = find()
    return cast(T, known[key])


def remembered_so_far(name: str) -> object | None:
    """What `remembered` has said to this request, if it was asked."""
    found: object | None = request.environ.get(f"{EXTENSION}.{name}")
    return found


def remember(name: str, found: object) -> None:
    """Let `remembered` say this, for the rest of the request."""
    request.environ[f"{EXTENSION}.{name}"] = found


def core() -> Core:
    """The installation the current app serves."""
    return house().core


def doorway() -> Doorway:
    """The one door for scans of the current app."""
    return house().doorway
