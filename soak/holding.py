"""Connections to a server that say half a sentence and then nothing."""

import socket
from contextlib import suppress

SOCKETS = 150
HALF = b"POST /api/v1/scans HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n"


class Holding:
    """Holds them until it lets go."""

    def __init__(self) -> None:
        self._held: list[socket.socket] = []

    def take(self, port: int) -> None:
        """Take as many as one can, up to a limit, of whoever listens on a port."""
        with suppress(OSError):
            for _ in range(SOCKETS):
                one = socket.create_connection(("127.0.0.1", port), timeout=0.2)
                self._held.append(one)
                one.sendall(HALF)

    def let_go(self) -> None:
        """Close them."""
        while self._held:
            self._held.pop().close()
