"""Promises of circulation: scans, trips, states, verdicts and counts."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Row, func, or_, select

from pantbox.audit.finding import Finding
from pantbox.audit.refolding import Compared, Folded
from pantbox.circulation.device_words import LATE_MAX
from pantbox.circulation.entitlement import NEXT
from pantbox.circulation.rollups import BASE, DELTAS, KEY
from pantbox.circulation.rows import CLAIMS, SCANS, TRIPS
from pantbox.circulation.scan import HANDS_OUT, Reason, Verdict
from pantbox.circulation.tallies import TallyKey
from pantbox.places.imports import ScanImport
from pantbox.places.stations import StationKind

MAY_STOP_A_STALL = (
    Reason.RETIRED_CONTAINER,
    Reason.EVENT_CLOSED,
    Reason.CLOCK_OUT_OF_RANGE,
    Reason.LIMIT_REACHED,
)
"""Besides codes that are not ours, which are not stored. None of them is a belief about where the container is."""

SWITCHING = timedelta(minutes=1)
"""While an import is being switched off, scans that are being recorded do not see it yet."""


def findings(connection: Connection, folded: Folded, event_id: int | None) -> Iterator[Finding]:
    """Promises 1 to 5 and the counts of promise 12."""
    yield from _scans(connection, event_id)
    yield _open_trips(connection, event_id)
    yield _folded(3, "trips", "trips that differ from the fold of their container's scans", folded.trips)
    yield _folded(3, "containers", "containers whose state differs from the fold", folded.containers)
    yield _folded(3, "standings", "scans whose standing differs from the fold", folded.standings)
    told = "accepted returns that do not stand though nothing was undone"
    yield _folded(4, "yes stays yes", told, folded.kept_promises)
    yield _stalls(connection, event_id)
    yield _imports(connection, event_id)
    yield _counts(connection, folded, event_id)


def _scans(connection: Connection, event_id: int | None) -> Iterator[Finding]:
    of_nothing = or_(SCANS.c.acts.is_(False), SCANS.c.container_id.is_(None))
    wrong = of_nothing & (SCANS.c.standing != SCANS.c.verdict)
    query = select(SCANS.c.id).where(wrong)
    if event_id is not None:
        query = query.where(SCANS.c.event_id == event_id)
    ids = connection.scalars(query.limit(100)).all()
    yield Finding.none_of(
        1,
        "void scans stay void",
        "scans that do not count, or are of no container, and stand as another verdict",
        ids,
        len(ids),
    )


def _folded(promise: int, name: str, what: str, compared: Compared) -> Finding:
    return Finding.none_of(promise, name, f"{what}, of {compared.n}", compared.first, compared.wrong)


def _open_trips(connection: Connection, event_id: int | None) -> Finding:
    query = select(TRIPS.c.container_id).where(TRIPS.c.end_how.is_(None))
    if event_id is not None:
        query = query.where(TRIPS.c.event_id == event_id)
    ids = connection.scalars(query.group_by(TRIPS.c.container_id).having(func.count() > 1).limit(100)).all()
    return Finding.none_of(2, "one open trip", "containers with more than one open trip", ids, len(ids))


def _stalls(connection: Connection, event_id: int | None) -> Finding:
    query = select(SCANS.c.id).where(
        SCANS.c.kind.in_(sorted(HANDS_OUT)),
        SCANS.c.station_kind == StationKind.STALL,
        SCANS.c.container_id.is_not(None),
        SCANS.c.verdict == Verdict.REJECTED,
        SCANS.c.verdict_reason.not_in(MAY_STOP_A_STALL),
    )
    if event_id is not None:
        query = query.where(SCANS.c.event_id == event_id)
    ids = connection.scalars(query.limit(100)).all()
    what = "issues and refills at stalls of containers of ours that were refused for what we believed"
    return Finding.none_of(5, "stalls are never stopped", what, ids, len(ids))


def _imports(connection: Connection, event_id: int | None) -> Finding:
    """What programs sent of past times is believed only while an import was on."""
    query = select(
        SCANS.c.id, SCANS.c.event_id, SCANS.c.container_id, SCANS.c.effective_at, SCANS.c.recorded_at
    ).where(
        SCANS.c.device_id.is_(None),
        SCANS.c.by_phone.is_(False),
        SCANS.c.believed,
        SCANS.c.container_id.is_not(None),
        SCANS.c.effective_at < SCANS.c.recorded_at,
    )
    imports = select(
        ScanImport.event_id, ScanImport.since, func.coalesce(ScanImport.ended_at, ScanImport.until)
    )
    if event_id is not None:
        query = query.where(SCANS.c.event_id == event_id)
        imports = imports.where(ScanImport.event_id == event_id)
    times = connection.execute(imports).all()
    wrong = [
        row.id
        for row in connection.execute(query)
        if row.effective_at < row.recorded_at - LATE_MAX
        and not any(
            of == row.event_id and since <= row.recorded_at < until + SWITCHING for of, since, until in times
        )
        and not _is_dated_after_another(connection, row)
    ]
    what = "scans of programs believed though older than ten minutes when no import was on"
    return Finding.none_of(4, "old times of programs", what, wrong[:100], len(wrong))


def _is_dated_after_another(connection: Connection, row: Row[Any, Any, Any, Any, Any]) -> bool:
    """Whether a scan has its date from what was known of its container, as one has after a clock went back: when it came in
    nobody can say any more."""
    before = row.recorded_at - NEXT
    told = select(SCANS.c.id).where(SCANS.c.container_id == row.container_id, SCANS.c.recorded_at == before)
    decided = select(CLAIMS.c.id).where(
        CLAIMS.c.container_id == row.container_id,
        or_(CLAIMS.c.decided_at == before, CLAIMS.c.paid_at == before),
    )
    return connection.scalar(select(or_(told.exists(), decided.exists()))) is True


def _counts(connection: Connection, folded: Folded, event_id: int | None) -> Finding:
    kept: Counter[TallyKey] = Counter()
    for table in (BASE, DELTAS):
        query = select(*(table.c[name] for name in KEY), func.sum(table.c.n))
        if event_id is not None:
            query = query.where(table.c.event_id == event_id)
        for row in connection.execute(query.group_by(*(table.c[name] for name in KEY))):
            kept[tuple(row[:5])] += int(row[5])
    follows = {key: n for key, n in folded.counts.items() if event_id in (None, key[0])}
    return Finding.same(
        12,
        "counts",
        "counts that reports read, and those of the folded trips",
        {_named(key): n for key, n in kept.items()},
        {_named(key): n for key, n in follows.items()},
    )


def _named(key: TallyKey) -> str:
    event_id, station_id, type_id, hour, measure = key
    return f"{measure} at station {station_id} of event {event_id}, type {type_id}, {hour:%Y-%m-%d %H:%M}"
