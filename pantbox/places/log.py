"""The office's log: who changed what, when. Written in the transaction that changes it."""

from datetime import datetime

from sqlalchemy.orm import Session

from pantbox.places.organisations import LogEntry


def log(
    session: Session,
    organisation_id: int,
    user_id: int | None,
    what: str,
    subject: str,
    details: dict[str, object],
    now: datetime,
) -> None:
    """Add an entry. `what` is a stable word (`event_created`), `subject` names the thing, `details` are JSON and hold no secret."""
    session.add(
        LogEntry(
            organisation_id=organisation_id,
            at=now,
            user_id=user_id,
            what=what,
            subject=subject[:200],
            details=details,
        )
    )
