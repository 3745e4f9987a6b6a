"""Imports: for as long as an owner sets, an event takes the times that programs say, however old they are.

Outside an import a program's return or undo is believed while it is at most ten minutes old; an older one is kept and
waits. What waited so goes on waiting when an import is switched on later. Rows stay: they say which old scans were
believed, and until when.
"""

from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from pantbox.db import Base, IntId, OfOrganisation
from pantbox.errors import BadInput, Conflict, NotAllowed
from pantbox.places.events import Event
from pantbox.places.log import By, log
from pantbox.places.organisations import ApiToken, Role, Scope, User

IMPORT_DAYS_MAX = 7
"""An import ends by itself after so many days at the latest."""


class ScanImport(OfOrganisation, Base):
    """A time in which an event takes the times that programs say: from `since` until `until`, or until `ended_at` if that was set."""

    __tablename__ = "scan_import"
    __table_args__ = (
        CheckConstraint("until > since", name="until_after_since"),
        CheckConstraint("ended_at IS NULL OR ended_at BETWEEN since AND until", name="ended_within"),
    )

    id: Mapped[IntId]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    since: Mapped[datetime]
    until: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    """When somebody switched it off. None: nobody did."""


def switch_import_on(session: Session, event: Event, until: datetime, by: By, now: datetime) -> ScanImport:
    """Believe what programs say of past times, from now until `until`.

    Raises `NotAllowed("owners_only")`, `Conflict("import_on")` when it is on already, and until when,
    `BadInput("import_until_wrong")` for an end that is not after now, or later than `IMPORT_DAYS_MAX` from now.
    """
    _check_owner(session, event.organisation_id, by)
    if not now < until <= now + timedelta(days=IMPORT_DAYS_MAX):
        raise BadInput("import_until_wrong", days_max=IMPORT_DAYS_MAX)
    _lock(session, event)
    if found := current_import(session, event.id, now):
        raise Conflict("import_on", until=found.until)
    made = ScanImport(organisation_id=event.organisation_id, event_id=event.id, since=now, until=until)
    session.add(made)
    session.flush()
    _log(session, event, "import_on", {"until": until.isoformat()}, by, now)
    return made


def switch_import_off(session: Session, event: Event, by: By, now: datetime) -> ScanImport:
    """Believe no more old times, from now on. Raises `NotAllowed("owners_only")`, `Conflict("import_off")` when none is on."""
    _check_owner(session, event.organisation_id, by)
    _lock(session, event)
    found = current_import(session, event.id, now)
    if found is None:
        raise Conflict("import_off")
    found.ended_at = now
    session.flush()
    _log(session, event, "import_off", {"minutes": round((now - found.since).total_seconds() / 60)}, by, now)
    return found


def current_import(session: Session, event_id: int, now: datetime) -> ScanImport | None:
    """The import that is on at an event now."""
    on = (ScanImport.since <= now, ScanImport.until > now, ScanImport.ended_at.is_(None))
    return session.scalar(select(ScanImport).where(ScanImport.event_id == event_id, *on).limit(1))


def imports_of(session: Session, event_id: int) -> list[ScanImport]:
    """Every import of an event, the newest first."""
    mine = select(ScanImport).where(ScanImport.event_id == event_id)
    return list(session.scalars(mine.order_by(ScanImport.id.desc())))


def _check_owner(session: Session, organisation_id: int, by: By) -> None:
    """Let owners only: a user who is one, a token that an owner gave this scope, or whoever runs commands on the server."""
    details = dict(by.details)
    token_id = details.get("token")
    if by.user_id is not None:
        user = session.get(User, by.user_id)
        is_owner = user is not None and (user.organisation_id, user.role) == (organisation_id, Role.OWNER)
    elif isinstance(token_id, int):
        token = session.get(ApiToken, token_id)
        is_owner = (
            token is not None
            and token.organisation_id == organisation_id
            and token.revoked_at is None
            and Scope.IMPORTS_WRITE in token.scopes
        )
    else:
        is_owner = details.get("by") == "cli"
    if not is_owner:
        raise NotAllowed("owners_only")


def _lock(session: Session, event: Event) -> None:
    """Two people who switch at the same moment do so one after the other."""
    session.refresh(event, with_for_update={"key_share": True})


def _log(
    session: Session, event: Event, what: str, details: dict[str, object], by: By, now: datetime
) -> None:
    log(session, event.organisation_id, by.user_id, what, event.slug, {**details, **dict(by.details)}, now)
