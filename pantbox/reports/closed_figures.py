"""What the report of a closed event is computed from, as one hash that is kept: the audit computes it again.

The report is not stored. Which facts it counts is decided by when they became known, and that stands in rows that may change: a
time that is moved past the closing changes the hash.
"""

import hashlib
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, and_, select

from pantbox.circulation.tallies import ISSUED, REFILLED, RETURNED
from pantbox.containers.figures import figures_as_of
from pantbox.places.events import Event
from pantbox.reports import gather
from pantbox.reports.counted import given_by_the_crate
from pantbox.reports.lives import life_facts
from pantbox.reports.tables import ClosedFigures
from pantbox.reports.written_off import not_by_trip

FORM = 1
"""Of the hash, one more with each change of what is in it. One of another form is not compared."""
EVENTS, KEPT = Event.__table__, ClosedFigures.__table__
_OF_THIS_CLOSING = and_(
    KEPT.c.event_id == EVENTS.c.id, KEPT.c.closed_at == EVENTS.c.closed_at, KEPT.c.form == FORM
)
"""One row of an event at most."""


def figures_hash(connection: Connection, event_id: int, closing: datetime) -> str:
    """SHA-256 of all that the report counts as of the event's closing."""
    told = hashlib.sha256()
    for line in _lines(connection, event_id, closing):
        told.update(f"{line}\n".encode())
    return told.hexdigest()


def _lines(connection: Connection, event_id: int, closing: datetime) -> Iterator[str]:
    cells = gather.cells(connection, event_id, closing)
    # In Python's order: databases sort words by their own locale, which may change under them.
    yield from sorted(
        f"count {one.station_id} {one.type_id} {one.hour:%Y-%m-%dT%H:%M} {one.measure} {one.n}"
        for one in cells
    )
    scanned = {one.type_id for one in cells if one.measure in (ISSUED, REFILLED, RETURNED)}
    ids = sorted(kind.id for kind in gather.types_of(connection, event_id, scanned, closing))
    yield f"guests {gather.guests(connection, event_id, closing)}"
    yield f"crates {sorted(given_by_the_crate(connection, event_id, closing).items())}"
    fleets = gather.fleets(connection, event_id, ids, closing)
    yield from (
        f"fleet {one} {told.size} {told.used} {sorted(told.by_trips.items())}"
        for one, told in sorted(fleets.items())
    )
    figures = figures_as_of(connection, ids, closing)
    planned = {one: told.planned_uses for one, told in figures.items() if told.planned_uses}
    rest = not_by_trip(life_facts(connection, event_id, planned, closing), planned, event_id)
    yield from (f"written off {one} {told.beyond} {told.rest}" for one, told in sorted(rest.items()))


def closed_without(connection: Connection) -> list[int]:
    """The closed events whose figures are not kept yet."""
    kept = select(KEPT.c.id).where(_OF_THIS_CLOSING)
    query = select(EVENTS.c.id).where(EVENTS.c.closed_at.is_not(None), ~kept.exists()).order_by(EVENTS.c.id)
    return list(connection.scalars(query))


def changed(connection: Connection, event_id: int | None) -> tuple[list[str], int]:
    """The closed events whose figures are others than those that were kept, by their short names; and of how many some were."""
    query = select(EVENTS.c.id, EVENTS.c.slug, EVENTS.c.closed_at, KEPT.c.hash).where(_OF_THIS_CLOSING)
    if event_id is not None:
        query = query.where(EVENTS.c.id == event_id)
    rows = connection.execute(query.order_by(EVENTS.c.id)).all()
    differ = [row.slug for row in rows if row.hash != figures_hash(connection, row.id, row.closed_at)]
    return differ, len(rows)
