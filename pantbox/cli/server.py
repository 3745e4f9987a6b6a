"""The production server."""

import errno
import logging
import socket
from dataclasses import dataclass
from typing import Any

from pantbox.errors import Conflict
from pantbox.logs import ToStderr, formatter

THREADS = 32
"""Of each process: as many requests are answered at once, and share one group commit. Fewer make groups of 64 clients' scans
small, more make those of a few slow."""

CONNECTIONS = 4096
"""Of each process. Granian's own 1,024 left some of 1,440 devices waiting for half a minute, with the machine idle."""


@dataclass(frozen=True, slots=True)
class Server:
    """Granian on one address."""

    host: str
    port: int
    workers: int = 1
    logs_as_json: bool = False

    def run(self) -> None:
        """Serve until told to stop. Raises `Conflict("port_taken")`."""
        from granian.constants import Interfaces
        from granian.server import Server as Granian

        self._check_that_nobody_listens()
        logging.getLogger("_granian").addFilter(_is_news)
        Granian(
            "wsgi:create_app",
            address=self.host,
            port=self.port,
            interface=Interfaces.WSGI,
            workers=self.workers,
            blocking_threads=THREADS,
            backlog=CONNECTIONS,
            backpressure=CONNECTIONS,
            websockets=False,
            factory=True,
            log_access=False,
            log_dictconfig=_logs(as_json=self.logs_as_json),
            # Else the end of one process, by whatever hand, ends all the others and their requests.
            respawn_failed_workers=True,
        ).serve()

    def _check_that_nobody_listens(self) -> None:
        # Granian's processes share their port, and would share it with a server of another database as well.
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise  # the address is not this machine's, or the port not this user's
                raise Conflict("port_taken", port=str(self.port)) from error


def _logs(*, as_json: bool) -> dict[str, Any]:
    """Granian's own lines, written as ours are."""
    return {
        "formatters": {"ours": {"()": formatter, "as_json": as_json}},
        "handlers": {"console": {"()": ToStderr, "formatter": "ours"}},
        "loggers": {"_granian": {"handlers": ["console"], "propagate": False}},
    }


def _is_news(record: logging.LogRecord) -> bool:
    # Granian warns of more threads than cores. Ours wait for each other, as a group, and who serves has no say in it.
    return "Python threads" not in record.getMessage()
