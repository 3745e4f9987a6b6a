"""The tables of refunds. What was paid, redeemed, counted or refused is a row that never changes."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from pantbox.db import Base, OfOrganisation, OreAmount, SmallId, TimeOrderedId
from pantbox.places.events import Rail


class BearerKind(StrEnum):
    """Paper, or a picture of it, that is as good as the money on it for whoever holds it."""

    VOUCHER = "voucher"
    """Made when a guest chooses one."""
    SLIP = "slip"
    """Printed before the event with nothing on it; money is put on it later."""


class TillMoveKind(StrEnum):
    """What happened to a desk's till, other than paying guests."""

    FLOAT_IN = "float_in"
    FLOAT_OUT = "float_out"
    COUNTED = "counted"


class Bearer(OfOrganisation, Base):
    """A voucher or slip. Its code is a keyed function of its id; the database holds only the code's hash."""

    __tablename__ = "bearer"
    __table_args__ = (
        UniqueConstraint("event_id", "kind", "number"),
        CheckConstraint("out_ore >= 0", name="out_not_negative"),
        CheckConstraint("out_ore <= in_ore", name="gives_no_more_than_was_put_on"),
        CheckConstraint("lost_ore >= 0 AND lost_ore <= in_ore", name="loses_no_more_than_was_put_on"),
        CheckConstraint("owed_ore >= 0", name="owed_not_negative"),
        CheckConstraint("number > 0", name="number_positive"),
    )

    id: Mapped[TimeOrderedId]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    kind: Mapped[BearerKind] = mapped_column(String(10))
    number: Mapped[int] = mapped_column(Integer)
    """Counted per event and kind, from 1: what people say on the phone. Not a secret."""
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    in_ore: Mapped[OreAmount] = mapped_column(default=0)
    out_ore: Mapped[OreAmount] = mapped_column(default=0)
    valid_until: Mapped[datetime | None]
    """Three years from when money was last put on it; None: nothing was yet."""
    lost_ore: Mapped[OreAmount] = mapped_column(default=0, server_default="0")
    """What the scheme has paid stalls that took it without network, over all of them, after it was used elsewhere."""
    owed_ore: Mapped[OreAmount] = mapped_column(default=0, server_default="0")
    """What stalls took of it without network that was not on it yet: paid as soon as money comes onto it."""
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    """A stolen roll of empty slips, or a crew member's own slip."""

    @property
    def left_ore(self) -> int:
        """What is on it now."""
        return self.in_ore - self.out_ore


class RefundRow(OfOrganisation, Base):
    """One part of a visit's money, gone out by one rail. Never changed, never deleted."""

    __tablename__ = "refund"
    __table_args__ = (
        CheckConstraint("amount_ore > 0", name="amount_positive"),
        CheckConstraint("coins_ore IS NULL OR coins_ore >= 0", name="coins_not_negative"),
        Index("ix_refund_visit", "visit_id"),
        Index("ix_refund_request", "request_id"),
        Index("ix_refund_event", "event_id", "at"),
    )

    id: Mapped[TimeOrderedId]
    event_id: Mapped[int] = mapped_column(SmallId)
    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id"))
    request_id: Mapped[UUID] = mapped_column(Uuid)
    place: Mapped[int] = mapped_column(Integer)
    """Which part of its request this is, from 0."""
    rail: Mapped[Rail] = mapped_column(String(12))
    amount_ore: Mapped[OreAmount]
    coins_ore: Mapped[int | None] = mapped_column(SmallId)
    """In cash: what was handed over, rounded to coins."""
    cause: Mapped[str | None] = mapped_column(String(40))
    """A donation's cause, by its key."""
    bearer_id: Mapped[UUID | None] = mapped_column(ForeignKey("bearer.id"), index=True)
    payer_station_id: Mapped[int | None] = mapped_column(SmallId)
    payer_device_id: Mapped[int | None] = mapped_column(SmallId)
    at: Mapped[datetime]


class Redemption(OfOrganisation, Base):
    """A bearer's money, or a part of it, given back at a stall or a desk. Never changed, never deleted."""

    __tablename__ = "redemption"
    __table_args__ = (
        CheckConstraint("amount_ore > 0", name="amount_positive"),
        CheckConstraint("left_ore >= 0", name="left_not_negative"),
        Index("ix_redemption_bearer", "bearer_id"),
        Index("ix_redemption_station", "station_id", "at"),
        Index("ix_redemption_offline", "offline_id"),
    )

    id: Mapped[TimeOrderedId]
    event_id: Mapped[int] = mapped_column(SmallId)
    bearer_id: Mapped[UUID] = mapped_column(ForeignKey("bearer.id"))
    request_id: Mapped[UUID] = mapped_column(Uuid, unique=True)
    offline_id: Mapped[UUID | None] = mapped_column(ForeignKey("offline_redemption.id"))
    """What a stall took without network and this pays for, all or a part."""
    station_id: Mapped[int] = mapped_column(SmallId)
    device_id: Mapped[int | None] = mapped_column(SmallId)
    """Which device asked for it by network, and so was in contact."""
    amount_ore: Mapped[OreAmount]
    coins_ore: Mapped[int | None] = mapped_column(SmallId)
    left_ore: Mapped[OreAmount]
    """What was left on it after this."""
    at: Mapped[datetime]


