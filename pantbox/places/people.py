"""People and their organisations: founding one, adding who may log in, and knowing them again."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.errors import BadInput, Conflict
from pantbox.places.organisations import Organisation, Role, User
from pantbox.settings import LANGUAGES

PASSWORD_LENGTH_MIN = 10
PASSWORD_LENGTH_MAX = 200
COMPANY_PREFIX_LENGTHS = range(7, 11)

COMPARED_MIN = 2
"""Passwords are compared with so many users' at each log-in, with nobody's if there are fewer."""

_hasher = PasswordHasher()


@cache
def _nobodys_hash() -> str:
    """So that an unknown address takes as long as a wrong password."""
    return _hasher.hash("nobody's password")


def create_organisation(
    session: Session, *, slug: str, name: str, company_prefix: str, language: str = "da"
) -> Organisation:
    """Found a tenant. Raises `BadInput("company_prefix_wrong")` or `Conflict("organisation_exists")`."""
    if not company_prefix.isdecimal() or len(company_prefix) not in COMPANY_PREFIX_LENGTHS:
        raise BadInput("company_prefix_wrong", company_prefix=company_prefix)
    if session.scalar(select(Organisation.id).where(Organisation.slug == slug)):
        raise Conflict("organisation_exists", slug=slug)
    organisation = Organisation(slug=slug, name=name, company_prefix=company_prefix, language=language)
    session.add(organisation)
    session.flush()  # its id names it in all its rows
    return organisation


def create_user(
    session: Session,
    organisation_id: int,
    *,
    email: str,
    name: str,
    password: str,
    role: Role,
    language: str = "da",
) -> User:
    """Let a person log in. Raises `Conflict("user_exists")`, `BadInput("email_wrong")`, or what a bad password raises."""
    address = email.strip().lower()
    if address.count("@") != 1 or address.startswith("@") or address.endswith("@"):
        raise BadInput("email_wrong", email=email)
    if language not in LANGUAGES:
        raise BadInput("settings_language_unknown", language=language)
    own = User.organisation_id == organisation_id
    if session.scalar(select(User.id).where(own, User.email == address)):
        raise Conflict("user_exists", email=address)
    user = User(
        organisation_id=organisation_id,
        email=address,
        name=name.strip() or address,
        password_hash=_hashed(password),
        role=role,
        language=language,
    )
    session.add(user)
    session.flush()  # its id stands in the log of who did what
    return user


def check_login(session: Session, email: str, password: str, *, only: int | None = None) -> User | None:
    """The user with this address and password; `only`: this user, and no other at the address.

    None takes as long as a success: it tells nobody which of the two was wrong. Nor, to who made an account at somebody's
    address in an organisation of their own, whether there is another one: two are compared if there are fewer.
    """
    statement = select(User).where(User.email == email.strip().lower()).order_by(User.id)
    users = list(session.scalars(statement.where(User.id == only) if only is not None else statement))
    compared = [_matches(user.password_hash, password) for user in users]
    for _ in range(len(users), COMPARED_MIN):
        _matches(_nobodys_hash(), password)
    user = next((one for one, matches in zip(users, compared, strict=True) if matches), None)
    if user and _hasher.check_needs_rehash(user.password_hash):
        user.password_hash = _hasher.hash(password)
    return user


def _matches(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password[: PASSWORD_LENGTH_MAX + 1])
    except (VerifyMismatchError, InvalidHashError):
        return False


def set_password(user: User, password: str) -> None:
    """Give a user another password and log them out everywhere."""
    user.password_hash = _hashed(password)
    user.session_version += 1


def _hashed(password: str) -> str:
    if not PASSWORD_LENGTH_MIN <= len(password) <= PASSWORD_LENGTH_MAX:
        raise BadInput(
            "password_length_wrong", length_min=PASSWORD_LENGTH_MIN, length_max=PASSWORD_LENGTH_MAX
        )
    return _hasher.hash(password)
