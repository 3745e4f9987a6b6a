"""What every door that speaks HTTP shares: the app, who may in, words, pages, errors, headers, limits and logs.

A room (`pantbox.api`, `kiosk`, `admin`) has a `register(app)`; in it, it registers its blueprints and says

    add_messages(app, folder)         its own catalogues, `<folder>/<language>/*.ftl`
    add_static(app, "kiosk/static", url="/k/static", folder=…)     files that `asset("kiosk/static/…")` leads to
    add_guard(app, "blueprint", guard)      who may in; endpoints open to everybody stand in `access.OPEN`
"""

from pantbox.web.access import add_guard
from pantbox.web.app import create_web
from pantbox.web.here import core, doorway
from pantbox.web.limits import limit
from pantbox.web.static import add_static, asset
from pantbox.web.words import add_messages, language, say, translator

__all__ = [
    "add_guard",
    "add_messages",
    "add_static",
    "asset",
    "core",
    "create_web",
    "doorway",
    "language",
    "limit",
    "say",
    "translator",
]
