"""`POST /scans`, one scan a request, against the rival on the same server and database, and beside pgbench.

Honest rounds: each client hands out containers at a stall and takes them back at a box, each return a visit of its own.
Rounds of all are interleaved, so that what else the machine does meets all of them; the median is told, with the spread.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bench.answering import answering
from bench.ground import Ground, durable_server, lay
from bench.load import Measured, request, run
from bench.pgbench import Pgbench
from bench.rounds import interleaved
from bench.spread import ratio, rounds_of, spread, table
from pantbox.cli.server import CONNECTIONS, THREADS
from pantbox.clock import new_id
from tests.support.postgres import PostgresServer
from tests.support.servers import ROOT, Ports

OURS, RIVAL, PGBENCH = "pantbox", "rival", "pgbench"
APPS = {OURS: "wsgi:create_app", RIVAL: "bench.rival:create_app"}
GOALS = {1: 0.8, 16: 1.5, 64: 2.0}
"""Promise 17: on PostgreSQL, at so many clients at least so many times the rival."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured, of how large an installation."""

    rounds: int = 5
    seconds: float = 1.5
    warming_seconds: float = 1.0
    clients: tuple[int, ...] = (1, 4, 16, 64)
    containers: int = 70_000
    workers: int = 1
    threads: int = THREADS


FULL = Size()
TWO_PROCESSES = replace(FULL, clients=(16, 64), containers=40_000, workers=2, threads=THREADS // 2)
ON_SQLITE = replace(FULL, clients=(1, 16), containers=30_000)


@dataclass
class Contender:
    """A server, its database, and the containers nobody has used yet."""

    name: str
    size: Size
    ground: Ground
    fresh: Iterator[str]
    server: str = "granian"

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.ground.settings.base_url.rpartition(":")[2])


@dataclass
class Found:
    """The runs of all contenders at one number of clients."""

    clients: int
    runs: dict[str, list[Measured]] = field(default_factory=lambda: {name: [] for name in APPS})
    pgbench: list[float] = field(default_factory=list)


def bench() -> dict[str, Any]:
    """All rounds on both databases, and what they give."""
    ports = Ports("main")
    with durable_server() as server, tempfile.TemporaryDirectory() as folder:
        on_postgresql = compare(on(server), FULL, ports, server)
        on_two = compare(on(server, "two"), TWO_PROCESSES, ports)
        on_sqlite = compare({name: f"sqlite:///{folder}/{name}.db" for name in APPS}, ON_SQLITE, ports)
    return {
        "bench": "scans",
        "what": "POST /scans, one scan a request",
        "server": f"granian as `pantbox serve` starts it, one process of {FULL.threads} threads; every commit is on the disk",
        "rounds": FULL.rounds,
        "seconds": FULL.seconds,
        "databases": {
            "PostgreSQL": on_postgresql,
            f"PostgreSQL, 2 processes of {TWO_PROCESSES.threads} threads": on_two,
            "SQLite": on_sqlite,
        },
    }


def on(server: PostgresServer, what: str = "bench") -> dict[str, str]:
    """The addresses of fresh databases for all contenders."""
    names = {name: f"{what}_{name}" for name in (*APPS, PGBENCH)}
    server.run(*(f"CREATE DATABASE {database}" for database in names.values()))
    return {name: server.url(database) for name, database in names.items()}


def compare(
    urls: dict[str, str], size: Size, ports: Ports, server: PostgresServer | None = None
) -> list[dict[str, Any]]:
    """All rounds on these empty databases. pgbench takes part where there is a PostgreSQL `server`."""
    taking_part = [*APPS, PGBENCH] if server else [*APPS]
    grounds = {name: lay(urls[name], size.containers, ports.free()) for name in taking_part}
    contenders = [Contender(name, size, grounds[name], iter(grounds[name].codes)) for name in APPS]
    pgbench = Pgbench.on(server, "bench_pgbench", grounds[PGBENCH]) if server else None
    found = {clients: Found(clients) for clients in size.clients}
    with serving(contenders[0]), serving(contenders[1]):
        for contender in contenders:
            one_run(contender, 4, size.warming_seconds)  # both warm: connections, plans, caches
        for clients, side in interleaved(
            size.rounds, size.clients, [*contenders, *([pgbench] if pgbench else [])]
        ):
            if isinstance(side, Pgbench):
                found[clients].pgbench.append(side.run(clients, size.seconds, _each(size, clients)))
            else:
                found[clients].runs[side.name].append(one_run(side, clients, size.seconds))
    return [_told(at, {} if urls[OURS].startswith("sqlite") else GOALS) for at in found.values()]


