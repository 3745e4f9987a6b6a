"""Access logs that can be shown to anybody: what was asked and answered, never with which secret."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog
from flask import Flask, Response, request

from pantbox.printable import printable
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
INDENT = "    "

log = structlog.stdlib.get_logger("pantbox.access")


def redacted(path: str) -> str:
    """The path without the secret in it."""
    return SECRET_SHAPES.sub("…", SECRET_PATHS.sub(r"\1…", path))


def make_printable(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Write out control characters in every value, for a path, a name or an error may hold them and a log is read in terminals.

    A traceback keeps its lines, indented, so that none of them looks like a line of the log.
    """
    trace = event.pop("exception", None)
    for key in list(event):
        value = _printable(event.pop(key))
        event[printable(key)] = value
    if trace is not None:
        event["exception"] = "\n".join(INDENT + printable(line) for line in str(trace).split("\n"))
    return event


def _printable(value: Any) -> Any:
    match value:
        case str():
            return printable(value)
        case dict():
            return {_printable(key): _printable(one) for key, one in value.items()}
        case list() | tuple():
            return [_printable(one) for one in value]
        case _:
            return value


def formatter(*, as_json: bool) -> logging.Formatter:
    """How a log is written: one JSON object a line for machines, or columns for people."""
    renderer = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=False)
    return structlog.stdlib.ProcessorFormatter(
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            make_printable,
            renderer,
        ],
        foreign_pre_chain=[structlog.stdlib.add_log_level, structlog.processors.TimeStamper(fmt="iso")],
    )


def write_to_stderr(*, as_json: bool) -> None:
    """Write logs where whoever runs the server collects them. Until this is called, nobody listens."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter(as_json=as_json))
    logger = logging.getLogger("pantbox")
    logger.handlers = [handler]
    logger.setLevel(logging.INFO)
    logger.propagate = False


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
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    app.after_request(_note)
