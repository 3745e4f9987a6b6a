"""Folding every container again, in order of id and some hundreds at a time at most, and comparing what is stored of it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, select, text
from sqlalchemy.engine import Row

from pantbox.audit.finding import NOT_OURS
from pantbox.circulation.fold import RETURNS
from pantbox.circulation.history import History, Part
from pantbox.circulation.known import CONTAINERS, window_of
from pantbox.circulation.rows import SCANS, TRIPS, selecting_scans, trip_of
from pantbox.circulation.scan import Reason, Scan, Verdict
from pantbox.circulation.settle import history_of
from pantbox.circulation.tallies import TallyKey, tally
from pantbox.circulation.verdicts import standing
from pantbox.ledger.accounts import AccountKey
from pantbox.ledger.pools import Share, shares
from pantbox.ledger.postings import moves

CHUNK = 500
TRIPS_AT_ONCE = 2_000
"""Containers that have gone round for years come by fewer at a time: what is in memory is bounded by trips."""
LATER = datetime(9999, 1, 1, tzinfo=UTC)
"""When all waiting is over."""


@dataclass
class Compared:
    """How many things were compared, how many were wrong, and the first few of those."""

    n: int = 0
    wrong: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, what: str, id_: object, *, ok: bool) -> None:
        """One more, of a kind and with a name that is only made where it is wrong."""
        self.n += 1
        if not ok:
            self.wrong += 1
            self.first = [*self.first, f"{what} {id_}"][:3]


@dataclass
class Folded:
    """What follows from all scans. As large as there are accounts and counts, however many scans there were."""

    trips: Compared = field(default_factory=Compared)
    containers: Compared = field(default_factory=Compared)
    standings: Compared = field(default_factory=Compared)
    kept_promises: Compared = field(default_factory=Compared)
    balances: Counter[AccountKey] = field(default_factory=Counter)
    pools: Counter[Share] = field(default_factory=Counter)
    counts: Counter[TallyKey] = field(default_factory=Counter)


def fold_everything(connection: Connection, event_id: int | None) -> Folded:
    """Fold all containers, or those that were scanned at one event."""
    folded = Folded()
    with _row_by_row(connection):
        for containers in _containers(connection, event_id):
            ids = [row.id for row in containers]
            scans, trips = _scans(connection, ids), _trips(connection, ids)
            for row in containers:
                try:
                    _compare(folded, row, scans[row.id], trips[row.id])
                except NOT_OURS:
                    folded.containers.add("unreadable container", row.human_code, ok=False)
    return folded


@contextmanager
def _row_by_row(connection: Connection) -> Iterator[None]:
    """Let PostgreSQL look up what belongs to some containers' scans one by one. It would rather read all claims and visits there are,
    again for each part of the containers."""
    if connection.dialect.name != "postgresql":
        yield
        return
    for name in _OF_WHOLE_TABLES:
        connection.execute(text(f"SET LOCAL {name} = off"))
    yield
    for name in _OF_WHOLE_TABLES:
        connection.execute(text(f"SET LOCAL {name} TO DEFAULT"))


_OF_WHOLE_TABLES = ("enable_hashjoin", "enable_mergejoin")


def _containers(connection: Connection, event_id: int | None) -> Iterator[Sequence[Row[Any]]]:
    last = 0
    query = select(CONTAINERS).order_by(CONTAINERS.c.id).limit(CHUNK)
    if event_id is not None:
        query = query.where(
            CONTAINERS.c.id.in_(select(SCANS.c.container_id).where(SCANS.c.event_id == event_id))
        )
    while rows := connection.execute(query.where(CONTAINERS.c.id > last)).all():
        yield from _by_trips(rows)
        last = rows[-1].id


def _by_trips(rows: Sequence[Row[Any]]) -> Iterator[Sequence[Row[Any]]]:
    """In parts of about as many trips. That count is only for the size: the audit believes no derived row."""
    part: list[Row[Any]] = []
    trips = 0
    for row in rows:
        part.append(row)
        trips += row.trips
        if trips >= TRIPS_AT_ONCE:
            yield part
            part, trips = [], 0
    if part:
        yield part


def _scans(connection: Connection, container_ids: list[int]) -> dict[int, list[Any]]:
    rows = connection.execute(selecting_scans().where(SCANS.c.container_id.in_(container_ids)))
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows.all():
        found[row.container_id].append(row)
    return found


def _trips(connection: Connection, container_ids: list[int]) -> dict[int, list[Row[Any]]]:
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    rows = connection.execute(select(TRIPS).where(TRIPS.c.container_id.in_(container_ids)))
    for row in rows.all():
        found[row.container_id].append(row)
    return found


def _compare(folded: Folded, container: Row[Any], rows: list[Row[Any]], trips: list[Row[Any]]) -> None:
    window = window_of(rows, [trip_of(row) for row in trips])
    scans, stored = window.scans, {trip.id: trip for trip in window.trips}
    history = history_of(scans, window.decisions)
    says = {trip.id: trip for trip in history.trips}
    half_credited = {row.id for row in trips if _is_half_credited(row)}
    for trip_id in sorted({*says, *stored}):
        ok = says.get(trip_id) == stored.get(trip_id) and trip_id not in half_credited
        folded.trips.add("trip", trip_id, ok=ok)
    kept = (container.state, container.state_at, container.station_id, container.latest_at, container.retired_at, container.trips)  # fmt: skip
    follows = (history.state, history.state_at, history.station_id, history.latest_at, history.retired_at, len(says))  # fmt: skip
    folded.containers.add("container", container.human_code, ok=kept == follows)
    for scan, row in zip(scans, rows, strict=True):
        folded.standings.add("scan", scan.id, ok=row.standing in _may_stand_as(scan, row, history))
        if scan.kind in RETURNS and row.verdict == Verdict.ACCEPTED:
            folded.kept_promises.add("scan", scan.id, ok=_is_kept(scan, history))
    for trip in history.trips:
        for move in moves(trip.money):
            folded.balances[move.credit] += move.amount_ore
            folded.balances[move.debit] -= move.amount_ore
    folded.pools.update(shares(trip.money for trip in history.trips))
    folded.counts.update(tally(history.trips))


def _is_half_credited(row: Row[Any]) -> bool:
    """Whether a trip says something of a credit without the scan it is for: then it is read as one without."""
    credit = (row.credited_event_id, row.credited_station_id, row.credited_at, row.credited_visit_id)
    told = row.credited_ore or row.credited_at_stall or any(part is not None for part in credit)
    return row.credited_scan_id is None and bool(told)


def _may_stand_as(scan: Scan, row: Row[Any], history: History) -> set[Verdict]:
    verdict, reason = Verdict(row.verdict), Reason(row.verdict_reason) if row.verdict_reason else None
    stands = standing(scan, verdict, reason, history, now=LATER)
    # A double return that waits for a late issue stands as held until the worker ends its waiting.
    waits = stands is Verdict.REJECTED and (verdict, reason) == (Verdict.HELD, Reason.AWAITING_ISSUE)
    return {stands, Verdict.HELD} if waits else {stands}


def _is_kept(scan: Scan, history: History) -> bool:
    """Whether what was told yes stands, unless somebody took something of this container back."""
    return history.is_paid(scan.id) or Part.UNDOES in history.parts.values()
