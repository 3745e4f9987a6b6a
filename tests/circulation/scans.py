"""Scans told shortly, for tests of the pure rules: `scan("issue", "08:10", "soup")`."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from pantbox.circulation.scan import Kind, Scan
from pantbox.clock import Boundaries
from pantbox.places.stations import StationKind

DAY = datetime(2024, 10, 1, tzinfo=UTC)
BOUNDARIES = Boundaries(ZoneInfo("UTC"), (time(6, 0),))
STATIONS = {
    "soup": (1, StationKind.STALL),
    "grill": (2, StationKind.STALL),
    "east": (3, StationKind.PANT_BOX),
    "west": (4, StationKind.PANT_BOX),
    "desk": (5, StationKind.CASH_DESK),
    "wash": (6, StationKind.WASH),
    "store": (7, StationKind.STORE),
    "desk 2": (8, StationKind.CASH_DESK),
}
_NAMES = UUID("00000000-0000-0000-0000-00000000cafe")


def moment(told: str) -> datetime:
    """`"08:10"`, or `"2 08:10"` for the second day."""
    day, _, clock = told.rpartition(" ")
    hours, minutes = clock.split(":")
    return DAY + timedelta(days=int(day or 1) - 1, hours=int(hours), minutes=int(minutes))


def scan(
    kind: str, at: str, where: str, *, name: str = "", recorded: int | None = None, undoes: Scan | None = None,
    visit: int | None = None, by_phone: str = "", bound: str | None = None, believed: bool = True, deposit_ore: int = 500, reason: str | None = None,
) -> Scan:  # fmt: skip
    """One scan of the one container. `recorded` is its place in order of arrival, by default that of its time."""
    station_id, station_kind = STATIONS[where]
    effective_at = moment(at)
    return Scan(
        id=uuid5(_NAMES, f"{kind} {at} {where} {name}"),
        kind=Kind(kind),
        container_id=1,
        type_id=1,
        event_id=1,
        station_id=station_id,
        station_kind=station_kind,
        effective_at=effective_at,
        recorded_at=effective_at if recorded is None else DAY + timedelta(days=100, seconds=recorded),
        period=BOUNDARIES.period(effective_at),
        deposit_ore=deposit_ore,
        visit_id=UUID(int=visit) if visit else None,
        phone=by_phone or None,
        picture_bound=bound,
        believed=believed,
        undoes=undoes.id if undoes else None,
        reason=reason,
    )
