"""What a job says when it could not do all that was due."""

from collections.abc import Callable, Iterable

import structlog

from pantbox.places.job_runs import WHOLE_JOB

logger = structlog.get_logger(__name__)


class Unachieved(Exception):
    """So much was achieved, and at these events (or `WHOLE_JOB`) what was due was not. Why stands in the log already."""

    def __init__(self, done: int, events: Iterable[int] = (WHOLE_JOB,)) -> None:
        self.done = done
        self.events = frozenset(events)
        super().__init__(f"achieved {done}; not what was due at {sorted(self.events)}")


def at_each_event(events: Iterable[int], work: Callable[[int], int]) -> int:
    """The sum of what `work` achieves at these events. One at which it fails keeps no other waiting: why stands in the log.

    Raises `Unachieved` for those at which it failed.
    """
    done, failed_at = 0, set[int]()
    for event_id in events:
        try:
            done += work(event_id)
        except Unachieved as part:
            done += part.done
            failed_at |= part.events
        except Exception:
            logger.exception("job_failed_at_event", event_id=event_id)
            failed_at.add(event_id)
    if failed_at:
        raise Unachieved(done, failed_at)
    return done
