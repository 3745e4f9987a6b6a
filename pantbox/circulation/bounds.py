"""What is used of the bounds that were asked for: looked up by one statement a kind, under a lock until the transaction ends."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select, text, tuple_

from pantbox.circulation.entitlement import BoundKey, BoundKind
from pantbox.circulation.rows import CLAIMS, SCANS, TRIPS
from pantbox.circulation.scan import Kind
from pantbox.circulation.tables import BoundUse
from pantbox.ledger.pools import ALL_STALLS, POOLS
from pantbox.places.stations import Station

USES = BoundUse.__table__
COUNTED = frozenset({BoundKind.UNSEEN, BoundKind.SECOND, BoundKind.PICTURE, BoundKind.BOX})
"""Bounds whose use is counted as it is paid."""
PERIOD_MAX = timedelta(hours=49)
"""Longer than any turnaround period."""


def used(connection: Connection, asked: Iterable[BoundKey]) -> dict[BoundKey, int]:
    """How much of each of these bounds is used.

    Two transactions that may both pay within one bound wait for each other here.
    """
    keys = sorted(asked)
    _lock(connection, keys)
    found = dict.fromkeys(keys, 0)
    for kind, look_up in _LOOKING_UP.items():
        of_kind = [key for key in keys if key.kind is kind]
        if of_kind:
            found |= look_up(connection, of_kind)
    counted = [key for key in keys if key.kind in COUNTED]
    return found | (counted_uses(connection, counted) if counted else {})


def _lock(connection: Connection, keys: list[BoundKey]) -> None:
    """SQLite has one writer anyway."""
    if connection.dialect.name != "postgresql":
        return
    for number in sorted({_lock_number(key) for key in keys if key.kind in COUNTED}):
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})


def _lock_number(key: BoundKey) -> int:
    digest = hashlib.sha256("|".join(map(str, key)).encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def counted_uses(connection: Connection, keys: Collection[BoundKey]) -> dict[BoundKey, int]:
    """How often each of these bounds was used that are counted as they are paid; those that never were are left out."""
    columns = (USES.c.kind, USES.c.station_id, USES.c.of)
    rows = connection.execute(
        select(*columns, func.sum(USES.c.n))
        .where(tuple_(*columns).in_([(key.kind.value, key.station_id, key.of) for key in keys]))
        .group_by(*columns)
    )
    return {BoundKey(BoundKind(kind), station_id, of): int(n) for kind, station_id, of, n in rows}


def _seen(connection: Connection, keys: list[BoundKey]) -> dict[BoundKey, int]:
    """Uses with a seen issue that a station's scanner or desk paid by itself in a period."""
    found = {}
    for key in keys:
        period = datetime.fromisoformat(key.of)
        found[key] = int(
            connection.scalar(
                select(func.count())
                .select_from(TRIPS)
                .join(SCANS, SCANS.c.id == TRIPS.c.credited_scan_id)
                .outerjoin(CLAIMS, CLAIMS.c.id == SCANS.c.id)
                .where(
                    TRIPS.c.ended_event_id == _event_of(key.station_id),
                    TRIPS.c.ended_at >= period,
                    TRIPS.c.ended_at < period + PERIOD_MAX,
                    TRIPS.c.seen,
                    TRIPS.c.credited_station_id == key.station_id,
                    SCANS.c.period == period,
                    SCANS.c.by_phone.is_(False),
                    CLAIMS.c.released_by.is_(None),
                )
            )
            or 0
        )
    return found


def _event_of(station_id: int) -> Any:
    return select(Station.event_id).where(Station.id == station_id).scalar_subquery()


def _bags(connection: Connection, keys: list[BoundKey]) -> dict[BoundKey, int]:
    """When the bag was hung that hung at each station then."""
    by_station: dict[int, list[datetime]] = defaultdict(list)
    rows = connection.execute(
        select(SCANS.c.station_id, SCANS.c.effective_at)
        .where(
            SCANS.c.event_id.in_([_event_of(one) for one in {key.station_id for key in keys}]),
            SCANS.c.container_id.is_(None),
            SCANS.c.kind == Kind.EMPTY,
            SCANS.c.acts,
            SCANS.c.station_id.in_({key.station_id for key in keys}),
        )
        .order_by(SCANS.c.effective_at)
    )
    for station_id, at in rows:
        by_station[station_id].append(at)
    return {key: _hung_at(by_station, key) for key in keys}


def _hung_at(changes: Mapping[int, list[datetime]], key: BoundKey) -> int:
    at = datetime.fromisoformat(key.of)
    before = [change for change in changes.get(key.station_id, ()) if change <= at]
    return int(before[-1].astimezone(UTC).timestamp()) if before else 0


def _pools(connection: Connection, keys: list[BoundKey]) -> dict[BoundKey, int]:
    """What pools hold, in øre."""
    columns = (POOLS.c.event_id, POOLS.c.type_id)
    rows = connection.execute(
        select(*columns, POOLS.c.left_ore).where(
            POOLS.c.station_id == ALL_STALLS,
            tuple_(*columns).in_([(key.station_id, int(key.of)) for key in keys]),
        )
    )
    return {BoundKey(BoundKind.POOL, event_id, str(type_id)): int(ore) for event_id, type_id, ore in rows}


_LOOKING_UP = {BoundKind.SEEN: _seen, BoundKind.BAG: _bags, BoundKind.POOL: _pools}
