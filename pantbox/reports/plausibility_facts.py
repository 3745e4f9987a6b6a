"""What figures of plausibility are made of: a fixed number of statements, however many stations there are.

What is compared between stations is read from counts and from the few rows that partial indexes hold. Bags and containers are
looked at one by one, so a page that renews itself asks for those of the last two days only.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from math import inf
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    ScalarSelect,
    Select,
    and_,
    func,
    select,
    text,
    true,
    union_all,
)

from pantbox.circulation.bags import Bag, bags_of, counts_of
from pantbox.circulation.claims import ClaimState, Rung
from pantbox.circulation.rows import CLAIMS, SCANS, TRIPS
from pantbox.circulation.scan import Kind, Verdict
from pantbox.circulation.tallies import ISSUED, REFILLED, RETURNED, UNSEEN
from pantbox.containers.containers import Container
from pantbox.places.stations import StationKind
from pantbox.refunds.tables import OfflineRedemption, Redemption
from pantbox.reports import gather
from pantbox.reports.counted import claimed_in
from pantbox.reports.plausibility import (
    EVENTS_MIN,
    Counted,
    Figure,
    FigureName,
    Subject,
    of_bag,
    of_stations,
    unexplained,
    usual_uses,
)

CONTAINERS = Container.__table__
REDEMPTIONS, OFFLINE = Redemption.__table__, OfflineRedemption.__table__
ISSUES, RIVALS = SCANS.alias("issue"), SCANS.alias("rival")
COUNTED_BY = timedelta(hours=1)
"""A bag is counted type by type: so long after the last count there are no more to come."""
LATELY = timedelta(days=2)
"""So that the turnaround period before this one is whole in it."""
MAKES_READY = frozenset({Kind.WASH, Kind.RECEIVE})
"""What explains that a container was used once more."""
UNDONE, UNDONE_TOO_LATE, CONTESTED = "undone", "undone_too_late", "contested"
ALL, WITHOUT_NETWORK, PAID_LATER = "all", "without_network", "paid_later"
TAKING = (StationKind.PANT_BOX, StationKind.CASH_DESK, StationKind.STALL)
Measured = Mapping[tuple[int, str], int]
"""How many of each measure, by station."""


def figures(
    connection: Connection, event_id: int, now: datetime, since: datetime | None = None
) -> list[Figure]:
    """The figures of an event: every station's, every counted bag's, and those of containers that are used unusually often.

    `since`: only bags taken down and turnaround periods begun from then on. Read it in one snapshot.
    """
    kinds: dict[StationKind, dict[int, Subject]] = defaultdict(dict)
    for row in gather.stations(connection, event_id):
        kinds[StationKind(row.kind)][row.id] = Subject(station_id=row.id, station=row.name)
    return [
        *_of_stations(connection, event_id, kinds),
        *_of_bags(connection, event_id, kinds[StationKind.PANT_BOX], now, since),
        *_of_containers(connection, event_id, since),
    ]


def hints(connection: Connection, event_id: int, now: datetime) -> list[Figure]:
    """What is marked of the last two days, for a page that renews itself."""
    return [one for one in figures(connection, event_id, now, now - LATELY) if one.is_marked]


def _of_stations(
    connection: Connection, event_id: int, kinds: Mapping[StationKind, Mapping[int, Subject]]
) -> Iterator[Figure]:
    measured = {**_scanned(connection, event_id), **_redeemed(connection, event_id)}
    stalls = kinds.get(StationKind.STALL, {})
    for name, counted in (
        (FigureName.TAKE_BACKS, _ratio(measured, stalls, (RETURNED,), (ISSUED,))),
        (FigureName.UNDOS, _ratio(measured, stalls, (UNDONE, UNDONE_TOO_LATE), (ISSUED, UNDONE))),
        (FigureName.REFILLS, _that_do(_ratio(measured, stalls, (REFILLED,), (ISSUED,)))),
        (FigureName.OFFLINE, _ratio(measured, stalls, (WITHOUT_NETWORK,), (ALL, WITHOUT_NETWORK))),
    ):
        yield from of_stations(name, counted)
    for kind in TAKING:
        for name, measure in ((FigureName.UNSEEN, UNSEEN), (FigureName.CONTESTED, CONTESTED)):
            yield from of_stations(name, _ratio(measured, kinds.get(kind, {}), (measure,), (RETURNED,)))


def _ratio(
    measured: Measured, stations: Mapping[int, Subject], counted: Sequence[str], of: Sequence[str]
) -> dict[Subject, Counted]:
    """Some measures ÷ others, of each station that has any of them."""
    found = {
        subject: Counted(
            sum(measured.get((station_id, one), 0) for one in counted),
            sum(measured.get((station_id, one), 0) for one in of),
        )
        for station_id, subject in stations.items()
    }
    return {subject: one for subject, one in found.items() if one.count or one.n}


def _that_do(stations: Mapping[Subject, Counted]) -> dict[Subject, Counted]:
    """Those that do it at all: each stall sets whether it refills, and one that does not says nothing of one that does."""
    return {subject: one for subject, one in stations.items() if one.count}


def _scanned(connection: Connection, event_id: int) -> Counter[tuple[int, str]]:
    """By station, without types that come by the crate: what is counted of those is not what is scanned of them."""
    by_the_crate = gather.types_by_the_crate(connection, event_id, None)
    measured: Counter[tuple[int, str]] = Counter()
    happened = gather.happened_by_type(connection, event_id, (ISSUED, REFILLED, RETURNED, UNSEEN))
    for station_id, type_id, measure, n in (*happened, *_corrected(connection, event_id)):
        if type_id not in by_the_crate:
            measured[(station_id, measure)] += n
    return measured


def _corrected(connection: Connection, event_id: int) -> Iterator[tuple[int, int, str, int]]:
    """Issues that stalls undid or tried to, and returns that a stronger claim came after, by (station, type, measure)."""
    # Said in the words of the partial indexes, which a parameter would hide from both planners.
    undos = (
        select(SCANS.c.station_id, ISSUES.c.type_id, SCANS.c.standing.label("what"), func.count().label("n"))
        .join(ISSUES, ISSUES.c.id == SCANS.c.undoes)
        .where(SCANS.c.event_id == event_id, text("scan.kind = 'undo'"), ISSUES.c.kind == Kind.ISSUE)
        .where(SCANS.c.station_kind == StationKind.STALL)
        .group_by(SCANS.c.station_id, ISSUES.c.type_id, SCANS.c.standing)
    )
    paid_too = (
        select(RIVALS.c.station_id, RIVALS.c.type_id, CLAIMS.c.state, func.count())
        .select_from(CLAIMS)
        .join(RIVALS, RIVALS.c.id == CLAIMS.c.second_of)
        .where(CLAIMS.c.event_id == event_id, text("return_claim.second_of IS NOT NULL"))
        .group_by(RIVALS.c.station_id, RIVALS.c.type_id, CLAIMS.c.state)
    )
    rival = _who_was_paid().label("station_id")
    waiting = (
        select(rival, SCANS.c.type_id, CLAIMS.c.state, func.count())
        .select_from(CLAIMS)
        .join(SCANS, SCANS.c.id == CLAIMS.c.id)
        .where(CLAIMS.c.event_id == event_id, text("return_claim.state = 'waiting'"))
        .where(CLAIMS.c.rung.in_((Rung.SECOND_BOUND, Rung.SECOND_AT_DESK)))
        .group_by(rival, SCANS.c.type_id, CLAIMS.c.state)
    )
    measures = {
        Verdict.ACCEPTED: UNDONE, Verdict.REJECTED: UNDONE_TOO_LATE,
        ClaimState.PAID: CONTESTED, ClaimState.WAITING: CONTESTED,
    }  # fmt: skip
    for station_id, type_id, what, n in connection.execute(union_all(undos, paid_too, waiting)):
        if what in measures:
            yield station_id, type_id, measures[what], int(n)


def _who_was_paid() -> ScalarSelect[Any]:
    """The station that has the deposit a waiting claim asks for: that of its container's last trip by then."""
    return (
        select(TRIPS.c.credited_station_id)
        .where(TRIPS.c.container_id == SCANS.c.container_id, TRIPS.c.opened_at <= SCANS.c.effective_at)
        .order_by(TRIPS.c.opened_at.desc())
        .limit(1)
        .correlate(SCANS)
        .scalar_subquery()
    )


