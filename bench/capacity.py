"""The largest festival that one machine carries, server, database and all, and which WSGI server carries it.

Stalls and boxes scan at the pace of a long queue, one container every two seconds, each on a connection of its own. There
are more and more of them until one scan in a hundred waits longer than 200 ms; then we say whose processor time ran out.
The load is our own: locust's users are Python objects that would need the very cores that are to be measured.
"""

import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from bench.ground import BOXES, STALLS, Ground, durable_server, lay
from bench.load import Measured
from bench.paced import run_paced
from bench.scans import OURS, Contender, Size, one_run, rounds_of_client, serving
from bench.spread import ratio, spread, table
from tests.support.servers import Ports

P99_MS = 200.0
EVERY_SECONDS = 2.0
SECONDS = 6.0
SCANS_EACH = 6
DEVICES = (60, 120, 240, 480, 720, 960, 1440, 1920, 2400)
CONTAINERS = 40_000
PEAK_SHARE, SERVINGS = 0.12, 3.0
"""Of a day's servings in its busiest hour; servings for each guest and day. Each is scanned twice."""
ROUNDS = 5
SERVER_SIZE = Size(containers=50_000, clients=(16, 64), seconds=1.5)
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Step:
    """So many devices, and how they fared. `cpu`: cores used by whom."""

    devices: int
    per_second: float
    p50_ms: float
    p99_ms: float
    cpu: dict[str, float]


def bench() -> dict[str, Any]:
    """More and more devices; then both servers in turn."""
    ports = Ports("main")
    with durable_server() as server:
        server.run(*(f"CREATE DATABASE {name}" for name in ("festival", "granian", "gunicorn")))
        each = -(-DEVICES[-1] // (STALLS + BOXES))
        ground = lay(server.url("festival"), CONTAINERS, ports.free(), devices=each)
        steps = list(_steps(ground, server.process.pid))
        servers = _servers(
            {
                name: lay(server.url(name), SERVER_SIZE.containers, ports.free())
                for name in ("granian", "gunicorn")
            }
        )
    carried = [step for step in steps if step.p99_ms <= P99_MS]
    largest = carried[-1] if carried else None
    return {
        "bench": "capacity",
        "p99_goal_ms": P99_MS,
        "every_seconds": EVERY_SECONDS,
        "steps": [asdict(step) for step in steps],
        "devices": largest.devices if largest else 0,
        "guests": _guests(largest.per_second) if largest else 0,
        "rounds": ROUNDS,
        "servers": servers,
    }


def _guests(scans_per_second: float) -> int:
    """How many guests of a festival make so many scans in the busiest hour."""
    return 1000 * round(scans_per_second * 3.6 / PEAK_SHARE / SERVINGS / 2)


def _steps(ground: Ground, database: int) -> Iterator[Step]:
    contender = Contender(OURS, Size(), ground, iter(ground.codes))
    with serving(contender) as process:
        one_run(contender, 4, 1.0)
        for devices in DEVICES:
            work = list(_work(contender, devices))
            before = _used(process, database)
            measured: Measured = run_paced(contender.port, work, EVERY_SECONDS, SECONDS)
            after = _used(process, database)
            cpu = {who: (after[who] - before[who]) / measured.seconds for who in after}
            yield Step(devices, measured.per_second, measured.p50_ms, measured.p99_ms, cpu)
            if measured.p99_ms > P99_MS:
                return


def _work(contender: Contender, devices: int) -> Iterator[list[bytes]]:
    """Each stall hands out what a box takes back: a device does both, at its own place."""
    for number in range(devices):
        codes = list(islice(contender.fresh, SCANS_EACH // 2))
        yield rounds_of_client(contender, codes, number)


def _used(server: int, database: int) -> dict[str, float]:
    """Seconds of processor time used until now."""
    return {"server": _tree(server), "database": _tree(database), "load": sum(os.times()[:2])}


def _tree(pid: int) -> float:
    """Of a process and its children, those that have ended too."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except FileNotFoundError:
        return 0.0
    return sum(map(int, fields[11:15])) / TICKS + sum(_tree(int(child)) for child in children)


def _servers(grounds: dict[str, Ground]) -> list[dict[str, Any]]:
    """Both WSGI servers with as many processes and threads, in turn."""
    granian, gunicorn = (
        Contender(OURS, SERVER_SIZE, ground, iter(ground.codes), name) for name, ground in grounds.items()
    )
    rates: dict[tuple[str, int], list[float]] = {}
    with serving(granian), serving(gunicorn):
        for one in (granian, gunicorn):
            one_run(one, 4, 1.0)
        for number in range(ROUNDS):
            for clients in SERVER_SIZE.clients:
                for one in (granian, gunicorn) if number % 2 else (gunicorn, granian):
                    measured = one_run(one, clients, SERVER_SIZE.seconds)
                    rates.setdefault((one.server, clients), []).append(measured.per_second)
    return [
        {
            "clients": clients,
            "granian_per_second": spread(rates["granian", clients]),
            "gunicorn_per_second": spread(rates["gunicorn", clients]),
            "ratio": ratio(rates["granian", clients], rates["gunicorn", clients]),
        }
        for clients in SERVER_SIZE.clients
    ]


def told(found: dict[str, Any]) -> str:
    """As tables."""
    steps = [
        (step["devices"], step["per_second"], step["p50_ms"], step["p99_ms"], *step["cpu"].values())
        for step in found["steps"]
    ]
    titles = ("devices", "scans/s", "p50 ms", f"p99 ms (goal ≤ {found['p99_goal_ms']:.0f})",
              "server's cores", "database's", "load's")  # fmt: skip
    carried = f"{found['devices']} busy devices: the busiest hour of {found['guests']:,} guests a day"
    servers = [
        (one["clients"], one["granian_per_second"], one["gunicorn_per_second"], one["ratio"])
        for one in found["servers"]
    ]
    by_server = table(
        (f"clients, median of {found['rounds']} rounds", "granian/s", "gunicorn/s", "ratio"), servers
    )
    return "\n".join([*table(titles, steps), carried, *by_server])
