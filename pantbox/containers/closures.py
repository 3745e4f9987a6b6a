"""Closing a container type: offered for nothing new, while its containers, labels and histories stay what they are.

A type is never deleted: its GRAI asset type stands on labels, and the next type would be given the same one.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.containers.types import ContainerType
from pantbox.errors import Conflict
from pantbox.places.events import Event, TermsRow
from pantbox.places.log import log


def close_type(
    session: Session, kind: ContainerType, user_id: int | None, now: datetime, **by: object
) -> None:
    """Offer a type nowhere any more. Closed already, it stays so.

    Raises `Conflict("type_in_use")`, with the event, while an open event has a price for it: it is taken out there first.
    """
    session.refresh(kind, with_for_update=True)
    if kind.closed_at is None:
        if event := _handed_out_at(session, kind):
            raise Conflict("type_in_use", event=event)
        kind.closed_at = now
        log(session, kind.organisation_id, user_id, "type_closed", kind.slug, dict(by), now)


def reopen_type(
    session: Session, kind: ContainerType, user_id: int | None, now: datetime, **by: object
) -> None:
    """Offer a type again."""
    session.refresh(kind, with_for_update=True)
    if kind.closed_at is not None:
        kind.closed_at = None
        log(session, kind.organisation_id, user_id, "type_reopened", kind.slug, dict(by), now)


def check_type_open(kind: ContainerType) -> None:
    """Raises `Conflict("type_closed")`."""
    if kind.closed_at is not None:
        raise Conflict("type_closed", slug=kind.slug)


def _handed_out_at(session: Session, kind: ContainerType) -> str | None:
    """The name of an open event whose newest prices have this type."""
    newest = (
        select(Event.id, Event.name, TermsRow.deposits)
        .join(TermsRow, TermsRow.event_id == Event.id)
        .where(Event.organisation_id == kind.organisation_id, Event.closed_at.is_(None))
        .order_by(Event.id, TermsRow.version)
    )
    latest = {event_id: (name, deposits) for event_id, name, deposits in session.execute(newest)}
    return next((name for name, deposits in latest.values() if str(kind.id) in deposits), None)
