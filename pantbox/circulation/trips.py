"""Trips: what a container's uses and their payments amount to. Pure."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from pantbox.circulation.bound_counts import BoundKey, BoundKind, in_period
from pantbox.circulation.claims import ClaimState, ReturnClaim, no_sights
from pantbox.circulation.fold import RETURNS, Slot, Use
from pantbox.circulation.history import Serving, Trip, TripEnd
from pantbox.circulation.scan import Kind, Scan
from pantbox.ledger.postings import Claim, Rival


def complete_payments(slots: Sequence[Slot], claims: dict[UUID, ReturnClaim]) -> None:
    """Say of each paid claim for which trip it is, and what it gets, in øre: the trip's deposit, or without an issue its own;
    never less than it got before."""
    no_sight = no_sights(claims)
    for slot in slots:
        ended_by = slot.ended_by(no_sight)
        for use in slot.uses:
            for claim in _paid(use, claims):
                if slot.issue and use is ended_by:
                    _pay_at_least(slot.issue.deposit_ore, slot.issue, claim, claims)
                else:
                    _pay_at_least(claim.deposit_ore, use.first, claim, claims)
        for one in _paid_at_desks(slot, claims):
            if slot.issue:
                _pay_at_least(slot.issue.deposit_ore, slot.issue, one, claims)


def _pay_at_least(due: int, opened_by: Scan, claim: Scan, claims: dict[UUID, ReturnClaim]) -> None:
    before = claims[claim.id]
    if before.paid_ore < due or before.trip_id != opened_by.id:
        claims[claim.id] = replace(before, paid_ore=max(before.paid_ore, due), trip_id=opened_by.id)


def paid_before_undone(slots: Sequence[Slot], claims: dict[UUID, ReturnClaim]) -> None:
    """A payment that is a second one only because an issue was undone stands against that issue: its stall answers for it.

    Nobody lowers a debt by undoing. Each of the two was paid for a use of its own, with the undone issue between them.
    """
    for slot in (slot for slot in slots if slot.undone_issues):
        for use in (use for use in slot.uses if use.undone_issues):
            paid = _paid(use, claims)
            for claim in paid[1:]:
                begin, end = sorted((paid[0].effective_at, claim.effective_at))
                between = [issue for issue in use.undone_issues if begin <= issue.effective_at <= end]
                _stand_against(between, claim.id, claims)
        ended_by = slot.ended_by(no_sights(claims))
        if slot.issue and ended_by and _paid(ended_by, claims) and _is_paid_with_another(slot.issue, claims):
            _stand_against(slot.undone_issues, slot.issue.id, claims)


def _is_paid_with_another(issue: Scan, claims: Mapping[UUID, ReturnClaim]) -> bool:
    """Whether a desk paid an issue's deposit with a return of a later issue."""
    claim = claims.get(issue.id)
    return claim is not None and claim.state is ClaimState.PAID and claim.paid_with is not None


def _stand_against(undone: Sequence[Scan], claim_id: UUID, claims: dict[UUID, ReturnClaim]) -> None:
    if undone and claims[claim_id].second_of is None:
        claims[claim_id] = replace(claims[claim_id], second_of=undone[-1].id)


def seen_uses(slots: Sequence[Slot], claims: Mapping[UUID, ReturnClaim]) -> Counter[BoundKey]:
    """The uses with a seen issue that each station paid by itself, by turnaround period.

    Not those of phones and stalls, nor released ones, nor those whose deposit a desk had paid besides another return.
    """
    no_sight = no_sights(claims)
    counted: Counter[BoundKey] = Counter()
    for slot in slots:
        use = slot.ended_by(no_sight)
        paid = _by_payment([*(_paid(use, claims) if use else ()), *_paid_at_desks(slot, claims)], claims)
        if paid and paid[0].kind in RETURNS and _is_counted(paid[0], claims[paid[0].id]):
            counted[in_period(BoundKind.SEEN, paid[0])] += 1
    return counted


def _is_counted(paid: Scan, decided: ReturnClaim) -> bool:
    return not (paid.by_phone or paid.is_interested or decided.released_by)


def trips_of(
    slots: Sequence[Slot], claims: Mapping[UUID, ReturnClaim], scans: Mapping[UUID, Scan]
) -> list[Trip]:
    """A container's trips in order of time: one for each issue, and one for each other use in which it was seen.

    `scans` are all of the container's: a payment may stand against one that is undone.
    """
    no_sight = no_sights(claims)
    trips = []
    for slot in slots:
        ended_by = slot.ended_by(no_sight)
        if slot.issue:
            trips.append(_seen_trip(slot, slot.issue, ended_by, no_sight, claims, scans))
        for use in slot.uses:
            if use is not ended_by and _sights(use, no_sight):
                again = slot.is_paid_again(use, ended_by, lambda one: bool(_paid(one, claims)))
                trips.append(_unseen_trip(use, no_sight, claims, scans, again=again))
    return trips


def _seen_trip(
    slot: Slot,
    issue: Scan,
    use: Use | None,
    no_sight: Collection[UUID],
    claims: Mapping[UUID, ReturnClaim],
    scans: Mapping[UUID, Scan],
) -> Trip:
    end, by = _end(slot, use, no_sight)
    at_desks = [found for one in _paid_at_desks(slot, claims) if (found := paid_with(one.id, claims, scans))]
    paid = _claims(use, claims, scans, at_desks)
    return Trip(
        id=issue.id,
        container_id=issue.container_id,
        type_id=issue.type_id,
        event_id=issue.event_id,
        seen=True,
        pooled=issue.pooled,
        deposit_ore=issue.deposit_ore,
        opened_at=issue.effective_at,
        period=issue.period,
        opened_station_id=issue.station_id,
        end=end,
        end_reason=by.reason if by and end is TripEnd.WRITTEN_OFF else None,
        ended_at=by.effective_at if by else None,
        ended_station_id=by.station_id if by else None,
        ended_event_id=by.event_id if by else None,
        unseen_stall_id=use.delivered_to if use else None,
        credited=paid[0] if paid else None,
        seconds=paid[1:],
        refills=tuple(serving_of(scan) for scan in slot.refills),
    )


