"""The reader's language, and words in it."""

from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, request

from pantbox.i18n import Translator
from pantbox.settings import LANGUAGES
from pantbox.web.here import core, house, remembered

COOKIE = "language"
COOKIE_SECONDS_MAX = 400 * 24 * 3600
NAMES = {"da": "Dansk", "en": "English", "de": "Deutsch"}
"""What each language calls itself."""


def add_messages(app: Flask, folder: Path) -> None:
    """Let `say` know a room's catalogues, `<folder>/<language>/*.ftl`."""
    house(app).message_folders += (folder,)


def language() -> str:
    """The reader's language: what was chosen by `?lang=`, else before, else what the browser asks for, else the house's."""
    return remembered("language", lambda: _chosen() or _asked_for())


def translator(wanted: str | None = None) -> Translator:
    """Words of the core and of every room, in the reader's language or the one wanted."""
    return Translator(wanted or language(), house().message_folders)


def say(key: str, **details: Any) -> str:
    """A text in the reader's language."""
    return translator().text(key, **details)


def _chosen() -> str | None:
    for told in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if told in LANGUAGES:
            return told
    return None


def _asked_for() -> str:
    """The first language we speak among those the browser lists, best first; a dialect counts as its language."""
    for wanted, _quality in request.accept_languages:
        spoken = wanted.partition("-")[0].lower()
        if spoken in LANGUAGES:
            return spoken
    return core().settings.language


def _remember(response: Response) -> Response:
    if not request.query_string:
        return response  # a scan has none, and even that would be taken apart
    if request.args.get("lang") in LANGUAGES and request.args["lang"] != request.cookies.get(COOKIE):
        response.set_cookie(
            COOKIE, request.args["lang"], max_age=COOKIE_SECONDS_MAX, samesite="Lax",
            secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        )  # fmt: skip
    return response


def register(app: Flask) -> None:
    """Remember a chosen language."""
    app.after_request(_remember)
