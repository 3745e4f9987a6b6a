"""The schedule: every job is run when it is due, on whichever process leads."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.schedulers.blocking import BlockingScheduler

from pantbox.core import Core
from pantbox.jobs.box_fills import reckon_box_fills
from pantbox.jobs.closing import close_and_forfeit
from pantbox.jobs.held_returns import end_waiting, settle_counted_bags
from pantbox.jobs.leader import leadership
from pantbox.jobs.moved_devices import let_in_what_moved
from pantbox.jobs.onto_slips import fill_slips
from pantbox.jobs.purge import purge, purge_misses
from pantbox.jobs.rollups import fold_rollups
from pantbox.jobs.silent_devices import note_silent_devices

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of scheduled work. `run` says how many things it did."""

    name: str
    every_seconds: int
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
    Job("closing", 300, close_and_forfeit),
    Job("purge", 3600, purge),
)


def run_if_leading(core: Core, job: Job) -> int | None:
    """Do a job now, unless another worker leads (None). An error is logged: the job is tried again when it is next due."""
    with leadership(core.database) as leads:
        if not leads:
            return None
        try:
            done = job.run(core, core.clock())
        except Exception:
            logger.exception("job_failed", job=job.name)
            return 0
    if done:
        logger.info("job_done", job=job.name, done=done)
    return done


def run_once(core: Core) -> Iterator[str]:
    """Do every job once, and say of each what it did."""
    for job in JOBS:
        done = run_if_leading(core, job)
        yield f"{job.name}: another worker leads" if done is None else f"{job.name}: {done}"


def run_forever(core: Core) -> None:
    """Run the jobs until the process is told to stop."""
    _scheduled(BlockingScheduler(timezone="UTC"), core).start()


def run_beside(core: Core) -> BackgroundScheduler:
    """Run the jobs in a thread beside a server, for an installation of one process. Shut the result down at the end."""
    scheduler = _scheduled(BackgroundScheduler(timezone="UTC", daemon=True), core)
    scheduler.start()
    return scheduler


def _scheduled(scheduler: BaseScheduler, core: Core) -> BaseScheduler:
    for job in JOBS:
        # Missed while the machine slept: once is enough, and late is better than never.
        scheduler.add_job(
            run_if_leading,
            "interval",
            [core, job],
            seconds=job.every_seconds,
            id=job.name,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
    return scheduler
