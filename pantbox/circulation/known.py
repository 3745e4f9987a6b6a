"""What the database knows that a batch of scans touches: containers (locked), scans, trips, visits (locked)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, String, bindparam, column, select, text
from sqlalchemy.engine import Row

from pantbox import sets
from pantbox.circulation.history import Trip
from pantbox.circulation.rows import HOLD_COLUMNS, SCAN_COLUMNS, SCANS, TRIPS, scan_of, trip_of
from pantbox.circulation.scan import Scan
from pantbox.circulation.tables import VisitRow
from pantbox.containers.codes import Code, CodeKind
from pantbox.containers.containers import Container
from pantbox.containers.types import ContainerType
from pantbox.db import UtcDateTime

CONTAINERS = Container.__table__
TYPES = ContainerType.__table__
VISITS = VisitRow.__table__
_CONTAINER = [
    CONTAINERS.c[name] for name in ("id", "organisation_id", "type_id", "serial", "human_code", "retired_at")
]


def lock_containers(
    connection: Connection, organisation_id: int, codes: Sequence[Code]
) -> dict[Code, Row[Any]]:
    """The containers these codes name, locked in order of id, so that two batches can wait for but never on each other."""
    wanted = [{"asset": code.asset or None, "serial": code.value if code.kind is CodeKind.CONTAINER else None,
               "human_code": code.value if code.kind is CodeKind.HUMAN else None} for code in codes]  # fmt: skip
    lock = "FOR UPDATE OF c" if connection.dialect.name == "postgresql" else ""
    names = ", ".join(f"c.{part.name}" for part in _CONTAINER)
    columns = [column("asset", String(13)), CONTAINERS.c.serial, CONTAINERS.c.human_code]
    rows = sets.select_by(
        connection,
        columns,
        wanted,
        f"""SELECT {names}, t.asset FROM container c JOIN container_type t ON t.id = c.type_id
            WHERE c.id IN (
                SELECT s.id FROM {{given}} g JOIN container_type a ON a.asset = g.asset
                    JOIN container s ON s.type_id = a.id AND s.serial = g.serial
                UNION
                SELECT h.id FROM {{given}} g JOIN container h
                    ON h.organisation_id = {int(organisation_id)} AND h.human_code = g.human_code)
            ORDER BY c.id {lock}""",  # noqa: S608 (names are our own, the id is a number)
        [*_CONTAINER, TYPES.c.asset],
    )
    found = {}
    for row in rows:
        found[Code(CodeKind.CONTAINER, row.serial, row.asset)] = row
        found[Code(CodeKind.HUMAN, row.human_code)] = row
    return {code: found[code] for code in codes if code in found}


def known_scans(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, Row[Any]]:
    """The scans among these ids that are recorded already, with what their senders were told."""
    columns = [*SCAN_COLUMNS, SCANS.c.content_hash, SCANS.c.device_id, SCANS.c.organisation_id]
    names = ", ".join(f"s.{part.name}" for part in columns)
    rows = sets.select_by(
        connection, [SCANS.c.id], [{"id": one} for one in ids],
        f"SELECT {names} FROM {{given}} g JOIN scan s ON s.id = g.id", columns,  # noqa: S608
    )  # fmt: skip
    return {row.id: row for row in rows}


@dataclass(frozen=True, slots=True)
class Window:
    """The end of a container's history that new scans may change: its scans, its trips, and what each scan was told."""

    scans: list[Scan]
    trips: list[Trip]
    rows: dict[UUID, Row[Any]]


def windows(connection: Connection, since: dict[int, datetime]) -> dict[int, Window]:
    """For each container, everything from the last issue before the given time on. What lies before cannot change."""
    wanted = [{"container_id": one, "effective_at": moment} for one, moment in sorted(since.items())]
    columns = [SCANS.c.container_id, SCANS.c.effective_at]
    begin = """COALESCE((SELECT MAX(i.opened_at) FROM trip i WHERE i.container_id = g.container_id AND i.seen
                 AND i.opened_at < g.effective_at), :beginning)"""
    names = ", ".join(f"s.{part.name}" for part in SCAN_COLUMNS)
    scans = _from(connection, columns, wanted, f"""
        SELECT {names}, h.reason AS hold_reason, h.state AS hold_state, h.decided_at AS hold_decided_at
        FROM {{given}} g JOIN scan s ON s.container_id = g.container_id AND s.effective_at >= {begin}
        LEFT JOIN hold h ON h.id = s.id""", [*SCAN_COLUMNS, *HOLD_COLUMNS])  # noqa: S608  # fmt: skip
    trips = _from(connection, columns, wanted, f"""
        SELECT {", ".join(f"s.{part.name}" for part in TRIPS.c)}
        FROM {{given}} g JOIN trip s ON s.container_id = g.container_id AND s.opened_at >= {begin}""", list(TRIPS.c))  # noqa: S608  # fmt: skip
    found: dict[int, Window] = defaultdict(lambda: Window([], [], {}))
    for row in scans:
        found[row.container_id].scans.append(scan_of(row))
        found[row.container_id].rows[row.id] = row
    for row in trips:
        found[row.container_id].trips.append(trip_of(row))
    return found


_BEGINNING = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def _from(connection: Connection, columns: Any, wanted: Any, sql: str, result: Any) -> Sequence[Row[Any]]:
    if not wanted:
        return []
    source, parameters = sets.given(connection, columns, wanted)
    statement = text(sql.replace("{given}", source)).bindparams(
        bindparam("beginning", _BEGINNING, UtcDateTime)
    )
    return connection.execute(statement.columns(*result), parameters).all()


def lock_visits(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, Row[Any]]:
    """These visits, locked in order of id."""
    if not ids:
        return {}
    rows = connection.execute(
        select(VISITS).where(VISITS.c.id.in_(ids)).order_by(VISITS.c.id).with_for_update()
    )
    return {row.id: row for row in rows}
