"""Events: where containers circulate, and the terms (prices) each has shown over time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    select,
    true,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from pantbox.clock import Boundaries, last_whole_day
from pantbox.db import NAMES, Base, IntId, Name, OfOrganisation, SmallId, Word


class UnseenPolicy(StrEnum):
    """What a return is told when no stall scanned its issue."""

    PAY = "pay"
    """Paid at once by a box or a desk, within bounds."""
    HOLD = "hold"
    """Waits for a desk, a bag's count or the issue, until the date on the poster."""

    @classmethod
    def _missing_(cls, value: object) -> "UnseenPolicy | None":
        return cls.HOLD if value in ("hold_then_pay", "hold_then_refuse") else None


class Rail(StrEnum):
    """A way by which a refund reaches the guest. More rails come with their own files in `refunds/rails`."""

    VOUCHER = "voucher"
    SLIP = "slip"
    CASH = "cash"
    DONATION = "donation"


class Event(OfOrganisation, Base):
    """A festival with dates, or a city scheme with no end."""

    __tablename__ = "event"
    __table_args__ = (
        UniqueConstraint("organisation_id", "slug"),
        CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="ends_after_it_starts"),
        CheckConstraint("unseen_per_period_max >= 0", name="unseen_bound_not_negative"),
        CheckConstraint("unseen_share_percent BETWEEN 0 AND 50", name="unseen_share_in_bounds"),
        CheckConstraint("offline_redeem_ore >= 0", name="offline_redeem_not_negative"),
        CheckConstraint("trip_days_max IS NULL OR trip_days_max > 0", name="trip_days_positive"),
    )

    id: Mapped[IntId]
    slug: Mapped[Word]
    name: Mapped[Name]
    timezone: Mapped[Word] = mapped_column(default="Europe/Copenhagen")
    currency: Mapped[Word] = mapped_column(default="DKK")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    return_until: Mapped[datetime | None]
    """The date on the poster: open deposits are forfeited after it. A festival has one."""
    trip_days_max: Mapped[int | None]
    """In a city scheme: the age in days at which a trip's deposit is forfeited."""
    closed_at: Mapped[datetime | None]
    turnaround_times: Mapped[list[Any]] = mapped_column(default=lambda: ["06:00"])
    """Local times of day, `HH:MM`, where a turnaround period begins. Fixed once anything was scanned, as the time zone is."""
    unseen_policy: Mapped[UnseenPolicy] = mapped_column(String(20), default=UnseenPolicy.PAY)
    unseen_per_period_max: Mapped[int] = mapped_column(default=6)
    """Uses without an issue that a station pays by itself in a turnaround period: so many, …"""
    unseen_share_percent: Mapped[int] = mapped_column(default=20)
    """… and this share of what it took with a seen issue."""
    phone_per_half_hour_max: Mapped[int] = mapped_column(default=4)
    """Pictures paid to one phone in a half-hour at a printed sign."""
    phone_per_code_max: Mapped[int] = mapped_column(default=10)
    """Pictures paid for one entry of a screen's code."""
    phones_per_box_max: Mapped[int] = mapped_column(default=20)
    """Pictures paid at one box in a half-hour, all phones together."""
    second_payments_max: Mapped[int] = mapped_column(default=3)
    """Second payments against one station and bag, or turnaround period."""
    offline_redeem_ore: Mapped[int] = mapped_column(SmallId, default=0, server_default="0")
    """How much of one voucher or slip a stall may take without network; 0: nothing."""
    self_moving: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Whether a device moves itself to another station of its kind when it scans the sign there."""
    continuity_since: Mapped[datetime | None]
    """Since when bounds are loosened because something fails. None: they are as usual."""
    continuity_reason: Mapped[Word | None]
    rails: Mapped[list[Any]] = mapped_column(default=lambda: [rail.value for rail in Rail])
    causes: Mapped[list[Any]] = mapped_column(default=list)
    """What guests may donate to: `[{"key": …, "name": …}]`."""
    closed_causes: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    """What guests could donate to once, as above: kept for its name, for a key is never given to another."""
    rules: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """The rulebook's words, by language."""
    area: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Where it is, for the map: `{"latitude": …, "longitude": …, "name": …}`."""
    assumptions: Mapped[list[Any]] = mapped_column(default=list)
    """What a reader of the report must know was assumed and not measured: sentences by language."""

    def not_before_its_closing(self, now: datetime) -> datetime:
        """Now, and of an event that is closed no moment before: whoever took the time before it was closed, and does what it is
        for after that, would else date it into the closed report."""
        return not_before(self.closed_at, now)

    @property
    def boundaries(self) -> Boundaries:
        """Where this event's turnaround periods, and so its days, begin."""
        return boundaries_of(self.timezone, self.turnaround_times)

    @property
    def first_scan_at(self) -> datetime:
        """Before this, a scan's time cannot be right."""
        return first_scan_at(self.starts_at)

    @property
    def last_scan_at(self) -> datetime | None:
        """After this, a scan's time cannot be right. None for a scheme with no end."""
        return last_scan_at(self.ends_at, self.return_until, self.trip_days_max)

    def poster_day(self, until: datetime) -> str:
        """The day that posters say for a moment until which returns are good, as `2026-08-12`."""
        return last_whole_day(until, self.timezone).isoformat()

    @property
    def cause_names(self) -> dict[str, str]:
        """The name of every cause that was ever offered, by its key."""
        return names_of_causes(self.causes, self.closed_causes)


