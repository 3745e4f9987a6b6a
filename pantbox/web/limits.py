"""Limits on what can be asked how often. Counted in this process's memory: bounds on cost, not exact quotas.

A festival's guests share few addresses, and so do the devices behind its router, so little is counted by address: log-ins,
and a very generous number of visits. Wrong codes are another matter: see `guessing`.
"""

from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network

from flask import Flask, request
from flask_limiter import Limiter
from limits import parse

from pantbox.errors import TooMany
from pantbox.settings import Settings
from pantbox.web.here import house

SUBSCRIBER_BITS = 64
ADDRESSES_KEPT = 1024


def create_limiter(app: Flask, settings: Settings) -> Limiter:
    """What counts for one app."""
    return Limiter(address, app=app, storage_uri="memory://", enabled=settings.rate_limits, default_limits=[])


def address() -> str:
    """The address a request came from, as far as the proxies we trust tell it. Of IPv6 the first 64 bits: the rest is
    of the sender's own choosing."""
    return subscriber(request.remote_addr or "nowhere")


@lru_cache(maxsize=ADDRESSES_KEPT)
def subscriber(told: str) -> str:
    """What one subscriber cannot change of an address. Pure."""
    try:
        found = ip_address(told.partition("%")[0])
    except ValueError:
        return told
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or ip_network((found, SUBSCRIBER_BITS), strict=False))


def limit(what: str, rate: str, *, by: str, count: int = 1) -> None:
    """Count `count` more of `what` by `by`. Raises `TooMany("too_many_requests")` beyond `rate`, such as `10/minute`."""
    limiter = house().limiter
    if not limiter.enabled:
        return
    allowed = parse(rate)
    if not limiter.limiter.hit(allowed, what, by, cost=count):
        raise TooMany("too_many_requests", retry_after_seconds=allowed.get_expiry())
