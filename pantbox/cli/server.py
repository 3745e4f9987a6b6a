"""The production server."""

from dataclasses import dataclass

THREADS = 8
"""Of each process: as many requests are answered at once, and share one group commit."""


@dataclass(frozen=True, slots=True)
class Server:
    """Granian on one address."""

    host: str
    port: int
    workers: int = 1

    def run(self) -> None:
        """Serve until told to stop."""
        from granian.constants import Interfaces
        from granian.server import Server as Granian

        Granian(
            "wsgi:create_app",
            address=self.host,
            port=self.port,
            interface=Interfaces.WSGI,
            workers=self.workers,
            blocking_threads=THREADS,
            websockets=False,
            factory=True,
            log_access=False,
        ).serve()
