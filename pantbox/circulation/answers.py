"""What is answered to a scan: the verdict, and what the person may be told of the container."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.engine import Row

from pantbox.circulation.arrivals import Arrival
from pantbox.circulation.door import Answer, Elsewhere
from pantbox.circulation.fold import RETURNS
from pantbox.circulation.history import History, Trip
from pantbox.circulation.judge import Judged
from pantbox.circulation.scan import Reason, Scan, Verdict
from pantbox.circulation.verdicts import standing


def refused(arrival: Arrival, reason: Reason) -> Answer:
    """The answer to what is not stored."""
    return Answer(arrival.new.id, Verdict.REJECTED, reason, Verdict.REJECTED)


def again(arrival: Arrival, row: Row[Any]) -> Answer:
    """The answer to a scan that is recorded already: the same verdict, and what it counts for by now."""
    reason = Reason(row.verdict_reason) if row.verdict_reason else None
    return _answer(
        arrival, Verdict(row.verdict), reason, Verdict(row.standing), row.trip_deposit_ore or row.deposit_ore, row.trip_id,
        visit_id=row.visit_id if row.kind in RETURNS else None,
    )  # fmt: skip


def judged(arrival: Arrival, scan: Scan, outcome: Judged, trips: dict[UUID, Trip], now: datetime) -> Answer:
    """The answer to a scan of a container. `trips` as `trips_by_scan` gives them."""
    verdict, reason = outcome.told[scan.id]
    stands = standing(scan, verdict, reason, outcome.history, now=now)
    trip, before = trips.get(scan.id), _before(scan, outcome.history)
    is_elsewhere = before is not None and verdict is not Verdict.ACCEPTED
    elsewhere = Elsewhere(before.station_id, before.effective_at) if before and is_elsewhere else None
    return _answer(
        arrival, verdict, reason, stands, trip.deposit_ore if trip else scan.deposit_ore, trip.id if trip else None,
        elsewhere, visit_id=scan.visit_id,
    )  # fmt: skip


def _before(scan: Scan, history: History) -> Scan | None:
    """The return that was there before this one, where it stands in its way."""
    return history.rival(scan) if scan.kind in RETURNS else None


def trips_by_scan(history: History) -> dict[UUID, Trip]:
    """The trip that each scan opened, was a refill of, or was paid for."""
    found = {}
    for trip in history.trips:
        found[trip.id] = trip
        for refill in trip.refills:
            found[refill.scan_id] = trip
        for claim in trip.paid:
            found[claim.scan_id] = trip
    return found


def _answer(
    arrival: Arrival, verdict: Verdict, reason: Reason | None, stands: Verdict, deposit_ore: int | None,
    trip_id: UUID | None = None, elsewhere: Elsewhere | None = None, *, visit_id: UUID | None,
) -> Answer:  # fmt: skip
    container = arrival.container
    if container is None:
        return Answer(arrival.new.id, verdict, reason, stands)
    grai = f"0{container.asset}{container.serial}"
    return Answer(arrival.new.id, verdict, reason, stands, container.id, grai, container.human_code,
                  container.type_id, deposit_ore, trip_id, elsewhere, visit_id)  # fmt: skip
