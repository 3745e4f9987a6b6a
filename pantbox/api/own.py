"""Finding what an organisation's programs name, and changing it, in that organisation alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy.orm import Session

from pantbox.api.callers import program
from pantbox.db import Base
from pantbox.errors import NotFound
from pantbox.places.events import Event
from pantbox.places.log import log
from pantbox.web import core

Row = TypeVar("Row", bound=Base)


@contextmanager
def reading() -> Iterator[Session]:
    """What the asking organisation has, at one moment."""
    with core().database.reading(program().organisation_id) as session:
        yield session


@contextmanager
def acting() -> Iterator[Session]:
    """A transaction of the asking organisation, for work that writes its own entry in the log."""
    with core().database.transaction(program().organisation_id) as session:
        yield session


@contextmanager
def changing(what: str, subject: str, **details: object) -> Iterator[Session]:
    """A transaction of the asking organisation, with an entry in its log."""
    caller, now = program(), core().clock()
    with acting() as session:
        yield session
        log(session, caller.organisation_id, None, what, subject, {"token": caller.token_id, **details}, now)


@contextmanager
def changing_row(what: str, kind: type[Base], row_id: int, **details: object) -> Iterator[Session]:
    """The same for a row that is there: the entry names it as people do."""
    caller, now = program(), core().clock()
    with acting() as session:
        yield session
        subject = _called(session.get(kind, row_id), row_id)
        log(session, caller.organisation_id, None, what, subject, {"token": caller.token_id, **details}, now)


def _called(row: Base | None, row_id: int) -> str:
    names = (getattr(row, name, None) for name in ("email", "slug", "name", "label"))
    return next((str(name) for name in names if name), str(row_id))


def find(session: Session, kind: type[Row], row_id: int, code: str) -> Row:
    """The organisation's own row with this id. Raises `NotFound(code)`: somebody else's is told like none."""
    row = session.get(kind, row_id)
    if row is None:
        raise NotFound(code)
    return row


def find_event(session: Session, event_id: int) -> Event:
    """The organisation's own event. Raises `NotFound("event_unknown")`."""
    return find(session, Event, event_id, "event_unknown")
