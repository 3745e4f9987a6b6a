"""When each scheduled job last ran, and which could not do what was due: for `/readyz` and the live page.

What stands here is the last word of whichever process runs the jobs. It is written when something changed, and else so
rarely that it costs nothing.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from pantbox.db import Base, SmallId, Word

WHOLE_JOB = 0
"""In place of an event: the job itself failed, whatever it was about."""
WRITTEN_EVERY = timedelta(seconds=20)
LATE_AFTER = timedelta(minutes=3)
"""Jobs are due every few seconds: when none has run for so long, none is run."""
ALARMING_TIMES = 2
"""Once may be chance: a lock, a restart. The second time somebody must look."""


class JobRun(Base):
    """The last run of a job; and one row for each event at which it could not do what was due."""

    __tablename__ = "job_run"

    job: Mapped[Word] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(SmallId, primary_key=True, autoincrement=False)
    ran_at: Mapped[datetime]
    failures: Mapped[int]
    """So many times in a row it could not do what was due."""


@dataclass(frozen=True, slots=True)
class FailingJob:
    """A job that could not do what was due, so many times in a row."""

    job: str
    times: int


def note_run(session: Session, job: str, now: datetime, failed_at: Collection[int]) -> None:
    """Write down that a job ran, and at which events (or `WHOLE_JOB`) it could not do what was due."""
    rows = {row.event_id: row for row in session.scalars(select(JobRun).where(JobRun.job == job))}
    whole = rows.get(WHOLE_JOB)
    if (
        whole
        and not failed_at
        and set(rows) == {WHOLE_JOB}
        and not whole.failures
        and now - whole.ran_at < WRITTEN_EVERY
    ):
        return
    for event_id in {WHOLE_JOB, *failed_at}:
        row = rows.get(event_id) or JobRun(job=job, event_id=event_id, failures=0)
        row.ran_at, row.failures = now, row.failures + 1 if event_id in failed_at else 0
        session.add(row)
    session.execute(
        delete(JobRun).where(JobRun.job == job, JobRun.event_id.not_in({WHOLE_JOB, *failed_at})),
        execution_options={"synchronize_session": False},
    )


def last_lived(connection: Connection) -> datetime | None:
    """When any job last ran. None: none ever did."""
    found: datetime | None = connection.scalar(select(func.max(JobRun.ran_at, type_=JobRun.ran_at.type)))
    return found


def last_ran(connection: Connection, job: str) -> datetime | None:
    """When this job last ran. None: it never did."""
    found: datetime | None = connection.scalar(
        select(JobRun.ran_at).where(JobRun.job == job, JobRun.event_id == WHOLE_JOB)
    )
    return found


def is_late(lived_at: datetime | None, now: datetime) -> bool:
    """Whether nobody runs the jobs, as far as one can tell."""
    return lived_at is None or now - lived_at > LATE_AFTER


def failing_jobs(connection: Connection, event_id: int) -> list[FailingJob]:
    """Jobs that failed twice in a row or more, as a whole or at this event."""
    rows = connection.execute(
        select(JobRun.job, func.max(JobRun.failures))
        .where(JobRun.event_id.in_((WHOLE_JOB, event_id)), JobRun.failures >= ALARMING_TIMES)
        .group_by(JobRun.job)
        .order_by(JobRun.job)
    )
    return [FailingJob(job, times) for job, times in rows]
