"""Devices that scan at the pace of people, each on a connection of its own, whether or not the server keeps up.

A wait is counted from the moment the scan was due, so a server that falls behind cannot hide it. A connection that the
server closed is opened again, and what was not answered is sent again, as devices do.
"""

import heapq
import selectors
import time
from collections.abc import Sequence
from random import Random

from bench.load import Client, HungUp, Measured, measured

LOOK_AGAIN_SECONDS = 0.005


class _Devices:
    def __init__(self, port: int, work: Sequence[Sequence[bytes]], every_seconds: float) -> None:
        self.chance = Random(1)
        self.every_seconds = every_seconds
        self.selector = selectors.DefaultSelector()
        self.clients = [Client(port, requests) for requests in work]
        self.waiting: dict[int, float] = {}
        """Since when each scan that is not answered yet was due."""
        self.due: list[tuple[float, int]] = []
        """When each device scans next. One that still waits is late, and its scan is due since then all the same."""
        self.late: dict[int, float] = {}
        self.waits: list[float] = []
        for number in range(len(self.clients)):
            self._listen(number)

    def begin(self, now: float) -> None:
        self.due = [(now + self.chance.random() * self.every_seconds, n) for n in range(len(self.clients))]
        heapq.heapify(self.due)

    def send_due(self, until: float) -> None:
        now = time.perf_counter()
        while self.due and self.due[0][0] <= now:
            at, number = heapq.heappop(self.due)
            if self.late.get(number, at) > until:
                continue
            if number in self.waiting:
                self.late.setdefault(number, at)
                heapq.heappush(self.due, (now + LOOK_AGAIN_SECONDS, number))
            elif self.clients[number].send():
                self.waiting[number] = self.late.pop(number, at)
                heapq.heappush(self.due, (at + self.every_seconds * self.chance.uniform(0.5, 1.5), number))

    def hear(self) -> None:
        pause = max(0.0, self.due[0][0] - time.perf_counter()) if self.due else None
        for key, _events in self.selector.select(pause):
            number, client = key.data, self.clients[key.data]
            try:
                if client.receive():
                    self.waits.append(time.perf_counter() - self.waiting.pop(number))
            except (HungUp, ConnectionResetError):
                self.selector.unregister(client.socket)
                client.socket.close()
                client.connect()
                self._listen(number)
                if number in self.waiting:
                    client.send_again()

    def _listen(self, number: int) -> None:
        self.selector.register(self.clients[number].socket, selectors.EVENT_READ, number)

    def close(self) -> None:
        for client in self.clients:
            client.socket.close()
        self.selector.close()


def run_paced(port: int, work: Sequence[Sequence[bytes]], every_seconds: float, seconds: float) -> Measured:
    """Each element of `work` is one device's requests, one every so many seconds, for so long."""
    devices = _Devices(port, work, every_seconds)
    began = time.perf_counter()
    devices.begin(began)
    while True:
        devices.send_due(began + seconds)
        if not devices.due and not devices.waiting:
            break
        devices.hear()
    ended = time.perf_counter()
    devices.close()
    return measured(devices.waits, ended - began)
