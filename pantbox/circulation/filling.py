"""How full pant boxes are: what was last said of each, and what it has taken since.

It is an estimate: a bowl is larger than a cup, and what a stall forgot is in the bag too. So at 95 % a box sends people
on, and what the crew says counts more than what we reckon.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from pantbox.circulation.scan import Kind
from pantbox.circulation.tables import Rollup, RollupDelta, ScanRow
from pantbox.circulation.tallies import RETURNED
from pantbox.places.events import Event
from pantbox.places.stations import Station, StationKind, known_fill

PERCENT_MAX = 100


def fill_after(told_percent: int, taken_since: int, capacity: int) -> int:
    """How full a box of so many containers is, in percent, that was `told_percent` full and has taken more since."""
    return min(PERCENT_MAX, max(0, told_percent) + max(0, taken_since) * PERCENT_MAX // capacity)


def say_fill(session: Session, box: Station, percent: int, at: datetime) -> None:
    """Somebody looked: from `at` on a box counts on from `percent`."""
    taken = _taken(session, box.event_id, [box.id]).get(box.id, 0)
    box.fill_told, box.fill_percent = percent, known_fill(percent, box.capacity)
    box.fill_at, box.fill_mark = at, taken


def reckon_fills(session: Session, event: Event) -> int:
    """Reckon anew how full the event's boxes of known capacity are. Returns how many changed."""
    boxes = list(
        session.scalars(
            select(Station).where(
                Station.event_id == event.id,
                Station.kind == StationKind.PANT_BOX,
                Station.capacity.is_not(None),
            )
        )
    )
    taken = _taken(session, event.id, [box.id for box in boxes])
    emptied = _emptied(session, event.id)
    return sum(_reckon(box, taken.get(box.id, 0), emptied.get(box.id)) for box in boxes)


def _reckon(box: Station, taken: int, emptied_at: datetime | None) -> bool:
    before = box.fill_percent
    if emptied_at is not None and (box.fill_at is None or emptied_at > box.fill_at):
        # The bag was changed without network. What that device had scanned before came in before it.
        box.fill_told, box.fill_at, box.fill_mark = 0, emptied_at, taken
    # A box whose fill nobody ever told counts from its first container.
    box.fill_percent = fill_after(box.fill_told, taken - box.fill_mark, box.capacity or taken + 1)
    return box.fill_percent != before


def _taken(session: Session, event_id: int, station_ids: Collection[int]) -> dict[int, int]:
    parts = [
        select(table.station_id, table.n).where(
            table.event_id == event_id, table.station_id.in_(station_ids), table.measure == RETURNED
        )
        for table in (Rollup, RollupDelta)
    ]
    counted = union_all(*parts).subquery()
    rows = session.execute(select(counted.c.station_id, func.sum(counted.c.n)).group_by(counted.c.station_id))
    return {station_id: int(n) for station_id, n in rows}


def _emptied(session: Session, event_id: int) -> dict[int, datetime]:
    """When each box's bag was last changed. A changed bag is no container, so the index of counts finds it."""
    rows = session.execute(
        select(ScanRow.station_id, func.max(ScanRow.effective_at))
        .where(ScanRow.event_id == event_id, ScanRow.container_id.is_(None), ScanRow.kind == Kind.EMPTY)
        .group_by(ScanRow.station_id)
    )
    return {row.station_id: row[1] for row in rows}
