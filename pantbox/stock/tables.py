"""The tables of stock: papers, and what was counted on them."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from pantbox.db import Base, IntId, OfOrganisation, OreAmount, SmallId, TimeOrderedId

TAG_LENGTH_MAX = 40


class DeliveryState(StrEnum):
    """On its way; counted by whoever received it; or never left."""

    SENT = "sent"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"


class RequestState(StrEnum):
    """Somebody asked for more: nobody has answered, it is on its way, it is there, or it is no longer wanted."""

    OPEN = "open"
    SENT = "sent"
    ARRIVED = "arrived"
    WITHDRAWN = "withdrawn"


class Delivery(OfOrganisation, Base):
    """Clean containers that one station sends to another. It moves nothing in the books until the receiver has counted."""

    __tablename__ = "delivery"
    __table_args__ = (
        CheckConstraint("from_station_id <> to_station_id", name="stations_differ"),
        Index("ix_delivery_event", "event_id", "sent_at"),
    )

    id: Mapped[TimeOrderedId]
    """The sender chose it."""
    event_id: Mapped[int] = mapped_column(SmallId)
    from_station_id: Mapped[int] = mapped_column(ForeignKey("station.id"))
    to_station_id: Mapped[int] = mapped_column(ForeignKey("station.id"))
    device_id: Mapped[int] = mapped_column(SmallId)
    content_hash: Mapped[str] = mapped_column(String(64))
    state: Mapped[DeliveryState] = mapped_column(String(12), default=DeliveryState.SENT)
    sent_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    confirmation_id: Mapped[UUID | None] = mapped_column(Uuid)
    confirmation_hash: Mapped[str | None] = mapped_column(String(64))
    confirmed_by_device_id: Mapped[int | None] = mapped_column(SmallId)


class DeliveryLine(OfOrganisation, Base):
    """So many of one type as the sender said, in a crate with a tag or loose; and as the receiver counted (`counted`).

    The receiver counts by type: the count stands on one line of each type, which the sender may not have written.
    """

    __tablename__ = "delivery_line"
    __table_args__ = (
        CheckConstraint("sent >= 0 AND counted >= 0", name="quantities_not_negative"),
        Index("ix_delivery_line_delivery", "delivery_id"),
    )

    id: Mapped[IntId]
    delivery_id: Mapped[UUID] = mapped_column(ForeignKey("delivery.id"))
    type_id: Mapped[int] = mapped_column(SmallId)
    crate: Mapped[str | None] = mapped_column(String(TAG_LENGTH_MAX))
    sent: Mapped[int] = mapped_column(Integer)
    counted: Mapped[int | None] = mapped_column(Integer)
    beyond_pool: Mapped[int] = mapped_column(Integer, default=0)
    """So many of those counted back from a stall whose deposits its type's pool did not hold: they lower no debt."""


class SupplyRequest(OfOrganisation, Base):
    """Send more of these. What has become of it follows from the delivery that answers it."""

    __tablename__ = "supply_request"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        Index("ix_supply_request_event", "event_id", "at"),
    )

    id: Mapped[TimeOrderedId]
    event_id: Mapped[int] = mapped_column(SmallId)
    station_id: Mapped[int] = mapped_column(ForeignKey("station.id"))
    device_id: Mapped[int] = mapped_column(SmallId)
    type_id: Mapped[int] = mapped_column(SmallId)
    quantity: Mapped[int] = mapped_column(Integer)
    content_hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    state: Mapped[RequestState] = mapped_column(String(12), default=RequestState.OPEN)
    delivery_id: Mapped[UUID | None] = mapped_column(ForeignKey("delivery.id"), index=True)


class Closing(OfOrganisation, Base):
    """A stall closed for the night: what its till took for deposits, and what the scans said then. Never changed."""

    __tablename__ = "stall_closing"
    __table_args__ = (Index("ix_stall_closing_event", "event_id", "at"),)

    id: Mapped[TimeOrderedId]
    event_id: Mapped[int] = mapped_column(SmallId)
    station_id: Mapped[int] = mapped_column(ForeignKey("station.id"))
    device_id: Mapped[int] = mapped_column(SmallId)
    content_hash: Mapped[str] = mapped_column(String(64))
    since: Mapped[datetime | None]
    """When it was closed before; None: never, so all it ever did counts."""
    at: Mapped[datetime]
    till_ore: Mapped[OreAmount | None]
    """What the till took for deposits; None: nobody told."""
    expected_till_ore: Mapped[OreAmount]
    corrects: Mapped[UUID | None] = mapped_column(ForeignKey("stall_closing.id"))
    """The closing that was counted again: this one is of both times together, and that one is nobody's any more."""


class ClosingLine(OfOrganisation, Base):
    """So many clean containers of one type counted, and so many expected; None: nobody could know. Never changed."""

    __tablename__ = "stall_closing_line"
    __table_args__ = (
        CheckConstraint("quantity >= 0", name="quantity_not_negative"),
        Index("ix_stall_closing_line_closing", "closing_id"),
    )

    id: Mapped[IntId]
    closing_id: Mapped[UUID] = mapped_column(ForeignKey("stall_closing.id"))
    type_id: Mapped[int] = mapped_column(SmallId)
    quantity: Mapped[int] = mapped_column(Integer)
    expected: Mapped[int | None] = mapped_column(Integer)
