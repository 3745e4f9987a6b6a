"""The server does not share its port with another one, and outlives its processes."""

import os
import signal
import socket
import sys
import time

import httpx
import pytest

from pantbox.cli.server import Server
from pantbox.errors import Conflict
from soak.processes import children_of
from tests.support.tied import stop, tied

SECONDS_MAX = 60


def test_a_port_that_is_taken_is_said_so():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()

        with pytest.raises(Conflict, match="port_taken"):
            Server("127.0.0.1", other.getsockname()[1]).run()


def test_an_address_that_is_not_this_machines_is_not_called_a_taken_port():
    with pytest.raises(OSError, match="address"):
        Server("192.0.2.1", 8000).run()


def test_a_process_that_is_killed_is_replaced(tmp_path, ports):
    port = ports.free()
    told = os.environ | {
        "PANTBOX_DATABASE_URL": f"sqlite:///{tmp_path / 'pantbox.db'}",
        "PANTBOX_SECRET_KEY": "x" * 40,
    }
    command = [sys.executable, "-m", "pantbox", "serve", "--port", str(port)]
    with (tmp_path / "log").open("wb") as log:
        server = tied(command, env=told, stdout=log, stderr=log)
    try:
        until_it_answers(port)
        [first] = children_of(server.pid)  # of its first thread: the worker is another's

        os.kill(first, signal.SIGKILL)

        until_it_answers(port)
        assert server.poll() is None
        assert first not in children_of(server.pid)
    finally:
        stop(server)


def until_it_answers(port):
    deadline = time.monotonic() + SECONDS_MAX
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=2).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise TimeoutError
