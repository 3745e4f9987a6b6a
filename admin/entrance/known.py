"""Browsers that somebody has logged in with before.

Whoever guesses passwords from the festival's own network, or at an organiser's address, uses up what strangers may try
there. A browser that was in before says so with a cookie of its own, and has tries of its own: nobody can use them up for
it. The cookie opens nothing. It is good for one address, and a guesser who steals it gets ten tries in ten minutes.
"""

import secrets

from flask import Response, current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

from pantbox.keys import recognisable
from pantbox.web import limit
from pantbox.web.limits import address

COOKIE = "pantbox_known"
COOKIE_SECONDS = 180 * 24 * 3600
PATH = "/admin/login"
TRIES_BY_ADDRESS = "30/minute"
TRIES_BY_EMAIL = "10/10minutes"
TRIES_BY_BROWSER = "10/10minutes"


def limit_tries(email: str) -> None:
    """Count one more try at an address. Raises `TooMany`."""
    whose = email.strip().lower()[:200]
    browser = _browser_of(whose)
    if browser:
        limit("login", TRIES_BY_BROWSER, by=f"browser {browser}")
        return
    limit("login", TRIES_BY_ADDRESS, by=address())
    limit("login", TRIES_BY_EMAIL, by=whose)


def remember_browser(response: Response, email: str) -> None:
    """Know this browser when its owner comes again."""
    told = _signer().dumps([recognisable(email.strip().lower()[:200]), secrets.token_urlsafe(9)])
    response.set_cookie(
        COOKIE, told, max_age=COOKIE_SECONDS, path=PATH, httponly=True, samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )  # fmt: skip


def _browser_of(email: str) -> str | None:
    try:
        whose, browser = _signer().loads(request.cookies.get(COOKIE, ""), max_age=COOKIE_SECONDS)
    except (BadData, ValueError, TypeError):
        return None
    return str(browser) if whose == recognisable(email) else None


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.config["SECRET_KEY"]), salt="known browser")
