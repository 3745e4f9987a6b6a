"""`POST /scans` of this checkout beside another one's, in one run: is it slower than it was?

On PostgreSQL, with full durability. Each side is served by its own code with its own Python, on a database its own migrations
made; both live on one server. A round is ours, theirs, theirs, ours: so both meet the same machine.
"""

import sys
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean
from typing import Any

from bench.checkout import Checkout, furnish, prepare
from bench.ground import durable_server
from bench.load import Measured
from bench.rounds import there_and_back
from bench.scans import Contender, Size, one_run, summary
from bench.spread import Spread, ratio, rounds_of, table
from tests.support.postgres import PostgresServer
from tests.support.servers import ROOT, Ports

OURS, THEIRS = "ours", "theirs"
ROUNDS = 9
RUNS_A_ROUND = 2
"""Of each side at each number of clients."""
FULL = Size(rounds=ROUNDS, seconds=1.0, clients=(1, 16, 64), containers=80_000)
NONE_SHOWN = "none shown"

Run = Callable[[int], Measured]
"""One run of one side, with so many clients."""


@dataclass(frozen=True, slots=True)
class Runs:
    """All runs at one number of clients, round by round."""

    clients: int
    ours: Sequence[Measured]
    theirs: Sequence[Measured]


def bench(other: Path, rounds: int = ROUNDS) -> dict[str, Any]:
    """All rounds against the checkout in this folder. Raises `NotReady` if it cannot be run."""
    checkouts = {OURS: Checkout(ROOT), THEIRS: Checkout(other.resolve())}
    for checkout in checkouts.values():
        checkout.check()
    began = time.monotonic()
    size = replace(FULL, rounds=rounds)
    with durable_server() as server:
        rows = between(checkouts, size, server, Ports("main"))
    return {
        "bench": "scans",
        "what": "POST /scans, one scan a request, on PostgreSQL; each side as its own `pantbox serve` starts it",
        **{side: f"{checkout.commit()} in {checkout.folder}" for side, checkout in checkouts.items()},
        "rounds": size.rounds,
        "seconds": size.seconds,
        "took": round(time.monotonic() - began),
        "rows": rows,
    }


def between(
    checkouts: Mapping[str, Checkout], size: Size, server: PostgresServer, ports: Ports
) -> list[dict[str, Any]]:
    """All rounds on fresh databases of this server."""
    with ExitStack() as stack:
        sides: dict[str, Run] = {}
        for side, checkout in checkouts.items():
            contender = _contender(stack, side, checkout, size, server, ports.free())
            one_run(contender, 4, size.warming_seconds)  # warm: connections, plans, caches
            sides[side] = _runs_of(contender)
        return [compared(runs) for runs in measure(sides, size)]


def _runs_of(contender: Contender) -> Run:
    def run(clients: int) -> Measured:
        return one_run(contender, clients, contender.size.seconds)

    return run


def _contender(
    stack: ExitStack, side: str, checkout: Checkout, size: Size, server: PostgresServer, port: int
) -> Contender:
    print(f"  {side}: {checkout.folder} is made ready", file=sys.stderr, flush=True)
    database = f"against_{side}"
    server.run(f"CREATE DATABASE {database}")
    ground, token = prepare(checkout, server.url(database), port)
    stack.enter_context(checkout.serving(ground.settings))
    ground = furnish(ground, token, size.containers)
    server.run("VACUUM ANALYZE", database=database)
    runs = replace(size, rounds=size.rounds * RUNS_A_ROUND)  # each has containers of its own
    return Contender(side, runs, ground, iter(ground.codes))


def measure(sides: Mapping[str, Run], size: Size) -> list[Runs]:
    """Every run in its turn; those of one side in one round together are one."""
    found: dict[tuple[int, str, int], list[Measured]] = defaultdict(list)
    for number, clients, side in there_and_back(size.rounds, size.clients, list(sides)):
        found[clients, side, number].append(sides[side](clients))

    def of(clients: int, side: str) -> list[Measured]:
        return [together(found[clients, side, number]) for number in range(size.rounds)]

    return [Runs(clients, of(clients, OURS), of(clients, THEIRS)) for clients in size.clients]


def together(runs: Sequence[Measured]) -> Measured:
    """Several runs as one: all requests in all the time, and the mean of what half and 99 of 100 waited at most."""
    return Measured(
        requests=sum(run.requests for run in runs),
        seconds=sum(run.seconds for run in runs),
        p50_ms=fmean(run.p50_ms for run in runs),
        p99_ms=fmean(run.p99_ms for run in runs),
    )


def compared(runs: Runs) -> dict[str, Any]:
    """What the runs at one number of clients come to."""
    found = ratio([one.per_second for one in runs.ours], [one.per_second for one in runs.theirs])
    return {
        "clients": runs.clients,
        OURS: summary(runs.ours),
        THEIRS: summary(runs.theirs),
        "ratio": found,
        "difference": difference(found),
    }


def difference(ours_to_theirs: Spread) -> str:
    """In words. What some rounds show and others the other way round is no difference that was shown."""
    if ours_to_theirs["highest"] < 1:
        return "ours is slower"
    if ours_to_theirs["lowest"] > 1:
        return "ours is faster"
    return NONE_SHOWN


def as_table(found: dict[str, Any]) -> str:
    """One line for each number of clients."""
    titles = ("clients", "ours/s", "theirs/s", "ours ÷ theirs", "difference", "p99 ms", "theirs")
    return "\n".join(
        [
            found["what"],
            f"ours: {found[OURS]}",
            f"theirs: {found[THEIRS]}",
            f"{rounds_of(found)}, each side twice in each; {found['took']} s in all",
            *table(titles, [_row(row) for row in found["rows"]]),
        ]
    )


def _row(row: dict[str, Any]) -> list[Any]:
    sides = (row[OURS], row[THEIRS])
    rates = (side["per_second"] for side in sides)
    waits = (side["p99_ms"]["median"] for side in sides)
    return [row["clients"], *rates, row["ratio"], row["difference"], *waits]
