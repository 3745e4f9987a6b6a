"""The demo's first page: what there is to try, with codes on screen to hold before a camera. Only where settings say demo.

It pairs a device for anybody and gives away a login, so it is no part of a house that is not a demo.
"""

from flask import Flask

from kiosk.demo import page
from kiosk.demo.blueprint import demo
from pantbox.web import add_guard

__all__ = ["page", "register"]


def register(app: Flask) -> None:
    """Add the demo's first page, open to all."""
    app.register_blueprint(demo)
    add_guard(app, "demo", lambda: None)
