"""Many runs, one after another, on one PostgreSQL; and what they gave in all."""

import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

# Loaded before anything is forked: each process of a run has it all at once.
import granian.server
import granian.wsgi

import wsgi
from pantbox import db
from soak.bugs import BUGS
from soak.cluster import Cluster, Disk, memory
from soak.counters import together
from soak.ground import LONG, Size, house, lay
from soak.plan import POSTGRESQL, Plan, long_plan, plan
from soak.play import Places, Result, Run
from soak.processes import Child

LOADED = (granian.server, granian.wsgi, wsgi)
SEEDS_FOR_A_BUG = 30


@dataclass(frozen=True, slots=True)
class Series:
    """What is to be run. `runs` or `minutes` ends it; both: whichever is first.

    `seeds`: the first, from which it is counted on; or, if they are several, all that there are.
    """

    level: str = "brutal"
    seeds: tuple[int, ...] = (1,)
    runs: int | None = None
    minutes: float | None = None
    is_one_long_run: bool = False
    database: str | None = None
    port: int = 9700
    keeps: bool = False

    @property
    def size(self) -> Size:
        """How much ground it is played on."""
        return LONG if self.is_one_long_run else Size()

    def plans(self) -> Iterator[Plan]:
        """The runs, as long as there is time."""
        if self.is_one_long_run and self.minutes:
            yield long_plan(self.seeds[0], self.level, self.minutes * 60)
            return
        until = time.monotonic() + self.minutes * 60 if self.minutes else float("inf")
        for number, seed in enumerate(self._seeds()):
            if time.monotonic() >= until or (self.runs is not None and number >= self.runs):
                return
            yield plan(seed, self.level, database=self.database)

    def _seeds(self) -> Iterable[int]:
        return self.seeds if len(self.seeds) > 1 else count(self.seeds[0])


@contextmanager
def places(port: int, size: Size) -> Iterator[Places]:
    """A PostgreSQL and a SQLite file, both migrated and laid, on a disk that can be filled."""
    disk = Disk(size.disk_mb)
    folder = Path(tempfile.mkdtemp(prefix="soak-runs-", dir=memory()))
    cluster = None
    try:
        cluster = Cluster(disk)
        made = Places(cluster, folder / "ground.db", folder / "known.json", port, size)
        _lay(cluster, made, folder)
        yield made
    finally:
        if cluster is not None:
            cluster.let_connections_go()
            cluster.server.stop()
        disk.forget()
        shutil.rmtree(folder, ignore_errors=True)


def _lay(cluster: Cluster, made: Places, folder: Path) -> None:
    cluster.server.run("CREATE DATABASE ground")
    for url, known in (
        (cluster.url("ground"), made.known),
        (f"sqlite:///{made.template}", made.known_to_sqlite),
    ):
        child = Child("ground", partial(_make, url, made.port, known, made.size), folder / "log")
        if child.wait(60) != 0:
            raise RuntimeError((folder / "log").read_text())
    with closing(sqlite3.connect(made.template)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _make(url: str, port: int, known: Path, size: Size) -> None:
    db.upgrade(url)
    lay(house(url, port), known, size)


def play_series(series: Series, keep: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    """All runs of a series, with what went wrong in them and what did not hold. `keep` is told after each run."""
    results: list[Result] = []
    with places(series.port, series.size) as made:
        for planned in series.plans():
            run = Run(made, planned)
            results.append(run.play())
            _tell(results[-1])
            if results[-1].complaints and series.keeps:
                kept = Path(tempfile.mkdtemp(prefix="soak-kept-"))
                run.keep(kept)
                _tell_line(f"kept: {kept}")
            run.forget()
            keep(summary(series, results))
    return summary(series, results)


def summary(series: Series, results: Sequence[Result]) -> dict[str, Any]:
    """What runs gave in all."""
    faults: Counter[str] = Counter()
    for result in results:
        faults.update(result.faults)
    failed = [{"seed": one.seed, "complaints": one.complaints} for one in results if one.complaints]
    return {
        "what": "soak", "level": series.level, "ok": not failed and bool(results),
        "first_seed": series.seeds[0], "runs": len(results), "failed": failed,
        "databases": dict(Counter(one.database for one in results)),
        "answers": sum(one.answers for one in results), "scans": sum(one.scans for one in results),
        "seconds": round(sum(one.seconds for one in results), 1),
        "back_seconds_max": round(max((one.back_seconds for one in results), default=0), 2),
        "counters": together(one.counters for one in results),
        "faults": dict(sorted(faults.items())),
    }  # fmt: skip


def hunt_bugs(series: Series, names: Sequence[str]) -> dict[str, Any]:
    """Put in each bug in turn, and say which seed found it."""
    found = []
    with places(series.port, series.size) as made:
        for name in names or BUGS:
            found.append(_hunt(made, series, name))
            _tell_line(
                f"{name}: "
                + (
                    f"found by seed {found[-1]['seed']}: {found[-1]['by']}"
                    if found[-1]["by"]
                    else "NOT FOUND"
                )
            )
    return {"what": "bugs", "ok": all(one["by"] for one in found), "bugs": found}


def _hunt(made: Places, series: Series, name: str) -> dict[str, Any]:
    bug = BUGS[name]
    seeds = (seed for seed in count(series.seeds[0]) if _suits(seed, series.level, bug.needs))
    for tried in range(1, SEEDS_FOR_A_BUG + 1):
        planned = replace(plan(next(seeds), series.level, database=POSTGRESQL), migration_dies=())
        run = Run(made, planned, bug=name)
        result = run.play()
        run.forget()
        if result.complaints:
            return {
                "name": name,
                "told": bug.told,
                "seed": planned.seed,
                "tried": tried,
                "by": result.complaints[0],
            }
    return {"name": name, "told": bug.told, "seed": None, "tried": SEEDS_FOR_A_BUG, "by": None}


def _suits(seed: int, level: str, needs: str) -> bool:
    return not needs or plan(seed, level, database=POSTGRESQL).has(needs)


def _tell(result: Result) -> None:
    faults = sum(result.faults.values())
    line = f"seed {result.seed}: {result.database}, {faults} faults, {result.answers} answers, {result.seconds:.1f} s"
    _tell_line(line + (": held" if not result.complaints else ""))
    for complaint in result.complaints:
        _tell_line(f"  BROKEN {complaint}")


def _tell_line(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
