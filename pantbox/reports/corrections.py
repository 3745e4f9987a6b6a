"""What each stall took back from what it had said: issues undone in time and too late, and guests it was told to send on.

Read from the few rows that are so, by indexes that hold no other: never from all scans of an event.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, text, union_all

from pantbox.circulation.rows import CLAIMS, SCANS
from pantbox.circulation.scan import Kind, Verdict
from pantbox.places.stations import StationKind

ISSUES = SCANS.alias("issue")


@dataclass(frozen=True, slots=True)
class Corrections:
    """One stall's. Counts of scans."""

    undone: int = 0
    """Issues that were undone."""
    undone_too_late: int = 0
    """Undos of issues that do not count: the container had been seen elsewhere by then, or it was another day."""
    sent_on: int = 0
    """Returns answered *box or desk, please*."""


NONE = Corrections()


def corrections(connection: Connection, event_id: int) -> Mapping[int, Corrections]:
    """By stall, those that have any."""
    # Said in the words of the partial indexes, which a parameter would hide from both planners.
    undos = (
        select(SCANS.c.station_id, SCANS.c.standing.label("what"), func.count().label("n"))
        .join(ISSUES, ISSUES.c.id == SCANS.c.undoes)
        .where(SCANS.c.event_id == event_id, text("scan.kind = 'undo'"), ISSUES.c.kind == Kind.ISSUE)
        .where(SCANS.c.station_kind == StationKind.STALL)
        .group_by(SCANS.c.station_id, SCANS.c.standing)
    )
    sent_on = (
        select(SCANS.c.station_id, CLAIMS.c.state, func.count())
        .select_from(CLAIMS)
        .join(SCANS, SCANS.c.id == CLAIMS.c.id)
        .where(CLAIMS.c.event_id == event_id, text("return_claim.state = 'box_or_desk'"))
        .group_by(SCANS.c.station_id, CLAIMS.c.state)
    )
    names = {Verdict.ACCEPTED: "undone", Verdict.REJECTED: "undone_too_late", "box_or_desk": "sent_on"}
    counted: dict[int, dict[str, int]] = defaultdict(dict)
    for station_id, what, n in connection.execute(union_all(undos, sent_on)):
        if what in names:
            counted[station_id][names[what]] = int(n)
    return {station_id: Corrections(**told) for station_id, told in counted.items()}
