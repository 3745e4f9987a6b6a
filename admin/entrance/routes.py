"""Logging in and out."""

from urllib.parse import unquote, urlsplit

from flask import Blueprint, make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, logout_user
from sqlalchemy.orm import Session

from admin.entrance.forms import LoginForm
from admin.entrance.known import (
    Known,
    known_browser,
    limit_tries_of,
    limit_tries_of_a_stranger,
    remember_browser,
)
from admin.members import let_in
from admin.work import page
from pantbox.errors import TooMany
from pantbox.places.organisations import Organisation, User
from pantbox.places.people import check_login
from pantbox.web import core
from pantbox.web.words import COOKIE

bp = Blueprint("entrance", __name__, template_folder="templates")


@bp.get("/login")
def login() -> ResponseReturnValue:
    """The form."""
    if current_user.is_authenticated:
        return redirect(url_for("office.events.index"))
    return page("office/login.html", form=LoginForm())


@bp.post("/login")
def enter() -> ResponseReturnValue:
    """Let somebody in who knows an address and its password."""
    form = LoginForm(request.form)
    email, password = form.email.data or "", form.password.data or ""
    known = known_browser(email)
    if known:
        limit_tries_of(known)
    else:
        limit_tries_of_a_stranger(email)
    if not form.validate():
        return page("office/login.html", 422, form=form)
    with core().database.transaction() as transaction:
        user = _user(transaction, email, password, known)
        if user is not None:
            let_in(user, transaction.get_one(Organisation, user.organisation_id))
            chosen = request.cookies.get(COOKIE)
            response = make_response(redirect(_wanted(None if chosen else user.language)))
            remember_browser(response, user)
            return response
    return page("office/login.html", 422, form=form, is_wrong=True)


def _user(transaction: Session, email: str, password: str, known: Known | None) -> User | None:
    """Who it is. In a browser that was in before it may also be somebody else at the same address, who is a stranger here."""
    user = check_login(transaction, email, password, only=known.user_id if known else None)
    if user is not None or known is None:
        return user
    try:
        limit_tries_of_a_stranger(email)
    except TooMany:
        return None
    return check_login(transaction, email, password)


@bp.post("/logout")
def leave() -> ResponseReturnValue:
    """End this session."""
    logout_user()
    session.clear()
    return redirect(url_for("office.entrance.login"))


def _wanted(language: str | None) -> str:
    """The page asked for before the log-in, if it is one of ours: a link from a mail must not lead elsewhere."""
    told = urlsplit(request.args.get("next", ""))
    leads_up = {".", ".."} & set(unquote(told.path).split("/"))
    is_ours = told.path.startswith("/admin/") and "\\" not in told.path and not leads_up
    if not told.scheme and not told.netloc and is_ours:
        return told.geturl()
    return url_for("office.events.index", lang=language)
