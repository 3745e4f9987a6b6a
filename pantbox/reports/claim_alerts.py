"""What the live page says of claims: boxes claimed beyond what they hold, and stations at their bound of unseen uses."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, func, select, text

from pantbox.circulation.claims import Rung
from pantbox.circulation.rows import CLAIMS, SCANS
from pantbox.circulation.tallies import RETURNED
from pantbox.places.stations import Station, StationKind
from pantbox.reports.cohorts import Counts
from pantbox.reports.live_model import Alert

PERCENT = 100


def claim_alerts(
    connection: Connection, event_id: int, by_station: Counts, names: Mapping[int, str]
) -> Iterator[Alert]:
    """`by_station`: what happened at each station so far; `names`: the event's stations."""
    yield from _unseen_bound(connection, event_id, names)
    yield from _beyond_capacity(connection, event_id, by_station)


def _unseen_bound(connection: Connection, event_id: int, names: Mapping[int, str]) -> Iterator[Alert]:
    """Stations where returns wait because so many came whose issue no stall scanned. Found by the index of what waits."""
    n = func.count()
    rows = connection.execute(
        select(SCANS.c.station_id, n)
        .select_from(CLAIMS)
        .join(SCANS, SCANS.c.id == CLAIMS.c.id)
        .where(
            CLAIMS.c.event_id == event_id,
            text("return_claim.state = 'waiting'"),
            CLAIMS.c.rung == Rung.UNSEEN_BOUND,
        )
        .group_by(SCANS.c.station_id)
        .order_by(n.desc(), SCANS.c.station_id)
    )
    for station_id, waiting in rows:
        yield Alert("unseen-bound", station_id, names[station_id], int(waiting))


def _beyond_capacity(connection: Connection, event_id: int, by_station: Counts) -> Iterator[Alert]:
    """Boxes that took more than they hold since the bag was changed or somebody last looked, as `filling` reckons it."""
    boxes = Station.__table__
    rows = connection.execute(
        select(boxes.c.id, boxes.c.name, boxes.c.capacity, boxes.c.fill_told, boxes.c.fill_mark)
        .where(
            boxes.c.event_id == event_id,
            boxes.c.kind == StationKind.PANT_BOX,
            boxes.c.capacity.is_not(None),
        )
        .order_by(boxes.c.number)
    )
    for box in rows:
        there = box.fill_told * box.capacity // PERCENT
        claimed = there + by_station.get((box.id, RETURNED), 0) - box.fill_mark
        if claimed > box.capacity:
            yield Alert("box-claims", box.id, box.name, claimed)
