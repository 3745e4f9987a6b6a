"""Closed by default: a route answers strangers only if it stands on the one list below.

Every other route belongs to a blueprint with a guard, which says who is asking or refuses. A blueprint without a guard
is closed to everybody. `tests/web/test_access.py` walks all routes and tries each as a stranger.
"""

from collections.abc import Callable

from flask import Flask, current_app, request
from flask.typing import ResponseReturnValue

from pantbox.errors import NotKnown

OPEN_STATIC = "static_"
"""Endpoints of static files begin so: see `static.add_static`."""

OPEN = frozenset(
    {
        "healthz", "readyz", "metrics", "favicon",
        "openapi.spec", "docs.page",
        "api.pair_device", "api.open_visit", "api.status", "api.visit", "api.refund", "api.voucher", "api.slip",
        "stations.app_page", "stations.worker", "stations.app_manifest", "stations.icon",
        "guest.container_page", "guest.box_page", "guest.refund_page",
        "guest.bearer_page", "guest.voucher_pdf", "guest.status_page",
        "vendor.vendor_page", "front",
        "office.entrance.login", "office.entrance.enter",
    }
)  # fmt: skip
"""Endpoints that anybody may ask. Pages whose link is itself the secret (`/r/…`, `/s/…`, `/vendor/…`) check it themselves."""

Guard = Callable[[], ResponseReturnValue | None]


def add_guard(app: Flask, blueprint: str, guard: Guard) -> None:
    """Let `guard` decide who may ask the endpoints of a blueprint: it returns None, an answer of its own, or raises.

    It is asked for open ones too: a log-in form is open to all, and must have come from our own page.
    """
    app.extensions.setdefault("pantbox_guards", {})[blueprint] = guard


def is_open(endpoint: str) -> bool:
    """Whether anybody may ask this endpoint."""
    return endpoint in OPEN or endpoint.startswith(OPEN_STATIC)


def _check() -> ResponseReturnValue | None:
    endpoint = request.endpoint
    if endpoint is None:
        return None
    guards: dict[str, Guard] = current_app.extensions.get("pantbox_guards", {})
    for blueprint in request.blueprints:
        if blueprint in guards:
            return guards[blueprint]()
    if is_open(endpoint):
        return None
    raise NotKnown("token_unknown")


def register(app: Flask) -> None:
    """Close every door that is not on the list."""
    app.before_request(_check)
