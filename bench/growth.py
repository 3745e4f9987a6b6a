"""Does it stay as fast when the database grows? The same event in databases of 100,000, a million and ten million scans.

What else is in them are earlier festivals with the same containers. Asked of each size in turn: one scan over HTTP, a batch
of 1,000, the event's report and its live page; the ratio is to the smallest. DuckDB over Parquet counts the raw scans of the
event by hour, station and kind, as a yardstick for what our report reads from counts.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import psycopg

from bench.batch import as_scans, batch_of
from bench.kept import Kept, kept_databases
from bench.load import Measured, run
from bench.scans import OURS, Contender, Size, rounds_of_client, serving
from bench.spread import ratio, spread, table
from pantbox.circulation.door import Authority, Submission
from pantbox.circulation.group_commit import Doorway
from pantbox.circulation.scan import Kind
from pantbox.clock import now
from pantbox.core import Core, create_core
from pantbox.reports.event_report import event_report
from pantbox.reports.live import live
from tests.support.servers import Ports

ROUNDS = 7
SECONDS = 1.0
EACH = 600
BATCH = 1_000
EVENT = 1
GOALS = {"scan": 1.3, "batch": 1.3, "report": 1.5, "live": 1.5}
"""Promises 18 and 19: at most so many times what the smallest needs."""
ONE_SERVER = Size(workers=1)


@dataclass
class Sized:
    """One size and what was measured of it, in milliseconds."""

    scans: int
    core: Core
    contender: Contender
    doorway: Doorway
    taken: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in GOALS})

    def measure(self) -> None:
        """Once each."""
        self.taken["scan"].append(self._scan().p50_ms)
        self.taken["batch"].append(_milliseconds(self._batch))
        for name, read in (("report", event_report), ("live", live)):
            with self.core.database.reading() as session:
                connection = session.connection()
                self.taken[name].append(_milliseconds(partial(read, connection, EVENT, now())))

    def _scan(self) -> Measured:
        codes = list(islice(self.contender.fresh, EACH))
        return run(self.contender.port, [rounds_of_client(self.contender, codes, 0)], SECONDS)

    def _batch(self) -> None:
        scans = as_scans(list(batch_of(Kind.ISSUE, list(islice(self.contender.fresh, BATCH)))))
        self.doorway.record(Submission(Authority(1, EVENT, 2, 1), scans))


def bench() -> dict[str, Any]:
    """All sizes there are, in turn."""
    with kept_databases() as kept, ExitStack() as stack:
        sizes = list(_sizes(kept, stack))
        for one in sizes:
            one.measure()
        for one in sizes:
            one.taken = {name: [] for name in GOALS}
        for number in range(ROUNDS):
            for one in sizes if number % 2 else reversed(sizes):
                one.measure()
        yardstick = {one.scans: _duckdb(kept, one.scans) for one in sizes}
        for one in sizes:
            one.core.database.dispose()
    smallest = sizes[0].taken
    return {
        "bench": "growth",
        "rounds": ROUNDS,
        "goals": GOALS,
        "sizes": [
            {
                "scans": one.scans,
                "ms": {name: spread(taken) for name, taken in one.taken.items()},
                "ratio": {name: ratio(taken, smallest[name]) for name, taken in one.taken.items()},
                "duckdb_ms": yardstick[one.scans],
            }
            for one in sizes
        ],
    }


def _sizes(kept: Kept, stack: ExitStack) -> Iterator[Sized]:
    ports = Ports("main")
    for scans, ground in sorted(kept.grounds.items()):
        address = f"http://127.0.0.1:{ports.free()}"
        here = replace(ground, settings=replace(ground.settings, base_url=address))
        core = create_core(here.settings)
        contender = Contender(OURS, ONE_SERVER, here, iter(_unused(core, here.codes)))
        stack.enter_context(serving(contender))
        yield Sized(scans, core, contender, Doorway(core))


def _unused(core: Core, codes: tuple[str, ...]) -> list[str]:
    """Codes of containers that no earlier run of this bench has taken."""
    with core.database.engine.connect() as connection:
        fresh = connection.exec_driver_sql("SELECT trips = 0 FROM container ORDER BY id").scalars()
        return [code for code, is_fresh in zip(codes, fresh, strict=False) if is_fresh]


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _duckdb(kept: Kept, scans: int) -> dict[str, float]:
    """Milliseconds to count the event's raw scans from Parquet, after the file was written."""
    copy = "COPY (SELECT event_id, station_id, kind, effective_at FROM scan) TO STDOUT (FORMAT csv)"
    with tempfile.TemporaryDirectory() as folder:
        raw, parquet = Path(folder, "scans.csv"), Path(folder, "scans.parquet")
        url = kept.grounds[scans].settings.database_url.replace("+psycopg", "")
        with (
            psycopg.connect(url) as found,
            raw.open("wb") as file,
            found.cursor().copy(copy.encode()) as rows,
        ):
            for part in rows:
                file.write(part)
        duck = duckdb.connect()
        names = "{'event': 'INT', 'station': 'INT', 'kind': 'VARCHAR', 'moment': 'TIMESTAMPTZ'}"
        duck.execute(f"COPY (FROM read_csv('{raw}', columns={names})) TO '{parquet}' (FORMAT parquet)")
        query = f"""SELECT date_trunc('hour', moment), station, kind, count(*) FROM '{parquet}' WHERE event = {EVENT}
            GROUP BY ALL"""
        return spread([_milliseconds(lambda: duck.execute(query).fetchall()) for _ in range(ROUNDS)])


def told(found: dict[str, Any]) -> str:
    """As a table."""
    names = list(found["goals"])
    titles = [
        f"median of {found['rounds']} rounds: scans there",
        *(part for name in names for part in (f"{name} ms", "÷")),
    ]
    rows = [
        [f"{one['scans']:,}", *(part for name in names for part in (one["ms"][name], one["ratio"][name])), one["duckdb_ms"]]
        for one in found["sizes"]
    ]  # fmt: skip
    goals = ["goal", *(part for name in names for part in (None, found["goals"][name])), None]
    return "\n".join(table([*titles, "DuckDB ms"], [*rows, goals]))
