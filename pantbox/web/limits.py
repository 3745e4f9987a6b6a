"""Limits on what can be asked how often. Counted in this process's memory: a bound on guessing, not an exact quota.

A festival's guests share few addresses, and so do the devices behind its router. What is limited by address is only
what guesses: pairing codes, log-ins, bearer codes. The rest is counted by token, box or phone.
"""

from flask import Flask, request
from flask_limiter import Limiter
from limits import parse

from pantbox.errors import TooMany
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
