"""Databases that hold nothing but what was played: only there may more be played, and logins be shown to everybody."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.errors import Conflict
from pantbox.places.organisations import LogEntry, Organisation


def check_nothing_is_real(session: Session) -> None:
    """Raises `Conflict("database_not_a_demo")` when an organisation is there that no simulation made."""
    real = session.scalar(
        select(Organisation).where(Organisation.is_played.is_(False)).order_by(Organisation.id).limit(1)
    )
    if real is not None:
        raise Conflict("database_not_a_demo", organisation=real.name)


def check_only_played(session: Session) -> None:
    """As `check_nothing_is_real`; and raises `Conflict("event_not_played")` when somebody set up an event of their own in a demo.

    A demo may be opened with such an event in it, for trying that out is what it is for; nothing is played beside it.
    """
    check_nothing_is_real(session)
    own = select(LogEntry.subject).where(LogEntry.what == "event_created").order_by(LogEntry.id).limit(1)
    if (event := session.scalar(own)) is not None:
        raise Conflict("event_not_played", event=event)


def check_a_demo_is_there(session: Session) -> None:
    """Raises `Conflict`: `database_without_a_demo` when nothing was played yet, or as `check_nothing_is_real`."""
    check_nothing_is_real(session)
    if session.scalar(select(Organisation.id).limit(1)) is None:
        raise Conflict("database_without_a_demo")
