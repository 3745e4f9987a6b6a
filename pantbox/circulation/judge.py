"""One container's new scans, judged in order of arrival against what is known of it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from pantbox.circulation.fold import RETURNS, fold
from pantbox.circulation.history import History, Part
from pantbox.circulation.scan import Hold, Reason, Scan, Verdict
from pantbox.circulation.verdicts import Bounds, Told, hold_of, told
from pantbox.places.events import UnseenPolicy


@dataclass
class VisitSoFar:
    """How much of a visit's bounds is used: unseen issues, and containers paid to a phone. Counted up as scans are judged."""

    unseen: int = 0
    phone_paid: int = 0
    phone_bound: int | None = None


@dataclass
class Judged:
    """A container's history with its new scans in it, what each was told, and the holds they were given."""

    scans: list[Scan]
    history: History
    told: dict[UUID, Told] = field(default_factory=dict)
    holds: dict[UUID, Hold] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refused:
    """A new scan that does not count, and why."""

    scan: Scan
    reason: Reason


@dataclass(frozen=True, slots=True)
class Rules:
    """The event's bounds, and up to when its stalls' scans have reached us."""

    policy: UnseenPolicy
    unseen_per_visit_max: int
    stalls_heard_until: datetime | None


def judge(
    known: Sequence[Scan],
    new: Sequence[Scan | Refused],
    rules: dict[int, Rules],
    visits: dict[UUID, VisitSoFar],
) -> Judged:
    """The verdicts of one container's new scans. `known` reaches back as far as `fold` asks; `rules` by event id."""
    judged = Judged(list(known), fold(known))
    for one in new:
        if isinstance(one, Refused):
            judged.scans.append(replace(one.scan, acts=False))
            judged.told[one.scan.id] = (Verdict.REJECTED, one.reason)
        else:
            _judge_one(judged, one, rules[one.event_id], visits)
    judged.history = fold(judged.scans)
    return judged


def _judge_one(judged: Judged, scan: Scan, rules: Rules, visits: dict[UUID, VisitSoFar]) -> None:
    history = fold([*judged.scans, scan])
    part = history.parts[scan.id]
    visit = visits.setdefault(scan.visit_id, VisitSoFar()) if scan.visit_id else VisitSoFar()
    if scan.kind in RETURNS:
        hold = hold_of(scan, part, _bounds(visit, rules))
        if hold:
            judged.holds[scan.id] = hold
            scan = replace(scan, hold=hold)
            history = fold([*judged.scans, scan])
    judged.scans.append(scan)
    judged.told[scan.id] = told(scan, history, stalls_heard_until=rules.stalls_heard_until)
    if scan.id in history.credited:
        visit.unseen += part is Part.UNSEEN
        visit.phone_paid += scan.by_phone


def _bounds(visit: VisitSoFar, rules: Rules) -> Bounds:
    left = None if visit.phone_bound is None else visit.phone_bound - visit.phone_paid
    return Bounds(rules.unseen_per_visit_max - visit.unseen, left, rules.policy)
