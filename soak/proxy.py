"""The network between devices and servers, as a process: it loses, cuts, delays, doubles and reorders what passes."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from soak.notes import note
from soak.plan import ON_THE_WIRE

HEAD_END = b"\r\n\r\n"
BAD_GATEWAY = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
HELD_BACK_SECONDS = 0.25
PATIENCE_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Wire:
    """Where it listens, whom it passes on to, and the share of requests that something happens to.

    While `folder / "no-network"` is there, nothing passes; once `folder / "quiet"` is there, everything does.
    """

    folder: Path
    port: int
    servers: Sequence[int]
    share: float
    seed: str


def carry(wire: Wire) -> None:
    """Carry requests until the process is ended."""
    asyncio.run(_Proxy(wire).serve())


class Lost(Exception):
    """The device sees its connection break."""


class _Proxy:
    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._chance = Random(wire.seed)
        self._passed = asyncio.Event()
        self._later: set[asyncio.Task[None]] = set()

    async def serve(self) -> None:
        server = await asyncio.start_server(self._accept, "127.0.0.1", self._wire.port, backlog=512)
        await server.serve_forever()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await read_message(reader):
                answer = await self._carry(request)
                writer.write(answer)
                await writer.drain()
            writer.close()
        except Lost as lost:
            writer.write(lost.args[0])
            await asyncio.sleep(0)
            writer.transport.abort()
        except (OSError, asyncio.IncompleteReadError):
            writer.transport.abort()

    def _is(self, name: str) -> bool:
        return (self._wire.folder / name).exists()

    async def _carry(self, request: bytes) -> bytes:
        """What the device gets back. Raises `Lost` with what still reaches it."""
        if self._is("no-network"):
            raise Lost(b"")
        if self._is("quiet") or self._chance.random() >= self._wire.share:
            return await self._ask(request)
        kind = self._chance.choice(ON_THE_WIRE)
        note(self._wire.folder, kind)
        answer: bytes = await getattr(self, f"_{kind}")(request)
        return answer

    async def _ask(self, request: bytes, *, pieces: int = 1, pause: float = 0.0, closing: str = "") -> bytes:
        try:
            answer = await self._asked(request, pieces, pause, closing)
        except (OSError, asyncio.IncompleteReadError, TimeoutError):
            return BAD_GATEWAY
        finally:
            self._passed.set()
        return answer or BAD_GATEWAY

    async def _asked(self, request: bytes, pieces: int, pause: float, closing: str) -> bytes:
        """`closing`: "half" says that nothing more will be sent, as some networks do to a whole connection."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self._chance.choice(self._wire.servers))
        try:
            size = max(len(request) // pieces, 1)
            for start in range(0, len(request), size):
                writer.write(request[start : start + size])
                await writer.drain()
                if pause:
                    await asyncio.sleep(pause)
            if closing:
                writer.write_eof()
            return await asyncio.wait_for(read_message(reader), PATIENCE_SECONDS)
        finally:
            writer.transport.abort()

    def _soon(self, request: bytes, seconds: float) -> None:
        async def later() -> None:
            await asyncio.sleep(seconds)
            await self._ask(request)

        task = asyncio.create_task(later())
        self._later.add(task)
        task.add_done_callback(self._later.discard)

    async def _cut_before(self, _request: bytes) -> bytes:
        raise Lost(b"")

    async def _cut_in_half(self, request: bytes) -> bytes:
        half = request[: self._chance.randint(1, len(request) - 1)]
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", self._chance.choice(self._wire.servers))
            writer.write(half)
            await writer.drain()
            writer.close()
        except OSError:
            pass
        raise Lost(b"")

    async def _answer_swallowed(self, request: bytes) -> bytes:
        await self._ask(request)
        raise Lost(b"")

    async def _answer_in_half(self, request: bytes) -> bytes:
        answer = await self._ask(request)
        raise Lost(answer[: self._chance.randint(1, len(answer) - 1)])

    async def _delayed(self, request: bytes) -> bytes:
        await asyncio.sleep(self._chance.uniform(0.02, 0.5))
        return await self._ask(request)

    async def _answer_delayed(self, request: bytes) -> bytes:
        answer = await self._ask(request)
        await asyncio.sleep(self._chance.uniform(0.02, 0.5))
        return answer

    async def _late_and_again(self, request: bytes) -> bytes:
        """The device is told it broke and sends again; the first one arrives as well, later."""
        self._soon(request, self._chance.uniform(0.05, 1.0))
        raise Lost(b"")

    async def _doubled(self, request: bytes) -> bytes:
        answers = await asyncio.gather(self._ask(request), self._ask(request))
        return self._chance.choice(answers)

    async def _reordered(self, request: bytes) -> bytes:
        """Held back until another one has overtaken it."""
        self._passed.clear()
        try:
            await asyncio.wait_for(self._passed.wait(), HELD_BACK_SECONDS)
        except TimeoutError:
            pass
        return await self._ask(request)

    async def _half_closed(self, request: bytes) -> bytes:
        return await self._ask(request, closing="half")

    async def _dripping(self, request: bytes) -> bytes:
        return await self._ask(request, pieces=self._chance.randint(2, 8), pause=0.02)


async def read_message(reader: asyncio.StreamReader) -> bytes:
    """One HTTP message with its body; nothing at the end. Raises `asyncio.IncompleteReadError` for a part of one."""
    try:
        head = await reader.readuntil(HEAD_END)
    except asyncio.IncompleteReadError as error:
        if error.partial:
            raise
        return b""
    length = 0
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            length = int(line.partition(b":")[2])
    return head + (await reader.readexactly(length) if length else b"")
