"""One container's new scans, judged in order of arrival against what is known of it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from pantbox.circulation.fold import RETURNS, fold
from pantbox.circulation.history import History, Part, Trip
from pantbox.circulation.scan import Hold, Reason, Scan, Verdict
from pantbox.circulation.verdicts import Bounds, Told, hold_of, told
from pantbox.places.events import UnseenPolicy

WINDOW_SCANS_MAX = 2_000
"""So many scans of one container since its trip before the day in question: more is no festival but an attack."""
PHONE_WINDOW_SCANS_MAX = 100
"""From here on phones add no more: with one picture they could else use up what stalls and boxes may still scan."""
_NEXT = timedelta(microseconds=1)


@dataclass
class VisitSoFar:
    """How much of a visit's bounds is used: unseen issues, and containers paid to a phone. Counted up as scans are judged."""

    unseen: int = 0
    phone_paid: int = 0
    phone_bound: int | None = None


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
    """The event's bounds, and up to when its stalls' scans have reached us."""

    policy: UnseenPolicy
    unseen_per_visit_max: int
    types_in_use: frozenset[int]
    stalls_heard_until: datetime | None


@dataclass
class Judged:
    """A container's history with its new scans in it, what each was told, and the holds they were given."""

    scans: list[Scan]
    history: History = field(default_factory=History)
    new: dict[UUID, Scan] = field(default_factory=dict)
    told: dict[UUID, Told] = field(default_factory=dict)
    holds: dict[UUID, Hold] = field(default_factory=dict)
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
        claims = (claim for trip in changed for claim in (trip.credited, trip.contested))
        return {claim.visit_id for claim in claims if claim and claim.visit_id}

    def recorded(self, scan: Scan) -> Scan:
        """The scan with its place in order of arrival, which is the order the container was locked in: clocks of two
        servers, or one set back, must not make a later claim the earlier one."""
        self.latest = scan.recorded_at if self.latest is None else max(scan.recorded_at, self.latest + _NEXT)
        return scan if scan.recorded_at == self.latest else replace(scan, recorded_at=self.latest)


def after(scans: Sequence[Scan], now: datetime) -> datetime:
    """Now, or if a clock went back, the first moment after all that is known of a container."""
    latest = _latest(scans)
    return now if latest is None else max(now, latest + _NEXT)


def _latest(scans: Sequence[Scan]) -> datetime | None:
    decided = [scan.hold.released_at for scan in scans if scan.hold and scan.hold.released_at]
    return max((*decided, *(scan.recorded_at for scan in scans)), default=None)


def judge(
    known: Sequence[Scan],
    new: Sequence[Scan | Void],
    rules: dict[int, Rules],
    visits: dict[UUID, VisitSoFar],
    *,
    delivered_to: int | None = None,
) -> Judged:
    """The verdicts of one container's new scans. `known` and `delivered_to` are as `fold` asks; `rules` by event id."""
    judged = Judged(list(known), latest=_latest(known))
    for one in new:
        if isinstance(one, Scan) and len(judged.scans) >= _scans_max(one):
            one = Void(one, (Verdict.REJECTED, Reason.LIMIT_REACHED))
        if isinstance(one, Void):
            judged.new[one.scan.id] = judged.recorded(replace(one.scan, acts=False))
            judged.told[one.scan.id] = one.told
        else:
            _judge_one(judged, judged.recorded(one), rules[one.event_id], visits, delivered_to)
    return judged


def _scans_max(scan: Scan) -> int:
    return PHONE_WINDOW_SCANS_MAX if scan.by_phone else WINDOW_SCANS_MAX


def _judge_one(
    judged: Judged, scan: Scan, rules: Rules, visits: dict[UUID, VisitSoFar], delivered_to: int | None
) -> None:
    history = fold([*judged.scans, scan], delivered_to=delivered_to)
    part = history.parts[scan.id]
    visit = visits.setdefault(scan.visit_id, VisitSoFar()) if scan.visit_id else VisitSoFar()
    if scan.kind in RETURNS:
        hold = hold_of(scan, part, _bounds(visit, rules))
        if hold:
            judged.holds[scan.id] = hold
            scan = replace(scan, hold=hold)
            history = fold([*judged.scans, scan], delivered_to=delivered_to)
    judged.scans.append(scan)
    judged.new[scan.id] = scan
    judged.history = history
    judged.told[scan.id] = told(scan, history, stalls_heard_until=rules.stalls_heard_until)
    if scan.id in history.credited:
        visit.unseen += part is Part.UNSEEN
        visit.phone_paid += scan.by_phone


def _bounds(visit: VisitSoFar, rules: Rules) -> Bounds:
    left = None if visit.phone_bound is None else visit.phone_bound - visit.phone_paid
    return Bounds(rules.unseen_per_visit_max - visit.unseen, left, rules.policy, rules.types_in_use)
