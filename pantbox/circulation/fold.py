"""A container's uses are a fold of its scans. Pure: the same set gives the same slots, whatever order it came in.

The scans are cut into *slots*, from one issue to the next. A refill of a container that is out belongs to its slot, and is
an issue if the container is not out. The returns of a slot fall into *uses*: those of one
turnaround period with no wash between. Who is paid for a use is another question; see `entitlement`.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from pantbox.circulation.history import Part
from pantbox.circulation.scan import HANDS_OUT, Kind, Scan
from pantbox.circulation.undone import undos
from pantbox.containers.containers import ContainerState
from pantbox.places.stations import StationKind

REREAD_WINDOW = timedelta(minutes=10)
SAME_DAY = timedelta(hours=12)
"""So far apart the turnaround periods of two events begin at most that are one day's."""

RETURNS = {Kind.RETURN, Kind.SWAP}
COLLECTS = {Kind.COLLECT, Kind.WASH, Kind.RECEIVE}
LOSSES = {Kind.LOST, Kind.WRITE_OFF}


@dataclass
class Use:
    """Returns of one slot and one turnaround period, with no wash between. `resets` counts the slot's washes and
    deliveries before it; `delivered_to` is the stall that had the container before anybody saw it come back, or that undid
    that it had it or handed it out."""

    returns: list[Scan]
    resets: int = 0
    delivered_to: int | None = None
    washed: bool = False
    undone_issues: list[Scan] = field(default_factory=list)
    """Those after its first return: a return after one of them was another use's until it was undone."""

    @property
    def first(self) -> Scan:
        return self.returns[0]

    def takes(self, scan: Scan) -> bool:
        """Whether a return belongs to this use, and is no use of its own.

        Two events of one organisation may begin their days at different hours: the days that overlap most are the same, and
        so are two returns that are both of the later one's day.
        """
        return self._is_of_its_day(scan) and not self.washed

    def _is_of_its_day(self, scan: Scan) -> bool:
        if scan.event_id == self.first.event_id:
            return scan.period == self.first.period
        apart = abs(scan.period - self.first.period)
        return apart < SAME_DAY or scan.period <= self.first.effective_at


@dataclass
class Slot:
    """The time from one issue of a container to its next.

    `read_again` are second readings of its issue or of a refill. `paid_again`: a use before the part of the slot that is known here was paid though nobody saw its issue.
    """

    issue: Scan | None = None
    refills: list[Scan] = field(default_factory=list)
    read_again: list[Scan] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    staff: list[Scan] = field(default_factory=list)
    lost: Scan | None = None
    next_issue: Scan | None = None
    delivered_to: int | None = None
    resets: int = 0
    paid_again: bool = False
    undone_issues: list[Scan] = field(default_factory=list)

    @property
    def handed_out(self) -> list[Scan]:
        """Its issue, its refills, and second readings of either."""
        return [self.issue, *self.refills, *self.read_again] if self.issue else []

    def rereads(self, scan: Scan) -> bool:
        """Whether a container is read again as it was handed out last: same stall, soon, nothing between.

        An issue may be read again as what a refill said, but not the other way: a refill says that it was filled again.
        """
        last = self.refills[-1] if self.refills else self.issue
        return (
            last is not None
            and (scan.kind is Kind.ISSUE or last.kind is Kind.REFILL)
            and scan.station_id == last.station_id
            and scan.effective_at - last.effective_at <= REREAD_WINDOW
            and not (self.uses or self.staff or self.lost)
        )

    def opens_with(self, scan: Scan, no_sight: Collection[UUID]) -> bool:
        """Whether a scan hands the container out anew, after this slot: an issue, or a refill of what is not out."""
        if scan.kind not in HANDS_OUT or self.rereads(scan):
            return False
        return scan.kind is Kind.ISSUE or not self.is_out(no_sight)

    def is_out(self, no_sight: Collection[UUID]) -> bool:
        """Whether a container that is filled now is out: its slot's trip is open, or only phones whose time is not believed
        say that it came back."""
        back = (one for use in self.uses for one in use.returns if one.id not in no_sight)
        is_back = any(one.believed or not one.by_phone for one in back)
        return self.issue is not None and not (is_back or self.staff or self.lost)

    def ended_by(self, no_sight: Collection[UUID]) -> Use | None:
        """The use that ended the slot's trip and has its deposit: the first in which anybody saw the container."""
        if self.issue is None:
            return None
        return next((use for use in self.uses if any(r.id not in no_sight for r in use.returns)), None)

    def is_paid_again(self, use: Use, ended_by: Use | None, is_paid: Callable[[Use], bool]) -> bool:
        """Whether another use without an issue was paid before this one, since the last wash or delivery."""
        before = self.uses[: next(n for n, one in enumerate(self.uses) if one is use)]
        paid_here = any(one.resets == use.resets and one is not ended_by and is_paid(one) for one in before)
        return paid_here or (use.resets == 0 and self.paid_again)

    def collected_by_us_before(self, moment: datetime) -> bool:
        """Whether people of ours had collected, washed or received the container by then. A bag's count does not say so."""
        return any(scan.effective_at <= moment and scan.counts_claim is None for scan in self.staff)


@dataclass(frozen=True, slots=True)
class Carried:
    """What the part of a slot before the scans that are folded hands on: the stall its container was delivered to, and
    whether a use of it was paid though nobody saw its issue."""

    delivered_to: int | None = None
    paid_again: bool = False


NOTHING_CARRIED = Carried()


