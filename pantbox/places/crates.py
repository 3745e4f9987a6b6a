"""Crate mode: which types a stall hands out by the crate, counted, instead of scanning each container."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from pantbox.db import Base, IntId, OfOrganisation, SmallId


class CrateMode(OfOrganisation, Base):
    """A stall hands this type out by the crate from `since` to `until` (None: still), both UTC: what is delivered there then
    fills the type's pool, by the time at which it was counted, however late that is told.

    From the first `since` on a return of the type whose issue nobody scanned is paid from the pool, and what the stall scans out
    takes its deposit from there.
    """

    __tablename__ = "crate_mode"
    __table_args__ = (
        Index(
            "ix_crate_mode_on", "station_id", "type_id", unique=True,
            sqlite_where=text("until IS NULL"), postgresql_where=text("until IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[IntId]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    station_id: Mapped[int] = mapped_column(ForeignKey("station.id"), index=True)
    type_id: Mapped[int] = mapped_column(SmallId)
    since: Mapped[datetime]
    until: Mapped[datetime | None]

    @property
    def is_on(self) -> bool:
        """Whether it is on now."""
        return self.until is None

    def was_on(self, at: datetime) -> bool:
        """Whether it was on then."""
        return self.since <= at and (self.until is None or at < self.until)
