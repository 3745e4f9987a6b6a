"""What browsers and proxies may keep: nothing, but the few answers on the one list below.

Most answers depend on who asks and in which language, and that stands in headers: a cache that files answers by their
address alone would hand one guest's vouchers to the next. So an answer is kept by nobody unless its endpoint is listed,
and a listed one is the same for everybody and sets no cookie. `tests/attacks/test_caches.py` walks all routes.
"""

from http import HTTPStatus
from typing import Final

from flask import Flask, Response, request

from pantbox.web.access import OPEN_STATIC

KEPT_BY_NOBODY = "no-store"
CACHEABLE: Final = {
    "openapi.spec": "public, max-age=300",
    "stations.worker": "no-cache",
    "stations.app_manifest": "no-cache",
    "stations.icon": "public, max-age=86400",
}
"""Endpoints whose answer is the same for everybody, and how long it may be kept: the worker not at all without asking
again, or a device would go on with an old app. Static files say so themselves."""
ANSWERED = frozenset({HTTPStatus.OK.value, HTTPStatus.NOT_MODIFIED.value, HTTPStatus.PARTIAL_CONTENT.value})
API = "/api/"
API_DEPENDS_ON = "Authorization, Pantbox-Claim, Pantbox-Station, Accept-Language, Cookie"
PAGES_DEPEND_ON = "Cookie, Accept-Language, HX-Request"
"""The headers that decide what is answered, for caches that keep answers although they are asked not to."""


def is_cacheable(endpoint: str) -> bool:
    """Whether answers of this endpoint may be kept by anybody."""
    return endpoint in CACHEABLE or endpoint.startswith(OPEN_STATIC)


def say_who_may_keep(response: Response) -> Response:
    """Forbid keeping, unless the endpoint is listed and all went well. A refusal or redirect is never kept."""
    endpoint = request.endpoint or ""
    if response.status_code in ANSWERED and is_cacheable(endpoint) and "Set-Cookie" not in response.headers:
        response.headers.setdefault("Cache-Control", CACHEABLE.get(endpoint, "no-cache"))
        return response
    response.headers["Cache-Control"] = KEPT_BY_NOBODY
    response.headers["Vary"] = API_DEPENDS_ON if request.path.startswith(API) else PAGES_DEPEND_ON
    return response


def register(app: Flask) -> None:
    """Say it with every answer."""
    app.after_request(say_who_may_keep)
