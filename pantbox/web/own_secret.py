"""A server answers nothing before it knows that its secret is its database's: it would refuse genuine labels as forged.

It is asked at the start. Where the database cannot be reached then, it is asked with the first request.
"""

from contextlib import suppress

from flask import Flask, request
from sqlalchemy.exc import SQLAlchemyError

from pantbox.errors import Conflict, TryAgain
from pantbox.places.installation import hold_to_secret
from pantbox.web.here import house
from pantbox.web.hosts import UNDER_ANY_NAME


def refuse_with_another_secret() -> None:
    """Raises `TryAgain("secret_wrong")`: what a device sends stays in its outbox until somebody set it right."""
    here = house()
    if here.secret_is_ours or request.endpoint in UNDER_ANY_NAME:
        return
    try:
        hold_to_secret(here.core.database, here.core.keys)
    except Conflict as error:
        raise TryAgain(error.code) from error
    here.secret_is_ours = True


def hold_to_it(app: Flask) -> None:
    """Raises `Conflict("secret_wrong")` if it is another one. Else it is asked until it is known."""
    app.before_request_funcs.setdefault(None, []).append(refuse_with_another_secret)
    here = house(app)
    with suppress(SQLAlchemyError):
        hold_to_secret(here.core.database, here.core.keys)
        here.secret_is_ours = True
