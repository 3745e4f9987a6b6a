"""One container's new scans, judged in order of arrival against what is known of it. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from pantbox.circulation.bound_counts import BoundKey, BoundKind, Bounds
from pantbox.circulation.claims import ClaimState, ReturnClaim
from pantbox.circulation.entitlement import NEXT, Terms, claims_in_bag
from pantbox.circulation.fold import NOTHING_CARRIED, RETURNS, Carried
from pantbox.circulation.history import History, Trip
from pantbox.circulation.scan import Kind, Reason, Scan, Verdict
from pantbox.circulation.settle import seen_uses_of, settle
from pantbox.circulation.undone import may_undo
from pantbox.circulation.verdicts import Told, told
from pantbox.ledger.postings import Purse

WINDOW_SCANS_MAX = 2_000
"""So many scans of one container since its trip before the day in question: more is no festival but an attack."""
PHONE_WINDOW_SCANS_MAX = 100
"""From here on phones add no more: with one picture they could else use up what stalls and boxes may still scan."""


@dataclass(frozen=True, slots=True)
class Void:
    """A new scan that is kept and does not count, and what its sender is told."""

    scan: Scan
    told: Told


def with_visit(new: Scan | Void, visit_id: UUID | None) -> Scan | Void:
    """The same new scan, its money for this visit."""
    if isinstance(new, Void):
        return Void(replace(new.scan, visit_id=visit_id), new.told)
    return replace(new, visit_id=visit_id)


@dataclass(frozen=True, slots=True)
class Rules:
    """What every event pays by itself, up to when its stalls' scans have reached us, and the money of visits.

    `purses` are as they were before these scans; `taken_back` is counted up as returns of them are undone (øre by visit).
    """

    terms: Mapping[int, Terms]
    stalls_heard_until: Mapping[int, datetime]
    purses: Mapping[UUID, Purse]
    taken_back: Counter[UUID] = field(default_factory=Counter)


@dataclass
class Judged:
    """A container's history with its new scans in it, and what each was told."""

    scans: list[Scan]
    decisions: dict[UUID, ReturnClaim]
    history: History = field(default_factory=History)
    new: dict[UUID, Scan] = field(default_factory=dict)
    told: dict[UUID, Told] = field(default_factory=dict)
    used: Counter[BoundKey] = field(default_factory=Counter)
    latest: datetime | None = None

    @property
    def anything_counts(self) -> bool:
        """Whether any new scan may change the container."""
        return any(scan.acts for scan in self.new.values())

    def visits_moved(self, before: Sequence[Trip]) -> set[UUID]:
        """The visits whose money changes when these trips become those of the history."""
        was, now = ({trip.id: trip for trip in trips} for trips in (before, self.history.trips))
        changed = [
            trip for trips in (was, now) for trip in trips.values() if was.get(trip.id) != now.get(trip.id)
        ]
        return {claim.visit_id for trip in changed for claim in trip.paid if claim.visit_id}

    def recorded(self, scan: Scan) -> Scan:
        """The scan with its place in order of arrival, which is the order the container was locked in: clocks of two
        servers, or one set back, must not make a later claim the earlier one."""
        self.latest = scan.recorded_at if self.latest is None else max(scan.recorded_at, self.latest + NEXT)
        return scan if scan.recorded_at == self.latest else replace(scan, recorded_at=self.latest)


def after(scans: Sequence[Scan], decisions: Mapping[UUID, ReturnClaim], now: datetime) -> datetime:
    """Now, or if a clock went back, the first moment after all that is known of a container."""
    latest = _latest(scans, decisions)
    return now if latest is None else max(now, latest + NEXT)


def _latest(scans: Sequence[Scan], decisions: Mapping[UUID, ReturnClaim]) -> datetime | None:
    decided = [
        moment for claim in decisions.values() for moment in (claim.decided_at, claim.paid_at) if moment
    ]
    return max((*decided, *(scan.recorded_at for scan in scans)), default=None)


