"""A container's history from its scans and the decisions about them: fold, entitlement, trips. Pure."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from pantbox.circulation.bound_counts import BoundKey, Bounds
from pantbox.circulation.claims import NO_SIGHT, ClaimState, ReturnClaim, Rung, no_sights
from pantbox.circulation.entitlement import Entitlement, Ladder, Terms, by_recording, entitlement
from pantbox.circulation.fold import NOTHING_CARRIED, RETURNS, Carried, Folded, Slot, fold
from pantbox.circulation.history import History
from pantbox.circulation.scan import Scan
from pantbox.circulation.trips import complete_payments, paid_before_undone, seen_uses, trips_of


def settle(
    scans: Sequence[Scan],
    decisions: Mapping[UUID, ReturnClaim],
    terms: Mapping[int, Terms],
    bounds: Bounds,
    now: datetime,
    *,
    carried: Carried = NOTHING_CARRIED,
) -> tuple[History, Entitlement]:
    """What a container's scans amount to, who is paid included, and what that counts against bounds.

    `scans` and `carried` are as `fold` asks, the others as `entitlement` does.
    """
    no_sight = _no_sights(decisions, scans)
    folded = fold(scans, no_sight=no_sight, carried=carried)
    standing = _without_undone(decisions, scans, folded.undone)
    entitled = entitlement(folded.slots, standing, terms, bounds, now)
    no_sight_now = _no_sights(entitled.claims, scans)
    if no_sight_now != no_sight:
        folded = fold(scans, no_sight=no_sight_now, carried=carried)
    return _history(scans, folded, entitled.claims), entitled


def history_of(
    scans: Sequence[Scan], decisions: Mapping[UUID, ReturnClaim], *, carried: Carried = NOTHING_CARRIED
) -> History:
    """The history as it was decided: nothing is decided anew. What the audit holds the rows against."""
    folded = fold(scans, no_sight=_no_sights(decisions, scans), carried=carried)
    decided = _without_undone(decisions, scans, folded.undone)
    return _history(scans, folded, _with_unpaid(folded.slots, decided))


def seen_uses_of(
    scans: Sequence[Scan], decisions: Mapping[UUID, ReturnClaim], *, carried: Carried = NOTHING_CARRIED
) -> Counter[BoundKey]:
    """A container's uses with a seen issue, as they were decided: so many of what was looked up are its own."""
    folded = fold(scans, no_sight=_no_sights(decisions, scans), carried=carried)
    return seen_uses(folded.slots, _without_undone(decisions, scans, folded.undone))


def first_of_each_use(
    scans: Sequence[Scan],
    decisions: Mapping[UUID, ReturnClaim],
    claim_ids: Collection[UUID],
    *,
    carried: Carried = NOTHING_CARRIED,
) -> list[UUID]:
    """Of these claims those that wait and would be paid, were they all released: in each use the one recorded first, and each
    that is stronger than those before it."""
    found: list[UUID] = []
    for slot in fold(scans, no_sight=_no_sights(decisions, scans), carried=carried).slots:
        for use in slot.uses:
            strongest = 0
            for claim in sorted(use.returns, key=by_recording):
                decided = decisions.get(claim.id)
                waits = decided is not None and decided.state is ClaimState.WAITING
                if waits and claim.id in claim_ids and claim.strength > strongest:
                    found.append(claim.id)
                    strongest = claim.strength
    return found


def _no_sights(claims: Mapping[UUID, ReturnClaim], scans: Sequence[Scan]) -> frozenset[UUID]:
    """As `no_sights`, and what was undone of returns that lie before these scans: the count of a full bag may name one."""
    undone = {one for one, claim in claims.items() if claim.rung is Rung.UNDONE}
    return no_sights(claims) | (undone - {scan.id for scan in scans} if undone else undone)


def _with_unpaid(slots: Sequence[Slot], decisions: Mapping[UUID, ReturnClaim]) -> dict[UUID, ReturnClaim]:
    """The decisions, and what follows for claims that have none: somebody else was paid, or it is the same reading."""
    ladder = Ladder(slots, dict(decisions), {}, Bounds(), datetime.min.replace(tzinfo=UTC))
    for slot in slots:
        for use in slot.uses:
            claims = sorted(use.returns, key=by_recording)
            for n, claim in enumerate(claims):
                if claim.id not in ladder.claims:
                    rung = Rung.DUPLICATE if ladder.same_readings(claim, claims[:n]) else Rung.ALREADY_PAID
                    ladder.claims[claim.id] = ReturnClaim(ClaimState.UNPAID, rung)
    return ladder.claims


def _without_undone(
    decisions: Mapping[UUID, ReturnClaim], scans: Sequence[Scan], undone: set[UUID]
) -> dict[UUID, ReturnClaim]:
    """A return that is undone is paid no more, and waits for nothing; nor is an issue whose deposit a desk paid with it."""
    claims = dict(decisions)
    if not undone:
        return claims
    for scan in scans:
        claim = claims.get(scan.id)
        if scan.id in undone and scan.kind in RETURNS and (claim is None or claim.state not in NO_SIGHT):
            claims[scan.id] = replace(claim, **_UNDONE) if claim else ReturnClaim(**_UNDONE)
        elif claim and claim.paid_with and undone & {scan.id, claim.paid_with}:
            claims[scan.id] = replace(claim, **_UNDONE | {"rung": Rung.EARLIER})
    return claims


_UNDONE: dict[str, Any] = {
    "state": ClaimState.UNPAID, "rung": Rung.UNDONE, "paid_ore": 0, "paid_at": None, "second_of": None, "trip_id": None,
}  # fmt: skip


def _history(scans: Sequence[Scan], folded: Folded, decided: Mapping[UUID, ReturnClaim]) -> History:
    claims = dict(decided)
    complete_payments(folded.slots, claims)
    paid_before_undone(folded.slots, claims)
    return History(
        trips=trips_of(folded.slots, claims, {scan.id: scan for scan in scans}),
        parts=folded.parts,
        claims=claims,
        uses={claim.id: use.returns for _, use in folded.uses for claim in use.returns},
        state=folded.state,
        state_at=folded.state_at,
        station_id=folded.station_id,
        latest_at=folded.latest_at,
        retired_at=folded.retired_at,
    )
