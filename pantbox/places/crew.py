"""Crew slips: a person's own code that opens what guests may not, such as a box's staff menu. Revocable, one by one.

A device knows the hashes of those that are good, so a slip opens it without network too; the code itself is nowhere.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from pantbox.clock import new_id
from pantbox.db import Base, Name, OfOrganisation, TimeOrderedId
from pantbox.errors import NotFound
from pantbox.keys import Keys, recognisable, same
from pantbox.places.events import Event
from pantbox.places.names import plain_name

CODE_LENGTH = 16


class CrewSlip(OfOrganisation, Base):
    """One crew member's slip. Its code is a keyed function of its id."""

    __tablename__ = "crew_slip"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[TimeOrderedId]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    number: Mapped[int]
    holder: Mapped[Name]
    """What people call whoever carries it."""
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class CrewCard:
    """A slip to print: its code is here and nowhere else."""

    number: int
    holder: str
    code: str
    link: str


def crew_code(keys: Keys, slip_id: UUID) -> str:
    """The 16 Crockford signs of a slip."""
    return keys.derive("crew", str(slip_id), signs=CODE_LENGTH)


def make_crew_slip(
    session: Session, keys: Keys, event: Event, holder: str, *, base_url: str, now: datetime
) -> CrewCard:
    """A new slip for somebody. Raises `BadInput("name_missing")`."""
    named = plain_name(holder)
    # Two made at once: the later is refused by the constraint and made again.
    last = session.scalar(select(func.max(CrewSlip.number)).where(CrewSlip.event_id == event.id)) or 0
    slip = CrewSlip(
        id=new_id(), organisation_id=event.organisation_id, event_id=event.id, number=last + 1, holder=named,
        created_at=now,
    )  # fmt: skip
    session.add(slip)
    session.flush()  # its number is taken from now on
    code = crew_code(keys, slip.id)
    return CrewCard(slip.number, slip.holder, code, f"{base_url}/K/{code}".upper())


def revoke_crew_slip(session: Session, event: Event, number: int, now: datetime) -> CrewSlip:
    """Let a slip open nothing any more. Raises `NotFound("crew_slip_unknown")`."""
    slip = session.scalar(select(CrewSlip).where(CrewSlip.event_id == event.id, CrewSlip.number == number))
    if slip is None:
        raise NotFound("crew_slip_unknown")
    slip.revoked_at = slip.revoked_at or now
    return slip


def crew_slips(session: Session, event_id: int) -> list[CrewSlip]:
    """All slips of an event, by number."""
    return list(
        session.scalars(select(CrewSlip).where(CrewSlip.event_id == event_id).order_by(CrewSlip.number))
    )


def find_crew_slip(session: Session, keys: Keys, event_id: int, code: str) -> CrewSlip | None:
    """The slip with this code, revoked or not. An event has a few dozen, so each is compared."""
    return next(
        (slip for slip in crew_slips(session, event_id) if same(crew_code(keys, slip.id), code)), None
    )


def crew_hashes(session: Session, keys: Keys, event_id: int) -> list[str]:
    """What devices recognise good slips by: the first signs of the SHA-256 of their codes."""
    good = (slip for slip in crew_slips(session, event_id) if slip.revoked_at is None)
    return [recognisable(crew_code(keys, slip.id)) for slip in good]
