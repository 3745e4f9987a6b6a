"""The server does not share its port with another one."""

import socket

import pytest

from pantbox.cli.server import Server
from pantbox.errors import Conflict


def test_a_port_that_is_taken_is_said_so():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()

        with pytest.raises(Conflict, match="port_taken"):
            Server("127.0.0.1", other.getsockname()[1]).run()
