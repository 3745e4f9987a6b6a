"""How long one request, or one piece of a job, waits for others: all its waits together, not each.

A database that somebody has locked makes who asks it wait, then fail, then try again, and those behind them likewise. So
a bound is set once, outermost, and whoever waits inside looks at what is left of it.
"""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar

WAIT_SECONDS_MAX = 10.0
"""Unless the installation is set otherwise."""

_until: ContextVar[float | None] = ContextVar("pantbox_waits_until", default=None)


def bounded(seconds: float) -> AbstractContextManager[None]:
    """What is done inside waits so long at most, or as much less as a bound around it leaves."""
    return bounded_anew(seconds) if _until.get() is None else nullcontext()


@contextmanager
def bounded_anew(seconds: float) -> Iterator[None]:
    """As `bounded`, whatever is around it: for one part of many, when those before it were done."""
    token = _until.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _until.reset(token)


def seconds_left(most: float) -> float:
    """What may still be waited, at most `most`."""
    until = _until.get()
    return most if until is None else max(0.0, min(most, until - time.monotonic()))


def time_is_up() -> bool:
    """Whether no more may be waited."""
    until = _until.get()
    return until is not None and time.monotonic() >= until
