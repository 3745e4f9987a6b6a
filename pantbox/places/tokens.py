"""Tokens: a program's key to the API. Told once, kept only hashed, revocable at once."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from pantbox.errors import BadInput
from pantbox.keys import hashed
from pantbox.places.organisations import ApiToken, Scope

TOKEN_BYTES = 32
TOKEN_PREFIX = "pbx_"  # noqa: S105 (so that a leaked one is recognised, by people and by scanners of code)


def create_token(
    session: Session, organisation_id: int, *, label: str, scopes: Iterable[Scope], now: datetime
) -> tuple[ApiToken, str]:
    """A new token's row, and its secret, which is told this once. Raises `BadInput("token_without_scopes")`."""
    granted = sorted({scope.value for scope in scopes})
    if not granted:
        raise BadInput("token_without_scopes")
    secret = TOKEN_PREFIX + secrets.token_urlsafe(TOKEN_BYTES)
    token = ApiToken(
        organisation_id=organisation_id,
        label=label.strip()[:200],
        token_hash=hashed(secret),
        scopes=granted,
        created_at=now,
    )
    session.add(token)
    session.flush()  # its id is what it is revoked by
    return token, secret