def not_before_closings(session: Session, organisation_id: int, now: datetime) -> datetime:
    """Now, and no moment before an event of the organisation was closed. Until the end of this transaction none is closed.

    For what reports of all its events read as of their closing: new containers, and what types are reckoned with.
    """
    closings = (
        select(Event.closed_at).where(Event.organisation_id == organisation_id).with_for_update(read=True)
    )
    return max([now, *filter(None, session.scalars(closings))])


SCANS_BEFORE_THE_START = timedelta(days=30)
"""Setting up, trying out and delivering happen before the gates open."""
SCANS_AFTER_THE_END = timedelta(days=400)
"""Containers come home late; a claim is honoured long after."""


def boundaries_of(timezone: str, turnaround_times: Sequence[str]) -> Boundaries:
    """Where turnaround periods begin, from an event's columns."""
    return Boundaries(ZoneInfo(timezone), tuple(time.fromisoformat(text) for text in turnaround_times))


def first_scan_at(starts_at: datetime) -> datetime:
    """Before this, a scan's time cannot be right."""
    return starts_at - SCANS_BEFORE_THE_START


def last_scan_at(
    ends_at: datetime | None, return_until: datetime | None, trip_days_max: int | None
) -> datetime | None:
    """After this, a scan's time cannot be right. None for a scheme with no end.

    Counted from when the last deposit is due: the event's end, the date on its poster, or its last trip's age.
    """
    if ends_at is None:
        return None
    last_trip_due = ends_at + timedelta(days=trip_days_max or 0)
    return max(last_trip_due, return_until or ends_at) + SCANS_AFTER_THE_END


def names_of_causes(*causes: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The names of causes by their keys, from an event's columns."""
    return {str(cause["key"]): str(cause["name"]) for some in causes for cause in some}


class EventType(OfOrganisation, Base):
    """A container type in use at an event."""

    __tablename__ = "event_type"
    __table_args__ = (UniqueConstraint("event_id", "type_id"),)

    id: Mapped[IntId]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    type_id: Mapped[int] = mapped_column(ForeignKey("container_type.id"))
    added_at: Mapped[datetime]


def _has_key(deposits: Any, type_id: Any) -> ColumnElement[bool]:
    has_key: ColumnElement[bool] = deposits[str(type_id)].as_integer().is_not(None)
    return has_key


class TermsRow(OfOrganisation, Base):
    """One version of an event's prices. A stall shows a version; a trip keeps the one its stall showed."""

    __tablename__ = "terms"
    __table_args__ = (
        UniqueConstraint("event_id", "version"),
        Index("ix_terms_event_id_from", "event_id", "in_force_from"),
    )

    id: Mapped[IntId]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    version: Mapped[int]
    in_force_from: Mapped[datetime]
    deposits: Mapped[dict[str, Any]] = mapped_column(info={NAMES: {"container_type": _has_key}})
    """Deposit in øre by container type id (as text, for JSON has no other keys)."""


@dataclass(frozen=True, slots=True)
class Terms:
    """One version of the prices: deposit in øre by type id."""

    version: int
    in_force_from: datetime
    deposits: dict[int, int]


SHOWN_FOR = timedelta(days=1)
"""So long a stall without a network goes on showing prices that are no more in force."""


@dataclass(frozen=True, slots=True)
class TermsHistory:
    """All versions of one event's prices, oldest first."""

    versions: tuple[Terms, ...]

    def deposit_ore(self, type_id: int, *, shown: int | None, at: datetime) -> int | None:
        """The deposit of a type by the version the stall `shown`, else by the one in force `at`. None: no such type here.

        A version counts that was in force then or within the day before: a stall had no network. Any other does not.
        """
        for terms, until in zip(self.versions, self._until(), strict=True):
            is_current = terms.in_force_from <= at and (until is None or until > at - SHOWN_FOR)
            if terms.version == shown and is_current and type_id in terms.deposits:
                return terms.deposits[type_id]
        in_force = [terms for terms in self.versions if terms.in_force_from <= at] or list(self.versions[:1])
        return in_force[-1].deposits.get(type_id) if in_force else None

    def _until(self) -> list[datetime | None]:
        return [*(terms.in_force_from for terms in self.versions[1:]), None]

    @property
    def current(self) -> Terms | None:
        """The newest version."""
        return self.versions[-1] if self.versions else None


def not_before(closed_at: datetime | None, now: datetime) -> datetime:
    """Now, or the closing if that is later. Pure."""
    return max(now, closed_at or now)
