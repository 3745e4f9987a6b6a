"""Which boxes stay below their capacity whatever a batch brings, found without a statement of its own.

Most boxes are far from full. Claims at one go in beside each other: each transaction shares a lock, and then looks how
many there are. It does not see what others record at this moment, so it brings a small part of the capacity only. Who
brings more, or finds the box full, is alone with it and counts exactly (see `bounds`). So no more claims are paid by
themselves than `CAPACITIES_PER_BAG` says, whichever processes they come through.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from weakref import WeakKeyDictionary

from sqlalchemy import BigInteger, Boolean, Connection, Engine, column

from pantbox import sets
from pantbox.circulation.arrivals import Arrival
from pantbox.circulation.bags import THE_BEGINNING
from pantbox.circulation.bounds import box_lock_number
from pantbox.circulation.fold import RETURNS
from pantbox.circulation.ground import ORGANISATIONS, Ground, asking_version, kept_ground
from pantbox.circulation.known import BoxCount

PARTS = 8
"""So many transactions may bring one part of a box's capacity each at the same moment, and none sees the others'."""

_last: WeakKeyDictionary[Engine, dict[int, int]] = WeakKeyDictionary()
"""How many each box had when this process looked last. Who expects it to be full is alone with it from the start: two
that share its lock and both want to be alone would wait for each other."""


def returned_at(arrivals: Iterable[Arrival]) -> Counter[int]:
    """How many returns a batch brings to each station."""
    return Counter(arrival.authority.station_id for arrival in arrivals if arrival.new.kind in RETURNS)


def boxes_to_lock(
    connection: Connection, organisation_id: int, arrivals: Iterable[Arrival]
) -> dict[int, bool]:
    """The boxes of known capacity that a batch brings returns to, and whether it should be alone with each."""
    ground = kept_ground(connection, organisation_id)
    last = _last.get(connection.engine, {})
    boxes = {}
    for station_id, number in returned_at(arrivals).items():
        place = ground.stations.get(station_id) if ground else None
        if place and place.capacity:
            is_full = last.get(station_id, 0) + number > place.capacity
            boxes[station_id] = is_full or number > place.capacity // PARTS
    return boxes


def asking_version_and_locking(
    connection: Connection, organisation_id: int, boxes: Mapping[int, bool]
) -> sets.Statement:
    """Ask for the version of the ground, with these boxes locked until the transaction ends. SQLite has one writer anyway."""
    if not boxes or connection.dialect.name != "postgresql":
        return asking_version(organisation_id)
    locks = sorted((box_lock_number(station_id), alone) for station_id, alone in boxes.items())
    return sets.Statement(
        "SELECT o.ground_version, CASE WHEN g.alone THEN pg_advisory_xact_lock(g.number)::text"
        " ELSE pg_advisory_xact_lock_shared(g.number)::text END AS locked"
        " FROM {given} g JOIN organisation o ON o.id = g.id",
        [ORGANISATIONS.c.id, column("number", BigInteger()), column("alone", Boolean())],
        [{"id": organisation_id, "number": number, "alone": alone} for number, alone in locks],
        [ORGANISATIONS.c.ground_version],
    )


def below_capacity(
    connection: Connection, ground: Ground, returned: Mapping[int, int], counts: Mapping[int, BoxCount]
) -> dict[int, datetime]:
    """Since when the bags hang of the boxes that stay below their capacity with what a batch brings.

    `counts` are those of boxes that were locked before they were counted.
    """
    below = {}
    for station_id, count in counts.items():
        number = count.returns + returned[station_id]
        _last.setdefault(connection.engine, {})[station_id] = number
        if number <= (ground.stations[station_id].capacity or 0):
            below[station_id] = count.hung_at or THE_BEGINNING
    return below
