"""Who may do what in the office. The only place that decides it.

A viewer reads. An organiser changes as well, and reads what is as good as money or a key. An owner decides over people,
tokens, the log and imports of past scans. `tests/admin/test_roles.py` tries every route as every role.
"""

from collections.abc import Mapping
from typing import Any, Final

from flask import Flask, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError, CSRFProtect

from admin.members import member, to_the_entrance
from pantbox.errors import NotAllowed, PantboxError
from pantbox.places.organisations import Role

STRANGERS: Final = frozenset({"office.entrance.login", "office.entrance.enter"})
"""Pages for people who are not in yet."""

EVERYBODY: Final = frozenset({"office.entrance.leave", "office.people.me", "office.people.change_me"})
"""Changes a viewer may make too: to themselves."""

ORGANISERS: Final = frozenset(
    {
        "office.events.new",
        "office.containers.new_type",
        "office.stations.vendor_link",
        "office.papers.signs",
        "office.papers.sign",
    }
)
"""Pages that hold a key, or are of no use to someone who may only read."""

OWNERS: Final = frozenset(
    {
        "office.people.users",
        "office.people.make_user",
        "office.people.change_user",
        "office.people.tokens",
        "office.people.make_token",
        "office.people.revoke_token",
        "office.people.log_page",
        "office.live.begin_import",
        "office.live.end_import",
    }
)

READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
RANK: Final[Mapping[Role, int]] = {Role.VIEWER: 0, Role.ORGANISER: 1, Role.OWNER: 2}

_csrf = CSRFProtect()


def needed(endpoint: str, method: str) -> Role:
    """The least role that may ask an endpoint this way."""
    if endpoint in OWNERS:
        return Role.OWNER
    if endpoint in EVERYBODY:
        return Role.VIEWER
    return Role.ORGANISER if endpoint in ORGANISERS or method not in READING else Role.VIEWER


def may(role: Role, endpoint: str, method: str = "GET") -> bool:
    """Whether a role may ask an endpoint this way. Templates ask it too, so that nobody is shown a button in vain."""
    return RANK[role] >= RANK[needed(endpoint, method)]


def guard() -> ResponseReturnValue | None:
    """Let people in by session, role and, for changes, a token that only our own pages hold."""
    endpoint = request.endpoint or ""
    if not current_user.is_authenticated and endpoint not in STRANGERS:
        return to_the_entrance()
    _check_form()
    if endpoint not in STRANGERS and not may(member().role, endpoint, request.method):
        raise NotAllowed("role_may_not")
    return None


def _check_form() -> None:
    try:
        _csrf.protect()
    except CSRFError as error:
        raise PantboxError("form_too_old") from error


def _in_templates() -> dict[str, Any]:
    def i_may(endpoint: str, method: str = "GET") -> bool:
        return bool(current_user.is_authenticated) and may(member().role, endpoint, method)

    return {"i_may": i_may, "member": current_user}


def register(app: Flask) -> None:
    """Make tokens for forms; they are checked by `guard`, not for the API, whose callers have no cookie."""
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # as long as the session
    _csrf.init_app(app)
    app.context_processor(_in_templates)
