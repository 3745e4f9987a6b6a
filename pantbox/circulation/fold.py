"""A container's trips are a fold of its scans. Pure: the same set gives the same history, whatever order it came in.

The scans are cut into *slots*, from one issue to the next. The returns of a slot fall into *groups*: those of one
turnaround period with no wash between. The first group of a slot that begins with an issue ends that issue's trip;
every other group is a trip of its own whose issue no stall scanned. One deposit goes out for each group.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from pantbox.circulation.history import History, Part, Trip, TripEnd
from pantbox.circulation.scan import HoldState, Kind, Scan
from pantbox.containers.containers import ContainerState
from pantbox.ledger.postings import Claim
from pantbox.places.stations import StationKind

REREAD_WINDOW = timedelta(minutes=10)

RETURNS = {Kind.RETURN, Kind.SWAP}
COLLECTS = {Kind.COLLECT, Kind.WASH, Kind.RECEIVE}
LOSSES = {Kind.LOST, Kind.WRITE_OFF}
NEVER_UNDONE = {Kind.UNDO, Kind.RETIRE}


@dataclass
class Group:
    """Returns of one slot and one turnaround period, with no wash between: one use of the container."""

    returns: list[Scan]
    washed: bool = False
    delivered_to: int | None = None

    @property
    def first(self) -> Scan:
        return self.returns[0]

    def takes(self, scan: Scan) -> bool:
        """Whether a return is surplus here, and no use of its own."""
        return not self.washed and scan.period == self.first.period


@dataclass
class Slot:
    """The time from one issue of a container to its next."""

    issue: Scan | None = None
    groups: list[Group] = field(default_factory=list)
    collected: Scan | None = None
    lost: Scan | None = None
    delivered_to: int | None = None

    def rereads(self, scan: Scan) -> bool:
        """Whether an issue is the same reading as the one this slot began with: same stall, soon, nothing between."""
        return (
            self.issue is not None
            and scan.station_id == self.issue.station_id
            and scan.effective_at - self.issue.effective_at <= REREAD_WINDOW
            and not (self.groups or self.collected or self.lost)
        )


def fold(scans: Iterable[Scan], *, delivered_to: int | None = None) -> History:
    """A container's history from its scans.

    They must reach back to the beginning, or to the scan that opened some trip; then `delivered_to` is the stall that
    trip's container was delivered to, where nobody scanned its issue.
    """
    history = History()
    every = sorted(scans, key=by_when_it_happened)
    _retire(history, every)
    slot = Slot(delivered_to=delivered_to)
    for scan in _without_undone(every, history):
        if scan.kind is Kind.ISSUE and not slot.rereads(scan):
            _close(slot, history, next_issue=scan)
            slot = Slot(issue=scan)
        history.parts[scan.id] = _step(slot, scan, history)
        _locate(history, scan)
    _close(slot, history, next_issue=None)
    if history.retired_at:
        history.state = ContainerState.RETIRED
    return history


def by_when_it_happened(scan: Scan) -> tuple[datetime, bool, UUID]:
    """The order of the fold: of two at the same moment the issue comes first."""
    return (scan.effective_at, scan.kind is not Kind.ISSUE, scan.id)


def _retire(history: History, scans: list[Scan]) -> None:
    retirements = [scan.effective_at for scan in scans if scan.kind is Kind.RETIRE and scan.acts]
    history.retired_at = min(retirements, default=None)


def _without_undone(scans: list[Scan], history: History) -> list[Scan]:
    """The scans that count: acting, and not undone by the same station on the same day."""
    known = {scan.id: scan for scan in scans}
    undone = set()
    for undo in scans:
        if undo.kind is not Kind.UNDO or not undo.acts or undo.undoes is None:
            continue
        target = known.get(undo.undoes)
        if target is None:
            history.parts[undo.id] = Part.WAITS
        elif not _may_undo(undo, target):
            history.parts[undo.id] = Part.TOO_LATE
        else:
            history.parts[undo.id] = Part.UNDOES
            undone.add(target.id)
    for scan in scans:
        if scan.id in undone:
            history.parts[scan.id] = Part.UNDONE
        elif not scan.acts:
            history.parts[scan.id] = Part.VOID
    return [scan for scan in scans if scan.id not in history.parts]


def _may_undo(undo: Scan, target: Scan) -> bool:
    same_day = undo.period == target.period and undo.station_id == target.station_id
    return same_day and target.kind not in NEVER_UNDONE


def _step(slot: Slot, scan: Scan, history: History) -> Part:
    if scan.kind is Kind.ISSUE:
        return Part.OPENS if scan is slot.issue else Part.REREAD
    if scan.kind in RETURNS:
        return _step_return(slot, scan, history)
    if scan.kind in COLLECTS:
        slot.collected = slot.collected or scan
        if scan.kind is Kind.WASH and slot.groups:
            slot.groups[-1].washed = True
        if scan.kind is Kind.RECEIVE and scan.station_kind is StationKind.STALL:
            slot.delivered_to = scan.station_id
    elif scan.kind in LOSSES:
        slot.lost = slot.lost or scan
    return Part.MOVES


def _step_return(slot: Slot, scan: Scan, history: History) -> Part:
    if slot.groups and slot.groups[-1].takes(scan):
        group = slot.groups[-1]
        before = next((r for r in reversed(group.returns) if r.station_id == scan.station_id), None)
        history.first_returns[scan.id] = before or group.first
        group.returns.append(scan)
        is_reread = before is not None and scan.effective_at - before.effective_at <= REREAD_WINDOW
        return Part.REREAD if is_reread else Part.SURPLUS
    slot.groups.append(Group([scan], delivered_to=slot.delivered_to))
    return Part.ENDS if slot.issue and len(slot.groups) == 1 else Part.UNSEEN


def _locate(history: History, scan: Scan) -> None:
    state = {
        Kind.ISSUE: ContainerState.ISSUED,
        Kind.RETURN: ContainerState.RETURNED,
        Kind.SWAP: ContainerState.RETURNED,
        Kind.COLLECT: ContainerState.RETURNED,
        Kind.WASH: ContainerState.IN_STOCK,
        Kind.LOST: ContainerState.LOST,
        Kind.WRITE_OFF: ContainerState.LOST,
    }.get(scan.kind)
    if scan.kind is Kind.RECEIVE:
        dirty = scan.station_kind is StationKind.WASH
        state = ContainerState.RETURNED if dirty else ContainerState.IN_STOCK
    if state:
        history.state, history.state_at = state, scan.effective_at
    history.station_id, history.latest_at = scan.station_id, scan.effective_at


def _close(slot: Slot, history: History, next_issue: Scan | None) -> None:
    groups = list(slot.groups)
    if slot.issue:
        group = groups.pop(0) if groups else None
        history.trips.append(_seen_trip(slot, slot.issue, group, next_issue))
    history.trips += [_unseen_trip(group) for group in groups]


def _seen_trip(slot: Slot, issue: Scan, group: Group | None, next_issue: Scan | None) -> Trip:
    end, by = _end(slot, group, next_issue)
    credited = _credited(group, issue) if group else None
    return Trip(
        id=issue.id,
        container_id=issue.container_id,
        type_id=issue.type_id,
        event_id=issue.event_id,
        seen=True,
        pooled=False,
        deposit_ore=issue.deposit_ore,
        opened_at=issue.effective_at,
        period=issue.period,
        opened_station_id=issue.station_id,
        end=end,
        end_reason=by.reason if by and end is TripEnd.WRITTEN_OFF else None,
        ended_at=by.effective_at if by else None,
        ended_station_id=by.station_id if by else None,
        ended_event_id=by.event_id if by else None,
        credited=_claim(credited),
        contested=_claim(_contested(group, credited, issue)),
    )


def _end(slot: Slot, group: Group | None, next_issue: Scan | None) -> tuple[TripEnd | None, Scan | None]:
    """Returned beats collected beats seen again beats lost: any later sight of a container takes back its loss."""
    if group:
        return TripEnd.RETURNED, group.first
    if slot.collected:
        return TripEnd.COLLECTED, slot.collected
    if next_issue:
        return TripEnd.SEEN_AGAIN, next_issue
    if slot.lost:
        return TripEnd.LOST if slot.lost.kind is Kind.LOST else TripEnd.WRITTEN_OFF, slot.lost
    return None, None


def _unseen_trip(group: Group) -> Trip:
    first = group.first
    credited = _credited(group, None)
    return Trip(
        id=first.id,
        container_id=first.container_id,
        type_id=first.type_id,
        event_id=first.event_id,
        seen=False,
        pooled=first.pooled,
        deposit_ore=first.deposit_ore,
        opened_at=first.effective_at,
        period=first.period,
        opened_station_id=first.station_id,
        end=TripEnd.RETURNED,
        ended_at=first.effective_at,
        ended_station_id=first.station_id,
        ended_event_id=first.event_id,
        unseen_stall_id=group.delivered_to,
        credited=_claim(credited),
        contested=_claim(_contested(group, credited, None)),
    )


def _pays_since(scan: Scan, issue: Scan | None) -> datetime | None:
    """Since when a return may be paid, by the order things became known to us. None: not yet, or refused."""
    hold = scan.hold
    if hold is None:
        return scan.recorded_at
    if hold.state is HoldState.RELEASED and hold.released_at:
        return hold.released_at
    if issue and hold.ends_with_the_issue:
        return max(scan.recorded_at, issue.recorded_at)
    return None


def _credited(group: Group, issue: Scan | None) -> Scan | None:
    """Of rival returns the one that could be paid first is paid: what is out is not taken back for what comes later."""
    rivals = [(since, scan) for scan in group.returns if (since := _pays_since(scan, issue))]
    first = min(rivals, key=lambda rival: (rival[0], rival[1].effective_at, rival[1].id), default=None)
    return first[1] if first else None


def _contested(group: Group | None, credited: Scan | None, issue: Scan | None) -> Scan | None:
    """Whoever holds the container is paid, once, even if a phone claimed it first."""
    if group is None or credited is None or not credited.by_phone:
        return None
    holders = [
        (since, scan)
        for scan in group.returns
        if not scan.by_phone and scan.visit_id != credited.visit_id and (since := _pays_since(scan, issue))
    ]
    first = min(holders, key=lambda holder: (holder[0], holder[1].effective_at, holder[1].id), default=None)
    return first[1] if first else None


def _claim(scan: Scan | None) -> Claim | None:
    if scan is None:
        return None
    return Claim(
        scan_id=scan.id,
        event_id=scan.event_id,
        station_id=scan.station_id,
        at=scan.effective_at,
        visit_id=scan.visit_id,
        at_stall=scan.station_kind is StationKind.STALL,
    )
