"""Containers and the batches they were made in. A container's row is what its scans say, kept for quick reading."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pantbox.db import Base, IntId, Name, OfOrganisation


class ContainerState(StrEnum):
    """Where in its round a container is."""

    IN_STOCK = "in_stock"
    ISSUED = "issued"
    RETURNED = "returned"
    LOST = "lost"
    RETIRED = "retired"


class Batch(OfOrganisation, Base):
    """Containers made and labelled together."""

    __tablename__ = "batch"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity_positive"),)

    id: Mapped[IntId]
    type_id: Mapped[int] = mapped_column(ForeignKey("container_type.id"))
    name: Mapped[Name]
    quantity: Mapped[int]
    key_id: Mapped[str] = mapped_column(String(1))
    """Which tag key its serials were made with."""
    created_at: Mapped[datetime]
    printed_at: Mapped[datetime | None]


class Container(OfOrganisation, Base):
    """One physical item. `state` and the columns after it follow from its scans; the door alone writes them."""

    __tablename__ = "container"
    __table_args__ = (
        UniqueConstraint("type_id", "serial"),
        UniqueConstraint("organisation_id", "human_code"),
        Index("ix_container_state", "organisation_id", "state", "type_id"),
    )

    id: Mapped[IntId]
    type_id: Mapped[int] = mapped_column(ForeignKey("container_type.id"))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"), index=True)
    serial: Mapped[str] = mapped_column(String(16))
    human_code: Mapped[str] = mapped_column(String(8))
    state: Mapped[ContainerState] = mapped_column(String(20), default=ContainerState.IN_STOCK)
    state_at: Mapped[datetime | None]
    station_id: Mapped[int | None]
    """Where it was last seen."""
    latest_at: Mapped[datetime | None]
    """Effective time of its latest scan."""
    retired_at: Mapped[datetime | None]
    """When it was taken out of use for good."""
    trips: Mapped[int] = mapped_column(default=0)
    """How many trips it has made, for the guest's page."""


class Tag(OfOrganisation, Base):
    """The tag of a crate or of a bag: so many of some types, moved together."""

    __tablename__ = "tag"

    id: Mapped[IntId]
    kind: Mapped[str] = mapped_column(String(10))
    """`crate` or `bag`."""
    code: Mapped[str] = mapped_column(String(20), unique=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"))
