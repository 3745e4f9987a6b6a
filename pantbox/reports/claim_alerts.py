"""What the live page says of claims: boxes claimed beyond what they hold, and stations at their bound of unseen uses."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, func, select, text

from pantbox.circulation.bounds import claims_since_the_bag
from pantbox.circulation.claims import Rung
from pantbox.circulation.rows import CLAIMS, SCANS
from pantbox.places.stations import Station, StationKind
from pantbox.reports.live_model import Alert


def claim_alerts(connection: Connection, event_id: int, names: Mapping[int, str]) -> Iterator[Alert]:
    """`names`: the event's stations."""
    yield from _unseen_bound(connection, event_id, names)
    yield from _beyond_capacity(connection, event_id)


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


def _beyond_capacity(connection: Connection, event_id: int) -> Iterator[Alert]:
    """Boxes with as many claims as they hold, or more, since the bag was changed. From twice that on they wait."""
    boxes = Station.__table__
    claimed = claims_since_the_bag(boxes.c.id).label("claimed")
    rows = connection.execute(
        select(boxes.c.id, boxes.c.name, boxes.c.capacity, claimed)
        .where(
            boxes.c.event_id == event_id,
            boxes.c.kind == StationKind.PANT_BOX,
            boxes.c.capacity.is_not(None),
        )
        .order_by(boxes.c.number)
    )
    for box in rows:
        if box.claimed >= box.capacity:
            yield Alert("box-claims", box.id, box.name, box.claimed)
