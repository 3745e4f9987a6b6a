"""What became known of containers over their lives: of those that trips alone do not charge rightly, and of no others."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    and_,
    exists,
    literal,
    or_,
    select,
    text,
    true,
    union,
    union_all,
)

from pantbox.circulation.rows import SCANS, TRIPS
from pantbox.circulation.scan import Verdict
from pantbox.circulation.tables import FormerTrip
from pantbox.containers.containers import Container
from pantbox.ledger.postings import FORFEITED
from pantbox.reports.written_off import LifeFact

CONTAINERS, FORMER = Container.__table__, FormerTrip.__table__
ROWS_AT_ONCE = 2_000


def trips_known(
    type_ids: Collection[int], by: datetime | None, *names: str
) -> Select[Any] | CompoundSelect[Any]:
    """Columns of the trips of these types there were as far as was known before a moment; None: of those there are now."""
    now = select(*(TRIPS.c[name] for name in names)).where(TRIPS.c.type_id.in_(sorted(type_ids)))
    if by is None:
        return now
    former = select(*(FORMER.c[name] for name in names)).where(FORMER.c.type_id.in_(sorted(type_ids)))
    return union_all(
        now.where(TRIPS.c.known_at < by), former.where(FORMER.c.known_at < by, FORMER.c.gone_at >= by)
    )


def life_facts(
    connection: Connection, event_id: int, planned: Mapping[int, int], by: datetime | None
) -> Iterator[LifeFact]:
    """All that was known before a moment (None: is known now) of containers that ended, or that were at the event and may
    have passed their planned uses; by container, in order of becoming known. `planned` by type. Memory is flat."""
    if not planned:
        return
    ends = _ends(planned, by).subquery()
    wanted = union(select(ends.c.container_id), _worn(event_id, planned)).subquery()
    trips = trips_known(planned, by, "container_id", "type_id", "event_id", "known_at").subquery()
    told = union_all(
        select(trips, literal(0).label("is_end")).where(trips.c.container_id.in_(select(wanted))),
        select(ends, literal(1)),
    ).subquery()
    rows = connection.execute(
        select(told).order_by(told.c.container_id, told.c.known_at, told.c.is_end),
        execution_options={"yield_per": ROWS_AT_ONCE},
    )
    for container_id, type_id, of_event, _known_at, is_end in rows:
        yield LifeFact(container_id, type_id, of_event, bool(is_end))


def _ends(planned: Mapping[int, int], by: datetime | None) -> Select[Any]:
    """Scans that say that a container is lost, broken or out of use, and that were not undone. Forfeited is a deadline."""
    undo = SCANS.alias("undo")
    undone = exists().where(
        undo.c.event_id == SCANS.c.event_id,
        text("undo.kind = 'undo'"),
        undo.c.undoes == SCANS.c.id,
        undo.c.verdict == Verdict.ACCEPTED,
        _recorded(undo, by),
    )
    return select(SCANS.c.container_id, SCANS.c.type_id, SCANS.c.event_id, SCANS.c.recorded_at).where(
        # In the words of the partial index, which a parameter would hide from both planners.
        text("scan.kind IN ('lost', 'retire', 'write_off')"),
        SCANS.c.container_id.is_not(None),
        SCANS.c.type_id.in_(sorted(planned)),
        SCANS.c.verdict == Verdict.ACCEPTED,
        or_(SCANS.c.reason.is_(None), SCANS.c.reason != FORFEITED),
        _recorded(SCANS, by),
        ~undone,
    )


def _recorded(scans: Any, by: datetime | None) -> ColumnElement[bool]:
    return true() if by is None else scans.c.recorded_at < by


def _worn(event_id: int, planned: Mapping[int, int]) -> Select[Any]:
    """Containers that were at the event and have made more trips than planned, as far as their trips were known ever."""
    past = or_(
        *(
            and_(CONTAINERS.c.type_id == type_id, CONTAINERS.c.trips > uses)
            for type_id, uses in planned.items()
        )
    )
    had_more = and_(
        CONTAINERS.c.type_id.in_(sorted(planned)), exists().where(FORMER.c.container_id == CONTAINERS.c.id)
    )
    was_here = or_(
        *(
            exists().where(table.c.container_id == CONTAINERS.c.id, table.c.event_id == event_id)
            for table in (TRIPS, FORMER)
        )
    )
    return select(CONTAINERS.c.id).where(or_(past, had_more), was_here)
