"""A report recomputed from the exported scans alone: folded again, counted one by one, estimated directly.

It shares the fold with the system (what scans mean has one home, and its own brute-force tests), and nothing else: no
counts, no trips as stored, no marginals, no SQL but reading the scans.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from pantbox.circulation.history import Trip
from pantbox.circulation.known import window_of
from pantbox.circulation.rows import CLAIM_COLUMNS, CLAIMS, PHONE, SCAN_COLUMNS, SCANS, VISITS
from pantbox.circulation.settle import history_of
from tests.reports import direct

ENDS = ("returned", "collected", "seen_again", "lost", "written_off")


def trips_of(connection: Connection) -> list[Trip]:
    """All trips, folded anew from all scans."""
    rows = connection.execute(
        select(*SCAN_COLUMNS, *CLAIM_COLUMNS, PHONE)
        .outerjoin_from(SCANS, CLAIMS, CLAIMS.c.id == SCANS.c.id)
        .outerjoin(VISITS, SCANS.c.by_phone & (VISITS.c.id == SCANS.c.visit_id))
        .where(SCANS.c.acts)
    )
    by_container: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        if row.container_id is not None:
            by_container[row.container_id].append(row)
    return [trip for of_one in by_container.values() for trip in _trips_of(of_one)]


def _trips_of(rows: list[Any]) -> list[Trip]:
    """One container's trips. What was paid at once is in no row of its own: it makes no difference here."""
    window = window_of(rows, [])
    return history_of(window.scans, window.decisions).trips


def cut(moment: datetime) -> datetime:
    """To the minute before."""
    return moment.replace(second=0, microsecond=0)


def aged(trips: Iterable[Trip], now: datetime) -> list[direct.Trip]:
    """The seen trips as ages and ends."""
    return [
        direct.Trip(
            age=int((cut(trip.ended_at or now) - cut(trip.opened_at)).total_seconds() // 60),
            how=trip.end.value if trip.end else None,
        )
        for trip in trips
        if trip.seen
    ]


@dataclass(frozen=True)
class Tally:
    """Counts of a set of trips."""

    issued: int
    unseen: int
    ends: dict[str, int]

    @property
    def out(self) -> int:
        return self.issued - sum(self.ends.values())


def tallied(trips: Iterable[Trip]) -> Tally:
    """Counted one by one."""
    every = list(trips)
    seen = [trip for trip in every if trip.seen]
    ends = Counter(trip.end.value for trip in seen if trip.end)
    return Tally(len(seen), len(every) - len(seen), {way: ends[way] for way in ENDS})


def event_day(moment: datetime) -> datetime:
    """The local 06:00 an event day begins at."""
    local = moment.astimezone(ZoneInfo("Europe/Copenhagen"))
    six = local.replace(hour=6, minute=0, second=0, microsecond=0)
    return six if six <= local else six - timedelta(days=1)
