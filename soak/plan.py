"""What goes wrong in one run, and when: all of it follows from the seed. Pure."""

from dataclasses import dataclass, field, replace
from random import Random

SECONDS = 1.6
LONG_STEP_SECONDS = 12.0
"""In so many seconds of a long run as many things go wrong as in a short one."""
LONG_PAUSE_SECONDS = 0.25
POSTGRESQL, SQLITE = "postgresql", "sqlite"
SERVERS = 2
STALLS, BOXES = ("stall-1", "stall-2"), ("box-1", "box-2")
BAR = "bar"
"""An honest stall whose network drops every second request."""
DEVICES = (*STALLS, *BOXES, "desk", "wash", BAR)

KILLS = ("kill_server", "kill_server_process", "kill_worker", "kill_device")
OF_POSTGRESQL = (
    "kill_backend", "hang_up_backends", "kill_postgresql", "crash_postgresql", "restart_postgresql", "freeze_postgresql",
    "use_up_connections",
)  # fmt: skip
OTHERS = (
    "kill_server", "restart_server", "freeze_server", "fill_disk", "corrupt_outbox", "no_network", "set_server_clock",
    "set_device_clock", "revoke_device", "hold_sockets",
)  # fmt: skip
TIMED = tuple(dict.fromkeys((*KILLS, *OF_POSTGRESQL, *OTHERS)))
"""Faults that happen at a moment. Some last a while."""

ON_THE_WIRE = (
    "cut_before", "cut_in_half", "answer_swallowed", "answer_in_half", "delayed", "answer_delayed", "late_and_again",
    "doubled", "reordered", "half_closed", "dripping",
)  # fmt: skip
"""Faults of a single request, on its way between a device and a server."""

AT_COMMIT = ("die_before_commit", "die_after_commit")
"""A server's own death in the middle of its work: before a commit, or between the commit and the answer."""


@dataclass(frozen=True, slots=True)
class Level:
    """How bad it gets: the share of requests with a fault on the wire, and how many timed faults a run has."""

    on_the_wire: float
    timed: tuple[int, int]
    at_commit: float
    migrations: float
    """Share of runs whose database is migrated while the migration is killed."""


LEVELS = {
    "calm": Level(0.02, (0, 1), 0.1, 0.02),
    "rough": Level(0.1, (1, 3), 0.4, 0.05),
    "brutal": Level(0.25, (3, 7), 0.8, 0.1),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong `at` so many seconds after the start, for `lasts` seconds where that means something.

    `whom` and `how` are chance, for whoever does it: which of several, and how much.
    """

    at: float
    kind: str
    lasts: float
    whom: float
    how: float


@dataclass(frozen=True, slots=True)
class Plan:
    """One run. `dies` says of each server's lives, one after another, at which commit it ends and on which side of it."""

    seed: int
    database: str
    seconds: float
    wire: float
    faults: tuple[Fault, ...]
    dies: tuple[tuple[str, int], ...]
    workers: int
    two_leaders: bool
    unseen_policy: str
    skews: dict[str, float] = field(default_factory=dict)
    """How many seconds a device's clock is wrong from the start."""
    pause: float = 0.03
    """Seconds a device rests at most between two things it does."""
    migration_dies: tuple[int, ...] = ()
    """At which statement each attempt to migrate is killed; the next one after that is let through."""

    def has(self, kind: str) -> bool:
        """Whether such a fault is planned."""
        return any(fault.kind == kind for fault in self.faults) or any(side == kind for side, _ in self.dies)


def plan(seed: int, level: str, *, database: str | None = None) -> Plan:
    """The short run of a seed. `database` is chosen by the seed, if it is not told: one in four is SQLite."""
    chance, bad = Random(f"{level}-{seed}"), LEVELS[level]
    chosen = database or chance.choice([POSTGRESQL] * 3 + [SQLITE])
    return Plan(
        seed=seed,
        database=chosen,
        seconds=SECONDS,
        wire=bad.on_the_wire,
        faults=_faults(chance, chosen, chance.randint(*bad.timed), SECONDS),
        dies=_dies(chance, bad, lives=2 * SERVERS, commits_max=60),
        workers=2 if level == "brutal" else 1,
        two_leaders=level == "brutal" and chance.random() < 0.5,
        unseen_policy=chance.choice(["pay", "pay", "hold"]),
        skews={name: _skew(chance) for name in DEVICES if name != BAR}
        | {BAR: _skew(Random(f"{BAR}-{seed}"))},
        migration_dies=_migration(chance) if chance.random() < bad.migrations else (),
    )


def long_plan(seed: int, level: str, seconds: float) -> Plan:
    """One run that goes on for so long, on PostgreSQL: slower, and something every few seconds.

    Devices are revoked in its last tenth only: what is revoked says nothing that counts any more.
    """
    chance, bad = Random(f"long-{level}-{seed}"), LEVELS[level]
    faults = _faults(chance, POSTGRESQL, max(round(bad.timed[1] * seconds / LONG_STEP_SECONDS), 1), seconds)
    return replace(
        plan(seed, level, database=POSTGRESQL),
        seconds=seconds,
        faults=tuple(one for one in faults if one.kind != "revoke_device" or one.at > seconds * 0.9),
        dies=_dies(chance, bad, lives=round(seconds), commits_max=600),
        pause=LONG_PAUSE_SECONDS,
        migration_dies=(),
    )


def _faults(chance: Random, database: str, count: int, seconds: float) -> tuple[Fault, ...]:
    kinds = [*KILLS, *OTHERS, *(OF_POSTGRESQL if database == POSTGRESQL else ())]
    made = [
        Fault(
            at=chance.uniform(0.05, 0.95) * seconds,
            kind=chance.choice(kinds),
            lasts=chance.uniform(0.1, 0.5),
            whom=chance.random(),
            how=chance.random(),
        )
        for _ in range(count)
    ]
    return tuple(sorted(made, key=lambda fault: fault.at))


def _dies(chance: Random, bad: Level, *, lives: int, commits_max: int) -> tuple[tuple[str, int], ...]:
    sides = [(chance.choice(AT_COMMIT), _some_soon(chance.randint(2, commits_max))) for _ in range(lives)]
    return tuple(one for one in sides if chance.random() < bad.at_commit)


def _some_soon(commit: int) -> int:
    """Every other one among the first: on a busy machine a server's short life sees few commits."""
    return commit if commit % 2 else commit // 6 + 1


def _skew(chance: Random) -> float:
    return chance.choice([0, 0, chance.uniform(-7200, 7200), chance.uniform(-2, 2)])


def _migration(chance: Random) -> tuple[int, ...]:
    return tuple(chance.randint(1, 220) for _ in range(chance.randint(1, 3)))