def judge(
    known: Sequence[Scan],
    decisions: Mapping[UUID, ReturnClaim],
    new: Sequence[Scan | Void],
    rules: Rules,
    bounds: Bounds,
    *,
    carried: Carried = NOTHING_CARRIED,
) -> Judged:
    """The verdicts of one container's new scans. `known`, `decisions` and `carried` are as `settle` asks."""
    judged = Judged(list(known), dict(decisions), latest=_latest(known, decisions))
    for one in new:
        if isinstance(one, Scan) and len(judged.scans) >= _scans_max(one):
            one = Void(one, (Verdict.REJECTED, Reason.LIMIT_REACHED))
        if isinstance(one, Scan) and _undoes_in_vain(one, judged, decisions, rules):
            one = Void(one, (Verdict.REJECTED, Reason.UNDO_TOO_LATE))
        if isinstance(one, Void):
            judged.new[one.scan.id] = judged.recorded(replace(one.scan, acts=False))
            judged.told[one.scan.id] = one.told
        else:
            _judge_one(judged, _doubted(judged.recorded(one), judged.scans), rules, bounds, carried)
    return judged


def _doubted(scan: Scan, known: Iterable[Scan]) -> Scan:
    """The scan; its time not believed if a phone says that a container was back which a stall has filled again since.

    Else whoever has a picture could make a hand-out of a refill whose guest paid nothing, and its stall owed the deposit.
    """
    if not scan.by_phone or not any(
        one.kind is Kind.REFILL and scan.effective_at < one.effective_at <= scan.recorded_at for one in known
    ):
        return scan
    return replace(scan, believed=False)


def _scans_max(scan: Scan) -> int:
    return PHONE_WINDOW_SCANS_MAX if scan.by_phone else WINDOW_SCANS_MAX


def _undoes_in_vain(undo: Scan, judged: Judged, before: Mapping[UUID, ReturnClaim], rules: Rules) -> bool:
    """Whether an undo is of a return that a person refused, or of what was paid and has gone out: a return, or the deposit of
    an issue that a desk paid with another's return. A stall's return, which is paid in goods to itself, may be undone.

    `before` is what was decided before these scans: what is paid among them is in nobody's hands yet.
    """
    if undo.kind is not Kind.UNDO or undo.undoes is None:
        return False
    claim = before.get(undo.undoes)
    if claim is None:
        return False
    if claim.state is ClaimState.REFUSED:
        return True
    by_id = {scan.id: scan for scan in judged.scans}
    target, back = by_id.get(undo.undoes), by_id.get(claim.paid_with or undo.undoes)
    if target is None or back is None or back.visit_id is None or back.is_interested or claim.paid_at is None:
        return False
    purse = rules.purses.get(back.visit_id)
    if purse is None:
        return False
    paid_ore = claim.paid_ore + sum(one.paid_ore for one in before.values() if one.paid_with == target.id)
    if purse.left_ore - rules.taken_back[back.visit_id] < paid_ore:
        return True
    if may_undo(undo, target):
        rules.taken_back[back.visit_id] += paid_ore
    return False


def _judge_one(judged: Judged, scan: Scan, rules: Rules, bounds: Bounds, carried: Carried) -> None:
    counts_seen = bounds.counts(BoundKind.SEEN)
    if counts_seen:
        # While it is settled its own are counted as they stand: a late issue makes room for other uses of it at once.
        bounds.added.subtract(seen_uses_of(judged.scans, judged.decisions, carried=carried))
    claimed = claims_in_bag(scan, rules.terms[scan.event_id], bounds) if scan.kind in RETURNS else None
    if claimed:
        bounds.added[claimed] += 1
    judged.scans.append(scan)
    judged.new[scan.id] = scan
    judged.history, entitled = settle(
        judged.scans, judged.decisions, rules.terms, bounds, scan.recorded_at, carried=carried
    )
    judged.decisions = judged.history.claims
    if entitled.used:
        judged.used.update(entitled.used)
        bounds.added.update(entitled.used)
    if counts_seen:
        bounds.added.update(seen_uses_of(judged.scans, judged.decisions, carried=carried))
    judged.told[scan.id] = told(
        scan, judged.history, stalls_heard_until=rules.stalls_heard_until.get(scan.event_id)
    )
    if claimed and judged.told[scan.id][0] is Verdict.DUPLICATE:
        bounds.added[claimed] -= 1
