"""The worker: which job runs how often, and that only the leader runs them."""

import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.blocking import BlockingScheduler
from sqlalchemy.exc import SQLAlchemyError

from pantbox.core import Core
from pantbox.errors import PantboxError
from pantbox.jobs.closing import close_and_forfeit
from pantbox.jobs.held_returns import decide_held_returns
from pantbox.jobs.leader import Leader
from pantbox.jobs.purge import purge
from pantbox.jobs.rollups import fold_rollups
from pantbox.jobs.silent_devices import EVERY, find_silent_devices

logger = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Job:
    """A job, and how often it is done."""

    name: str
    work: Callable[[Core], int]
    every: timedelta


JOBS = (
    Job("rollups", fold_rollups, timedelta(seconds=10)),
    Job("held_returns", decide_held_returns, timedelta(seconds=30)),
    Job("silent_devices", find_silent_devices, EVERY),
    Job("close_and_forfeit", close_and_forfeit, timedelta(minutes=10)),
    Job("purge", purge, timedelta(hours=1)),
)


def run_once(core: Core) -> Iterator[str]:
    """Do every job once, leader or not, and say of each how much it did."""
    for job in JOBS:
        yield f"{job.name}: {job.work(core)}"


def run_forever(core: Core) -> None:
    """Do the jobs whenever they are due, as long as this worker leads, until told to stop."""
    # One thread: jobs of one leader wait for each other rather than for each other's locks.
    scheduler = BlockingScheduler(executors={"default": ThreadPoolExecutor(1)}, timezone="UTC")
    leader = Leader(core)
    for job in JOBS:
        scheduler.add_job(
            _if_leading, "interval", args=(core, leader, job), seconds=job.every.total_seconds(), id=job.name,
            coalesce=True, max_instances=1, misfire_grace_time=None,
        )  # fmt: skip
    signal.signal(signal.SIGTERM, lambda *_: scheduler.shutdown(wait=False))
    logger.info("worker_started", jobs=[job.name for job in JOBS])
    try:
        scheduler.start()
    except KeyboardInterrupt:
        logger.info("worker_stopped")
    finally:
        leader.step_down()


def _if_leading(core: Core, leader: Leader, job: Job) -> None:
    if not leader.leads():
        return
    try:
        done = job.work(core)
    except (SQLAlchemyError, PantboxError) as error:
        # The next time it is due it is tried again; the other jobs go on.
        logger.error("job_failed", job=job.name, error=str(error).partition("\n")[0])
        return
    if done:
        logger.info("job_done", job=job.name, done=done)
