"""The API, `/api/v1`: one file per resource, each of which only parses, calls and answers.

Who may ask what is said at each endpoint (`callers.open_to`) and checked in one place (`callers.guard`); what a stranger
may ask stands in `pantbox.web.access.OPEN`. Every session is opened for the caller's organisation and sees no other's rows.
"""

from apiflask import APIFlask

from pantbox.api import (
    bearers,
    boxes,
    codes,
    container_types,
    crates,
    crew,
    desk,
    devices,
    disputes,
    docs,
    earlier_deposits,
    events,
    held,
    imports,
    openapi,
    pairing,
    people,
    quarantine,
    redemptions,
    reports,
    rulebook,
    scans,
    station,
    stations,
    stock,
    transfers,
    vendors,
    visits,
)
from pantbox.api.blueprint import api
from pantbox.api.callers import guard
from pantbox.web import add_guard

RESOURCES = (
    scans, station, pairing, codes, visits, bearers, redemptions, boxes, desk, earlier_deposits, held, crew, quarantine, reports, transfers,
    stock, events, rulebook, vendors, stations, crates, devices, container_types, people,
    disputes, imports,
)  # fmt: skip
"""Each adds its endpoints to the blueprint as it is imported."""


def register(app: APIFlask) -> None:
    """Add the API, its description for programs and its page for people."""
    app.register_blueprint(api)
    add_guard(app, "api", guard)
    openapi.register(app)
    docs.register(app)
