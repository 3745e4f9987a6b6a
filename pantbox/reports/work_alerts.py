"""What the live page says of the scheduled jobs: that nobody runs them, or that one cannot do what is due."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection

from pantbox.places.job_runs import failing_jobs, is_late, last_lived
from pantbox.reports.live_model import Alert


def work_alerts(connection: Connection, event_id: int, now: datetime) -> Iterator[Alert]:
    """At any time of an event, also long after it: deposits are forfeited then. `number`: minutes, or times in a row."""
    lived_at = last_lived(connection)
    if lived_at is None:
        yield Alert("worker-never", None, "", 0)
    elif is_late(lived_at, now):
        yield Alert("worker-silent", None, "", (now - lived_at) // timedelta(minutes=1))
    for failing in failing_jobs(connection, event_id):
        yield Alert("job-failing", None, failing.job, failing.times)