def _granian(contender: Contender) -> list[str]:
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", "--host", "127.0.0.1",
        "--port", str(contender.port), "--workers", str(contender.size.workers),
        "--blocking-threads", str(contender.size.threads), "--backlog", str(CONNECTIONS),
        "--backpressure", str(CONNECTIONS), "--no-ws", APPS[contender.name],
    ]  # fmt: skip


def _gunicorn(contender: Contender) -> list[str]:
    return [
        sys.executable, "-m", "gunicorn", "--worker-class", "gthread", "--bind", f"127.0.0.1:{contender.port}",
        "--workers", str(contender.size.workers), "--threads", str(contender.size.threads), "--keep-alive", "60",
        "--log-level", "warning", f"{APPS[contender.name]}()",
    ]  # fmt: skip


SERVERS = {"granian": _granian, "gunicorn": _gunicorn}


@contextmanager
def serving(contender: Contender) -> Iterator[int]:
    """The contender's server, as in production: its process, when it answers."""
    settings = contender.ground.settings
    command = SERVERS[contender.server](contender)
    environment = {
        **os.environ,
        "PANTBOX_DATABASE_URL": settings.database_url,
        "PANTBOX_SECRET_KEY": settings.secret_key,
        "PANTBOX_BASE_URL": settings.base_url,
        "PANTBOX_RATE_LIMITS": "off",
        "RIVAL_DATABASE": settings.database_url.replace("+psycopg", ""),
    }
    with answering(contender.name, contender.port, command, folder=ROOT, environment=environment) as process:
        yield process


def one_run(contender: Contender, clients: int, seconds: float) -> Measured:
    """So many clients for so long, on containers nobody has used yet."""
    each = _each(contender.size, clients)
    work = [
        rounds_of_client(contender, [next(contender.fresh) for _ in range(each)], client)
        for client in range(clients)
    ]
    return run(contender.port, work, seconds)


def _each(size: Size, clients: int) -> int:
    """So many containers for each client of a run, that all runs have enough."""
    return int(size.containers * 0.95 / (size.rounds + 1) / len(size.clients) / clients)


def rounds_of_client(contender: Contender, codes: Sequence[str], client: int) -> list[bytes]:
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


def _told(at: Found, goals: dict[int, float]) -> dict[str, Any]:
    ours, theirs = at.runs[OURS], at.runs[RIVAL]
    rates = [one.per_second for one in ours]
    told = {
        "clients": at.clients,
        OURS: summary(ours),
        RIVAL: summary(theirs),
        "ratio": ratio(rates, [one.per_second for one in theirs]),
        "goal": goals.get(at.clients),
    }
    if at.pgbench:
        told |= {PGBENCH: {"per_second": spread(at.pgbench)}, "ratio_pgbench": ratio(rates, at.pgbench)}
    return told


def summary(measured: Sequence[Measured]) -> dict[str, Any]:
    """All runs of one side at one number of clients."""
    return {
        "per_second": spread([one.per_second for one in measured]),
        "p50_ms": spread([one.p50_ms for one in measured]),
        "p99_ms": spread([one.p99_ms for one in measured]),
        "requests": sum(one.requests for one in measured),
    }


def told(found: dict[str, Any]) -> str:
    """One table for each database."""
    lines = [f"{found['what']} · {found['server']}", rounds_of(found)]
    for database, rows in found["databases"].items():
        titles = (
            f"{database}: clients",
            "pantbox/s",
            "rival/s",
            "÷ rival",
            "goal",
            "÷ pgbench",
            "p50 ms",
            "rival",
            "p99 ms",
            "rival",
        )
        lines += table(titles, [_row(row) for row in rows])
    return "\n".join(lines)


def _row(row: dict[str, Any]) -> list[Any]:
    ours, rival = row[OURS], row[RIVAL]
    return [
        row["clients"], ours["per_second"], rival["per_second"], row["ratio"], row["goal"], row.get("ratio_pgbench"),
        *(one[wait]["median"] for wait in ("p50_ms", "p99_ms") for one in (ours, rival)),
    ]  # fmt: skip
