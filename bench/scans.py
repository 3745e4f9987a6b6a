"""`POST /scans`, one scan a request, at 1 and 16 clients, against the rival on the same server and PostgreSQL.

Honest rounds: each client hands out containers at a stall and takes them back at a box, each return a visit of its own.
Rounds of both are interleaved, so that what else the machine does meets both; the median is told, with the spread.
"""

import json
import os
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from subprocess import STDOUT
from typing import Any

import httpx

from bench.ground import Ground, durable_server, lay
from bench.load import Measured, request, run
from pantbox.clock import new_id
from tests.support.postgres import PostgresServer
from tests.support.servers import ROOT, Ports
from tests.support.tied import stop, tied

THREADS = 16
READY_SECONDS = 120
OURS, RIVAL = "pantbox", "rival"
APPS = {OURS: "wsgi:create_app", RIVAL: "bench.rival:create_app"}
GOALS = {1: 0.8, 16: 1.5}
"""Promise 17: at so many clients at least so many times the rival."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured, of how large an installation."""

    rounds: int = 5
    seconds: float = 3.0
    warming_seconds: float = 1.0
    clients: tuple[int, ...] = (1, 16)
    containers: int = 30_000
    workers: int = 2


FULL = Size()


@dataclass
class Contender:
    """A server, its database, and the containers nobody has used yet."""

    name: str
    size: Size
    ground: Ground
    fresh: Iterator[str]

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.ground.settings.base_url.rpartition(":")[2])


def bench() -> dict[str, Any]:
    """All rounds, and what they give."""
    with durable_server() as server:
        return compare(server, FULL, Ports("main"))


def compare(server: PostgresServer, size: Size, ports: Ports) -> dict[str, Any]:
    """All rounds on this PostgreSQL, and what they give."""
    runs: dict[tuple[str, int], list[Measured]] = {(name, n): [] for name in APPS for n in size.clients}
    grounds = {name: lay(server, f"bench_{name}", size.containers, ports.free()) for name in APPS}
    contenders = [Contender(name, size, ground, iter(ground.codes)) for name, ground in grounds.items()]
    with serving(contenders[0]), serving(contenders[1]):
        for contender in contenders:
            one_run(contender, 4, size.warming_seconds)  # both warm: connections, plans, caches
        for number in range(size.rounds):
            for clients in size.clients:
                for contender in contenders if number % 2 else reversed(contenders):
                    measured = one_run(contender, clients, size.seconds)
                    runs[contender.name, clients].append(measured)
    return _told(runs, size)


@contextmanager
def serving(contender: Contender) -> Iterator[None]:
    """The contender's server, as in production."""
    settings = contender.ground.settings
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", "--host", "127.0.0.1",
        "--port", str(contender.port), "--workers", str(contender.size.workers), "--blocking-threads", str(THREADS), "--no-ws",
        APPS[contender.name],
    ]  # fmt: skip
    environment = {
        **os.environ,
        "PANTBOX_DATABASE_URL": settings.database_url,
        "PANTBOX_SECRET_KEY": settings.secret_key,
        "PANTBOX_BASE_URL": settings.base_url,
        "PANTBOX_RATE_LIMITS": "off",
        "RIVAL_DATABASE": settings.database_url.replace("+psycopg", ""),
    }
    with tempfile.NamedTemporaryFile("wb", suffix=".log") as log:
        process = tied(command, cwd=ROOT, env=environment, stdout=log, stderr=STDOUT, start_new_session=True)
        try:
            _wait(contender, Path(log.name))
            yield
        finally:
            stop(process)
            _end_workers(process.pid)


def _end_workers(group: int) -> None:
    """A worker that outlives its parent would go on answering on the same port."""
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        pass


def _wait(contender: Contender, log: Path) -> None:
    deadline = datetime.now(UTC) + timedelta(seconds=READY_SECONDS)
    while datetime.now(UTC) < deadline:
        try:
            if httpx.get(f"http://127.0.0.1:{contender.port}/healthz", timeout=2).is_success:
                return
        except httpx.TransportError:
            pass
    raise RuntimeError(f"{contender.name} did not come up:\n{log.read_text(errors='replace')}")


def one_run(contender: Contender, clients: int, seconds: float) -> Measured:
    """So many clients for so long, on containers nobody has used yet."""
    size = contender.size
    each = max(150, int(size.containers * 0.9 / (size.rounds + 1) / len(size.clients) / clients / 2))
    work = [
        _rounds(contender, [next(contender.fresh) for _ in range(each)], client) for client in range(clients)
    ]
    return run(contender.port, work, seconds)


def _rounds(contender: Contender, codes: Sequence[str], client: int) -> list[bytes]:
    """Each container handed out and taken back, in turn, again and again."""
    ground, port = contender.ground, contender.port
    stall = ground.stall_tokens[client % len(ground.stall_tokens)]
    box = ground.box_tokens[client % len(ground.box_tokens)]
    at = datetime.now(UTC) - timedelta(seconds=30)
    sent = []
    for number, code in enumerate(code for code in codes for _ in range(2)):
        out = number % 2 == 0
        scan = {
            "id": str(new_id()),
            "seq": number,
            "kind": "issue" if out else "return",
            "code": code,
            "at": (at + timedelta(milliseconds=number)).isoformat(),
            "terms": 1,
        } | ({} if out else {"visit": str(new_id())})
        body = json.dumps({"clock": {"offset_ms": 0, "uncertainty_ms": 5}, "scans": [scan]}).encode()
        sent.append(request(port, "/api/v1/scans", stall if out else box, body))
    return sent


def _told(runs: dict[tuple[str, int], list[Measured]], size: Size) -> dict[str, Any]:
    rows = []
    for clients in size.clients:
        ours, theirs = runs[OURS, clients], runs[RIVAL, clients]
        ratios = [one.per_second / other.per_second for one, other in zip(ours, theirs, strict=True)]
        rows.append(
            {
                "clients": clients,
                OURS: _summary(ours),
                RIVAL: _summary(theirs),
                "ratio": median(ratios),
                "ratio_low": min(ratios),
                "ratio_high": max(ratios),
                "goal": GOALS[clients],
            }
        )
    return {
        "bench": "scans",
        "what": "POST /scans, one scan a request",
        "server": f"granian, {size.workers} workers of {THREADS} threads; PostgreSQL with full durability",
        "rounds": size.rounds,
        "seconds": size.seconds,
        "rows": rows,
    }


def _summary(measured: Sequence[Measured]) -> dict[str, float]:
    rates = [one.per_second for one in measured]
    return {
        "per_second": median(rates),
        "per_second_low": min(rates),
        "per_second_high": max(rates),
        "p50_ms": median(one.p50_ms for one in measured),
        "p99_ms": median(one.p99_ms for one in measured),
        "requests": sum(one.requests for one in measured),
    }
