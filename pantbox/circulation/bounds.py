"""What is used of the bounds that were asked for, under a lock until the transaction ends."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import (
    BigInteger,
    Connection,
    FromClause,
    Integer,
    ScalarSelect,
    column,
    func,
    select,
    text,
    tuple_,
)

from pantbox import sets
from pantbox.circulation.bags import THE_BEGINNING
from pantbox.circulation.bound_counts import BAG, NOTHING_BELOW, BoundKey, BoundKind, Bounds
from pantbox.circulation.rows import CLAIMS, SCANS, TRIPS
from pantbox.circulation.scan import Kind, Verdict
from pantbox.circulation.tables import BoundUse
from pantbox.db import UtcDateTime
from pantbox.ledger.pools import ALL_STALLS, POOLS
from pantbox.places.stations import Station

USES = BoundUse.__table__
COUNTED = frozenset({BoundKind.UNSEEN, BoundKind.SECOND, BoundKind.PICTURE, BoundKind.BOX})
"""Bounds whose use is counted as it is paid."""
PERIOD_MAX = timedelta(hours=49)
"""Longer than any turnaround period."""
MICROSECOND = timedelta(microseconds=1)
BOXES_KEPT = 4_096


T = TypeVar("T")


def judged_within(
    connection: Connection, judge: Callable[[Bounds], T], below: Mapping[int, datetime] = NOTHING_BELOW
) -> T:
    """What a judgement comes to once all bounds that it asks for are known. It is made anew until none is missing."""
    known: dict[BoundKey, int] = {}
    while True:
        bounds = Bounds(known, below)
        outcome = judge(bounds)
        if not bounds.missing:
            return outcome
        known |= _used(connection, bounds.missing)


def _used(connection: Connection, asked: Iterable[BoundKey]) -> dict[BoundKey, int]:
    """How much of each of these bounds is used.

    Two transactions that may both pay within one bound wait for each other here: the lock first, then what is used.
    """
    keys = sorted(asked)
    _, counts = sets.together(connection, [_locking(connection, keys), _counting(keys)])
    found = dict.fromkeys(keys, 0) | _counts(counts)
    for kind, look_up in _LOOKING_UP.items():
        of_kind = [key for key in keys if key.kind is kind]
        if of_kind:
            found |= look_up(connection, of_kind)
    return found


def _locking(connection: Connection, keys: list[BoundKey]) -> sets.Statement:
    """SQLite has one writer anyway."""
    if connection.dialect.name != "postgresql":
        numbers: list[int] = []
    else:
        counted = {_lock_number(key) for key in keys if key.kind in COUNTED | {BoundKind.POOL}}
        boxes = {box_lock_number(key.station_id) for key in keys if key.kind is BoundKind.CLAIMED}
        numbers = sorted(counted | boxes)
    return sets.Statement(
        "SELECT pg_advisory_xact_lock(g.n) FROM {given} g", [_NUMBER], [{"n": one} for one in numbers]
    )


@lru_cache(maxsize=BOXES_KEPT)
def box_lock_number(station_id: int) -> int:
    """The number of the lock under which a box's claims are counted: shared while it is far from full."""
    return _lock_number(BoundKey(BoundKind.CLAIMED, station_id, ""))


