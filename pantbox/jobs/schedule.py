"""The schedule: every job is run when it is due, by whichever process comes first, and never twice at once."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

import structlog
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.schedulers.blocking import BlockingScheduler
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from pantbox.core import Core
from pantbox.jobs import seals
from pantbox.jobs.box_fills import reckon_box_fills
from pantbox.jobs.closed_figures import keep_closed_figures
from pantbox.jobs.closing import close_and_forfeit
from pantbox.jobs.held_returns import end_waiting, settle_counted_bags
from pantbox.jobs.leader import leadership
from pantbox.jobs.moved_devices import let_in_what_moved
from pantbox.jobs.onto_slips import fill_slips
from pantbox.jobs.purge import purge, purge_misses
from pantbox.jobs.rollups import fold_rollups
from pantbox.jobs.silent_devices import note_silent_devices
from pantbox.jobs.unachieved import Unachieved
from pantbox.places.job_runs import WHOLE_JOB, note_run

PARENT_LOOKED_AT_EVERY_SECONDS = 1.0

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of scheduled work. `run` says how many things it achieved. Raises `Unachieved` for what it could not do."""

    name: str
    every_seconds: float
    run: Callable[[Core, datetime], int]


JOBS = (
    Job("rollups", 5, fold_rollups),
    Job("held_returns", 30, end_waiting),
    Job("bag_counts", 60, settle_counted_bags),
    Job("moved_devices", 30, let_in_what_moved),
    Job("slips", 30, fill_slips),
    Job("box_fills", 20, reckon_box_fills),
    Job("silent_devices", 60, note_silent_devices),
    Job("misses", 60, purge_misses),
    Job("closed_figures", 60, keep_closed_figures),
    Job(seals.NAME, 60, seals.seal_what_is_new),
    Job("closing", 300, close_and_forfeit),
    Job("purge", 3600, purge),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one run: how many things it did, whether something that was due was not done, and whose it was."""

    job: str
    done: int = 0
    failed: bool = False
    led: bool = True
    """Or another worker was at it."""

    def __str__(self) -> str:
        if not self.led:
            return f"{self.job}: another worker leads"
        return f"{self.job}: {self.done}" + (", and failed: see the log" if self.failed else "")


def run_if_leading(core: Core, job: Job) -> Outcome:
    """Do a job now, unless another worker is at it. An error is logged: the job is tried again when it is next due."""
    try:
        with leadership(core.database, job.name) as leads:
            return _run(core, job) if leads else Outcome(job.name, led=False)
    except SQLAlchemyError as error:
        # No traceback: while the database is away this comes with every job, every few seconds.
        logger.warning("job_without_database", job=job.name, error=type(error).__name__)
        return Outcome(job.name, failed=True)


def _run(core: Core, job: Job) -> Outcome:
    now, done, failed_at = core.clock(), 0, frozenset[int]()
    try:
        done = job.run(core, now)
    except Unachieved as error:
        done, failed_at = error.done, error.events
        logger.warning("job_unachieved", job=job.name, done=done, events=sorted(failed_at))
    except Exception as error:
        if isinstance(error, DBAPIError) and error.connection_invalidated:
            raise  # it is the database that is away
        failed_at = frozenset({WHOLE_JOB})
        logger.exception("job_failed", job=job.name)
    with suppress(IntegrityError):  # should two be at it after all, what the other wrote is as true
        core.database.retrying(partial(note_run, job=job.name, now=now, failed_at=failed_at))
    if done:
        logger.info("job_done", job=job.name, done=done)
    return Outcome(job.name, done, failed=bool(failed_at))


def run_once(core: Core) -> Iterator[Outcome]:
    """Do every job once, and say of each what became of it."""
    for job in JOBS:
        yield run_if_leading(core, job)


def run_forever(core: Core, server: int | None = None) -> None:
    """Run the jobs until the process is told to stop; or, beside a server, until that process is no more our parent."""
    scheduler = BlockingScheduler(timezone="UTC")
    for job in JOBS:
        # At once, for whoever is restarted often. Missed while the machine slept: once is enough, and late is better than never.
        _add(scheduler, run_if_leading, job.every_seconds, [core, job], job.name)
    if server is not None:
        _add(scheduler, _end_with, PARENT_LOOKED_AT_EVERY_SECONDS, [server], "server")
    scheduler.start()


def _add(
    scheduler: BaseScheduler, run: Callable[..., object], seconds: float, told: list[Any], name: str
) -> None:
    scheduler.add_job(
        run,
        "interval",
        told,
        seconds=seconds,
        id=name,
        next_run_time=datetime.now(UTC),
        max_instances=1,
        coalesce=True,
        misfire_grace_time=None,
    )


def _end_with(server: int) -> None:
    """End this process when the server that started it is gone, however it ended."""
    if os.getppid() != server:
        os.kill(os.getpid(), signal.SIGTERM)
