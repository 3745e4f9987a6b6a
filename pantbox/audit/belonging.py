"""Whose rows are: each is of the organisation that its event is of, and no number of a paper is given twice."""

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from pantbox import tables
from pantbox.audit.finding import Finding
from pantbox.db import Base
from pantbox.places.events import Event
from pantbox.refunds.tables import Bearer, NumberSeries

EVENTS, BEARERS, SERIES = Event.__table__, Bearer.__table__, NumberSeries.__table__


def findings(connection: Connection, event_id: int | None) -> Iterator[Finding]:
    """Promises 10 and 26."""
    tables.load()
    wrong: list[str] = []
    for table in Base.metadata.sorted_tables:
        if {"event_id", "organisation_id"} <= set(table.c.keys()):
            query = (
                select(func.count())
                .select_from(table.join(EVENTS, EVENTS.c.id == table.c.event_id))
                .where(table.c.organisation_id != EVENTS.c.organisation_id)
            )
            only = query if event_id is None else query.where(table.c.event_id == event_id)
            wrong += [f"{table.name}: {number}" for number in [connection.scalar(only)] if number]
    what = "tables with rows of another organisation than their event is of"
    yield Finding.none_of(26, "rows are their event's organisation's", what, wrong, len(wrong))
    last = (
        select(BEARERS.c.event_id, BEARERS.c.kind, func.max(BEARERS.c.number))
        .outerjoin(SERIES, (SERIES.c.event_id == BEARERS.c.event_id) & (SERIES.c.kind == BEARERS.c.kind))
        .group_by(BEARERS.c.event_id, BEARERS.c.kind, SERIES.c.last)
        .having(func.coalesce(SERIES.c.last, 0) != func.max(BEARERS.c.number))
    )
    if event_id is not None:
        last = last.where(BEARERS.c.event_id == event_id)
    series = [f"{kind}s of event {event}" for event, kind, _ in connection.execute(last)]
    what = "numbers of vouchers and slips that do not go on from the last one"
    yield Finding.none_of(10, "numbers of papers", what, series, len(series))
