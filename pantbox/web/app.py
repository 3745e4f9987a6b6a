"""The app that rooms are added to."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from apiflask import APIFlask
from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, Map, UUIDConverter

import pantbox
from pantbox.circulation.group_commit import Doorway
from pantbox.core import Core
from pantbox.waiting import bounded
from pantbox.web import access, caching, health, hosts, logs, pages, problems, security, static, words
from pantbox.web.here import EXTENSION, House
from pantbox.web.json import StrictJson
from pantbox.web.limits import create_limiter

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

BODY_LENGTH_MAX = 16 * 1024 * 1024
ID_MAX = 2**63 - 1
OFFICE, OFFICE_FILES = "/admin/", "/admin/static/"


class IdConverter(IntegerConverter):
    """Whole numbers the database can hold: a longer one names nothing, so it is not found."""

    def __init__(self, map: Map, **arguments: Any) -> None:
        super().__init__(map, **{"max": ID_MAX, **arguments})


class IdInShort(UUIDConverter):
    """Ids of visits and scans, also without hyphens: a box's ticket is a smaller QR code so."""

    regex = r"[A-Fa-f0-9]{8}-?(?:[A-Fa-f0-9]{4}-?){3}[A-Fa-f0-9]{12}"


class OfficeSessions(SecureCookieSessionInterface):
    """Sessions are of people at the office's pages. Devices and programs tell who they are with every request.

    Elsewhere there is none: else a style sheet, which anybody may keep, would renew the cookie of whoever asked for it.
    """

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session in the cookie, at the office."""
        is_page = request.path.startswith(OFFICE) and not request.path.startswith(OFFICE_FILES)
        return super().open_session(app, request) if is_page else None


class Web(APIFlask):
    """An app whose views are all plain functions."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function itself. Flask looks a dozen times in each request whether one is a coroutine."""
        return func


def create_web(core: Core) -> APIFlask:
    """An app with nobody's pages in it yet, closed to everyone."""
    app = Web(
        "pantbox.web",
        title="Pantbox",
        version=pantbox.__version__,
        spec_path="/api/v1/openapi.json",
        docs_path=None,
        docs_oauth2_redirect_path=None,
        json_errors=False,
        static_folder=None,  # type: ignore[arg-type]
    )
    app.json = StrictJson(app)
    app.session_interface = OfficeSessions()
    app.url_map.converters["int"] = IdConverter
    app.url_map.converters["uuid"] = IdInShort
    _configure(app, core)
    app.extensions[EXTENSION] = House(
        core,
        Doorway(core, wait_seconds_max=core.database.wait_seconds_max),
        create_limiter(app, core.settings),
        core.settings.hosts,
    )
    # What is registered first has the last word on an answer, and the first on a request.
    for part in (caching, logs, hosts, security, words, static, pages, problems, access, health):
        part.register(app)
    app.wsgi_app = _bounded(app.wsgi_app, core.database.wait_seconds_max)  # type: ignore[assignment, method-assign]
    if core.settings.trusted_proxies:
        proxies = core.settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    return app


def _bounded(app: "WSGIApplication", seconds: float) -> "WSGIApplication":
    """The application, each of whose requests waits for others so long at most."""

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        with bounded(seconds):
            return app(environ, start_response)

    return answer


def _configure(app: Flask, core: Core) -> None:
    # Browsers take a cookie of this name from this very host only, and only over HTTPS: nobody next door can plant one.
    prefix = "__Host-" if core.settings.base_url.startswith("https:") else ""
    app.config.update(
        SECRET_KEY=core.keys.mac("session", "cookie").hex(),
        MAX_CONTENT_LENGTH=BODY_LENGTH_MAX,
        SESSION_COOKIE_NAME=f"{prefix}pantbox",
        SESSION_COOKIE_PATH="/",
        TRAP_HTTP_EXCEPTIONS=False,
        OPENAPI_VERSION="3.1.0",
    )
