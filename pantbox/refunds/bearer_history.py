"""How money came onto a voucher or slip and where it went: what whoever holds it may see."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.circulation.tables import VisitRow
from pantbox.places.stations import Station
from pantbox.refunds.tables import Redemption, RefundRow


@dataclass(frozen=True, slots=True)
class BearerMove:
    """Money put on at a place (positive) or taken off there (negative)."""

    at: datetime
    place: str
    amount_ore: int


def bearer_moves(session: Session, bearer_id: UUID) -> list[BearerMove]:
    """All that happened to a bearer's money, oldest first. Names places, never the visits of whoever gave it on."""
    put_on = session.execute(
        select(RefundRow.at, Station.name, RefundRow.amount_ore)
        .join(VisitRow, VisitRow.id == RefundRow.visit_id)
        .join(Station, Station.id == VisitRow.station_id)
        .where(RefundRow.bearer_id == bearer_id)
    )
    taken_off = session.execute(
        select(Redemption.at, Station.name, Redemption.amount_ore)
        .join(Station, Station.id == Redemption.station_id)
        .where(Redemption.bearer_id == bearer_id)
    )
    moves = [BearerMove(at, place, amount_ore) for at, place, amount_ore in put_on]
    moves += [BearerMove(at, place, -amount_ore) for at, place, amount_ore in taken_off]
    return sorted(moves, key=lambda move: move.at)