def serving_of(refill: Scan) -> Serving:
    """A refill of a container that was out."""
    return Serving(refill.id, refill.event_id, refill.station_id, refill.effective_at)


def _end(slot: Slot, use: Use | None, no_sight: Collection[UUID]) -> tuple[TripEnd | None, Scan | None]:
    """Returned beats collected beats seen again beats lost: any later sight of a container takes back its loss."""
    if use:
        return TripEnd.RETURNED, _sights(use, no_sight)[0]
    if slot.staff:
        return TripEnd.COLLECTED, slot.staff[0]
    if slot.next_issue:
        return TripEnd.SEEN_AGAIN, slot.next_issue
    if slot.lost:
        return TripEnd.LOST if slot.lost.kind is Kind.LOST else TripEnd.WRITTEN_OFF, slot.lost
    return None, None


def _unseen_trip(
    use: Use,
    no_sight: Collection[UUID],
    claims: Mapping[UUID, ReturnClaim],
    scans: Mapping[UUID, Scan],
    *,
    again: bool,
) -> Trip:
    first, sight = use.first, _sights(use, no_sight)[0]
    paid = _claims(use, claims, scans)
    return Trip(
        id=first.id,
        container_id=first.container_id,
        type_id=first.type_id,
        event_id=first.event_id,
        seen=False,
        pooled=scans[paid[0].scan_id].pooled if paid else first.pooled,
        deposit_ore=paid[0].amount_ore if paid else first.deposit_ore,
        opened_at=first.effective_at,
        period=first.period,
        opened_station_id=first.station_id,
        end=TripEnd.RETURNED,
        ended_at=sight.effective_at,
        ended_station_id=sight.station_id,
        ended_event_id=sight.event_id,
        unseen_stall_id=use.delivered_to,
        paid_again=again,
        credited=paid[0] if paid else None,
        seconds=paid[1:],
    )


def _sights(use: Use, no_sight: Collection[UUID]) -> list[Scan]:
    return [claim for claim in use.returns if claim.id not in no_sight]


def _paid(use: Use, claims: Mapping[UUID, ReturnClaim]) -> list[Scan]:
    paid = [r for r in use.returns if (found := claims.get(r.id)) and found.state is ClaimState.PAID]
    return _by_payment(paid, claims)


def _by_payment(paid: Sequence[Scan], claims: Mapping[UUID, ReturnClaim]) -> list[Scan]:
    if len(paid) < 2:
        return [*paid]
    return sorted(paid, key=lambda r: (claims[r.id].paid_at or r.recorded_at, r.id))


def _claims(
    use: Use | None,
    claims: Mapping[UUID, ReturnClaim],
    scans: Mapping[UUID, Scan],
    at_desks: Sequence[Scan] = (),
) -> tuple[Claim, ...]:
    """The claims that were paid for a use, or by desks besides other returns. The first has the deposit; each other stands
    against the one it came after."""
    paid = _by_payment([*(_paid(use, claims) if use else ()), *at_desks], claims)
    return (
        (claim_of(paid[0], claims[paid[0].id]), *seconds_of(paid[1:], paid[0], claims, scans)) if paid else ()
    )


def _paid_at_desks(slot: Slot, claims: Mapping[UUID, ReturnClaim]) -> list[Scan]:
    """The claims to a slot's deposit that desks paid besides other returns: its issue, or the scan that was its issue until
    one came late."""
    return [
        one
        for one in slot.handed_out
        if (claim := claims.get(one.id)) and claim.paid_with and claim.state is ClaimState.PAID
    ]


def paid_with(issue_id: UUID, claims: Mapping[UUID, ReturnClaim], scans: Mapping[UUID, Scan]) -> Scan | None:
    """The return in whose visit a desk paid the deposit of an issue, as the claim of that issue. None: no desk did."""
    claim = claims.get(issue_id)
    if claim is None or claim.paid_with is None or claim.state is not ClaimState.PAID:
        return None
    back = scans.get(claim.paid_with)
    return replace(back, id=issue_id) if back else None


def seconds_of(
    paid: Sequence[Scan], first: Scan, claims: Mapping[UUID, ReturnClaim], scans: Mapping[UUID, Scan]
) -> tuple[Claim, ...]:
    """Claims that were paid though another had the deposit: each against the one it came after, or else the first."""
    made = []
    for scan in paid:
        decided = claims[scan.id]
        rival = (scans.get(decided.second_of) if decided.second_of else None) or first
        against = Rival(rival.event_id, rival.station_id, rival.is_interested, decided.settled)
        made.append(replace(claim_of(scan, decided), rival=against))
    return tuple(made)


def claim_of(scan: Scan, decided: ReturnClaim) -> Claim:
    """A return that is paid out of the deposit of its use."""
    return Claim(
        scan_id=scan.id,
        event_id=scan.event_id,
        station_id=scan.station_id,
        at=scan.effective_at,
        visit_id=scan.visit_id,
        at_stall=scan.is_interested,
        amount_ore=decided.paid_ore,
    )
