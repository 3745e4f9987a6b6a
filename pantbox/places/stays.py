"""Where a device stood, and since when: a row when it is paired and one for each move, never changed.

A stay lasts until the device's next one begins, in order of when they began and not of when they were told. So moves
that a device without a network tells late, twice or in another order end in the same history.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from pantbox.db import Base, Name, OfOrganisation, TimeOrderedId

CLOCKS_DIFFER = timedelta(seconds=10)
"""By so much may the times of a move and of a scan be wrong against each other: each is corrected by a round trip."""


class MovedBy(StrEnum):
    """Who put a device at a station."""

    PAIRING = "pairing"
    SIGN = "sign"
    """The device itself: somebody scanned the station's sign with it."""
    OFFICE = "office"
    PROGRAM = "program"
    CLI = "cli"


class DeviceStay(OfOrganisation, Base):
    """A device stands at a station from `since` on. `id` is the device's own where it moved itself: told twice it is once."""

    __tablename__ = "device_stay"
    __table_args__ = (Index("ix_device_stay_device", "device_id", "since"),)

    id: Mapped[TimeOrderedId]
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id"))
    station_id: Mapped[int] = mapped_column(ForeignKey("station.id"), index=True)
    since: Mapped[datetime]
    recorded_at: Mapped[datetime]
    moved_by: Mapped[MovedBy] = mapped_column(String(10))
    who: Mapped[Name]
    """The name of the member of the office, or of the program's token; empty for anybody else."""


@dataclass(frozen=True, slots=True)
class Stay:
    """From `since` until `until` (None: still) a device stood at a station."""

    station_id: int
    since: datetime
    until: datetime | None = None
    recorded_at: datetime | None = None
    moved_by: MovedBy = MovedBy.PAIRING
    who: str = ""


@dataclass(frozen=True, slots=True)
class Stays:
    """All stays of one device, in order. What was before the first counts as its: no device is older than its pairing."""

    stays: tuple[Stay, ...]

    def at(self, moment: datetime) -> Stay | None:
        """The stay a moment falls in. None: nothing is known of this device."""
        begun = [stay for stay in self.stays if stay.since <= moment]
        return begun[-1] if begun else next(iter(self.stays), None)

    def moment_of(self, at: datetime, *, is_live: bool, earliest: datetime, now: datetime) -> datetime:
        """When the device was where it says of a scan, that arrives now and has this time.

        A live scan whose clock knows nothing counts as made now, so its device speaks for where it stands now: such is a
        clock from before `earliest`, the first time its event believes, or from before the device was paired.
        """
        if not is_live:
            return at
        first = self.stays[0].since if self.stays else earliest
        return now if at < max(first, earliest) else min(at, now)

    def cover(self, station_id: int, moment: datetime) -> bool:
        """Whether the device stood at this station then, as well as two clocks can tell."""
        return any(
            stay.station_id == station_id
            and (place == 0 or stay.since - CLOCKS_DIFFER <= moment)
            and (stay.until is None or moment < stay.until + CLOCKS_DIFFER)
            for place, stay in enumerate(self.stays)
        )


def stays_of(session: Session, device_id: int) -> Stays:
    """Where one device stood."""
    return stays_of_all(session, [device_id]).get(device_id, Stays(()))


def stays_of_all(session: Session, device_ids: Collection[int]) -> dict[int, Stays]:
    """Where each of these devices stood."""
    rows = session.scalars(
        select(DeviceStay)
        .where(DeviceStay.device_id.in_(device_ids))
        .order_by(DeviceStay.device_id, DeviceStay.since, DeviceStay.id)
    )
    of_device: dict[int, list[DeviceStay]] = {}
    for row in rows:
        of_device.setdefault(row.device_id, []).append(row)
    return {device_id: Stays(tuple(_in_order(those))) for device_id, those in of_device.items()}


def _in_order(rows: Sequence[DeviceStay]) -> list[Stay]:
    ends = [*(row.since for row in rows[1:]), None]
    return [
        Stay(row.station_id, row.since, until, row.recorded_at, MovedBy(row.moved_by), row.who)
        for row, until in zip(rows, ends, strict=True)
    ]


def begin_stay(
    session: Session,
    *,
    stay_id: UUID,
    organisation_id: int,
    device_id: int,
    station_id: int,
    since: datetime,
    moved_by: MovedBy,
    who: str,
    now: datetime,
) -> None:
    """Write down that a device stands at a station from `since` on."""
    session.add(
        DeviceStay(
            id=stay_id, organisation_id=organisation_id, device_id=device_id, station_id=station_id, since=since,
            recorded_at=now, moved_by=moved_by, who=who,
        )
    )  # fmt: skip
    session.flush()  # what follows is read of it
