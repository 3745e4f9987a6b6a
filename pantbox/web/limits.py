"""Limits on what can be asked how often. Counted in this process's memory: a bound on guessing, not an exact quota.

A festival's guests share few addresses, and so do the devices behind its router. What is limited by address is only
what guesses: pairing codes, log-ins, bearer codes. The rest is counted by token, box or phone. And where an address counts,
only misses do, so that a guesser behind the same router costs nobody next door what they hold.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, request
from flask_limiter import Limiter
from limits import parse

from pantbox.errors import NotFound, TooMany
from pantbox.settings import Settings
from pantbox.web.here import house


def create_limiter(app: Flask, settings: Settings) -> Limiter:
    """What counts for one app."""
    return Limiter(address, app=app, storage_uri="memory://", enabled=settings.rate_limits, default_limits=[])


def address() -> str:
    """The address a request came from, as far as the proxies we trust tell it."""
    return request.remote_addr or "nowhere"


def limit(what: str, rate: str, *, by: str, count: int = 1) -> None:
    """Count `count` more of `what` by `by`. Raises `TooMany("too_many_requests")` beyond `rate`, such as `10/minute`."""
    limiter = house().limiter
    if not limiter.enabled:
        return
    allowed = parse(rate)
    if not limiter.limiter.hit(allowed, what, by, cost=count):
        raise TooMany("too_many_requests", retry_after_seconds=allowed.get_expiry())


@contextmanager
def misses_limited(what: str, rate: str, *, by: str) -> Iterator[None]:
    """Count a `NotFound` inside as a miss of `by`. Raises `TooMany("too_many_requests")` instead of it beyond `rate`.

    Who finds something is answered whatever others missed. So this is for secrets too long to be guessed at any rate: it
    bounds what guessers learn and cost. For short ones `refuse_guessers` stands before the look-up.
    """
    try:
        yield
    except NotFound as miss:
        try:
            limit(what, rate, by=by)
        except TooMany as many:
            raise many from miss
        raise


def refuse_guessers(what: str, rate: str, *, by: str) -> None:
    """Look nothing up for whoever has missed `what` too often. Raises `TooMany`; the misses are `misses_limited`'s."""
    limiter = house().limiter
    allowed = parse(rate)
    if limiter.enabled and not limiter.limiter.test(allowed, what, by):
        raise TooMany("too_many_requests", retry_after_seconds=allowed.get_expiry())
