"""Rollups: the door inserts changes of counts, the worker folds them in. Readers add base and changes in one snapshot."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, select, union_all
from sqlalchemy.orm import Session

from pantbox import sets
from pantbox.circulation.tables import Rollup, RollupDelta
from pantbox.circulation.tallies import TallyKey
from pantbox.places.events import Event

BASE, DELTAS, EVENTS = Rollup.__table__, RollupDelta.__table__, Event.__table__
KEY = ("event_id", "station_id", "type_id", "hour", "measure")
WHILE_OPEN = datetime(1970, 1, 1, tzinfo=UTC)
"""`since` of what was recorded while its event was open."""
FOLDED_AT_ONCE_MAX = 20_000


def fold_deltas(session: Session) -> int:
    """Fold the oldest changes into the base; returns how many they were. Two workers may do it at once: each takes others."""
    connection = session.connection()
    rows = connection.execute(
        select(DELTAS).order_by(DELTAS.c.id).limit(FOLDED_AT_ONCE_MAX).with_for_update(skip_locked=True)
    ).all()
    if not rows:
        return 0
    events = {row.event_id for row in rows}
    closed = _closings(connection, events)
    sums: Counter[tuple[Any, ...]] = Counter()
    for row in rows:
        closing = closed.get(row.event_id)
        since = closing if closing and row.recorded_at >= closing else WHILE_OPEN
        sums[(row.organisation_id, *(getattr(row, name) for name in KEY), since)] += row.n
    key = (*KEY, "since")
    changes = [
        {**dict(zip(("organisation_id", *key), told, strict=True)), "n": n} for told, n in sorted(sums.items()) if n
    ]  # fmt: skip
    sets.insert(
        connection, BASE, changes, on_conflict=f"({', '.join(key)}) DO UPDATE SET n = rollup.n + excluded.n"
    )
    connection.execute(delete(Rollup).where(BASE.c.n == 0, BASE.c.event_id.in_(events)))
    sets.delete(connection, DELTAS, [row.id for row in rows])
    return len(rows)


def _closings(connection: Connection, event_ids: set[int]) -> Mapping[int, datetime]:
    """When each of these events was closed, of those that are."""
    rows = connection.execute(
        select(EVENTS.c.id, EVENTS.c.closed_at).where(
            EVENTS.c.id.in_(event_ids), EVENTS.c.closed_at.is_not(None)
        )
    )
    return {row.id: row.closed_at for row in rows}


def counts(connection: Connection, event_id: int) -> Counter[TallyKey]:
    """What is counted of an event: base and changes together."""
    both = union_all(
        *(
            select(*(table.c[name] for name in KEY), table.c.n).where(table.c.event_id == event_id)
            for table in (BASE, DELTAS)
        )
    ).subquery()
    keys = [both.c[name] for name in KEY]
    rows = connection.execute(select(*keys, func.sum(both.c.n)).group_by(*keys))
    return Counter({tuple(row[:5]): int(row[5]) for row in rows if row[5]})
