"""How every process writes its log: a line of JSON for machines, or columns for people, on standard error.

Nothing a stranger chose moves the cursor, and no traceback shows what stood in a variable: passwords stand there.
"""

import logging
import sys
from collections.abc import MutableMapping
from typing import IO, Any

import structlog

from pantbox.printable import printable

INDENT = "    "


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


def configure() -> None:
    """Hand what is logged to Python's own logging. Until this is called, structlog prints, local variables included."""
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


def write_to_stderr(*, as_json: bool, level: int = logging.INFO) -> None:
    """Write logs where whoever runs the process collects them: ours from `level` on, and warnings of what we are made of."""
    configure()
    handler = ToStderr()
    handler.setFormatter(formatter(as_json=as_json))
    ours, others = logging.getLogger("pantbox"), logging.getLogger()
    for logger in (ours, others):
        logger.handlers = [one for one in logger.handlers if not isinstance(one, ToStderr)] + [handler]
    ours.setLevel(level)
    others.setLevel(logging.WARNING)
    ours.propagate = False


class ToStderr(logging.StreamHandler[IO[str]]):
    """Writes to what standard error is now, not to what it was when this was made."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> IO[str]:
        """Standard error."""
        return sys.stderr

    @stream.setter
    def stream(self, _value: object) -> None:
        raise AttributeError("it is standard error")


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
