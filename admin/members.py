"""Who is in: the person behind the session cookie. The cookie holds a user's id and the version of their sessions."""

from dataclasses import dataclass
from datetime import timedelta
from typing import cast

from flask import Flask, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user, login_user

from pantbox.places.organisations import Organisation, Role, User
from pantbox.web import core

SESSION_LIFETIME = timedelta(hours=12)
"""A long festival day, counted from the log-in: a live page that asks for news all night keeps nobody in."""
SINCE = "since"


@dataclass(frozen=True, slots=True)
class Member:
    """A person who is in, as of this request. Flask-Login reads the properties below."""

    id: int
    organisation_id: int
    organisation: str
    organisation_slug: str
    name: str
    email: str
    role: Role
    session_version: int

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """What the cookie holds. Another version logs all sessions of the user out."""
        return f"{self.id}.{self.session_version}"


def member() -> Member:
    """Who asks. Only where the guard let somebody in."""
    return cast(Member, current_user._get_current_object())


def let_in(user: User, organisation: Organisation) -> None:
    """Begin a session."""
    session.clear()  # a session from before must not be continued by whoever planted it
    session.permanent = True
    session[SINCE] = int(core().clock().timestamp())
    login_user(_member(user, organisation))


def _member(user: User, organisation: Organisation) -> Member:
    return Member(
        id=user.id,
        organisation_id=user.organisation_id,
        organisation=organisation.name,
        organisation_slug=organisation.slug,
        name=user.name,
        email=user.email,
        role=Role(user.role),
        session_version=user.session_version,
    )


def _load(told: str) -> Member | None:
    user_id, _, version = told.partition(".")
    if not (user_id.isdecimal() and version.isdecimal()) or _is_over():
        return None
    with core().database.reading() as reading:
        user = reading.get(User, int(user_id))
        if user is None or user.session_version != int(version):
            return None
        return _member(user, reading.get_one(Organisation, user.organisation_id))


def _is_over() -> bool:
    since = session.get(SINCE)
    return not isinstance(since, int) or core().clock().timestamp() > since + SESSION_LIFETIME.total_seconds()


def to_the_entrance() -> ResponseReturnValue:
    """Where strangers go; afterwards they come back to the page they asked for."""
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("office.entrance.login", next=wanted))


def register(app: Flask) -> None:
    """Know people by their session cookie."""
    manager = LoginManager(app)
    manager.session_protection = "basic"
    manager.user_loader(_load)
    app.permanent_session_lifetime = SESSION_LIFETIME