def _redeemed(connection: Connection, event_id: int) -> Counter[tuple[int, str]]:
    """Redemptions by network, and those said to be made without, by station."""
    stalls = select(gather.STATIONS.c.id).where(
        gather.STATIONS.c.event_id == event_id, gather.STATIONS.c.kind == StationKind.STALL
    )
    by_station = (
        # Of these the index alone tells how many.
        select(REDEMPTIONS.c.station_id, text(f"'{ALL}' AS measure"), func.count().label("n"))
        .where(REDEMPTIONS.c.station_id.in_(stalls))
        .group_by(REDEMPTIONS.c.station_id),
        select(OFFLINE.c.station_id, text(f"'{WITHOUT_NETWORK}'"), func.count())
        .where(OFFLINE.c.station_id.in_(stalls))
        .group_by(OFFLINE.c.station_id),
        select(REDEMPTIONS.c.station_id, text(f"'{PAID_LATER}'"), func.count())
        .join(OFFLINE, OFFLINE.c.id == REDEMPTIONS.c.offline_id)
        .where(OFFLINE.c.station_id.in_(stalls))
        .group_by(REDEMPTIONS.c.station_id),
    )
    redeemed: Counter[tuple[int, str]] = Counter()
    for station_id, measure, n in connection.execute(union_all(*by_station)):
        redeemed[(station_id, ALL if measure == PAID_LATER else measure)] += (
            -n if measure == PAID_LATER else n
        )
    return redeemed


