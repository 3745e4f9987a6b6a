"""Logging in and out."""

from urllib.parse import urlsplit

from flask import Blueprint, make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, logout_user

from admin.entrance.forms import LoginForm
from admin.entrance.known import limit_tries, remember_browser
from admin.members import let_in
from admin.work import page
from pantbox.places.organisations import Organisation
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
    limit_tries(form.email.data or "")
    if not form.validate():
        return page("office/login.html", 422, form=form)
    with core().database.transaction() as transaction:
        user = check_login(transaction, form.email.data or "", form.password.data or "")
        if user is not None:
            let_in(user, transaction.get_one(Organisation, user.organisation_id))
            chosen = request.cookies.get(COOKIE)
            response = make_response(redirect(_wanted(None if chosen else user.language)))
            remember_browser(response, user.email)
            return response
    return page("office/login.html", 422, form=form, is_wrong=True)


@bp.post("/logout")
def leave() -> ResponseReturnValue:
    """End this session."""
    logout_user()
    session.clear()
    return redirect(url_for("office.entrance.login"))


def _wanted(language: str | None) -> str:
    """The page asked for before the log-in, if it is one of ours: a link from a mail must not lead elsewhere."""
    told = urlsplit(request.args.get("next", ""))
    if not told.scheme and not told.netloc and told.path.startswith("/admin/") and "\\" not in told.path:
        return told.geturl()
    return url_for("office.events.index", lang=language)
