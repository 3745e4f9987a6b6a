"""What visits of devices still have to pay: the worth of the tickets a revoked box gave, which only a cash desk pays."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pantbox.circulation.tables import VisitRow

SHOWN_MAX = 200
HAS_MONEY = (VisitRow.credited_ore > VisitRow.paid_ore) & VisitRow.by_phone.is_(False)


@dataclass(frozen=True, slots=True)
class Left:
    """Of one device: how many visits have money left, and how much, in øre."""

    visits: int = 0
    left_ore: int = 0


@dataclass(frozen=True, slots=True)
class LeftOfVisit:
    """A visit with money left."""

    id: UUID
    station_id: int
    opened_at: datetime
    left_ore: int


def left_by_devices(session: Session, device_ids: Collection[int]) -> dict[int, Left]:
    """What the visits of each of these devices have left. Those that were paid out in full are not among them."""
    rows = session.execute(
        select(
            VisitRow.device_id, func.count().label("visits"),
            func.sum(VisitRow.credited_ore - VisitRow.paid_ore).label("left_ore"),
        )
        .where(VisitRow.device_id.in_(device_ids), HAS_MONEY)
        .group_by(VisitRow.device_id)
    )  # fmt: skip
    return {row.device_id: Left(row.visits, int(row.left_ore)) for row in rows}


def visits_of_device(session: Session, device_id: int) -> list[LeftOfVisit]:
    """A device's visits with money left, the newest first; some hundred of them."""
    rows = session.scalars(
        select(VisitRow)
        .where(VisitRow.device_id == device_id, HAS_MONEY)
        .order_by(VisitRow.opened_at.desc(), VisitRow.id)
        .limit(SHOWN_MAX)
    )
    return [LeftOfVisit(row.id, row.station_id, row.opened_at, row.left_ore) for row in rows]
