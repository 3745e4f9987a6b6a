"""What the database knows that a batch of scans touches: containers (locked), scans, trips, visits (locked)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Connection, Integer, String, column
from sqlalchemy.engine import Row

from pantbox import sets
from pantbox.circulation.claims import ClaimState, ReturnClaim, Rung
from pantbox.circulation.fold import RETURNS, SAME_DAY, Carried, by_when_it_happened
from pantbox.circulation.history import Serving, Trip
from pantbox.circulation.rows import (
    CLAIM_COLUMNS,
    PHONE,
    SCAN_COLUMNS,
    SCANS,
    TRIPS,
    VISITS,
    return_claim_of,
    scan_of,
    trip_of,
)
from pantbox.circulation.scan import Kind, Scan, Verdict
from pantbox.circulation.trips import paid_with, seconds_of, serving_of
from pantbox.containers.codes import Code, CodeKind
from pantbox.containers.containers import Container
from pantbox.containers.types import ContainerType
from pantbox.db import UtcDateTime

CONTAINERS = Container.__table__
TYPES = ContainerType.__table__
_NAMED = [column("asset", String(13)), CONTAINERS.c.serial, CONTAINERS.c.human_code]
_TRIP_OF_SCAN = [TRIPS.c.id.label("trip_id"), TRIPS.c.deposit_ore.label("trip_deposit_ore")]
_CONTAINER = [
    CONTAINERS.c[name] for name in ("id", "organisation_id", "type_id", "serial", "human_code", "retired_at")
]


def locking_containers(connection: Connection, organisation_id: int, codes: Sequence[Code]) -> sets.Statement:
    """The organisation's containers these codes name, locked in order of id: two batches wait for, but never on, each other."""
    # Subqueries, not joins: SQLite would walk all containers of a type for each code it is given.
    wanted = [{"asset": code.asset or None, "serial": code.value if code.kind is CodeKind.CONTAINER else None,
               "human_code": code.value if code.kind is CodeKind.HUMAN else None} for code in codes]  # fmt: skip
    lock = "FOR UPDATE OF c" if connection.dialect.name == "postgresql" else ""
    names = ", ".join(f"c.{part.name}" for part in _CONTAINER)
    ours = f"organisation_id = {int(organisation_id)}"
    return sets.Statement(
        f"""SELECT {names}, t.asset FROM container c JOIN container_type t ON t.id = c.type_id
            WHERE c.id IN (
                SELECT (SELECT s.id FROM container s WHERE s.type_id = a.id AND s.serial = g.serial)
                FROM {{given}} g JOIN container_type a ON a.asset = g.asset AND a.{ours}
                UNION
                SELECT (SELECT h.id FROM container h WHERE h.{ours} AND h.human_code = g.human_code) FROM {{given}} g)
            ORDER BY c.id {lock}""",  # noqa: S608 (names are our own, the id is a number)
        _NAMED,
        wanted,
        [*_CONTAINER, TYPES.c.asset],
    )


def by_code(rows: Iterable[Row[Any]]) -> dict[Code, Row[Any]]:
    """These containers by each of the codes that name them."""
    found = {}
    for row in rows:
        found[Code(CodeKind.CONTAINER, row.serial, row.asset)] = row
        found[Code(CodeKind.HUMAN, row.human_code)] = row
    return found


def known_scans(connection: Connection, ids: Iterable[UUID]) -> dict[UUID, Row[Any]]:
    """The scans among these ids that are recorded already, with what their senders were told and the trip they made or ended."""
    return {row.id: row for row in sets.run(connection, _known(ids)).rows}


