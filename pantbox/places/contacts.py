"""When a device was in contact: spans of time in which requests of it were answered, one after another.

A device that is there asks every 20 seconds or so, so a day in contact is one row, and each gap begins another. The scans'
door writes nothing here: its own rows say when scans were taken in.
"""

from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, case, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from pantbox import sets
from pantbox.db import Base, OfOrganisation

CONTACT_GAP = timedelta(seconds=30)
"""Requests answered no further apart than this are one span: between them the device was in contact."""


class Contact(OfOrganisation, Base):
    """A span of time in which a device was in contact, by the server's clock."""

    __tablename__ = "contact"
    __table_args__ = (CheckConstraint("since <= until", name="in_order"),)

    device_id: Mapped[int] = mapped_column(ForeignKey("device.id"), primary_key=True)
    since: Mapped[datetime] = mapped_column(primary_key=True)
    until: Mapped[datetime]


def note_contact(session: Session, organisation_id: int, device_id: int, now: datetime) -> None:
    """A request of a device was answered: its newest span goes on, or another begins."""
    going_on = (
        update(Contact)
        .where(Contact.device_id == device_id, Contact.until >= now - CONTACT_GAP, Contact.since <= now)
        .values(until=case((Contact.until < now, now), else_=Contact.until))
    )
    done = session.execute(going_on, execution_options={"synchronize_session": False})
    if done.rowcount == 0:  # type: ignore[attr-defined]
        row = {"organisation_id": organisation_id, "device_id": device_id, "since": now, "until": now}
        sets.insert(
            session.connection(), Contact.__table__, [row], on_conflict="(device_id, since) DO NOTHING"
        )


def last_contact_before(session: Session, device_id: int, moment: datetime) -> datetime | None:
    """The last moment up to this one at which the device is known to have been in contact."""
    until = session.scalar(
        select(func.max(Contact.until)).where(Contact.device_id == device_id, Contact.since <= moment)
    )
    return None if until is None else min(until, moment)


def first_contact_after(session: Session, device_id: int, moment: datetime) -> datetime | None:
    """The first moment from this one on at which the device is known to have been in contact."""
    since = session.scalar(
        select(func.min(Contact.since)).where(Contact.device_id == device_id, Contact.until >= moment)
    )
    return None if since is None else max(since, moment)
