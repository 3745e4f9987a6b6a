"""People, tokens, the log, and one's own password."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.members import let_in, member
from admin.people.entries import lines
from admin.people.forms import PasswordForm, TokenForm, UserForm
from admin.work import change, note, page, reading, row_id, told
from pantbox.errors import BadInput, Conflict, NotFound
from pantbox.places import people
from pantbox.places.organisations import ApiToken, LogEntry, Organisation, Role, Scope, User
from pantbox.places.tokens import create_token
from pantbox.web import core, limit

bp = Blueprint("people", __name__, template_folder="templates")
LOG_PAGE = 100
TRIES_OF_ONESELF = "10/10minutes"
"""Of one's own: whoever finds a machine where somebody is in must not find out their password there."""


@bp.get("/users")
def users() -> ResponseReturnValue:
    """Who may log in."""
    return _users(UserForm(), 200)


def _users(form: UserForm, status: int) -> ResponseReturnValue:
    listed = list(reading().scalars(select(User).order_by(User.name, User.id)))
    return page("office/users.html", status, users=listed, form=form, roles=list(Role))


@bp.post("/users")
def make_user() -> ResponseReturnValue:
    """Let one more in."""
    form = UserForm(request.form)

    def work(session: Session) -> bool:
        user = people.create_user(
            session,
            member().organisation_id,
            email=form.email.data or "",
            name=form.name.data or "",
            password=form.password.data or "",
            role=Role(form.role.data),
            language=form.language.data,
        )
        note(session, "user_made", user.email, role=user.role)
        return True

    if form.validate() and change(work, form):
        told("office-user-made")
        return redirect(url_for("office.people.users"))
    return _users(form, 422)


@bp.post("/users/<int:user_id>")
def change_user(user_id: int) -> ResponseReturnValue:
    """Give a user another role, another password, or log them out everywhere."""

    def work(session: Session) -> None:
        user = session.scalar(select(User).where(User.id == user_id))
        if user is None:
            raise NotFound("user_unknown")
        if role := request.form.get("role"):
            _change_role(session, user, role)
        if password := request.form.get("password"):
            people.set_password(user, password)
            note(session, "password_set", user.email)
        if "log_out" in request.form:
            user.session_version += 1
            note(session, "logged_out_everywhere", user.email)

    change(work)
    told("office-saved")
    return redirect(url_for("office.people.users"))


def _change_role(session: Session, user: User, role: str) -> None:
    if role not in list(Role):
        raise BadInput("invalid_input")
    owners = session.scalars(select(User.id).where(User.role == Role.OWNER).with_for_update()).all()
    if user.role == Role.OWNER and role != Role.OWNER and list(owners) == [user.id]:
        raise Conflict("last_owner")
    note(session, "role_changed", user.email, before=user.role, after=role)
    user.role = Role(role)


@bp.get("/me")
def me() -> ResponseReturnValue:
    """Oneself."""
    return page("office/me.html", form=PasswordForm())


@bp.post("/me")
def change_me() -> ResponseReturnValue:
    """Another password for oneself; all other sessions end. Or only that: all sessions end, this one too."""
    if "log_out" in request.form:
        return _log_out_everywhere()
    limit("own_password", TRIES_OF_ONESELF, by=str(member().id))
    form = PasswordForm(request.form)

    def work(session: Session) -> bool:
        user = people.check_login(session, member().email, form.current.data or "")
        if user is None:
            raise BadInput("password_wrong")
        people.set_password(user, form.password.data or "")
        note(session, "password_changed", user.email)
        let_in(user, session.get_one(Organisation, user.organisation_id))
        return True

    if form.validate() and change(work, form):
        told("office-password-changed")
        return redirect(url_for("office.people.me"))
    return page("office/me.html", 422, form=form)


def _log_out_everywhere() -> ResponseReturnValue:
    def work(session: Session) -> None:
        user = session.get_one(User, member().id)
        user.session_version += 1
        note(session, "logged_out_everywhere", user.email)

    change(work)
    return redirect(url_for("office.entrance.login"))


@bp.get("/tokens")
def tokens() -> ResponseReturnValue:
    """Programs' keys."""
    return _tokens(TokenForm(), None, 200)


def _tokens(form: TokenForm, secret: str | None, status: int) -> ResponseReturnValue:
    listed = list(reading().scalars(select(ApiToken).order_by(ApiToken.created_at.desc(), ApiToken.id)))
    return page("office/tokens.html", status, tokens=listed, form=form, secret=secret)


@bp.post("/tokens")
def make_token() -> ResponseReturnValue:
    """A key more. Its secret is on this answer and nowhere else."""
    form = TokenForm(request.form)

    def work(session: Session) -> str:
        token, secret = create_token(
            session,
            member().organisation_id,
            label=form.label.data or "",
            scopes=[Scope(told) for told in form.scopes.data or ()],
            now=core().clock(),
        )
        note(session, "token_made", token.label, scopes=token.scopes)
        return secret

    secret = change(work, form) if form.validate() else None
    return _tokens(TokenForm() if secret else form, secret, 200 if secret else 422)


@bp.post("/tokens/<int:token_id>/revoked")
def revoke_token(token_id: int) -> ResponseReturnValue:
    """Let a key count no more."""

    def work(session: Session) -> None:
        token = session.scalar(select(ApiToken).where(ApiToken.id == token_id))
        if token is None:
            raise NotFound("token_unknown")
        token.revoked_at = token.revoked_at or core().clock()
        note(session, "token_revoked", token.label)

    change(work)
    told("office-saved")
    return redirect(url_for("office.people.tokens"))


@bp.get("/log")
def log_page() -> ResponseReturnValue:
    """Who changed what, the newest first."""
    session = reading()
    before = request.args.get("before", type=row_id)
    statement = select(LogEntry).order_by(LogEntry.id.desc()).limit(LOG_PAGE + 1)
    entries = list(session.scalars(statement.where(LogEntry.id < before) if before else statement))
    more = entries[LOG_PAGE - 1].id if len(entries) > LOG_PAGE else None
    return page("office/log.html", lines=lines(session, entries[:LOG_PAGE]), more=more)
