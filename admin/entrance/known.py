"""Browsers that somebody has logged in with before.

Whoever guesses passwords from the festival's own network, or at an organiser's address, uses up what strangers may try
there. A browser that was in before says so with a cookie of its own, and has tries of its own: nobody can use them up for
it. The cookie opens nothing. It is good for one user, and a guesser who steals it gets ten tries in ten minutes: not at
another user of the same address, or whoever has an account there would have more tries at their neighbour's.
"""

import secrets
from dataclasses import dataclass

from flask import Response, current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

from pantbox.keys import recognisable
from pantbox.places.organisations import User
from pantbox.web import limit
from pantbox.web.limits import address

COOKIE = "pantbox_known"
COOKIE_SECONDS = 180 * 24 * 3600
PATH = "/admin/login"
TRIES_BY_ADDRESS = "30/minute"
TRIES_BY_EMAIL = "10/10minutes"
TRIES_BY_BROWSER = "10/10minutes"


@dataclass(frozen=True, slots=True)
class Known:
    """A browser that was in before, and as which user."""

    browser: str
    user_id: int


def known_browser(email: str) -> Known | None:
    """What we know of this browser, if somebody with this address was in with it."""
    try:
        whose, browser, user_id = _signer().loads(request.cookies.get(COOKIE, ""), max_age=COOKIE_SECONDS)
    except (BadData, ValueError, TypeError):
        return None
    return Known(str(browser), int(user_id)) if whose == recognisable(_whose(email)) else None


def limit_tries_of(known: Known) -> None:
    """Count one more try of a browser that was in before. Raises `TooMany`."""
    limit("login", TRIES_BY_BROWSER, by=f"browser {known.browser}")


def limit_tries_of_a_stranger(email: str) -> None:
    """Count one more try at an address. Raises `TooMany`."""
    limit("login", TRIES_BY_ADDRESS, by=address())
    limit("login", TRIES_BY_EMAIL, by=_whose(email))


def remember_browser(response: Response, user: User) -> None:
    """Know this browser when its owner comes again."""
    told = _signer().dumps([recognisable(_whose(user.email)), secrets.token_urlsafe(9), user.id])
    response.set_cookie(
        COOKIE, told, max_age=COOKIE_SECONDS, path=PATH, httponly=True, samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )  # fmt: skip


def _whose(email: str) -> str:
    return email.strip().lower()[:200]


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.config["SECRET_KEY"]), salt="known browser")
