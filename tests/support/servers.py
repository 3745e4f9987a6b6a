"""The real server as a process of its own, as in production, for journeys in a browser."""

import fcntl
import os
import socket
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from subprocess import STDOUT, Popen

import httpx

from pantbox.settings import Settings
from tests.support.served import TOLD_BY, lay_house
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
    """Ports to listen on, below those the system gives to outgoing connections, apart for each test process.

    A port is held by a lock on a file until the process ends: it may be listened on long after it was given.
    """

    def __init__(self, worker: str) -> None:
        number = int(worker.removeprefix("gw")) if worker.startswith("gw") else 0
        first = FIRST_PORT + number * PORTS_PER_WORKER
        self._candidates = iter(range(first, first + PORTS_PER_WORKER))

    def free(self) -> int:
        """A port nobody listens on, nor will."""
        return next(port for port in self._candidates if self._hold(port) and _is_free(port))

    def _hold(self, port: int) -> bool:
        path = Path(tempfile.gettempdir(), f"pantbox-{os.getuid()}-port-{port}")
        # A bare descriptor: the process's end closes it, and nothing before.
        held = os.open(path, os.O_CREAT | os.O_WRONLY)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(held)
            return False
        return True


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


class SharedServer:
    """One server for many tests, which serves the house each of them lays. Started when it is first needed."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self._folder = folder
        self._house = folder / "house.json"
        self._server: LiveServer | None = None

    def serve(self, settings: Settings) -> LiveServer:
        """The server, on this test's house. A test may stop it: the next one gets another."""
        lay_house(self._house, settings)
        if self._server is None or self._server.process.poll() is not None:
            told = {TOLD_BY: str(self._house)}
            app = "tests.support.served:create_app"
            self._server = start_server(settings, self._folder / "server.log", app=app, environment=told)
        _wait_until_it_answers(self._server)
        return self._server

    def stop(self) -> None:
        """End it, if it was ever needed."""
        if self._server and self._server.process.poll() is None:
            self._server.stop()


def start_server(
    settings: Settings,
    log: Path,
    *,
    threads: int = 8,
    app: str = "wsgi:create_app",
    environment: dict[str, str] | None = None,
) -> LiveServer:
    """Serve `app` on the address `settings.base_url` names; returns when it answers."""
    port = settings.base_url.rpartition(":")[2]
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", "--host", "127.0.0.1", "--port", port,
        "--workers", "1", "--blocking-threads", str(threads), "--no-ws", app,
    ]  # fmt: skip
    told = {
        **os.environ,
        **(environment or {}),
        "PANTBOX_DATABASE_URL": settings.database_url,
        "PANTBOX_SECRET_KEY": settings.secret_key,
        "PANTBOX_BASE_URL": settings.base_url,
        "PANTBOX_LANGUAGE": settings.language,
        "PANTBOX_RATE_LIMITS": "on" if settings.rate_limits else "off",
    }
    with log.open("ab") as output:  # what the server before it said is looked through too
        process = tied(command, cwd=ROOT, env=told, stdout=output, stderr=STDOUT)
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
