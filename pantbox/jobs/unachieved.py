"""What a job says when it could not do all that was due."""

from collections.abc import Iterable

from pantbox.places.job_runs import WHOLE_JOB


class Unachieved(Exception):
    """So much was achieved, and at these events (or `WHOLE_JOB`) what was due was not. Why stands in the log already."""

    def __init__(self, done: int, events: Iterable[int] = (WHOLE_JOB,)) -> None:
        self.done = done
        self.events = frozenset(events)
        super().__init__(f"achieved {done}; not what was due at {sorted(self.events)}")
