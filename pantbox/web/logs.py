"""Access logs that can be shown to anybody: what was asked and answered, never with which secret."""

import re

import structlog
from flask import Flask, Response, request

from pantbox.logs import configure
from pantbox.web.health import seconds_so_far

SECRET_PATHS = re.compile(r"^(/+(?:[sv]|vendor|8003)/+|/+api/+v1/+(?:vouchers|slips)/+)[^/]+", re.IGNORECASE)
"""A slip's, a voucher's and a vendor's link are themselves the secret, and a container's is half of one."""
SECRET_SHAPES = re.compile(
    r"(?<![0-9A-Z])(?:[SVK]-)?(?![0-9A-F]{32}(?![0-9A-Z]))"
    r"(?:(?=[A-Z]*[0-9])[0-9A-Z]{16,}|[0-9A-HJKMNP-TV-Z]{16,17}|[0-9A-HJKMNP-TV-Z]{26})(?![0-9A-Z])",
    re.IGNORECASE | re.ASCII,
)
"""Any code, claim or token, whatever address somebody typed or scanned it into; but not a visit's id."""

QUIET_PATHS = frozenset({"/healthz", "/readyz", "/metrics", "/api/v1/scans"})
"""Asked so often that a line each would drown the others. The scans themselves are in the database, and all are in the metrics."""
SLOW_SECONDS = 1.0

log = structlog.stdlib.get_logger("pantbox.access")


def redacted(path: str) -> str:
    """The path without the secret in it."""
    return SECRET_SHAPES.sub("…", SECRET_PATHS.sub(r"\1…", path))


def _note(response: Response) -> Response:
    path, seconds = request.path, seconds_so_far()
    if path in QUIET_PATHS and response.status_code < 400 and seconds < SLOW_SECONDS:
        return response
    log.info(
        "request",
        method=request.method,
        path=redacted(path),
        status=response.status_code,
        ms=round(seconds * 1000, 1),
    )
    return response


def register(app: Flask) -> None:
    """Note requests once they are answered."""
    configure()
    app.after_request(_note)