@dataclass
class Folded:
    """A container's slots in order of time, where it is, and the part that each scan plays."""

    slots: list[Slot] = field(default_factory=list)
    parts: dict[UUID, Part] = field(default_factory=dict)
    undone: set[UUID] = field(default_factory=set)
    state: ContainerState = ContainerState.IN_STOCK
    state_at: datetime | None = None
    station_id: int | None = None
    latest_at: datetime | None = None
    retired_at: datetime | None = None

    @property
    def uses(self) -> list[tuple[Slot, Use]]:
        """Every use with its slot, in order of time."""
        return [(slot, use) for slot in self.slots for use in slot.uses]


def fold(
    scans: Iterable[Scan], *, no_sight: Collection[UUID] = (), carried: Carried = NOTHING_CARRIED
) -> Folded:
    """A container's slots from its scans.

    The scans must reach back to the beginning, or to the scan that opened some trip; then `carried` is what that trip
    was handed on. `no_sight` are the returns that are no sight of the container.
    """
    every = sorted(scans, key=by_when_it_happened)
    folded = Folded()
    _retire(folded, every)
    acting = [scan for scan in every if scan.acts]
    folded.parts, folded.undone = undos(acting)
    slot = Slot(delivered_to=carried.delivered_to, paid_again=carried.paid_again)
    folded.slots.append(slot)
    for scan in every:
        if not scan.acts:
            folded.parts[scan.id] = Part.VOID
        elif scan.id in folded.undone:
            folded.parts[scan.id] = Part.UNDONE
            _step_undone(slot, scan, no_sight)
        elif scan.kind is not Kind.UNDO:
            if slot.opens_with(scan, no_sight):
                slot.next_issue = scan
                slot = Slot(issue=scan)
                folded.slots.append(slot)
            folded.parts[scan.id] = _step(slot, scan, folded.undone, no_sight)
            counts = _counts(scan, folded.undone, no_sight)
            if scan.id not in no_sight and (counts or scan.counts_claim is None):
                _locate(folded, scan, counts=counts)
    if folded.retired_at:
        folded.state = ContainerState.RETIRED
    return folded


def by_when_it_happened(scan: Scan) -> tuple[datetime, bool, UUID]:
    """The order of the fold: of two at the same moment what was handed out comes first."""
    return (scan.effective_at, scan.kind not in HANDS_OUT, scan.id)


def _retire(folded: Folded, scans: list[Scan]) -> None:
    retirements = [scan.effective_at for scan in scans if scan.kind is Kind.RETIRE and scan.acts]
    folded.retired_at = min(retirements, default=None)


def _step(slot: Slot, scan: Scan, undone: Collection[UUID], no_sight: Collection[UUID]) -> Part:
    if scan.kind in HANDS_OUT:
        return _step_out(slot, scan)
    if scan.kind in RETURNS:
        _step_back(slot, scan, no_sight)
        return Part.RETURNS
    if scan.kind in COLLECTS or _counts(scan, undone, no_sight):
        _step_staff(slot, scan)
    elif scan.kind in LOSSES:
        slot.lost = slot.lost or scan
    return Part.MOVES


def _step_back(slot: Slot, scan: Scan, no_sight: Collection[UUID]) -> None:
    use = slot.uses[-1] if slot.uses else None
    if use is None or not use.takes(scan):
        slot.uses.append(Use([scan], slot.resets, slot.delivered_to))
        return
    if all(one.id in no_sight for one in use.returns):
        use.delivered_to = slot.delivered_to
    use.returns.append(scan)


def _step_out(slot: Slot, scan: Scan) -> Part:
    if scan is slot.issue:
        return Part.OPENS
    if slot.rereads(scan):
        slot.read_again.append(scan)
        return Part.REREAD
    slot.refills.append(scan)
    return Part.REFILLS


def _step_undone(slot: Slot, scan: Scan, no_sight: Collection[UUID]) -> None:
    """What is returned after an issue, or a delivery to a stall, that was undone is on the account of the stall that undid."""
    if _is_delivery(scan):
        slot.delivered_to = scan.station_id
    elif slot.opens_with(scan, no_sight):
        slot.delivered_to = scan.station_id
        slot.undone_issues.append(scan)
        if slot.uses:
            slot.uses[-1].undone_issues.append(scan)


def _step_staff(slot: Slot, scan: Scan) -> None:
    slot.staff.append(scan)
    is_wash = scan.kind is not Kind.COLLECT and scan.kind is not Kind.RECEIVE
    slot.resets += is_wash or _is_delivery(scan)
    if _is_delivery(scan):
        slot.delivered_to = scan.station_id
    if is_wash and slot.uses:
        slot.uses[-1].washed = True


def _is_delivery(scan: Scan) -> bool:
    return scan.kind is Kind.RECEIVE and scan.station_kind is StationKind.STALL


def _counts(scan: Scan, undone: Collection[UUID], no_sight: Collection[UUID]) -> bool:
    """Whether a scan says that a full bag held the container: as good as a wash, unless that claim to it counts no more."""
    return (
        scan.counts_claim is not None
        and scan.counts_claim not in undone
        and scan.counts_claim not in no_sight
    )


def _locate(folded: Folded, scan: Scan, *, counts: bool) -> None:
    state = {
        Kind.ISSUE: ContainerState.ISSUED,
        Kind.REFILL: ContainerState.ISSUED,
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
    if counts:
        state = ContainerState.IN_STOCK
    if state:
        folded.state, folded.state_at = state, scan.effective_at
    folded.station_id, folded.latest_at = scan.station_id, scan.effective_at
