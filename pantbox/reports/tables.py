"""The table of what closed reports are computed from."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pantbox.db import Base, IntId, OfOrganisation


class ClosedFigures(OfOrganisation, Base):
    """The hash of what the report of a closed event is computed from. Inserted after its closing, never changed."""

    __tablename__ = "closed_figures"
    __table_args__ = (UniqueConstraint("event_id", "closed_at", "form"),)

    id: Mapped[IntId]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    closed_at: Mapped[datetime]
    """The closing it is of: an event that was opened again is closed anew."""
    form: Mapped[int]
    """How the hash is made: see `pantbox.reports.closed_figures`."""
    kept_at: Mapped[datetime]
    hash: Mapped[str] = mapped_column(String(64))
