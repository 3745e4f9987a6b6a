"""What waits in quarantine, in groups: of one device, for one station, for one reason. Nobody decides on each of a thousand."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pantbox.circulation.quarantine import QuarantinedScan
from pantbox.circulation.scan import Reason

PARTS = 3


@dataclass(frozen=True, slots=True)
class Group:
    """So many scans that wait for the same reason."""

    device_id: int
    station_id: int
    reason: Reason
    count: int
    first_at: datetime
    last_at: datetime

    @property
    def name(self) -> str:
        """What a form says to mean this group."""
        return f"{self.device_id}.{self.station_id}.{self.reason.value}"


def groups(session: Session, event_id: int) -> list[Group]:
    """All of an event, by device and time."""
    rows = session.execute(
        select(
            QuarantinedScan.device_id, QuarantinedScan.station_id, QuarantinedScan.reason, func.count().label("scans"),
            func.min(QuarantinedScan.at).label("first_at"), func.max(QuarantinedScan.at).label("last_at"),
        )
        .where(QuarantinedScan.event_id == event_id)
        .group_by(QuarantinedScan.device_id, QuarantinedScan.station_id, QuarantinedScan.reason)
        .order_by(QuarantinedScan.device_id, func.min(QuarantinedScan.at))
    )  # fmt: skip
    return [
        Group(row.device_id, row.station_id, Reason(row.reason), row.scans, row.first_at, row.last_at)
        for row in rows
    ]


def ids_of(session: Session, event_id: int, name: str) -> list[UUID]:
    """The scans of the group with this name; none for a name that means none."""
    parts = name.split(".")
    if len(parts) != PARTS or not all(part.isascii() and part.isdecimal() for part in parts[:2]):
        return []
    device_id, station_id, reason = parts
    return list(
        session.scalars(
            select(QuarantinedScan.id).where(
                QuarantinedScan.event_id == event_id,
                QuarantinedScan.device_id == min(int(device_id), 2**63 - 1),
                QuarantinedScan.station_id == min(int(station_id), 2**63 - 1),
                QuarantinedScan.reason == reason[:40],
            )
        )
    )
