"""Under which host names this server answers. A request that names another is refused before anything is looked up.

The `Host` header is whatever the sender writes. So nothing here takes a host from it: links, QR codes and papers have that
of `PANTBOX_BASE_URL`, redirects and cookies have none. What is refused cannot reach a page or a cache under a foreign name
either. Monitoring asks by whatever address it knows, so the health checks answer under every name.
"""

from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

import structlog
from flask import Flask, Response, request
from werkzeug.sansio.utils import get_host

from pantbox.errors import NotHere
from pantbox.settings import host_name
from pantbox.web.here import core, house

LEADS_ON = range(300, 400)
UNDER_ANY_NAME = frozenset({"healthz", "readyz"})
"""Endpoints that load balancers ask by the machine's own address."""

log = structlog.stdlib.get_logger("pantbox.access")


def refuse_foreign_host() -> None:
    """Raises `NotHere("host_unknown")` unless the request names one of this server's hosts, whatever the port."""
    if request.endpoint in UNDER_ANY_NAME:
        return
    told = request.environ.get("HTTP_HOST", "")
    if _named_in(told) not in house().hosts:
        log.warning("host_unknown", host=told[:200])
        raise NotHere("host_unknown", address=core().settings.base_url)


@lru_cache(maxsize=256)
def _named_in(header: str) -> str:
    """The name in a `Host` header; empty for what is none."""
    try:
        return host_name(f"//{get_host('http', header)}")
    except ValueError:
        return ""


def redirect_without_host(response: Response) -> Response:
    """Lead on by the path alone. The router puts before it the host that the request named, even for a missing slash."""
    if response.status_code in LEADS_ON and response.location:
        parts = urlsplit(response.location)
        response.location = urlunsplit(("", "", "/" + parts.path.lstrip("/"), parts.query, parts.fragment))
        response.set_data(b"")  # it names the host as well
    return response


def register(app: Flask) -> None:
    """Ask before anything else."""
    app.before_request(refuse_foreign_host)
    app.after_request(redirect_without_host)