def _of_bags(
    connection: Connection,
    event_id: int,
    boxes: Mapping[int, Subject],
    now: datetime,
    since: datetime | None,
) -> Iterator[Figure]:
    bags = [
        bag
        for bag in bags_of(counts_of(connection, event_id))
        if bag.station_id in boxes and _is_counted(bag, now) and (since is None or bag.until >= since)
    ]
    for bag, claimed in claimed_in(connection, bags):
        subject = replace(boxes[bag.station_id], bag=bag.tag, at=bag.until)
        yield of_bag(subject, bag.items or 0, claimed)


def _is_counted(bag: Bag, now: datetime) -> bool:
    return bool(bag.counts) and all(count.at <= now - COUNTED_BY for count in bag.counts.values())


def _of_containers(connection: Connection, event_id: int, since: datetime | None) -> Iterator[Figure]:
    """Those used more often within a turnaround period than the most used one should be. How often the others were is asked
    only when one was used so often that it could be marked."""
    uses = (
        select(TRIPS.c.period, TRIPS.c.container_id, func.count().label("uses"))
        .where(TRIPS.c.event_id == event_id)
        .where(true() if since is None else and_(TRIPS.c.opened_at >= since, TRIPS.c.period >= since))
        .group_by(TRIPS.c.period, TRIPS.c.container_id)
    )
    worn = select(CONTAINERS.c.id).where(CONTAINERS.c.trips >= EVENTS_MIN)
    often = connection.execute(
        uses.where(TRIPS.c.container_id.in_(worn)).having(func.count() >= EVENTS_MIN)
    ).all()
    if not often:
        return
    bounds = _usual_by_period(connection, uses)
    often = [row for row in often if row.uses > _most(bounds[row.period])]
    ids = sorted({row.container_id for row in often})
    wanted = select(CONTAINERS.c.id, CONTAINERS.c.human_code).where(CONTAINERS.c.id.in_(ids))
    codes = {row.id: row.human_code for row in connection.execute(wanted)}
    used = _moments(connection, TRIPS, "opened_at", ids, TRIPS.c.event_id == event_id)
    ready = _moments(
        connection, SCANS, "effective_at", ids, SCANS.c.kind.in_(sorted(MAKES_READY)) & SCANS.c.acts
    )
    for row in often:
        usual, most = bounds[row.period]
        subject = Subject(container_id=row.container_id, container=codes[row.container_id], at=row.period)
        spot = (row.container_id, row.period)
        count = unexplained(used[spot], ready[spot])
        yield Figure(FigureName.USES, subject, count, int(row.uses), at_most=most, usual=usual)


def _most(bound: tuple[Fraction, int | None]) -> float:
    return inf if bound[1] is None else bound[1]


def _usual_by_period(
    connection: Connection, uses: Select[Any]
) -> Mapping[datetime, tuple[Fraction, int | None]]:
    """What is usual in each turnaround period, and how many uses of one container are plausible at most."""
    each = uses.subquery()
    periods: dict[datetime, dict[int, int]] = defaultdict(dict)
    for period, used, n in connection.execute(
        select(each.c.period, each.c.uses, func.count()).group_by(each.c.period, each.c.uses)
    ):
        periods[period][int(used)] = int(n)
    return {period: usual_uses(containers) for period, containers in periods.items()}


def _moments(
    connection: Connection,
    table: FromClause,
    moment: str,
    container_ids: Sequence[int],
    only: ColumnElement[bool],
) -> Mapping[tuple[int, datetime], list[datetime]]:
    """When something happened to these containers, by container and turnaround period."""
    rows = connection.execute(
        select(table.c.container_id, table.c.period, table.c[moment]).where(
            table.c.container_id.in_(container_ids), only
        )
    )
    found: dict[tuple[int, datetime], list[datetime]] = defaultdict(list)
    for container_id, period, at in rows:
        found[(container_id, period)].append(at)
    return found
