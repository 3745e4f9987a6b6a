"""The whole house: the core's doors, the stations and guests (`kiosk`), the organisers (`admin`). Nothing else.

granian --interface wsgi --factory wsgi:create_app
"""

from apiflask import APIFlask

import admin
import kiosk
import pantbox.api
from pantbox.clock import Clock
from pantbox.core import create_core
from pantbox.garbage import leave_what_stands
from pantbox.logs import write_to_stderr
from pantbox.settings import Settings
from pantbox.web import create_web
from pantbox.web.own_secret import hold_to_it


def create_app(settings: Settings | None = None, clock: Clock | None = None) -> APIFlask:
    """The app. Without settings it is a server process: it reads its environment and writes logs."""
    serves = settings is None
    if settings is None:
        settings = Settings.from_environment()
        write_to_stderr(as_json=settings.production)
    app = create_web(create_core(settings, clock))
    for room in (pantbox.api, kiosk, admin):
        room.register(app)
    if serves:
        hold_to_it(app)
        leave_what_stands()
    return app