class OfflineRedemption(OfOrganisation, Base):
    """A bearer a stall took without network, by the id its device chose. Never changed, never deleted.

    What was still on it is a redemption of its own. What was not is a booked loss as far as `redeeming_rule` allows, and
    what waits for money is paid by redemptions that name this row.
    """

    __tablename__ = "offline_redemption"
    __table_args__ = (
        CheckConstraint("amount_ore > 0", name="amount_positive"),
        CheckConstraint(
            "taken_ore >= 0 AND lost_ore >= 0 AND online_ore >= 0 AND waits_ore >= 0",
            name="parts_not_negative",
        ),
        CheckConstraint(
            "taken_ore + lost_ore + online_ore + waits_ore <= amount_ore", name="no_more_than_handed_over"
        ),
        Index("ix_offline_redemption_bearer", "bearer_id", "station_id"),
    )

    id: Mapped[TimeOrderedId]
    event_id: Mapped[int] = mapped_column(SmallId)
    station_id: Mapped[int] = mapped_column(SmallId)
    device_id: Mapped[int] = mapped_column(SmallId)
    bearer_id: Mapped[UUID] = mapped_column(ForeignKey("bearer.id"))
    amount_ore: Mapped[OreAmount]
    """What goods were handed over for."""
    taken_ore: Mapped[OreAmount]
    lost_ore: Mapped[OreAmount]
    online_ore: Mapped[OreAmount] = mapped_column(default=0, server_default="0")
    """What the stall had been credited for it already: its try came through, only the answer did not."""
    waits_ore: Mapped[OreAmount] = mapped_column(default=0, server_default="0")
    """What was not on it and is paid as soon as money comes onto it."""
    reason: Mapped[str | None] = mapped_column(String(40))
    """Why it was not credited in full."""
    failed_at: Mapped[datetime | None]
    """When the device last asked about this code and got no answer, by its own clock."""
    at: Mapped[datetime]
    """By the device's clock."""
    recorded_at: Mapped[datetime]


class TillMove(OfOrganisation, Base):
    """A desk's float in or out, or its till counted. Never changed, never deleted."""

    __tablename__ = "till_move"
    __table_args__ = (
        CheckConstraint("amount_ore >= 0", name="amount_not_negative"),
        Index("ix_till_move_station", "station_id", "at"),
    )

    id: Mapped[TimeOrderedId]
    event_id: Mapped[int] = mapped_column(SmallId)
    request_id: Mapped[UUID] = mapped_column(Uuid, unique=True)
    station_id: Mapped[int] = mapped_column(SmallId)
    device_id: Mapped[int | None] = mapped_column(SmallId)
    kind: Mapped[TillMoveKind] = mapped_column(String(10))
    amount_ore: Mapped[OreAmount]
    """What was put in, taken out, or counted."""
    expected_ore: Mapped[OreAmount]
    """What the books said was in the till before this. A count that differs is a booked loss or gain."""
    at: Mapped[datetime]


class Unreadable(OfOrganisation, Base):
    """Containers a desk paid by type because nobody could read their codes. Never changed, never deleted."""

    __tablename__ = "unreadable"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("deposit_ore > 0", name="deposit_positive"),
        Index("ix_unreadable_visit", "visit_id"),
    )

    id: Mapped[TimeOrderedId]
    event_id: Mapped[int] = mapped_column(SmallId)
    request_id: Mapped[UUID] = mapped_column(Uuid, unique=True)
    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id"))
    station_id: Mapped[int] = mapped_column(SmallId)
    device_id: Mapped[int | None] = mapped_column(SmallId)
    type_id: Mapped[int] = mapped_column(SmallId)
    quantity: Mapped[int] = mapped_column(Integer)
    deposit_ore: Mapped[OreAmount]
    """Of one of them, by the terms in force."""
    at: Mapped[datetime]


class IdempotencyKey(OfOrganisation, Base):
    """A request that moved money, so that the same one again gives the same answer. Its id is what its bookings name."""

    __tablename__ = "idempotency_key"
    __table_args__ = (UniqueConstraint("organisation_id", "scope", "key_hash"),)

    id: Mapped[TimeOrderedId]
    scope: Mapped[str] = mapped_column(String(60))
    """Whose keys: one visit's, or those of an organisation's stations. Strangers may choose the same key."""
    key_hash: Mapped[str] = mapped_column(String(64))
    content_hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(index=True)


class NumberSeries(OfOrganisation, Base):
    """The last number given out in one event to one kind of bearer."""

    __tablename__ = "number_series"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    kind: Mapped[BearerKind] = mapped_column(String(10), primary_key=True)
    last: Mapped[int] = mapped_column(Integer)


class Phone(OfOrganisation, Base):
    """A phone that returns at boxes with only a printed sign: a keyed hash of a random id, to count its half-hours.

    Its row is locked while a visit is opened, so that one phone cannot open two at the same instant.
    """

    __tablename__ = "phone"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    phone_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(index=True)
