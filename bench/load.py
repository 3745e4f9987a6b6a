"""Clients that send one request after another on connections they keep, as lean as Python can be.

Bodies are made before the clock starts. One thread drives all connections by `selectors`: a client costs the machine
little beside the server it measures.
"""

import selectors
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass

HEADER_END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run gave."""

    requests: int
    seconds: float
    p50_ms: float
    p99_ms: float

    @property
    def per_second(self) -> float:
        """Requests answered per second."""
        return self.requests / self.seconds


def request(port: int, path: str, token: str, body: bytes) -> bytes:
    """The bytes of one POST."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class HungUp(RuntimeError):
    """The server closed the connection."""


class Client:
    """One connection, and what is still to be sent on it."""

    def __init__(self, port: int, requests: Sequence[bytes]) -> None:
        self.port = port
        self.requests = iter(requests)
        self.sent_at = 0.0
        self.got = self.sent = b""
        self.connect()

    def connect(self) -> None:
        """On a new connection."""
        self.socket = socket.create_connection(("127.0.0.1", self.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self) -> bool:
        """Send the next request; whether there was one."""
        wanted = next(self.requests, None)
        if wanted is None:
            return False
        self.sent, self.sent_at = wanted, time.perf_counter()
        self.send_again()
        return True

    def send_again(self) -> None:
        """The same as before."""
        self.got = b""
        self.socket.sendall(self.sent)

    def receive(self) -> bool:
        """Whether the whole answer is in. Raises `RuntimeError` for one that is not a 200 with every scan accepted, `HungUp`."""
        part = self.socket.recv(65536)
        self.got += part
        head, end, body = self.got.partition(HEADER_END)
        if not part:
            raise HungUp(f"{self.got[:300]!r}")
        if not end or len(body) < _length(head):
            return False
        if not head.startswith(b"HTTP/1.1 200") or b'"accepted"' not in body:
            raise RuntimeError(f"not accepted: {head[:15]!r} {body[:300]!r}")
        return True


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.split(b":")[1])
    raise RuntimeError(f"an answer of unknown length: {head[:300]!r}")


def run(port: int, work: Sequence[Sequence[bytes]], seconds: float) -> Measured:
    """Each element of `work` is one client's requests. Stops after `seconds`, or when a client has no more."""
    selector = selectors.DefaultSelector()
    clients = [Client(port, requests) for requests in work]
    waits: list[float] = []
    for client in clients:
        selector.register(client.socket, selectors.EVENT_READ, client)
    began = time.perf_counter()
    for client in clients:
        client.send()
    busy = len(clients)
    while busy:
        for key, _events in selector.select():
            client = key.data
            if not client.receive():
                continue
            now = time.perf_counter()
            waits.append(now - client.sent_at)
            if now - began >= seconds or not client.send():
                busy -= 1
                selector.unregister(client.socket)
    ended = time.perf_counter()
    for client in clients:
        client.socket.close()
    selector.close()
    return measured(waits, ended - began)


def measured(waits: Sequence[float], seconds: float) -> Measured:
    """What these waits, in seconds, come to."""
    ordered = sorted(waits)
    return Measured(len(waits), seconds, _at(ordered, 0.5), _at(ordered, 0.99))


def _at(waits: Sequence[float], share: float) -> float:
    return waits[min(len(waits) - 1, int(len(waits) * share))] * 1000
