"""Crate mode: which types a stall hands out by the crate, counted, instead of scanning each container."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pantbox.db import Base, IntId, OfOrganisation, SmallId


class CrateMode(OfOrganisation, Base):
    """A stall hands this type out by the crate: what is delivered there from now on fills the type's pool.

    While an event has a row of a type, a return of it whose issue nobody scanned is paid from the pool. A row that is
    off stands for what was delivered before and is still out.
    """

    __tablename__ = "crate_mode"
    __table_args__ = (UniqueConstraint("station_id", "type_id"),)

    id: Mapped[IntId]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    station_id: Mapped[int] = mapped_column(ForeignKey("station.id"))
    type_id: Mapped[int] = mapped_column(SmallId)
    is_on: Mapped[bool] = mapped_column(default=True)
