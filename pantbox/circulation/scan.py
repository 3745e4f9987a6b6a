"""A scan: one reading of one code at one station at one time. The evidence for all else, never changed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from pantbox.places.stations import StationKind


class Kind(StrEnum):
    """What a scan says happened."""

    ISSUE = "issue"
    RETURN = "return"
    COLLECT = "collect"
    WASH = "wash"
    DISPATCH = "dispatch"
    RECEIVE = "receive"
    COUNT = "count"
    RETIRE = "retire"
    LOST = "lost"
    WRITE_OFF = "write_off"
    UNDO = "undo"
    SWAP = "swap"
    """A return at a stall that belongs together with an issue there (`swap_with`)."""
    EMPTY = "empty"
    """A box's bag was changed. Of no container."""


class Verdict(StrEnum):
    """What the person was told. Kept for ever."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    HELD = "held"
    REJECTED = "rejected"


class Reason(StrEnum):
    """Why. Stable; the sentence is translated on screen."""

    ISSUE_UNSEEN = "issue_unseen"
    UNKNOWN_CODE = "unknown_code"
    FORGED_CODE = "forged_code"
    ALREADY_RETURNED = "already_returned"
    NOT_ISSUED = "not_issued"
    RETIRED_CONTAINER = "retired_container"
    FOREIGN_OPERATOR = "foreign_operator"
    EVENT_CLOSED = "event_closed"
    STATION_MAY_NOT = "station_may_not"
    CLOCK_OUT_OF_RANGE = "clock_out_of_range"
    AWAITING_ISSUE = "awaiting_issue"
    AWAITING_SCAN = "awaiting_scan"
    UNDO_TOO_LATE = "undo_too_late"
    LIMIT_REACHED = "limit_reached"
    ID_REUSED = "id_reused"
    BOX_FULL = "box_full"
    MALFORMED = "malformed"
    """What was sent is no scan at all. Answered, not stored."""
    DEVICE_REVOKED = "device_revoked"
    """Sent by a device that was revoked: what it scanned before is kept in quarantine."""


class HoldState(StrEnum):
    """A held return waits, is released (and pays), or is refused (and does not)."""

    WAITING = "waiting"
    RELEASED = "released"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Hold:
    """Why a return does not pay by itself. One that waits only for its issue pays as soon as a stall's scan of it comes."""

    reason: Reason
    state: HoldState = HoldState.WAITING
    released_at: datetime | None = None

    @property
    def ends_with_the_issue(self) -> bool:
        return self.reason is not Reason.AWAITING_SCAN


@dataclass(frozen=True, slots=True)
class Scan:
    """One scan of a container with all that its meaning depends on, fixed when it was first recorded.

    `deposit_ore` is by the terms the stall showed, `period` the turnaround period the effective time falls in, `acts`
    whether it counts at all: a live scan answered "no, not here" is kept, and did not happen.
    """

    id: UUID
    kind: Kind
    container_id: int
    type_id: int
    event_id: int
    station_id: int
    station_kind: StationKind
    effective_at: datetime
    recorded_at: datetime
    period: datetime
    deposit_ore: int
    acts: bool = True
    pooled: bool = False
    by_phone: bool = False
    visit_id: UUID | None = None
    undoes: UUID | None = None
    reason: str | None = None
    hold: Hold | None = None
