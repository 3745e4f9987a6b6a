"""Stations and guests: what a paired device or a guest's own phone runs."""

from pathlib import Path

from flask import Flask

from kiosk import demo
from kiosk.guest import guest
from kiosk.guest.status_page import front_page
from kiosk.stations import stations
from kiosk.vendor import vendor
from pantbox.web import add_messages, add_static
from pantbox.web.here import house

ROOM = Path(__file__).parent


def register(app: Flask) -> None:
    """Add this room's pages, words and files to the house."""
    add_messages(app, ROOM / "messages")
    add_static(app, "kiosk/static", url="/k/static", folder=ROOM / "static")
    for blueprint in (stations, guest, vendor):
        app.register_blueprint(blueprint)
    if house(app).core.settings.demo:
        demo.register(app)
    else:
        app.add_url_rule("/", "front", front_page)