def _known(ids: Iterable[UUID]) -> sets.Statement:
    columns = [*SCAN_COLUMNS, SCANS.c.content_hash, SCANS.c.organisation_id]
    names = ", ".join(f"s.{part.name}" for part in columns)
    return sets.Statement(
        f"""SELECT {names}, t.id AS trip_id, t.deposit_ore AS trip_deposit_ore FROM {{given}} g JOIN scan s ON s.id = g.id
            LEFT JOIN return_claim c ON c.id = s.id
            LEFT JOIN trip t ON t.container_id = s.container_id
                AND (s.id IN (t.id, t.credited_scan_id) OR t.id = c.trip_id)""",  # noqa: S608
        [SCANS.c.id], [{"id": one} for one in sorted(ids)], [*columns, *_TRIP_OF_SCAN],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Window:
    """The end of a container's history that new scans may change: its scans, its trips, what was decided of its returns,
    and what each scan was told.

    It begins with the scan that opened `begin`, or with the container's first scan. `decided` are the returns of which
    there is a row; what was decided of the others follows from their trips.
    """

    scans: list[Scan]
    trips: list[Trip]
    rows: dict[UUID, Row[Any]]
    decisions: dict[UUID, ReturnClaim]
    decided: frozenset[UUID] = frozenset()
    begin: Trip | None = None

    @property
    def visit_ids(self) -> set[UUID]:
        """The visits whose money may change with it."""
        claims = {claim.visit_id for trip in self.trips for claim in trip.paid}
        return {one for one in claims | {scan.visit_id for scan in self.scans} if one}

    @property
    def carried(self) -> Carried:
        """What the slot that it begins in hands on, as `fold` asks."""
        if self.begin is None or self.begin.seen:
            return Carried()
        return Carried(self.begin.unseen_stall_id, self.begin.paid_again)


NOTHING = Window([], [], {}, {})


def windows(connection: Connection, since: Mapping[int, datetime]) -> dict[int, Window]:
    """For each container, everything from the last trip opened before the given time on. What lies before cannot change.

    The given time is where a turnaround period begins; returns that wait are in the window, however old, and so is what an
    undo takes back whose time is not believed: until the next issue, whoever sees the container may make it too late. A
    trip whose issue nobody saw may go with the last of its returns, so a window begins with one only where none of them
    can change any more. An undo may, by its clock, lie before the scan it undoes, so all of a container's undos come too;
    they are few.
    """
    scans, trips = sets.together(connection, _windows(since))
    return _put_together(since, scans.rows, trips.rows)


@dataclass(frozen=True, slots=True)
class BoxCount:
    """How many returns were sent at a box since its bag was hung, second readings and all. None: that was never changed."""

    hung_at: datetime | None
    returns: int


@dataclass(frozen=True, slots=True)
class Before:
    """What there is before a batch: its scans that are recorded already, its containers' windows, its visits, locked, and
    the boxes that were counted with them."""

    known: dict[UUID, Row[Any]]
    windows: dict[int, Window]
    visits: dict[UUID, Row[Any]]
    boxes: dict[int, BoxCount]


def before_batch(
    connection: Connection,
    ids: Iterable[UUID],
    since: Mapping[int, datetime],
    opened: Mapping[UUID, Mapping[str, Any]],
    others: Iterable[UUID],
    counted: Mapping[UUID, int],
) -> Before:
    """As `known_scans`, `windows` and `lock_visits` give them, asked together. `counted` are boxes to count, each with one
    of the visits."""
    known, scans, trips, _, found = sets.together(
        connection, [_known(ids), *_windows(since), *_locking_visits(connection, opened, others, counted)]
    )
    return Before(
        {row.id: row for row in known.rows},
        _put_together(since, scans.rows, trips.rows),
        {row.id: row for row in found.rows},
        {counted[row.id]: BoxCount(row.hung_at, row.returns) for row in found.rows if row.id in counted},
    )


def _windows(since: Mapping[int, datetime]) -> tuple[sets.Statement, sets.Statement]:
    wanted = [
        {"container_id": one, "effective_at": moment, "unseen_before": moment - SAME_DAY}
        for one, moment in sorted(since.items())
    ]
    columns = [SCANS.c.container_id, SCANS.c.effective_at, _UNSEEN_BEFORE]
    scans = sets.Statement(
        _SCANS_IN_WINDOW, columns, wanted, [*SCAN_COLUMNS, *CLAIM_COLUMNS, PHONE, _BEGAN_AT]
    )
    return scans, sets.Statement(_TRIPS_IN_WINDOW, columns, wanted, list(TRIPS.c))


def _put_together(
    since: Mapping[int, datetime], scans: Iterable[Row[Any]], trips: Iterable[Row[Any]]
) -> dict[int, Window]:
    found: dict[int, tuple[list[Row[Any]], list[Trip]]] = defaultdict(lambda: ([], []))
    for row in scans:
        found[row.container_id][0].append(row)
    for row in trips:
        found[row.container_id][1].append(trip_of(row))
    return {one: window_of(rows, of, rows[0].began_at if rows else None) for one, (rows, of) in found.items()}


def window_of(rows: list[Row[Any]], trips: list[Trip], began_at: datetime | None = None) -> Window:
    """The window that these rows of scans and trips are. `began_at` None: the container's whole history."""
    trips.sort(key=_by_when_it_opened)
    begin = trips[0] if trips and trips[0].opened_at == began_at else None
    decisions = {row.counts_claim or row.id: claim for row in rows if (claim := return_claim_of(row))}
    decided = frozenset(decisions)
    scans = [scan_of(row) for row in rows]
    if begin:
        # Of scans at the very moment the trip was opened, those before it belong to the trip before.
        scans = [
            s for s in scans if s.kind is Kind.UNDO or by_when_it_happened(s) >= _by_when_it_opened(begin)
        ]
    decisions |= _paid_when_recorded(scans, trips, decisions)
    return Window(
        scans,
        _with_refills(_with_seconds(trips, scans, decisions), rows),
        {row.id: row for row in rows},
        decisions,
        decided,
        begin,
    )


def _paid_when_recorded(
    scans: Iterable[Scan], trips: Iterable[Trip], decided: Mapping[UUID, ReturnClaim]
) -> dict[UUID, ReturnClaim]:
    """The returns that were paid at once out of their trip's deposit: of those only the trip tells."""
    recorded = {scan.id: scan.recorded_at for scan in scans if scan.kind in RETURNS}
    return {
        trip.credited.scan_id: ReturnClaim(
            ClaimState.PAID,
            Rung.SEEN if trip.seen else Rung.UNSEEN,
            paid_ore=trip.credited.amount_ore,
            paid_at=recorded[trip.credited.scan_id],
            trip_id=trip.id,
        )
        for trip in trips
        if trip.credited and trip.credited.scan_id in recorded and trip.credited.scan_id not in decided
    }


def _with_seconds(
    trips: list[Trip], scans: Iterable[Scan], decisions: Mapping[UUID, ReturnClaim]
) -> list[Trip]:
    """The trips with the claims that were paid though another had the deposit."""
    paid: dict[UUID, list[UUID]] = defaultdict(list)
    for one, claim in decisions.items():
        if claim.state is ClaimState.PAID and claim.trip_id:
            paid[claim.trip_id].append(one)
    if all(len(of_trip) < 2 for of_trip in paid.values()):
        return trips
    by_id = {scan.id: scan for scan in scans}
    by_id |= {one: found for one in decisions if (found := paid_with(one, decisions, by_id))}
    made = []
    for trip in trips:
        others = [one for one in paid[trip.id] if trip.credited and one != trip.credited.scan_id]
        others.sort(key=lambda one: (decisions[one].paid_at or by_id[one].recorded_at, one))
        first = by_id.get(trip.credited.scan_id) if trip.credited else None
        seconds = seconds_of([by_id[one] for one in others], first, decisions, by_id) if first else ()
        made.append(replace(trip, seconds=seconds))
    return made


def _with_refills(trips: list[Trip], rows: Iterable[Row[Any]]) -> list[Trip]:
    """The trips with their refills: those that stand, and neither opened a trip nor were a second reading."""
    opened = {trip.id for trip in trips}
    refills = sorted(
        (
            scan_of(row)
            for row in rows
            if row.kind == Kind.REFILL and row.standing == Verdict.ACCEPTED and row.id not in opened
        ),
        key=by_when_it_happened,
    )
    servings: dict[UUID, list[Serving]] = defaultdict(list)
    for refill in refills:
        of = [trip for trip in trips if trip.seen and _by_when_it_opened(trip) <= by_when_it_happened(refill)]
        if of:
            servings[of[-1].id].append(serving_of(refill))
    return [
        replace(trip, refills=tuple(servings[trip.id])) if trip.id in servings else trip for trip in trips
    ]


def _by_when_it_opened(trip: Trip) -> tuple[datetime, bool, UUID]:
    return (trip.opened_at, not trip.seen, trip.id)


def _names(columns: Iterable[Any]) -> str:
    return ", ".join(f"s.{part.name}" for part in columns)


_BEGAN_AT = column("began_at", UtcDateTime())
_UNSEEN_BEFORE = column("unseen_before", UtcDateTime())
# A trip whose issue nobody saw goes when its only return is refused or undone, which may be a return of another event's day.
_BEGINS = """(SELECT g.container_id, COALESCE((SELECT i.opened_at FROM trip i
        WHERE i.container_id = g.container_id AND i.opened_at < g.effective_at AND NOT EXISTS (
            SELECT 1 FROM return_claim w
            WHERE w.container_id = g.container_id AND w.state = 'waiting' AND (NOT i.seen OR w.period <= i.opened_at))
        AND (i.seen OR i.opened_at < g.unseen_before AND NOT EXISTS (
            SELECT 1 FROM scan u
            WHERE u.container_id = g.container_id AND u.kind = 'undo' AND u.acts AND NOT u.believed))
        ORDER BY i.opened_at DESC LIMIT 1), '1970-01-01 00:00:00') AS began_at
    FROM {given} g)"""
_DECIDED = ", ".join(f"c.{part.element.name} AS {part.name}" for part in CLAIM_COLUMNS)
_NOT_DECIDED = ", ".join(["NULL"] * len(CLAIM_COLUMNS))
_SCANS_IN_WINDOW = f"""
    SELECT {_names(SCAN_COLUMNS)}, {_DECIDED}, v.phone_hash AS phone_hash, g.began_at AS began_at
    FROM {_BEGINS} g JOIN scan s ON s.container_id = g.container_id AND s.effective_at >= g.began_at
    LEFT JOIN return_claim c ON c.id = COALESCE(s.counts_claim, s.id)
    LEFT JOIN visit v ON s.by_phone AND v.id = s.visit_id WHERE s.acts
    UNION ALL
    SELECT {_names(SCAN_COLUMNS)}, {_NOT_DECIDED}, NULL, g.began_at
    FROM {_BEGINS} g JOIN scan s ON s.container_id = g.container_id AND s.effective_at < g.began_at
    WHERE s.acts AND s.kind = 'undo'"""  # noqa: S608 (names are our own)
_TRIPS_IN_WINDOW = f"""SELECT {_names(TRIPS.c)} FROM {_BEGINS} g
    JOIN trip s ON s.container_id = g.container_id AND s.opened_at >= g.began_at"""  # noqa: S608


def lock_visits(
    connection: Connection, opened: Mapping[UUID, Mapping[str, Any]], others: Iterable[UUID]
) -> dict[UUID, Row[Any]]:
    """These visits, locked in order of id. Those `opened` are made first if they are not there yet: two cannot both open one."""
    _, found = sets.together(connection, _locking_visits(connection, opened, others, {}))
    return {row.id: row for row in found.rows}


def _locking_visits(
    connection: Connection,
    opened: Mapping[UUID, Mapping[str, Any]],
    others: Iterable[UUID],
    counted: Mapping[UUID, int],
) -> tuple[sets.Statement, sets.Statement]:
    ids = sorted({*opened, *others})
    lock = "FOR UPDATE OF v" if connection.dialect.name == "postgresql" else ""
    if counted:
        select = sets.Statement(
            f"SELECT {_VISIT}, {_BOX_COUNT} FROM {{given}} g JOIN visit v ON v.id = g.id ORDER BY v.id {lock}",  # noqa: S608
            [VISITS.c.id, column("box_id", BigInteger())], [{"id": one, "box_id": counted.get(one)} for one in ids],
            [*VISITS.c, column("hung_at", UtcDateTime()), column("returns", Integer())],
        )  # fmt: skip
    else:
        select = sets.Statement(
            f"SELECT {_VISIT} FROM visit v WHERE v.id IN (SELECT id FROM {{given}} g) ORDER BY v.id {lock}",  # noqa: S608
            [VISITS.c.id], [{"id": one} for one in ids], list(VISITS.c),
        )  # fmt: skip
    rows = [opened[one] for one in sorted(opened)]
    return sets.inserting(VISITS, rows, on_conflict="(id) DO NOTHING"), select


_VISIT = ", ".join(f"v.{part.name}" for part in VISITS.c)
_HUNG_AT = """(SELECT MAX(e.effective_at) FROM scan e
    WHERE e.station_id = g.box_id AND e.station_kind = 'pant_box' AND e.kind = 'empty' AND e.acts)"""
_BOX_COUNT = f"""{_HUNG_AT} AS hung_at, (SELECT COUNT(*) FROM scan b
    WHERE b.station_id = g.box_id AND b.station_kind = 'pant_box' AND b.kind = 'return'
    AND b.effective_at > COALESCE({_HUNG_AT}, '1970-01-01 00:00:00')) AS returns"""  # noqa: S608 (names are our own)
