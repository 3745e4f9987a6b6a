"""Between rows of the tables and the values the pure rules work on."""

from typing import Any

from sqlalchemy.engine import Row

from pantbox.circulation.history import Trip, TripEnd
from pantbox.circulation.scan import Hold, HoldState, Kind, Reason, Scan
from pantbox.circulation.tables import HoldRow, ScanRow, TripRow
from pantbox.ledger.postings import Claim
from pantbox.places.stations import StationKind

SCANS = ScanRow.__table__
TRIPS = TripRow.__table__
HOLDS = HoldRow.__table__

SCAN_COLUMNS = [
    SCANS.c[name]
    for name in (
        "id", "kind", "container_id", "type_id", "event_id", "station_id", "station_kind", "effective_at", "recorded_at",
        "period", "deposit_ore", "acts", "pooled", "by_phone", "visit_id", "undoes", "reason", "verdict", "verdict_reason",
        "standing",
    )
]  # fmt: skip
HOLD_COLUMNS = [
    HOLDS.c.reason.label("hold_reason"),
    HOLDS.c.state.label("hold_state"),
    HOLDS.c.decided_at.label("hold_decided_at"),
]


def scan_of(row: Row[Any]) -> Scan:
    """The scan a row of `SCAN_COLUMNS + HOLD_COLUMNS` holds."""
    hold = None
    if row.hold_state is not None:
        hold = Hold(Reason(row.hold_reason), HoldState(row.hold_state), row.hold_decided_at)
    return Scan(
        id=row.id,
        kind=Kind(row.kind),
        container_id=row.container_id,
        type_id=row.type_id,
        event_id=row.event_id,
        station_id=row.station_id,
        station_kind=StationKind(row.station_kind),
        effective_at=row.effective_at,
        recorded_at=row.recorded_at,
        period=row.period,
        deposit_ore=row.deposit_ore,
        acts=row.acts,
        pooled=row.pooled,
        by_phone=row.by_phone,
        visit_id=row.visit_id,
        undoes=row.undoes,
        reason=row.reason,
        hold=hold,
    )


def trip_of(row: Row[Any]) -> Trip:
    """The trip a row holds."""
    return Trip(
        id=row.id,
        container_id=row.container_id,
        type_id=row.type_id,
        event_id=row.event_id,
        seen=row.seen,
        pooled=row.pooled,
        deposit_ore=row.deposit_ore,
        opened_at=row.opened_at,
        period=row.period,
        opened_station_id=row.opened_station_id,
        end=TripEnd(row.end_how) if row.end_how else None,
        end_reason=row.end_reason,
        ended_at=row.ended_at,
        ended_station_id=row.ended_station_id,
        ended_event_id=row.ended_event_id,
        unseen_stall_id=row.unseen_stall_id,
        credited=_claim_of(row, "credited"),
        contested=_claim_of(row, "contested"),
    )


def row_of(trip: Trip, organisation_id: int) -> dict[str, Any]:
    """The row that holds a trip."""
    return {
        "id": trip.id,
        "organisation_id": organisation_id,
        "container_id": trip.container_id,
        "type_id": trip.type_id,
        "event_id": trip.event_id,
        "seen": trip.seen,
        "pooled": trip.pooled,
        "deposit_ore": trip.deposit_ore,
        "opened_at": trip.opened_at,
        "period": trip.period,
        "opened_station_id": trip.opened_station_id,
        "end_how": trip.end,
        "end_reason": trip.end_reason,
        "ended_at": trip.ended_at,
        "ended_station_id": trip.ended_station_id,
        "ended_event_id": trip.ended_event_id,
        "unseen_stall_id": trip.unseen_stall_id,
        **_claim_columns("credited", trip.credited),
        **_claim_columns("contested", trip.contested),
    }


def _claim_of(row: Row[Any], name: str) -> Claim | None:
    if getattr(row, f"{name}_scan_id") is None:
        return None
    return Claim(
        scan_id=getattr(row, f"{name}_scan_id"),
        event_id=getattr(row, f"{name}_event_id"),
        station_id=getattr(row, f"{name}_station_id"),
        at=getattr(row, f"{name}_at"),
        visit_id=getattr(row, f"{name}_visit_id"),
        at_stall=getattr(row, f"{name}_at_stall"),
    )


def _claim_columns(name: str, claim: Claim | None) -> dict[str, Any]:
    return {
        f"{name}_scan_id": claim.scan_id if claim else None,
        f"{name}_event_id": claim.event_id if claim else None,
        f"{name}_station_id": claim.station_id if claim else None,
        f"{name}_at": claim.at if claim else None,
        f"{name}_visit_id": claim.visit_id if claim else None,
        f"{name}_at_stall": claim.at_stall if claim else False,
    }
