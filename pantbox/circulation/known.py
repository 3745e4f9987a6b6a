"""What the database knows that a batch of scans touches: containers (locked), scans, trips, visits (locked)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, String, column
from sqlalchemy.engine import Row

from pantbox import sets
from pantbox.circulation.fold import by_when_it_happened
from pantbox.circulation.history import Trip
from pantbox.circulation.rows import HOLD_COLUMNS, SCAN_COLUMNS, SCANS, TRIPS, scan_of, trip_of
from pantbox.circulation.scan import Kind, Scan
from pantbox.circulation.tables import VisitRow
from pantbox.containers.codes import Code, CodeKind
from pantbox.containers.containers import Container
from pantbox.containers.types import ContainerType

CONTAINERS = Container.__table__
TYPES = ContainerType.__table__
_NAMED = [column("asset", String(13)), CONTAINERS.c.serial, CONTAINERS.c.human_code]
VISITS = VisitRow.__table__
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
            LEFT JOIN trip t ON t.container_id = s.container_id
                AND s.id IN (t.id, t.credited_scan_id, t.contested_scan_id)""",  # noqa: S608
        [SCANS.c.id], [{"id": one} for one in sorted(ids)], [*columns, *_TRIP_OF_SCAN],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Window:
    """The end of a container's history that new scans may change: its scans, its trips, and what each scan was told.

    It begins with the scan that opened `begin`, or with the container's first scan.
    """

    scans: list[Scan]
    trips: list[Trip]
    rows: dict[UUID, Row[Any]]
    begin: Trip | None = None

    @property
    def visit_ids(self) -> set[UUID]:
        """The visits whose money may change with it."""
        claims = {claim.visit_id for t in self.trips for claim in (t.credited, t.contested) if claim}
        return {one for one in claims | {scan.visit_id for scan in self.scans} if one}

    @property
    def delivered_to(self) -> int | None:
        """The stall the container was delivered to before the window, as `fold` asks."""
        return self.begin.unseen_stall_id if self.begin else None


NOTHING = Window([], [], {})


def windows(connection: Connection, since: Mapping[int, datetime]) -> dict[int, Window]:
    """For each container, everything from the last trip opened before the given time on. What lies before cannot change.

    The given time is where a turnaround period begins. An undo may, by its clock, lie before the scan it undoes, so all of
    a container's undos come too; they are few.
    """
    scans, trips = sets.together(connection, _windows(since))
    return _put_together(since, scans.rows, trips.rows)


@dataclass(frozen=True, slots=True)
class Before:
    """What there is before a batch: its scans that are recorded already, its containers' windows, and its visits, locked."""

    known: dict[UUID, Row[Any]]
    windows: dict[int, Window]
    visits: dict[UUID, Row[Any]]


def before_batch(
    connection: Connection,
    ids: Iterable[UUID],
    since: Mapping[int, datetime],
    visits: Mapping[UUID, Mapping[str, Any]],
) -> Before:
    """As `known_scans`, `windows` and `lock_visits` give them, asked together."""
    known, scans, trips, _, found = sets.together(
        connection, [_known(ids), *_windows(since), *_locking_visits(connection, visits, ())]
    )
    return Before(
        {row.id: row for row in known.rows},
        _put_together(since, scans.rows, trips.rows),
        {row.id: row for row in found.rows},
    )


def _windows(since: Mapping[int, datetime]) -> tuple[sets.Statement, sets.Statement]:
    wanted = [{"container_id": one, "effective_at": moment} for one, moment in sorted(since.items())]
    columns = [SCANS.c.container_id, SCANS.c.effective_at]
    scans = sets.Statement(_SCANS_IN_WINDOW, columns, wanted, [*SCAN_COLUMNS, *HOLD_COLUMNS])
    return scans, sets.Statement(_TRIPS_IN_WINDOW, columns, wanted, list(TRIPS.c))


def _put_together(
    since: Mapping[int, datetime], scans: Iterable[Row[Any]], trips: Iterable[Row[Any]]
) -> dict[int, Window]:
    found: dict[int, tuple[list[Row[Any]], list[Trip]]] = defaultdict(lambda: ([], []))
    for row in scans:
        found[row.container_id][0].append(row)
    for row in trips:
        found[row.container_id][1].append(trip_of(row))
    return {one: _window(rows, of, since[one]) for one, (rows, of) in found.items()}


def _window(rows: list[Row[Any]], trips: list[Trip], since: datetime) -> Window:
    trips.sort(key=_by_when_it_opened)
    begin = trips[0] if trips and trips[0].opened_at < since else None
    scans = [scan_of(row) for row in rows]
    if begin:
        # Of scans at the very moment the trip was opened, those before it belong to the trip before.
        scans = [
            s for s in scans if s.kind is Kind.UNDO or by_when_it_happened(s) >= _by_when_it_opened(begin)
        ]
    return Window(scans, trips, {row.id: row for row in rows}, begin)


def _by_when_it_opened(trip: Trip) -> tuple[datetime, bool, UUID]:
    return (trip.opened_at, not trip.seen, trip.id)


def _names(columns: Iterable[Any]) -> str:
    return ", ".join(f"s.{part.name}" for part in columns)


_BEGINS = """(SELECT g.container_id, COALESCE((SELECT MAX(i.opened_at) FROM trip i
    WHERE i.container_id = g.container_id AND i.opened_at < g.effective_at), '1970-01-01 00:00:00') AS began_at
    FROM {given} g)"""
_SCANS_IN_WINDOW = f"""
    SELECT {_names(SCAN_COLUMNS)}, h.reason AS hold_reason, h.state AS hold_state, h.decided_at AS hold_decided_at
    FROM {_BEGINS} g JOIN scan s ON s.container_id = g.container_id AND s.effective_at >= g.began_at
    LEFT JOIN hold h ON h.id = s.id WHERE s.acts
    UNION ALL
    SELECT {_names(SCAN_COLUMNS)}, NULL, NULL, NULL
    FROM {_BEGINS} g JOIN scan s ON s.container_id = g.container_id AND s.effective_at < g.began_at
    WHERE s.acts AND s.kind = 'undo'"""  # noqa: S608 (names are our own)
_TRIPS_IN_WINDOW = f"""SELECT {_names(TRIPS.c)} FROM {_BEGINS} g
    JOIN trip s ON s.container_id = g.container_id AND s.opened_at >= g.began_at"""  # noqa: S608


def lock_visits(
    connection: Connection, opened: Mapping[UUID, Mapping[str, Any]], others: Iterable[UUID]
) -> dict[UUID, Row[Any]]:
    """These visits, locked in order of id. Those `opened` are made first if they are not there yet: two cannot both open one."""
    _, found = sets.together(connection, _locking_visits(connection, opened, others))
    return {row.id: row for row in found.rows}


def _locking_visits(
    connection: Connection, opened: Mapping[UUID, Mapping[str, Any]], others: Iterable[UUID]
) -> tuple[sets.Statement, sets.Statement]:
    ids = sorted({*opened, *others})
    lock = "FOR UPDATE OF v" if connection.dialect.name == "postgresql" else ""
    select = sets.Statement(
        f"SELECT {_VISIT} FROM visit v WHERE v.id IN (SELECT id FROM {{given}} g) ORDER BY v.id {lock}",  # noqa: S608
        [VISITS.c.id], [{"id": one} for one in ids], list(VISITS.c),
    )  # fmt: skip
    rows = [opened[one] for one in sorted(opened)]
    return sets.inserting(VISITS, rows, on_conflict="(id) DO NOTHING"), select


_VISIT = ", ".join(f"v.{part.name}" for part in VISITS.c)
