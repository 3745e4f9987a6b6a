"""The real server as a process of its own, as in production, for journeys in a browser."""

import os
import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from subprocess import STDOUT, Popen

import httpx

from pantbox.settings import Settings
from tests.support.tied import stop, tied

READY_SECONDS = 30
FIRST_PORT = 20_000
PORTS_PER_WORKER = 1_000
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class LiveServer:
    """A running server. Labels made with the test's own `core` lead to it."""

    url: str
    log: Path
    process: Popen[bytes]

    def stop(self) -> None:
        """End it and its workers."""
        stop(self.process)


class Ports:
    """Ports to listen on, below those the system gives to outgoing connections, apart for each xdist worker."""

    def __init__(self, worker: str) -> None:
        number = int(worker.removeprefix("gw")) if worker.startswith("gw") else 0
        first = FIRST_PORT + number * PORTS_PER_WORKER
        self._candidates = iter(range(first, first + PORTS_PER_WORKER))

    def free(self) -> int:
        """A port nobody listens on."""
        for port in self._candidates:
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind(("127.0.0.1", port))
                except OSError:
                    continue
            return port
        raise RuntimeError("no free port left")


def start_server(settings: Settings, log: Path, *, threads: int = 8) -> LiveServer:
    """Serve `wsgi.create_app` on the address `settings.base_url` names; returns when it answers."""
    port = settings.base_url.rpartition(":")[2]
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", "--host", "127.0.0.1", "--port", port,
        "--workers", "1", "--blocking-threads", str(threads), "--no-ws", "wsgi:create_app",
    ]  # fmt: skip
    environment = {
        **os.environ,
        "PANTBOX_DATABASE_URL": settings.database_url,
        "PANTBOX_SECRET_KEY": settings.secret_key,
        "PANTBOX_BASE_URL": settings.base_url,
        "PANTBOX_LANGUAGE": settings.language,
        "PANTBOX_RATE_LIMITS": "on" if settings.rate_limits else "off",
    }
    with log.open("wb") as output:
        process = tied(command, cwd=ROOT, env=environment, stdout=output, stderr=STDOUT)
    server = LiveServer(settings.base_url, log, process)
    _wait_until_it_answers(server)
    return server


def _wait_until_it_answers(server: LiveServer) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not _answers(server.url):
        if server.process.poll() is not None or time.monotonic() > deadline:
            server.stop()
            raise RuntimeError(f"the server did not come up:\n{server.log.read_text(errors='replace')}")
        time.sleep(0.05)


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/healthz", timeout=2).is_success
    except httpx.TransportError:
        return False
