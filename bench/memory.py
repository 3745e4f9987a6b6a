"""How long it takes to start, and how much memory it needs: server, worker, and whatever reads or writes many rows.

Peaks are those of whole processes, as the operating system counts them. "Flat" means: ten times the rows need no more
memory. What a bare Python with our libraries needs is told beside it.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bench.ground import Ground
from bench.kept import kept_databases
from bench.load import run
from bench.scans import OURS, RIVAL, Contender, Size, rounds_of_client, serving
from bench.spread import spread, table
from pantbox.containers.containers import Batch
from pantbox.containers.making import make_batch
from pantbox.containers.types import ContainerType
from pantbox.core import create_core
from tests.support.servers import ROOT, Ports
from tests.support.tied import stop, tied

STARTS = 5
ONE_SERVER = Size(workers=1)
SIZES = (100_000, 1_000_000)
LABELS = (5_000, 50_000)
GOAL = 1.3
SCANS_BEFORE = 2_000
WORKER_SECONDS = 8
PORTS = Ports("main")


def bench() -> dict[str, Any]:
    """Starts in turn, then memory at rest, then peaks."""
    with kept_databases() as kept:
        small = kept.grounds[SIZES[0]]
        starts: dict[str, list[float]] = {OURS: [], RIVAL: []}
        for number in range(STARTS):
            for name in (OURS, RIVAL) if number % 2 else (RIVAL, OURS):
                starts[name].append(_start(name, small))
        resting = {"server": _of_server(small), "worker": _of_worker(small)}
        batches = {labels: _batch(small, labels) for labels in LABELS}
        peaks = [
            _row("a bare Python with our libraries", {0: _peak(small, ["--version"])}),
            _row("audit, scans", {scans: _peak(kept.grounds[scans], ["audit"]) for scans in SIZES}),
            _row("report, scans", {scans: _peak(kept.grounds[scans], ["report", "bench"]) for scans in SIZES}),
            _row("making a batch, containers", {n: peak for n, (_id, peak) in batches.items()}),
            _row("label sheets, labels", {n: _peak(small, ["labels", str(batch)]) for n, (batch, _peak_) in batches.items()}),
        ]  # fmt: skip
    return {
        "bench": "memory",
        "starts": STARTS,
        "start_seconds": {name: spread(taken) for name, taken in starts.items()},
        "resting_mb": resting,
        "peaks_mb": peaks,
        "goal": GOAL,
    }


def _row(what: str, peaks: dict[int, float]) -> dict[str, Any]:
    rows, megabytes = list(peaks), list(peaks.values())
    return {"what": what, "rows": rows, "mb": megabytes, "ratio": megabytes[-1] / megabytes[0]}


def _start(name: str, ground: Ground) -> float:
    """Seconds from nothing to the first answer."""
    began = time.perf_counter()
    with serving(_contender(name, ground)):
        return time.perf_counter() - began


def _contender(name: str, ground: Ground) -> Contender:
    address = f"http://127.0.0.1:{PORTS.free()}"
    there = replace(ground, settings=replace(ground.settings, base_url=address))
    return Contender(name, ONE_SERVER, there, iter(reversed(ground.codes)))


def _of_server(ground: Ground) -> float:
    """Megabytes of one server with one process of its own, after some thousand scans."""
    contender = _contender(OURS, ground)
    with serving(contender) as process:
        codes = list(islice(contender.fresh, SCANS_BEFORE // 2))
        run(contender.port, [rounds_of_client(contender, codes, 0)], 60)
        return _tree(process)


def _of_worker(ground: Ground) -> float:
    """Megabytes of a worker that has led for a moment."""
    worker = tied([sys.executable, "-m", "pantbox", "worker"], cwd=ROOT, env=_environment(ground))
    time.sleep(WORKER_SECONDS)
    megabytes = _tree(worker.pid)
    stop(worker)
    return megabytes


def _tree(pid: int) -> float:
    """Megabytes of a process and its children; what they share is counted once."""
    pages = sum(
        int(line.split()[1])
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
        if line.startswith("Pss:")
    )
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return pages / 1024 + sum(_tree(int(child)) for child in children)


def _batch(ground: Ground, containers: int) -> tuple[int, float]:
    """A batch of so many containers: its number, and the peak of making it."""
    name = f"of {containers}"
    core = create_core(ground.settings)
    made = f"from bench.memory import make; make({containers}, {name!r})"
    peak = _peak_of(ground, [sys.executable, "-c", made])
    with core.database.reading() as session:
        number = session.scalars(select(Batch.id).where(Batch.name == name).order_by(Batch.id.desc())).first()
    core.database.dispose()
    assert number
    return number, peak


def make(containers: int, name: str) -> None:
    """Make a batch on the database that the environment names."""
    from pantbox.settings import Settings

    core = create_core(Settings.from_environment())
    with core.database.transaction() as session:
        kind = session.scalars(select(ContainerType)).one()
        make_batch(session, core.keys, kind, name=name, quantity=containers, now=core.clock())
    core.database.dispose()


def _peak(ground: Ground, command: Sequence[str]) -> float:
    """Peak megabytes of `pantbox …`."""
    with tempfile.TemporaryDirectory() as folder:
        out = ["--out", str(Path(folder, "out"))] if command[0] in ("labels", "report") else []
        return _peak_of(ground, [sys.executable, "-m", "pantbox", *command, *out])


def _peak_of(ground: Ground, command: Sequence[str]) -> float:
    # By a small process between: what a process needed before it became another program counts as that one's peak.
    done = subprocess.run(
        [sys.executable, "-S", "-c", BETWEEN, *command],
        env=_environment(ground), check=True, capture_output=True, text=True,
    )  # fmt: skip
    return int(done.stdout.split()[-1]) / 1024


BETWEEN = """import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"""
"""Runs a command, and prints the peak of its memory in kilobytes."""


def _environment(ground: Ground) -> dict[str, str]:
    return {
        **os.environ,
        "PANTBOX_DATABASE_URL": ground.settings.database_url,
        "PANTBOX_SECRET_KEY": ground.settings.secret_key,
        "PYTHONPATH": str(ROOT),
    }


def told(found: dict[str, Any]) -> str:
    """As a table."""
    starts, resting = found["start_seconds"], found["resting_mb"]
    lines = list(
        table(
            (f"one server, median of {found['starts']} starts", "pantbox", "Flask and psycopg"),
            [("seconds to the first answer", starts[OURS], starts[RIVAL])],
        )
    )
    lines += [f"{name} at work: {megabytes:.0f} MB" for name, megabytes in resting.items()]
    rows = [
        (row["what"], " → ".join(f"{n:,}" for n in row["rows"]), " → ".join(f"{mb:.0f}" for mb in row["mb"]), row["ratio"])
        for row in found["peaks_mb"]
    ]  # fmt: skip
    return "\n".join([*lines, *table(("peak memory", "rows", "MB", f"÷ (goal ≤ {found['goal']})"), rows)])
