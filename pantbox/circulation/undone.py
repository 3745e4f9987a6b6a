"""Which scans of a container are undone. Pure: it follows from effective times alone, never from what arrived first.

An undo takes back a scan of the same station's day. An issue or a refill is not taken back once a device of ours saw the
container elsewhere between it and its undo: nobody lowers a debt by undoing.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from pantbox.circulation.history import Part
from pantbox.circulation.scan import HANDS_OUT, Kind, Scan

NEVER_UNDONE = {Kind.UNDO, Kind.RETIRE}
_END_OF_TIME = datetime.max.replace(tzinfo=UTC)


def undos(scans: Sequence[Scan]) -> tuple[dict[UUID, Part], set[UUID]]:
    """The part that each undo of a container plays, and the ids of the scans that are undone. `scans` all act."""
    parts: dict[UUID, Part] = {}
    undone: set[UUID] = set()
    if not any(scan.kind is Kind.UNDO for scan in scans):
        return parts, undone
    known = {scan.id: scan for scan in scans}
    for undo in scans:
        if undo.kind is not Kind.UNDO or undo.undoes is None:
            continue
        target = known.get(undo.undoes)
        if target is None:
            parts[undo.id] = Part.WAITS
        elif may_undo(undo, target) and not _seen_elsewhere(undo, target, scans):
            parts[undo.id] = Part.UNDOES
            undone.add(target.id)
        else:
            parts[undo.id] = Part.TOO_LATE
    return parts, undone


def may_undo(undo: Scan, target: Scan) -> bool:
    """Whether a scan is of the same station's day and of a kind that is ever undone."""
    same_day = undo.period == target.period and undo.station_id == target.station_id
    return same_day and target.kind not in NEVER_UNDONE


def _seen_elsewhere(undo: Scan, target: Scan, scans: Sequence[Scan]) -> bool:
    """Whether a device of ours saw the container at another station after it was handed out and before the undo.

    An undo whose own time is not believed may be from any time until the next issue. It takes back nothing that was filled
    again since, wherever: who filled it had it for handed out.
    """
    if target.kind not in HANDS_OUT:
        return False
    later = [
        scan
        for scan in scans
        if scan.effective_at >= target.effective_at
        and scan.id != target.id
        and scan.kind is not Kind.UNDO
        and scan.counts_claim is None
        and not scan.by_phone
    ]
    issued_again = [
        scan.effective_at
        for scan in later
        if scan.kind is Kind.ISSUE and scan.effective_at > target.effective_at
    ]
    until = min(issued_again, default=_END_OF_TIME)
    if undo.believed:
        until = min(until, undo.effective_at)
    elif any(scan.effective_at <= until and scan.kind is Kind.REFILL for scan in later):
        return True
    return any(scan.effective_at <= until and scan.station_id != target.station_id for scan in later)