def _lock_number(key: BoundKey) -> int:
    digest = hashlib.sha256("|".join(map(str, key)).encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def _counting(keys: list[BoundKey]) -> sets.Statement:
    """Of each bound that is counted as it is paid how much is; and when the bag was hung that hung at a station then.

    As bags are counted: what was claimed at the moment of a change lies in the bag that was taken down.
    """
    rows = [
        {"kind": key.kind, "station_id": key.station_id, "of": key.of, "effective_at": _moment_of(key)}
        for key in keys
        if key.kind in COUNTED or key.kind is BoundKind.BAG
    ]
    return sets.Statement(_COUNTS, [*_KEY, SCANS.c.effective_at], rows, [*_KEY, _SUM, _HUNG_AT])


def _counts(found: sets.Outcome) -> dict[BoundKey, int]:
    return {
        BoundKey(BoundKind(row.kind), row.station_id, row.of): (
            (row.hung_at - THE_BEGINNING) // MICROSECOND if row.hung_at else int(row.n or 0)
        )
        for row in found.rows
    }


def counted_uses(connection: Connection, keys: Iterable[BoundKey]) -> dict[BoundKey, int]:
    """How often each of these bounds was used that are counted as they are paid, without a lock: to be shown."""
    return _counts(sets.run(connection, _counting(sorted(keys))))


def _moment_of(key: BoundKey) -> datetime | None:
    return datetime.fromisoformat(key.of) if key.kind is BoundKind.BAG else None


_NUMBER = column("n", BigInteger())
_KEY = [USES.c.kind, USES.c.station_id, USES.c.of]
_SUM = column("n", Integer())
_HUNG_AT = column("hung_at", UtcDateTime())
_COUNTS = """SELECT g.kind, g.station_id, g.of, (
        SELECT SUM(u.n) FROM bound_use u WHERE u.kind = g.kind AND u.station_id = g.station_id AND u.of = g.of
    ) AS n, (
        SELECT MAX(s.effective_at) FROM scan s
        WHERE s.station_id = g.station_id AND s.station_kind = 'pant_box' AND s.kind = 'empty' AND s.acts
            AND s.effective_at < g.effective_at
    ) AS hung_at FROM {given} g"""


def _seen(connection: Connection, keys: list[BoundKey]) -> dict[BoundKey, int]:
    """Uses with a seen issue that a station's scanner or desk paid by itself in a period; as `trips.seen_uses` counts them."""
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
                    CLAIMS.c.paid_with.is_(None),
                )
            )
            or 0
        )
    return found


def _event_of(station_id: int) -> Any:
    return select(Station.event_id).where(Station.id == station_id).scalar_subquery()


def _claimed(connection: Connection, keys: list[BoundKey]) -> dict[BoundKey, int]:
    """The claims into each of these bags, from when it was hung until the next was."""
    found = {}
    for key in keys:
        since = SCANS.c.effective_at > THE_BEGINNING + int(key.of.removeprefix(BAG)) * MICROSECOND
        claims = select(func.count()).where(*_claims_at(key.station_id), since)
        taken_down_at = connection.scalar(
            select(func.min(SCANS.c.effective_at)).where(*_at_box(SCANS, key.station_id, Kind.EMPTY), since)
        )
        if taken_down_at:
            claims = claims.where(SCANS.c.effective_at <= taken_down_at)
        found[key] = int(connection.scalar(claims) or 0)
    return found


def claims_since_the_bag(station_id: Any) -> ScalarSelect[int]:
    """How many claims a box has taken since its bag was last changed."""
    changes = SCANS.alias()
    changed_at = (
        select(func.max(changes.c.effective_at))
        .where(*_at_box(changes, station_id, Kind.EMPTY))
        .correlate_except(changes)
    )
    since = SCANS.c.effective_at > func.coalesce(changed_at.scalar_subquery(), THE_BEGINNING)
    return (
        select(func.count()).where(*_claims_at(station_id), since).correlate_except(SCANS).scalar_subquery()
    )


def _claims_at(station_id: Any) -> tuple[Any, ...]:
    """What is a claim at a box. A second reading is none; one that was refused, or undone, was made all the same."""
    return (*_at_box(SCANS, station_id, Kind.RETURN), SCANS.c.standing != Verdict.DUPLICATE)


def _at_box(scans: FromClause, station_id: Any, kind: Kind) -> tuple[Any, ...]:
    # As the index has it: PostgreSQL plans without knowing what it is given.
    here = (scans.c.station_id == station_id, scans.c.station_kind == text("'pant_box'"))
    return (*here, scans.c.kind == kind, scans.c.acts)


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


_LOOKING_UP = {BoundKind.SEEN: _seen, BoundKind.POOL: _pools, BoundKind.CLAIMED: _claimed}
