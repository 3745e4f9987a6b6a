"""What the live page says of stations where nothing can be scanned, for no device is paired to them."""

from collections.abc import Iterator

from sqlalchemy import Connection, and_, exists, func, or_, select

from pantbox.places.crates import CrateMode
from pantbox.places.devices import Device
from pantbox.places.events import EventType
from pantbox.places.stations import Station, StationKind
from pantbox.reports.live_model import Alert

NAMED_MAX = 5
"""So many are named; the rest are counted."""
KINDS = {
    StationKind.STALL: "stalls-without-device",
    StationKind.PANT_BOX: "boxes-without-device",
    StationKind.CASH_DESK: "desks-without-device",
}
STATIONS, DEVICES = Station.__table__, Device.__table__
TYPES, CRATES = EventType.__table__, CrateMode.__table__


def without_device(connection: Connection, event_id: int) -> Iterator[Alert]:
    """One alert for each kind of station, with how many and which. A box without a screen and a stall that counts crates
    of everything need none."""
    has_one = exists().where(DEVICES.c.station_id == STATIONS.c.id, DEVICES.c.revoked_at.is_(None))
    of_stall = (CRATES.c.station_id == STATIONS.c.id, CRATES.c.until.is_(None))
    scanned_types = (
        select(func.count())
        .select_from(TYPES.outerjoin(CRATES, and_(CRATES.c.type_id == TYPES.c.type_id, *of_stall)))
        .where(TYPES.c.event_id == STATIONS.c.event_id, CRATES.c.id.is_(None))
        .correlate(STATIONS)
        .scalar_subquery()
    )
    rows = connection.execute(
        select(STATIONS.c.id, STATIONS.c.kind, STATIONS.c.name)
        .where(
            STATIONS.c.event_id == event_id,
            STATIONS.c.closed_at.is_(None),
            STATIONS.c.kind.in_(KINDS),
            STATIONS.c.has_screen,
            or_(STATIONS.c.kind != StationKind.STALL, scanned_types > 0),
            ~has_one,
        )
        .order_by(STATIONS.c.kind, STATIONS.c.number)
    ).all()
    for kind, name in KINDS.items():
        those = [row for row in rows if row.kind == kind]
        if those:
            shown = ", ".join(row.name for row in those[:NAMED_MAX])
            yield Alert(
                name,
                those[0].id if len(those) == 1 else None,
                shown,
                len(those),
                max(0, len(those) - NAMED_MAX),
            )
