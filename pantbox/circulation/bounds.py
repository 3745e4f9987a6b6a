"""What is used of the bounds that were asked for, under a lock until the transaction ends."""

import hashlib
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Connection, Integer, column, func, select, tuple_

from pantbox import sets
from pantbox.circulation.entitlement import BoundKey, BoundKind
from pantbox.circulation.rows import CLAIMS, SCANS, TRIPS
from pantbox.circulation.tables import BoundUse
from pantbox.db import UtcDateTime
from pantbox.ledger.pools import ALL_STALLS, POOLS
from pantbox.places.stations import Station

USES = BoundUse.__table__
COUNTED = frozenset({BoundKind.UNSEEN, BoundKind.SECOND, BoundKind.PICTURE, BoundKind.BOX})
"""Bounds whose use is counted as it is paid."""
PERIOD_MAX = timedelta(hours=49)
"""Longer than any turnaround period."""


def used(connection: Connection, asked: Iterable[BoundKey]) -> dict[BoundKey, int]:
    """How much of each of these bounds is used.

    Two transactions that may both pay within one bound wait for each other here: the lock first, then what is used.
    """
    keys = sorted(asked)
    _, counts = sets.together(connection, [_locking(connection, keys), _counting(keys)])
    found = dict.fromkeys(keys, 0)
    for row in counts.rows:
        key = BoundKey(BoundKind(row.kind), row.station_id, row.of)
        found[key] = int(row.hung_at.timestamp()) if row.hung_at else int(row.n or 0)
    for kind, look_up in _LOOKING_UP.items():
        of_kind = [key for key in keys if key.kind is kind]
        if of_kind:
            found |= look_up(connection, of_kind)
    return found


def _locking(connection: Connection, keys: list[BoundKey]) -> sets.Statement:
    """SQLite has one writer anyway."""
    of_postgresql = connection.dialect.name == "postgresql"
    numbers = sorted({_lock_number(key) for key in keys if key.kind in COUNTED}) if of_postgresql else []
    return sets.Statement(
        "SELECT pg_advisory_xact_lock(g.n) FROM {given} g", [_NUMBER], [{"n": one} for one in numbers]
    )


def _lock_number(key: BoundKey) -> int:
    digest = hashlib.sha256("|".join(map(str, key)).encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def _counting(keys: list[BoundKey]) -> sets.Statement:
    """Of each bound that is counted as it is paid how much is; and when the bag was hung that hung at a station then."""
    rows = [
        {"kind": key.kind, "station_id": key.station_id, "of": key.of, "effective_at": _moment_of(key)}
        for key in keys
        if key.kind in COUNTED or key.kind is BoundKind.BAG
    ]
    return sets.Statement(_COUNTS, [*_KEY, SCANS.c.effective_at], rows, [*_KEY, _SUM, _HUNG_AT])


def _moment_of(key: BoundKey) -> datetime | None:
    return datetime.fromisoformat(key.of) if key.kind is BoundKind.BAG else None


_NUMBER = column("n", BigInteger())
_KEY = [USES.c.kind, USES.c.station_id, USES.c.of]
_SUM = column("n", Integer())
_HUNG_AT = column("hung_at", UtcDateTime())
_COUNTS = """SELECT g.kind, g.station_id, g.of, (
        SELECT SUM(u.n) FROM bound_use u WHERE u.kind = g.kind AND u.station_id = g.station_id AND u.of = g.of
    ) AS n, (
        SELECT MAX(s.effective_at) FROM scan s JOIN station p ON p.event_id = s.event_id
        WHERE p.id = g.station_id AND s.station_id = g.station_id AND s.container_id IS NULL AND s.kind = 'empty' AND s.acts
            AND s.effective_at <= g.effective_at
    ) AS hung_at FROM {given} g"""


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


_LOOKING_UP = {BoundKind.SEEN: _seen, BoundKind.POOL: _pools}
