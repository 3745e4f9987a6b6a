"""Users of the office, and tokens of programs. A program gives nobody more than it may itself."""

from typing import Annotated, Literal

from pydantic import Field
from sqlalchemy import select

from pantbox.api.blueprint import api
from pantbox.api.callers import open_to, program
from pantbox.api.models import NO_NUL, Input, Moment, Name, Output, Typed
from pantbox.api.own import changing, changing_row, find, reading
from pantbox.errors import NotAllowed
from pantbox.places.organisations import ApiToken, Role, Scope, User
from pantbox.places.people import PASSWORD_LENGTH_MAX, create_user, set_password
from pantbox.places.tokens import create_token
from pantbox.web import core

GivenRole = Literal[Role.ORGANISER, Role.VIEWER]
"""Owners are made by owners, in the office."""
Password = Annotated[str, Field(max_length=PASSWORD_LENGTH_MAX, pattern=NO_NUL)]
Language = Literal["da", "en", "de"]


class UserIn(Input):
    """Somebody who shall be able to log in."""

    email: Typed
    name: Name
    password: Password
    role: GivenRole
    language: Language = "da"


class UserChange(Input):
    """What may be changed of a user. A new password logs out everywhere."""

    name: Name | None = None
    password: Password | None = None
    role: GivenRole | None = None
    language: Language | None = None


class UserOut(Output):
    """A user of the office."""

    id: int
    email: str
    name: str
    role: Role
    language: str


class UserList(Output):
    """The organisation's users."""

    users: list[UserOut]


class TokenIn(Input):
    """A program's token: what it is for, and what it may."""

    label: Name
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=len(Scope))]


class TokenOut(Output):
    """A program's token, without its secret."""

    id: int
    label: str
    scopes: list[Scope]
    created_at: Moment
    revoked_at: Moment | None


class TokenMade(TokenOut):
    """A token and its secret, told this once."""

    token: str


class TokenList(Output):
    """The organisation's tokens, revoked ones too."""

    tokens: list[TokenOut]


@api.get("/users")
@api.output(UserList)
@open_to(Scope.SETUP_WRITE)
def users() -> UserList:
    """Who may log in."""
    with reading() as session:
        rows = session.scalars(select(User).order_by(User.id))
        return UserList(users=[UserOut.model_validate(row) for row in rows])


@api.post("/users")
@api.input(UserIn, arg_name="told")
@api.output(UserOut, status_code=201)
@open_to(Scope.SETUP_WRITE)
def make_user(told: UserIn) -> UserOut:
    """Let somebody log in."""
    with changing("user_made", told.email) as session:
        row = create_user(
            session, program().organisation_id, email=told.email, name=told.name, password=told.password,
            role=told.role, language=told.language,
        )  # fmt: skip
        return UserOut.model_validate(row)


@api.get("/users/<int:user_id>")
@api.output(UserOut)
@open_to(Scope.SETUP_WRITE)
def user(user_id: int) -> UserOut:
    """One user."""
    with reading() as session:
        return UserOut.model_validate(find(session, User, user_id, "user_unknown"))


@api.patch("/users/<int:user_id>")
@api.input(UserChange, arg_name="told")
@api.output(UserOut)
@open_to(Scope.SETUP_WRITE)
def change_user(user_id: int, told: UserChange) -> UserOut:
    """Change a user who is no owner."""
    changes = told.model_dump(exclude_unset=True, exclude_none=True, exclude={"password"})
    with changing_row("user_changed", User, user_id, fields=sorted(changes)) as session:
        row = find(session, User, user_id, "user_unknown")
        if row.role == Role.OWNER:
            raise NotAllowed("owners_only")
        for name, value in changes.items():
            setattr(row, name, value)
        if told.password is not None:
            set_password(row, told.password)
        return UserOut.model_validate(row)


@api.get("/tokens")
@api.output(TokenList)
@open_to(Scope.SETUP_WRITE)
def tokens() -> TokenList:
    """The organisation's tokens."""
    with reading() as session:
        rows = session.scalars(select(ApiToken).order_by(ApiToken.id))
        return TokenList(tokens=[TokenOut.model_validate(row) for row in rows])


@api.post("/tokens")
@api.input(TokenIn, arg_name="told")
@api.output(TokenMade, status_code=201)
@open_to(Scope.SETUP_WRITE)
def make_token(told: TokenIn) -> TokenMade:
    """Make a token that may no more than the one that asks."""
    caller = program()
    if not set(told.scopes) <= caller.scopes:
        raise NotAllowed("scope_not_yours")
    with changing("token_made", told.label, scopes=told.scopes) as session:
        row, secret = create_token(
            session, caller.organisation_id, label=told.label, scopes=told.scopes, now=core().clock()
        )
        return TokenMade(token=secret, **TokenOut.model_validate(row).model_dump())


@api.delete("/tokens/<int:token_id>")
@api.output(TokenOut)
@open_to(Scope.SETUP_WRITE)
def revoke_token(token_id: int) -> TokenOut:
    """Revoke a token, from this moment."""
    with changing_row("token_revoked", ApiToken, token_id) as session:
        row = find(session, ApiToken, token_id, "token_not_found")
        row.revoked_at = row.revoked_at or core().clock()
        return TokenOut.model_validate(row)
