"""The office's log: who changed what, when. Written in the transaction that changes it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from pantbox.places.organisations import LogEntry


@dataclass(frozen=True, slots=True)
class By:
    """Who changes something: a user of the office, or what else (`{"token": 3}`, `{"by": "cli"}`)."""

    user_id: int | None = None
    details: tuple[tuple[str, object], ...] = ()

    @property
    def name(self) -> str:
        """As a row keeps it: `user 3`, `token 3`, `by cli`."""
        if self.user_id is not None:
            return f"user {self.user_id}"
        return ", ".join(f"{what} {which}" for what, which in self.details)


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
