"""What a person is told of a scan, and what it counts for. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pantbox.circulation.claims import ClaimState, Rung
from pantbox.circulation.fold import RETURNS
from pantbox.circulation.history import History, Part
from pantbox.circulation.scan import HANDS_OUT, Kind, Reason, Scan, Verdict
from pantbox.clock import CLOCK_TOLERANCE
from pantbox.places.stations import StationKind

MAY: dict[StationKind, frozenset[Kind]] = {
    StationKind.STALL: frozenset(
        {
            Kind.ISSUE,
            Kind.REFILL,
            Kind.RETURN,
            Kind.SWAP,
            Kind.UNDO,
            Kind.COLLECT,
            Kind.RECEIVE,
            Kind.DISPATCH,
            Kind.COUNT,
        }
    ),
    StationKind.PANT_BOX: frozenset({Kind.RETURN, Kind.UNDO, Kind.EMPTY, Kind.COUNT}),
    StationKind.CASH_DESK: frozenset({Kind.RETURN, Kind.UNDO, Kind.COLLECT, Kind.COUNT, Kind.RETIRE}),
    StationKind.WASH: frozenset(
        {
            Kind.WASH,
            Kind.RECEIVE,
            Kind.DISPATCH,
            Kind.COUNT,
            Kind.COLLECT,
            Kind.RETIRE,
            Kind.UNDO,
            Kind.WRITE_OFF,
        }
    ),
    StationKind.STORE: frozenset(
        {
            Kind.RECEIVE,
            Kind.DISPATCH,
            Kind.COUNT,
            Kind.COLLECT,
            Kind.RETIRE,
            Kind.LOST,
            Kind.WRITE_OFF,
            Kind.UNDO,
        }
    ),
}
"""What each kind of station may say. A stall takes back by paying the guest in goods or from its own till."""

SPOILT = frozenset({Reason.STATION_MAY_NOT, Reason.CLOCK_OUT_OF_RANGE})
"""Why a scan is refused that no app sends: it does not say how far its device has spoken."""
HOLD_TIME_MAX = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Times:
    """Between which times a scan of an event can be real, and since when the event is closed."""

    earliest: datetime
    latest: datetime | None
    closed_at: datetime | None

    def may_be(self, effective_at: datetime, now: datetime) -> bool:
        """Whether a scan of this time can be: neither of the future, nor outside of the event."""
        is_late = self.latest is not None and effective_at > self.latest
        return self.earliest <= effective_at <= now + CLOCK_TOLERANCE and not is_late


def refusal(
    kind: Kind, station: StationKind, effective_at: datetime, now: datetime, times: Times
) -> Reason | None:
    """Why a scan does not count, whatever the container's history. None: it counts."""
    if kind not in MAY[station]:
        return Reason.STATION_MAY_NOT
    if not times.may_be(effective_at, now):
        return Reason.CLOCK_OUT_OF_RANGE
    if kind in HANDS_OUT and times.closed_at and effective_at >= times.closed_at:
        return Reason.EVENT_CLOSED
    return None


Told = tuple[Verdict, Reason | None]

_SIMPLE: dict[Part, Told] = {
    Part.OPENS: (Verdict.ACCEPTED, None),
    Part.MOVES: (Verdict.ACCEPTED, None),
    Part.REFILLS: (Verdict.ACCEPTED, None),
    Part.UNDOES: (Verdict.ACCEPTED, None),
    Part.UNDONE: (Verdict.ACCEPTED, None),
    Part.WAITS: (Verdict.HELD, Reason.AWAITING_SCAN),
    Part.TOO_LATE: (Verdict.REJECTED, Reason.UNDO_TOO_LATE),
}


def told(scan: Scan, history: History, *, stalls_heard_until: datetime | None) -> Told:
    """The verdict of a scan that counts, from the history it is part of.

    `stalls_heard_until` is the time up to which every stall's scans have reached us; None: not known, so nothing is
    waited for. A return that looks double but may yet have an issue on its way is held, with a ticket.
    """
    part = history.parts[scan.id]
    if scan.kind not in RETURNS or part in (Part.UNDONE, Part.VOID):
        return _SIMPLE.get(part, (Verdict.DUPLICATE, None))
    claim = history.claims[scan.id]
    match claim.state:
        case ClaimState.PAID:
            return Verdict.ACCEPTED, _unseen(scan, history)
        case ClaimState.WAITING:
            return Verdict.HELD, waits_for(claim.rung)
        case ClaimState.REFUSED:
            return Verdict.REJECTED, Reason.NOT_ISSUED
        case ClaimState.BOX_OR_DESK:
            return Verdict.REJECTED, Reason.BOX_OR_DESK
    if claim.rung is Rung.DUPLICATE:
        return Verdict.DUPLICATE, None
    before = history.rival(scan)
    if before and stalls_heard_until and stalls_heard_until < before.effective_at:
        return Verdict.HELD, Reason.AWAITING_ISSUE
    return Verdict.REJECTED, Reason.ALREADY_RETURNED


_WAITS_FOR = {
    Rung.POLICY: Reason.AWAITING_ISSUE,
    Rung.TYPE_NOT_IN_USE: Reason.LIMIT_REACHED,
    Rung.UNSEEN_AGAIN: Reason.LIMIT_REACHED,
    Rung.UNSEEN_BOUND: Reason.LIMIT_REACHED,
    Rung.SECOND_BOUND: Reason.LIMIT_REACHED,
    Rung.SECOND_AT_DESK: Reason.ALREADY_RETURNED,
}


def waits_for(rung: Rung) -> Reason:
    """What a person is told who waits; by default that a bag is to be counted, or a desk to be asked."""
    return _WAITS_FOR.get(rung, Reason.AWAITING_SCAN)


def standing(
    scan: Scan, verdict: Verdict, reason: Reason | None, history: History, *, now: datetime
) -> Verdict:
    """What a scan counts for now, given what was told of it. Improves as late scans come; see the module `fold`.

    A double return that may yet have an issue on its way waits for it no longer than `HOLD_TIME_MAX`.
    """
    if not scan.acts:
        return verdict
    if history.parts[scan.id] is Part.UNDONE:
        return Verdict.REJECTED
    now_told, _ = told(scan, history, stalls_heard_until=None)
    was_to_wait = verdict is Verdict.HELD and reason is Reason.AWAITING_ISSUE
    still_waits = was_to_wait and now < scan.recorded_at + HOLD_TIME_MAX
    is_double = scan.kind in RETURNS and history.claims[scan.id].rung is Rung.ALREADY_PAID
    if now_told is Verdict.REJECTED and still_waits and is_double:
        return Verdict.HELD
    return now_told


def _unseen(scan: Scan, history: History) -> Reason | None:
    for trip in history.trips:
        if trip.credited and trip.credited.scan_id == scan.id:
            return None if trip.seen else Reason.ISSUE_UNSEEN
    return None
