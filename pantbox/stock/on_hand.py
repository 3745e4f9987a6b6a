"""What is left where, from counts, scans and the hours' counts: a fixed number of statements, whatever was scanned."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, column, func, select, union_all

from pantbox import sets
from pantbox.circulation.scan import Kind
from pantbox.circulation.tables import Rollup, RollupDelta, ScanRow, TripRow
from pantbox.circulation.tallies import FORGOTTEN, ISSUED
from pantbox.clock import hour_of
from pantbox.containers.containers import Container, ContainerState
from pantbox.places.crates import CrateMode
from pantbox.places.stations import Station, StationKind
from pantbox.stock.level import HOUR, Base, Basis, Level, Movement, base_of, hourly_rate, minutes_left
from pantbox.stock.tables import Closing, ClosingLine

SCANS, TRIPS, ROLLUPS, DELTAS = ScanRow.__table__, TripRow.__table__, Rollup.__table__, RollupDelta.__table__
CONTAINERS, STATIONS, CRATES = Container.__table__, Station.__table__, CrateMode.__table__
THE_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
STOCKS = (StationKind.STALL, StationKind.STORE, StationKind.WASH)

Spot = tuple[int, int]
"""A station and a type."""


@dataclass(frozen=True, slots=True)
class Window:
    """After `since`, up to and with `until`."""

    since: datetime
    until: datetime

    @property
    def first_hour(self) -> datetime:
        """The first whole hour in it."""
        hour = hour_of(self.since)
        return hour if hour == self.since else hour + HOUR


def levels(
    connection: Connection,
    event_id: int,
    now: datetime,
    *,
    station_ids: Collection[int] | None = None,
    at: datetime | None = None,
) -> list[Level]:
    """What is left of each type at each stall, store and wash of an event, or at some of them. Read in one snapshot.

    `at` asks as of an earlier time: counts and scans after it do not count.
    """
    until = at or now
    kinds = _stations(connection, event_id, station_ids)
    bases = _bases(connection, event_id, kinds, until)
    scanned_in = _in_stock(connection, kinds) if at is None else Counter[Spot]()
    ever = _handed_out(connection, event_id, kinds)
    spots = sorted(bases.keys() | scanned_in.keys() | ever.keys())
    windows = {
        spot: Window(bases[spot].since or THE_BEGINNING, until)
        for spot in spots
        if spot in bases and kinds[spot[0]] is StationKind.STALL
    }
    gone = handed_out_within(connection, event_id, windows)
    rates = _rates(connection, event_id, kinds, now)
    by_the_crate = _by_the_crate(connection, event_id)
    return [
        _level(spot, bases.get(spot), scanned_in[spot], ever[spot], gone[spot], rates.get(spot, 0),
               by_the_crate=spot in by_the_crate and not ever[spot])
        for spot in spots
    ]  # fmt: skip


def _level(
    spot: Spot, base: Base | None, scanned_in: int, ever: int, gone: int, per_hour: int, *, by_the_crate: bool
) -> Level:
    left: int | None
    if base is None:
        basis, left = (Basis.SCANNED, scanned_in) if scanned_in else (Basis.UNKNOWN, None)
    elif by_the_crate:
        basis, left = Basis.UNKNOWN, None
    else:
        basis, left = Basis.COUNTED, max(0, base.left - gone)
    return Level(
        station_id=spot[0],
        type_id=spot[1],
        delivered=base.delivered if base else scanned_in + ever,
        supplied=base.left if base else scanned_in,
        handed_out=ever,
        left=left,
        basis=basis,
        per_hour=per_hour,
        minutes_left=minutes_left(left, per_hour),
    )


def _stations(
    connection: Connection, event_id: int, station_ids: Collection[int] | None
) -> dict[int, StationKind]:
    query = select(STATIONS.c.id, STATIONS.c.kind).where(
        STATIONS.c.event_id == event_id, STATIONS.c.kind.in_(STOCKS)
    )
    if station_ids is not None:
        query = query.where(STATIONS.c.id.in_(station_ids))
    return {row.id: StationKind(row.kind) for row in connection.execute(query)}


def _bases(
    connection: Connection, event_id: int, kinds: Mapping[int, StationKind], until: datetime
) -> dict[Spot, Base]:
    scans = select(SCANS.c.station_id, SCANS.c.type_id, SCANS.c.kind, SCANS.c.quantity, SCANS.c.effective_at).where(
        SCANS.c.event_id == event_id,
        SCANS.c.container_id.is_(None),
        SCANS.c.acts,
        SCANS.c.station_id.in_(kinds),
        SCANS.c.type_id.is_not(None),
        SCANS.c.bag.is_(None),
        SCANS.c.reason.is_(None),
        SCANS.c.effective_at <= until,
    )  # fmt: skip
    closings, lines = Closing.__table__, ClosingLine.__table__
    # A scan is of at least one: that nothing was left stands on the closing alone.
    emptied = (
        select(closings.c.station_id, lines.c.type_id, closings.c.at)
        .join(closings, closings.c.id == lines.c.closing_id)
        .where(
            closings.c.event_id == event_id,
            closings.c.station_id.in_(kinds),
            closings.c.at <= until,
            lines.c.quantity == 0,
        )
    )
    moved: dict[Spot, list[Movement]] = defaultdict(list)
    for station_id, type_id, kind, quantity, at in connection.execute(scans):
        moved[(station_id, type_id)].append(Movement(Kind(kind), quantity, at))
    for station_id, type_id, at in connection.execute(emptied):
        moved[(station_id, type_id)].append(Movement(Kind.COUNT, 0, at))
    return {
        spot: base_of(sorted(movements, key=_in_time), kinds[spot[0]])
        for spot, movements in moved.items()
        if any(one.kind is not Kind.COLLECT for one in movements)
    }


def _in_time(movement: Movement) -> tuple[datetime, bool]:
    # Who counts at the moment something comes in has counted that too.
    return movement.at, movement.kind is Kind.COUNT


def _in_stock(connection: Connection, kinds: Collection[int]) -> Counter[Spot]:
    """Clean containers last seen at each station."""
    rows = connection.execute(
        select(CONTAINERS.c.station_id, CONTAINERS.c.type_id, func.count())
        .where(CONTAINERS.c.station_id.in_(kinds), CONTAINERS.c.state == ContainerState.IN_STOCK)
        .group_by(CONTAINERS.c.station_id, CONTAINERS.c.type_id)
    )
    return Counter({(row[0], row[1]): row[2] for row in rows})


def _by_the_crate(connection: Connection, event_id: int) -> set[Spot]:
    rows = connection.execute(
        select(CRATES.c.station_id, CRATES.c.type_id).where(
            CRATES.c.event_id == event_id, CRATES.c.until.is_(None)
        )
    )
    return {(row.station_id, row.type_id) for row in rows}


def _handed_out(connection: Connection, event_id: int, kinds: Collection[int]) -> Counter[Spot]:
    """How many each station handed out ever, with those it forgot to scan, as far as they came back."""
    parts = [
        select(table.c.station_id, table.c.type_id, table.c.n).where(
            table.c.event_id == event_id,
            table.c.station_id.in_(kinds),
            table.c.measure.in_((ISSUED, FORGOTTEN)),
        )
        for table in (ROLLUPS, DELTAS)
    ]
    counted = union_all(*parts).subquery()
    key = (counted.c.station_id, counted.c.type_id)
    rows = connection.execute(select(*key, func.sum(counted.c.n)).group_by(*key))
    return Counter({(row[0], row[1]): int(row[2]) for row in rows})


def _rates(connection: Connection, event_id: int, kinds: Collection[int], now: datetime) -> dict[Spot, int]:
    hour = hour_of(now)
    parts = [
        select(table.c.station_id, table.c.type_id, table.c.hour, table.c.n).where(
            table.c.event_id == event_id,
            table.c.station_id.in_(kinds),
            table.c.measure == ISSUED,
            table.c.hour.in_((hour, hour - HOUR)),
        )
        for table in (ROLLUPS, DELTAS)
    ]
    counted = union_all(*parts).subquery()
    key = (counted.c.station_id, counted.c.type_id, counted.c.hour)
    rows = connection.execute(select(*key, func.sum(counted.c.n)).group_by(*key))
    by_hour = {((row[0], row[1]), row[2]): int(row[3]) for row in rows}
    return {
        spot: hourly_rate(by_hour.get((spot, hour), 0), by_hour.get((spot, hour - HOUR), 0), now)
        for spot in {spot for spot, _hour in by_hour}
    }


def handed_out_within(connection: Connection, event_id: int, windows: Mapping[Spot, Window]) -> Counter[Spot]:
    """How many were handed out in a window of time of its own for each station and type.

    Whole hours are counted already; only the broken hours at both ends are looked up trip by trip.
    """
    found: Counter[Spot] = Counter()
    for row in sets.run(connection, _whole_hours(event_id, windows)).rows:
        found[(row.station_id, row.type_id)] += int(row.n)
    for row in sets.run(connection, _broken_hours(event_id, windows)).rows:
        found[(row.opened_station_id, row.type_id)] += int(row.n)
    return found


def _whole_hours(event_id: int, windows: Mapping[Spot, Window]) -> sets.Statement:
    rows: list[dict[str, Any]] = [
        {"station_id": spot[0], "type_id": spot[1], "hour": window.first_hour, "until": hour_of(window.until)}
        for spot, window in windows.items()
    ]
    counted = " UNION ALL ".join(
        f"SELECT station_id, type_id, hour, n FROM {table} WHERE event_id = {int(event_id)}"  # noqa: S608
        f" AND measure IN ('{ISSUED}', '{FORGOTTEN}')"
        for table in (ROLLUPS, DELTAS)
    )
    return sets.Statement(
        f"""SELECT g.station_id, g.type_id, SUM(c.n) AS n FROM {{given}} g JOIN ({counted}) c
            ON c.station_id = g.station_id AND c.type_id = g.type_id AND c.hour >= g.hour AND c.hour < g.until
            GROUP BY g.station_id, g.type_id""",  # noqa: S608
        [ROLLUPS.c.station_id, ROLLUPS.c.type_id, ROLLUPS.c.hour, column("until", ROLLUPS.c.hour.type)],
        rows,
        [ROLLUPS.c.station_id, ROLLUPS.c.type_id, column("n", BigInteger)],
    )


def _broken_hours(event_id: int, windows: Mapping[Spot, Window]) -> sets.Statement:
    rows: list[dict[str, Any]] = [
        {"opened_station_id": spot[0], "type_id": spot[1], "opened_at": since, "ended_at": until}
        for spot, window in windows.items()
        for since, until in _ends(window)
    ]
    return sets.Statement(
        f"""SELECT t.opened_station_id, t.type_id, COUNT(*) AS n FROM {{given}} g JOIN trip t
            ON t.opened_station_id = g.opened_station_id AND t.type_id = g.type_id
            AND t.opened_at > g.opened_at AND t.opened_at <= g.ended_at
            WHERE t.event_id = {int(event_id)} AND t.seen GROUP BY t.opened_station_id, t.type_id""",  # noqa: S608
        [TRIPS.c.opened_station_id, TRIPS.c.type_id, TRIPS.c.opened_at, TRIPS.c.ended_at],
        rows,
        [TRIPS.c.opened_station_id, TRIPS.c.type_id, column("n", BigInteger)],
    )


def _ends(window: Window) -> Iterable[tuple[datetime, datetime]]:
    first, last = window.first_hour, hour_of(window.until)
    if first > last:
        return [(window.since, window.until)]
    # Hours begin with their own first moment: a microsecond before it is the end of the hour before.
    moment = datetime.resolution
    return [(window.since, first - moment), (last - moment, window.until)]
