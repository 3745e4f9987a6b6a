"""Between rows of the tables and the values the pure rules work on."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.engine import Row

from pantbox.circulation.claims import ClaimState, Releaser, ReturnClaim, Rung
from pantbox.circulation.history import Trip, TripEnd
from pantbox.circulation.scan import Kind, Scan
from pantbox.circulation.tables import ReturnClaimRow, ScanRow, TripRow, VisitRow
from pantbox.ledger.postings import Against, Claim
from pantbox.places.stations import StationKind

SCANS = ScanRow.__table__
TRIPS = TripRow.__table__
CLAIMS = ReturnClaimRow.__table__
VISITS = VisitRow.__table__

SCAN_COLUMNS = [
    SCANS.c[name]
    for name in (
        "id", "kind", "container_id", "type_id", "event_id", "station_id", "station_kind", "effective_at", "recorded_at",
        "period", "deposit_ore", "acts", "pooled", "by_phone", "believed", "picture_bound", "counts_claim", "visit_id",
        "undoes", "reason", "verdict", "verdict_reason", "standing",
    )
]  # fmt: skip
CLAIM_COLUMNS = [
    CLAIMS.c[name].label(f"claim_{name}")
    for name in (
        "state", "rung", "released_by", "decided_at", "decided_by", "trip_id", "paid_ore", "paid_at", "second_of",
        "settled", "paid_with",
    )
]  # fmt: skip
"""What was decided of a return, or for the count of a full bag, of the return that it counts."""
PHONE = VISITS.c.phone_hash.label("phone_hash")
"""Whose phone sent a scan, while that is known."""


def selecting_scans() -> Select[Any]:
    """Every scan that counts, with what was decided of it and its phone: the rows that `known.window_of` reads."""
    return (
        select(*SCAN_COLUMNS, *CLAIM_COLUMNS, PHONE)
        .outerjoin_from(SCANS, CLAIMS, CLAIMS.c.id == func.coalesce(SCANS.c.counts_claim, SCANS.c.id))
        .outerjoin(VISITS, SCANS.c.by_phone & (VISITS.c.id == SCANS.c.visit_id))
        .where(SCANS.c.acts)
    )


def scan_of(row: Row[Any]) -> Scan:
    """The scan a row of `SCAN_COLUMNS` and `PHONE` holds."""
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
        believed=row.believed,
        phone=phone_of(row.phone_hash, row.visit_id) if row.by_phone else None,
        picture_bound=row.picture_bound,
        visit_id=row.visit_id,
        undoes=row.undoes,
        counts_claim=row.counts_claim,
        reason=row.reason,
    )


def phone_of(phone_hash: str | None, visit_id: UUID | None) -> str:
    """Names a guest's phone: while it is known which it was by that, afterwards by its visit."""
    return phone_hash or str(visit_id)


def return_claim_of(row: Row[Any]) -> ReturnClaim | None:
    """What the `CLAIM_COLUMNS` of a row say was decided; None: nothing but what its trip says."""
    if row.claim_state is None:
        return None
    return ReturnClaim(
        state=ClaimState(row.claim_state),
        rung=Rung(row.claim_rung),
        released_by=Releaser(row.claim_released_by) if row.claim_released_by else None,
        decided_at=row.claim_decided_at,
        decided_by=row.claim_decided_by,
        trip_id=row.claim_trip_id,
        paid_ore=row.claim_paid_ore,
        paid_at=row.claim_paid_at,
        second_of=row.claim_second_of,
        settled=Against(row.claim_settled) if row.claim_settled else None,
        paid_with=row.claim_paid_with,
    )


def return_claim_row(scan: Scan, claim: ReturnClaim, organisation_id: int) -> dict[str, Any]:
    """The row that holds what was decided of a return."""
    return {
        "id": scan.id,
        "organisation_id": organisation_id,
        "event_id": scan.event_id,
        "container_id": scan.container_id,
        "period": scan.period,
        "state": claim.state,
        "rung": claim.rung,
        "released_by": claim.released_by,
        "decided_at": claim.decided_at,
        "decided_by": claim.decided_by,
        "trip_id": claim.trip_id,
        "paid_ore": claim.paid_ore,
        "paid_at": claim.paid_at,
        "second_of": claim.second_of,
        "settled": claim.settled,
        "paid_with": claim.paid_with,
    }


def trip_of(row: Row[Any]) -> Trip:
    """The trip a row holds, without its second payments: those are what was decided of their returns."""
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
        paid_again=row.paid_again,
        credited=_claim_of(row),
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
        "paid_again": trip.paid_again,
        **_claim_columns(trip.credited),
    }


def _claim_of(row: Row[Any]) -> Claim | None:
    if row.credited_scan_id is None:
        return None
    return Claim(
        scan_id=row.credited_scan_id,
        event_id=row.credited_event_id,
        station_id=row.credited_station_id,
        at=row.credited_at,
        visit_id=row.credited_visit_id,
        at_stall=row.credited_at_stall,
        amount_ore=row.credited_ore,
    )


def _claim_columns(claim: Claim | None) -> dict[str, Any]:
    return {
        "credited_scan_id": claim.scan_id if claim else None,
        "credited_event_id": claim.event_id if claim else None,
        "credited_station_id": claim.station_id if claim else None,
        "credited_at": claim.at if claim else None,
        "credited_visit_id": claim.visit_id if claim else None,
        "credited_at_stall": claim.at_stall if claim else False,
        "credited_ore": claim.amount_ore if claim else 0,
    }
