"""Stations: places with a device, or only a printed sign, on the ground; and what each kind may do."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pantbox.db import Base, IntId, Name, OfOrganisation, Word

FULL_PERCENT = 95
"""From here on a box takes no new visit."""
NEARLY_FULL_PERCENT = 80


class StationKind(StrEnum):
    """What a station is for."""

    STALL = "stall"
    PANT_BOX = "pant_box"
    CASH_DESK = "cash_desk"
    WASH = "wash"
    STORE = "store"


class StationState(StrEnum):
    """What the crew says of it; how full it is, is counted."""

    OPEN = "open"
    OUT_OF_ORDER = "out_of_order"
    CLOSED = "closed"


class WhenOut(StrEnum):
    """What a scan of a container that is out means at a stall."""

    ASK = "ask"
    """Somebody says with one tap whether it is filled again, swapped, taken back or handed out again."""
    REFILL = "refill"
    """It is filled again: nobody is asked."""


def known_fill(percent: int, capacity: int | None) -> int | None:
    """How full a box is that was said to be so full. Of one that was emptied, and whose size is unknown, nobody knows."""
    return percent if capacity is not None or percent else None


class Station(OfOrganisation, Base):
    """A stall, pant box, cash desk, wash or store of one event."""

    __tablename__ = "station"
    __table_args__ = (
        UniqueConstraint("event_id", "kind", "number"),
        CheckConstraint("fill_percent BETWEEN 0 AND 100", name="fill_is_a_percentage"),
        CheckConstraint("closed_at IS NULL OR state = 'closed'", name="closed_for_good_is_closed"),
        CheckConstraint("(kind = 'stall') = (vendor_id IS NOT NULL)", name="a_stall_has_a_vendor"),
    )

    id: Mapped[IntId]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    vendor_id: Mapped[int | None] = mapped_column(ForeignKey("vendor.id"))
    kind: Mapped[StationKind] = mapped_column(String(20))
    name: Mapped[Name]
    number: Mapped[int]
    sign: Mapped[Word] = mapped_column(unique=True)
    """Six Crockford signs, printed as a QR code at the station."""
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    has_screen: Mapped[bool] = mapped_column(default=True)
    """A box without one is a printed sign: guests scan with their own phone, within bounds."""
    when_out: Mapped[WhenOut] = mapped_column(String(10), default=WhenOut.ASK)
    """What a stall's devices do with a container that is out."""
    capacity: Mapped[int | None]
    """How many containers a box holds before it must be emptied."""
    fill_percent: Mapped[int | None]
    """How full it is now: what was said last, and what came in since. None where nobody can know: its size is unknown, and
    nobody said that it is full."""
    fill_at: Mapped[datetime | None]
    """When somebody last said how full it is, or put an empty bag in."""
    fill_told: Mapped[int] = mapped_column(default=0)
    """What they said, in percent."""
    fill_mark: Mapped[int] = mapped_column(default=0)
    """How many containers the box had taken in all by then."""
    state: Mapped[StationState] = mapped_column(String(20), default=StationState.OPEN)
    closed_at: Mapped[datetime | None]
    """Since when the organiser offers it nowhere any more. What it did keeps its name and number; None: it is in use."""

    @property
    def fill_state(self) -> str:
        """`open`, `nearly_full`, `full`, `out_of_order` or `closed`: what the public page says."""
        # Read back from the database it is plain text, equal to the enum's member but not the same object.
        if self.state != StationState.OPEN:
            return self.state
        percent = self.fill_percent or 0
        if percent >= FULL_PERCENT:
            return "full"
        return "nearly_full" if percent >= NEARLY_FULL_PERCENT else "open"

    def set_capacity(self, capacity: int | None) -> None:
        """How many it holds. What was reckoned by another size holds no more; what somebody said does."""
        self.capacity = capacity
        self.fill_percent = known_fill(self.fill_told or 0, capacity)
