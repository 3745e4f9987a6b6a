"""What guests and vendors read while something fails at an event: since when, and every rule that is looser."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from pantbox.places.events import Event
from pantbox.rulebook.facts import facts_of
from pantbox.rulebook.guests import going_lines


@dataclass(frozen=True, slots=True)
class Notice:
    """The event keeps going since then, in its own `timezone`; `lines` are in the reader's language."""

    since: datetime
    timezone: str
    lines: tuple[str, ...]


def notice_of(session: Session, event: Event, *, base_url: str, language: str) -> Notice | None:
    """The notice of an event; None, and no statement, while all is well."""
    if event.continuity_since is None:
        return None
    facts = facts_of(session, event, base_url=base_url)
    return Notice(event.continuity_since, event.timezone, tuple(going_lines(facts, language)))
