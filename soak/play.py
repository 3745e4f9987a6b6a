"""One run: everything is started, goes wrong by plan, becomes quiet, and is held to what was promised."""

import json
import os
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from soak import house, proxy
from soak.breaking import Breaking
from soak.bugs import BUGS
from soak.cluster import Cluster
from soak.counters import counted, not_zero
from soak.device import Paired, live
from soak.ground import Size, lay, paired, set_policy
from soak.ground import house as settings_of
from soak.notes import Offset, note, noted
from soak.plan import DEVICES, POSTGRESQL, SERVERS, Fault, Plan
from soak.processes import Child
from soak.verify import complaints

QUIET_SECONDS = 90.0
"""So long everything may take to come back by itself and to send and answer what is left."""
DONE_SECONDS = 120.0
"""So long, and as long as the run itself, holding its diaries against the database may take."""
TICK_SECONDS = 0.01
BACK_SECONDS = 0.05
"""So long after its end a process is started again, as a service manager would."""


@dataclass
class Result:
    """What came of a run. `complaints`: empty when everything held."""

    seed: int
    database: str
    seconds: float
    faults: Counter[str] = field(default_factory=Counter)
    answers: int = 0
    scans: int = 0
    back_seconds: float = 0.0
    counters: dict[str, tuple[int, int]] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)


@dataclass
class Places:
    """Where things are: a SQLite file to copy, what devices know of the laid grounds, the first of our ports."""

    cluster: Cluster
    template: Path
    known: Path
    port: int
    size: Size

    @property
    def known_to_sqlite(self) -> Path:
        """What devices know of the ground in the SQLite file."""
        return self.known.with_name("known-sqlite.json")


