"""Vendors: who sells food in containers, takes the deposit in their own till, and owes it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pantbox.db import Base, IntId, Name, OfOrganisation, Word


class Vendor(OfOrganisation, Base):
    """A business at an event. Its private link needs no password; only the link's hash is kept."""

    __tablename__ = "vendor"
    __table_args__ = (UniqueConstraint("event_id", "name"),)

    id: Mapped[IntId]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    name: Mapped[Name]
    company_number: Mapped[Word | None]
    link_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    closed_at: Mapped[datetime | None]
    """Since when it is offered nowhere any more; its account and its private link stay. None: it is in use."""
    link_version: Mapped[int] = mapped_column(default=1)
    """Counted up to make a new link and let the old one die."""
