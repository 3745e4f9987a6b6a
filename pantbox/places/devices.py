"""Devices: phones, tablets and kiosk PCs paired to a station by a one-time code. Their tokens are kept only hashed."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from pantbox.db import Base, IntId, Name, OfOrganisation, Word


class Device(OfOrganisation, Base):
    """A paired device. Its watermark says up to when everything it scanned has reached us."""

    __tablename__ = "device"

    id: Mapped[IntId]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    station_id: Mapped[int] = mapped_column(ForeignKey("station.id"), index=True)
    """Where it stands now: its latest stay."""
    moved_at: Mapped[datetime | None]
    """Since when it stands there. None: it was never moved."""
    name: Mapped[Name]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    paired_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    last_seen_at: Mapped[datetime | None]
    sent_everything_until: Mapped[datetime | None]
    outbox: Mapped[int] = mapped_column(default=0)
    battery_percent: Mapped[int | None]
    version: Mapped[Word | None]


class PairingCode(OfOrganisation, Base):
    """A code that pairs one device to one station, once, for a short time."""

    __tablename__ = "pairing_code"

    id: Mapped[IntId]
    station_id: Mapped[int] = mapped_column(ForeignKey("station.id"))
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
