"""Folding containers again without a new scan: when held returns are decided, or have waited long enough."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from pantbox import sets
from pantbox.circulation.fold import fold
from pantbox.circulation.judge import Judged, VisitSoFar, after
from pantbox.circulation.known import CONTAINERS, NOTHING, Window, lock_visits, windows
from pantbox.circulation.rows import HOLDS, SCANS
from pantbox.circulation.scan import Hold, HoldState, Scan
from pantbox.circulation.writing import Writing
from pantbox.clock import new_id
from pantbox.ledger.postings import Purse

Decisions = Mapping[UUID, HoldState]
"""What was decided, by the id of the return that waits."""


def refold(
    connection: Connection,
    organisation_id: int,
    scan_ids: Iterable[UUID],
    now: datetime,
    *,
    decisions: Decisions,
    by: str,
) -> set[UUID]:
    """Fold the containers of these returns again, as decided, and book the difference.

    Returns the ids of those that were still waiting; what was decided before stays as it was.
    """
    since = _locked(connection, organisation_id, set(scan_ids))
    before = windows(connection, since)
    visits = lock_visits(connection, {}, {one for window in before.values() for one in window.visit_ids})
    purses = {row.id: Purse(row.credited_ore, row.paid_ore) for row in visits.values()}
    writing = Writing(connection, organisation_id, now, purses)
    outcomes = {}
    for container_id in sorted(since):
        window = before.get(container_id, NOTHING)
        outcomes[container_id] = (window, _decided(window, decisions, now))
    writing.look_up_losses(outcomes.values())
    decided: list[dict[str, Any]] = []
    for container_id, (window, outcome) in outcomes.items():
        decided += [_hold_row(scan, by) for scan in outcome.new.values()]
        writing.container(container_id, window, outcome, new_id())
    sets.update(connection, HOLDS, sorted(decided, key=lambda row: row["id"]))
    writing.finish(
        {row.id: VisitSoFar(row.unseen, row.phone_paid, row.phone_bound) for row in visits.values()}
    )
    return {row["id"] for row in decided}


def _locked(connection: Connection, organisation_id: int, scan_ids: set[UUID]) -> dict[int, datetime]:
    """Lock the containers of these scans in order of id; since when each is folded again."""
    rows = connection.execute(
        select(SCANS.c.container_id, SCANS.c.period).where(
            SCANS.c.id.in_(scan_ids),
            SCANS.c.organisation_id == organisation_id,
            SCANS.c.container_id.is_not(None),
        )
    ).all()
    since: dict[int, datetime] = {}
    for container_id, period in rows:
        since[container_id] = min(period, since.get(container_id, period))
    locking = select(CONTAINERS.c.id).where(CONTAINERS.c.id.in_(since)).order_by(CONTAINERS.c.id)
    connection.execute(locking.with_for_update()).all()
    return since


def _decided(window: Window, decisions: Decisions, now: datetime) -> Judged:
    """The window's history as decided. `new` are the scans whose hold was."""
    at = after(window.scans, now)
    scans = [_as_decided(scan, decisions, at) for scan in window.scans]
    history = fold(scans, delivered_to=window.delivered_to)
    changed = {scan.id: scan for scan, before in zip(scans, window.scans, strict=True) if scan is not before}
    return Judged(scans, history, new=changed)


def _as_decided(scan: Scan, decisions: Decisions, at: datetime) -> Scan:
    state = decisions.get(scan.id)
    if state is None or scan.hold is None or scan.hold.state is not HoldState.WAITING:
        return scan
    return replace(scan, hold=Hold(scan.hold.reason, state, at))


def _hold_row(scan: Scan, by: str) -> dict[str, Any]:
    if scan.hold is None:
        raise AssertionError(f"decided without a hold: {scan.id}")
    return {
        "id": scan.id,
        "state": scan.hold.state,
        "decided_at": scan.hold.released_at,
        "decided_by": by[:80],
    }