class Run:
    """One run of a plan. `bug`: the name of a deliberate bug in all of the product's processes."""

    def __init__(self, places: Places, plan: Plan, *, bug: str | None = None) -> None:
        self._places, self._plan, self._bug = places, plan, bug
        self._cluster = places.cluster
        self.folder = Path(tempfile.mkdtemp(prefix="soak-run-", dir=places.known.parent))
        self.logs = places.cluster.disk.folder / f"logs-{self.folder.name}"
        self.logs.mkdir()
        self._dies = list(plan.dies)
        self._lives: Counter[str] = Counter()
        self._children: dict[str, Child] = {}
        self._makers: dict[str, Callable[[], None]] = {}
        self._down_until: dict[str, float] = {}
        self._ends: list[tuple[float, Callable[[], None]]] = []
        self._drains = False

    def play(self) -> Result:
        """Play it, and forget all but the result."""
        began = time.monotonic()
        result = Result(self._plan.seed, self._plan.database, 0.0)
        try:
            self._play(result)
        except TimeoutError as late:
            result.complaints.append(f"took too long: {late}")
        finally:
            self._stop_all()
            self._cluster.heal()
        result.faults = noted(self.folder)
        result.seconds = time.monotonic() - began
        return result

    def keep(self, place: Path) -> None:
        """Copy what the run left: diaries, outboxes, logs."""
        shutil.copytree(self.folder, place, dirs_exist_ok=True)
        shutil.copytree(self.logs, place, dirs_exist_ok=True)

    def forget(self) -> None:
        """Remove what the run left."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.rmtree(self.logs, ignore_errors=True)
        if self._plan.database == POSTGRESQL:
            self._cluster.server.drop_database(self._name)
        else:
            shutil.rmtree(self._sqlite.parent, ignore_errors=True)

    def _play(self, result: Result) -> None:
        self._prepare()
        self._breaking = Breaking(
            self._plan,
            self._cluster,
            self.folder,
            self._children,
            self._settings,
            self._places.port,
            self._log("revoke"),
        )
        self._start_all()
        self._go_wrong()
        quiet = time.monotonic()
        self._become_quiet()
        result.back_seconds = time.monotonic() - quiet
        self._stop_all()
        self._do(partial(house.work_once, self._process("worker-0")), "worker --once")
        result.counters = counted(self._settings, self.folder)
        result.complaints += [*self._verify(), *not_zero(result.counters)]
        diaries = [path.read_text().splitlines() for path in self.folder.glob("diary-*")]
        result.answers = sum(map(len, diaries))
        result.scans = sum('"scan"' in line for lines in diaries for line in lines)

    # The database.

    @property
    def _name(self) -> str:
        return f"run_{os.getpid()}_{self._plan.seed}"

    @property
    def _sqlite(self) -> Path:
        return self._cluster.disk.folder / self._name / "pantbox.db"

    def _prepare(self) -> None:
        if self._plan.database == POSTGRESQL:
            self._url = self._cluster.url(self._name)
        else:
            self._sqlite.parent.mkdir(exist_ok=True)
            self._url = f"sqlite:///{self._sqlite}"
        self._settings = settings_of(self._url, self._places.port)
        is_sqlite = self._plan.database != POSTGRESQL
        self._known = self._places.known_to_sqlite if is_sqlite else self._places.known
        if self._plan.migration_dies:
            self._migrate()
        elif self._plan.database == POSTGRESQL:
            # Without a checkpoint a crash would set copied sequences back to what they were when they were copied.
            self._cluster.server.run(f"CREATE DATABASE {self._name} TEMPLATE ground", "CHECKPOINT")
        else:
            shutil.copy(self._places.template, self._sqlite)
        self._set_policy()
        for name, seconds in self._plan.skews.items():
            Offset(self.folder / f"clock-{name}").set(seconds)
        self._devices = {one.name: one for one in paired(self._known)}

    def _migrate(self) -> None:
        if self._plan.database == POSTGRESQL:
            self._cluster.server.run(f"CREATE DATABASE {self._name}")
        process = self._process("migration")
        for at in self._plan.migration_dies:
            dying = replace(process, dies=("die_in_migration", at))
            Child("migration", partial(house.migrate, dying), self._log("migration")).wait()
        self._do(partial(house.migrate, process), "db upgrade")
        self._known = self.folder / "known.json"
        self._do(partial(lay, self._settings, self._known, self._places.size), "laying the ground")

    def _set_policy(self) -> None:
        self._do(partial(set_policy, self._settings, self._plan.unseen_policy), "setting the policy")
        drops = BUGS[self._bug].drops if self._bug and self._plan.database == POSTGRESQL else ()
        if drops:
            sql = [f"ALTER TABLE {table} DROP CONSTRAINT {name}" for table, name in drops]
            self._cluster.server.run(*sql, database=self._name)

    # Processes.

    def _process(self, name: str, port: int = 0) -> house.Process:
        return house.Process(name, self.folder, self._settings, port, self._bug)

    def _log(self, name: str) -> Path:
        # On the disk that is filled: nothing may hang on whether a line of a log can be written.
        return self.logs / f"log-{name}"

    def _do(self, work: Callable[[], None], what: str) -> None:
        status = Child(what, work, self._log("once")).wait(DONE_SECONDS + self._plan.seconds)
        if status != 0:
            raise TimeoutError(f"{what} ended with {status}: {self._log('once').read_text()[-2000:]}")

    def _start_all(self) -> None:
        ports = [self._places.port + 1 + number for number in range(SERVERS)]
        wire = proxy.Wire(self.folder, self._places.port, ports, self._plan.wire, f"wire-{self._plan.seed}")
        self._start("proxy", lambda: proxy.carry(wire))
        for number, port in enumerate(ports):
            self._makers[f"server-{number}"] = partial(self._serve, f"server-{number}", port)
        for number in range(self._plan.workers):
            name = f"worker-{number}"
            leads = self._plan.two_leaders
            self._makers[name] = partial(
                self._start, name, partial(house.work, self._process(name), both_lead=leads)
            )
        for name, told in self._devices.items():
            self._makers[name] = partial(self._live, name, told)
        for make in self._makers.values():
            make()
        if self._plan.two_leaders:
            note(self.folder, "two_leaders")

    def _start(self, name: str, work: Callable[[], None]) -> None:
        self._lives[name] += 1
        self._children[name] = Child(name, work, self._log(name))

    def _serve(self, name: str, port: int) -> None:
        dies = self._dies.pop() if self._dies and not self._drains else None
        self._start(name, partial(house.serve, replace(self._process(name, port), dies=dies)))

    def _live(self, name: str, told: Paired) -> None:
        seed = f"{self._plan.seed}-{name}-{self._lives[name]}"
        self._start(name, partial(live, told, self.folder, self._places.port, seed, self._plan.pause))

    def _supervise(self) -> None:
        """Start again what ended, a moment after it did; a device that drained and ended well stays so."""
        self._cluster.supervise()
        now = time.monotonic()
        for name, make in self._makers.items():
            child = self._children[name]
            if child.is_alive() or self._is_done(name):
                continue
            if now >= self._down_until.setdefault(name, now + BACK_SECONDS):
                del self._down_until[name]
                make()

    def _is_done(self, name: str) -> bool:
        return self._drains and name in DEVICES and self._children[name].status == 0

    def _stop_all(self) -> None:
        for child in self._children.values():
            child.kill()
        for child in self._children.values():
            child.wait()
        self._children.clear()
        self._makers.clear()

    # What goes wrong.

    def _go_wrong(self) -> None:
        began = time.monotonic()
        coming = list(self._plan.faults)
        while (now := time.monotonic() - began) < self._plan.seconds:
            while coming and coming[0].at <= now:
                self._happen(coming.pop(0), now)
            self._end_what_is_over(now)
            self._supervise()
            time.sleep(TICK_SECONDS)
        self._end_what_is_over(float("inf"))

    def _happen(self, fault: Fault, now: float) -> None:
        end = self._breaking.happen(fault)
        if end is not False:
            note(self.folder, fault.kind)
        if callable(end):
            self._ends.append((now + fault.lasts, end))

    def _end_what_is_over(self, now: float) -> None:
        over = [end for at, end in self._ends if at <= now]
        self._ends = [(at, end) for at, end in self._ends if at > now]
        for end in over:
            end()

    # And then.

    def _become_quiet(self) -> None:
        self._breaking.heal()
        (self.folder / "quiet").touch()
        self._drains = True
        (self.folder / "drain").touch()
        deadline = time.monotonic() + QUIET_SECONDS
        while not all(self._is_done(name) for name in DEVICES):
            if time.monotonic() > deadline:
                waiting = [name for name in DEVICES if not self._is_done(name)]
                raise TimeoutError(f"not back within {QUIET_SECONDS:.0f} s: {', '.join(waiting)}")
            self._supervise()
            for name in DEVICES:
                self._children[name].is_alive()
            time.sleep(TICK_SECONDS)

    def _verify(self) -> list[str]:
        told = self.folder / "complaints"

        def hold() -> None:
            told.write_text(json.dumps(complaints(self._settings, self.folder, self._breaking.lost)))

        self._do(hold, "holding diaries against the database")
        return list(json.loads(told.read_text()))
