"""Folding containers again without a new scan: when returns that wait are decided, or have waited long enough."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import Connection, select

from pantbox.circulation.bound_counts import BoundKind, Bounds
from pantbox.circulation.bounds import judged_within
from pantbox.circulation.claims import ClaimState, ReturnClaim
from pantbox.circulation.entitlement import Terms
from pantbox.circulation.ground import load_ground
from pantbox.circulation.judge import Judged, after
from pantbox.circulation.known import CONTAINERS, NOTHING, Window, lock_visits, windows
from pantbox.circulation.rows import SCANS
from pantbox.circulation.settle import seen_uses_of, settle
from pantbox.circulation.writing import Writing
from pantbox.clock import new_id
from pantbox.ledger.postings import Purse

Decide = Callable[[UUID, ReturnClaim], ReturnClaim]
"""What a claim becomes by a decision; the same one if it is not decided."""


NOTHING_MADE: Mapping[UUID, ReturnClaim] = MappingProxyType({})


def keep(_scan_id: UUID, claim: ReturnClaim) -> ReturnClaim:
    """Decide nothing."""
    return claim


def refold(
    connection: Connection,
    organisation_id: int,
    scan_ids: Iterable[UUID],
    now: datetime,
    *,
    decide: Decide = keep,
    made: Mapping[UUID, ReturnClaim] = NOTHING_MADE,
) -> dict[UUID, ReturnClaim]:
    """Fold the containers of these returns again, as decided, and book the difference.

    `made` are claims to be paid now that no return makes, by scan; one that is paid already stays. Returns what the
    returns that were decided amount to then; what was decided before stays as it was.
    """
    wanted = set(scan_ids)
    since = lock_containers(connection, organisation_id, wanted)
    before = windows(connection, since)
    visits = lock_visits(connection, {}, {one for window in before.values() for one in window.visit_ids})
    purses = {row.id: Purse(row.credited_ore, row.paid_ore) for row in visits.values()}
    ground = load_ground(connection, organisation_id)
    terms, now = {one: event.pays for one, event in ground.events.items()}, ground.not_before_closings(now)
    outcomes = _settled(
        connection, {one: before.get(one, NOTHING) for one in sorted(since)}, wanted, decide, made, terms, now
    )
    writing = Writing(connection, organisation_id, now, purses)
    writing.look_up_losses(outcomes.values())
    for container_id, (window, outcome) in outcomes.items():
        writing.container(container_id, window, outcome, new_id())
    writing.finish()
    return {
        one: outcome.history.claims[one]
        for window, outcome in outcomes.values()
        for one in wanted & outcome.history.claims.keys()
        if one in window.decisions and decide(one, window.decisions[one]) != window.decisions[one]
    }


def _settled(
    connection: Connection,
    before: Mapping[int, Window],
    wanted: Collection[UUID],
    decide: Decide,
    made: Mapping[UUID, ReturnClaim],
    terms: Mapping[int, Terms],
    now: datetime,
) -> dict[int, tuple[Window, Judged]]:
    """Each container's history as decided, once all bounds that it asks for are known."""

    def judge(bounds: Bounds) -> dict[int, tuple[Window, Judged]]:
        return {
            one: (window, _decided(window, wanted, decide, made, terms, bounds, now))
            for one, window in before.items()
        }

    return judged_within(connection, judge)


def _decided(
    window: Window,
    wanted: Collection[UUID],
    decide: Decide,
    made: Mapping[UUID, ReturnClaim],
    terms: Mapping[int, Terms],
    bounds: Bounds,
    now: datetime,
) -> Judged:
    at = after(window.scans, window.decisions, now)
    decisions = {
        one: decide(one, claim) if one in wanted else claim for one, claim in window.decisions.items()
    }
    decisions = {
        one: replace(claim, decided_at=at) if _is_answered(window.decisions[one], claim) else claim
        for one, claim in decisions.items()
    }
    here = {scan.id for scan in window.scans}
    decisions |= {
        one: replace(claim, decided_at=at, paid_at=at)
        for one, claim in made.items()
        if one in here and not _is_paid(decisions.get(one))
    }
    counts_seen = bounds.counts(BoundKind.SEEN)
    if counts_seen:
        bounds.added.subtract(seen_uses_of(window.scans, window.decisions, carried=window.carried))
    history, entitled = settle(window.scans, decisions, terms, bounds, at, carried=window.carried)
    bounds.added.update(entitled.used)
    if counts_seen:
        bounds.added.update(seen_uses_of(window.scans, history.claims, carried=window.carried))
    return Judged(window.scans, decisions, history, used=entitled.used)


def _is_paid(claim: ReturnClaim | None) -> bool:
    return claim is not None and claim.state is ClaimState.PAID


def _is_answered(before: ReturnClaim, after: ReturnClaim) -> bool:
    """Whether a decision says if a claim is paid; who bears a payment is another question."""
    return (before.state, before.released_by) != (after.state, after.released_by)


def lock_containers(
    connection: Connection, organisation_id: int, scan_ids: Collection[UUID]
) -> dict[int, datetime]:
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
