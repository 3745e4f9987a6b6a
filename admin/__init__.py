"""The organiser's office: set-up, live page, circulation, report, money, people. One folder per group of pages.

Who may do what is decided in one place, `admin.access`. Every change goes through `admin.work.change` and is logged in
the transaction that makes it.
"""

from pathlib import Path

from flask import Blueprint, Flask

from admin import access, figures, members, work
from admin.circulation.routes import bp as circulation
from admin.containers.routes import bp as containers
from admin.devices.routes import bp as devices
from admin.doubts.routes import bp as doubts
from admin.entrance.routes import bp as entrance
from admin.events.routes import bp as events
from admin.live.routes import bp as live
from admin.money.routes import bp as money
from admin.papers.routes import bp as papers
from admin.people.routes import bp as people
from admin.report.routes import bp as report
from admin.stations.routes import bp as stations
from pantbox.web import add_guard, add_messages, add_static

HERE = Path(__file__).parent
GROUPS = (
    entrance,
    events,
    live,
    doubts,
    circulation,
    containers,
    papers,
    stations,
    devices,
    report,
    money,
    people,
)


def register(app: Flask) -> None:
    """Open the office at `/admin/`."""
    office = Blueprint("office", __name__, url_prefix="/admin", template_folder="templates")
    for group in GROUPS:
        office.register_blueprint(group)
    app.register_blueprint(office)
    members.register(app)
    access.register(app)
    figures.register(app)
    work.register(app)
    add_guard(app, "office", access.guard)
    add_messages(app, HERE / "messages")
    add_static(app, "admin/static", url="/admin/static", folder=HERE / "static")
