"""A scan: one reading of one code at one station at one time. The evidence for all else, never changed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from pantbox.circulation.claims import Strength
from pantbox.places.stations import StationKind


class Kind(StrEnum):
    """What a scan says happened."""

    ISSUE = "issue"
    REFILL = "refill"
    """A container that is out is filled again for whoever holds it: no deposit. An issue, if it is not out."""
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


HANDS_OUT = frozenset({Kind.ISSUE, Kind.REFILL})
"""What a stall says of a container that leaves it full."""


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
    BOX_OR_DESK = "box_or_desk"
    """A stall took back what no stall handed out: the guest is paid at a box or a desk."""
    MALFORMED = "malformed"
    """What was sent is no scan at all. Answered, not stored."""
    TOO_MANY_TYPED = "too_many_typed"
    """A guest's phone has typed as many codes as it may in this visit. Answered, not stored."""
    TOO_MANY_MISSES = "too_many_misses"
    """So many wrong codes came from here that a typed one is not looked up for a minute. Answered, not stored."""
    DEVICE_REVOKED = "device_revoked"
    """Sent by a device that was revoked: what it scanned before is kept in quarantine."""


@dataclass(frozen=True, slots=True)
class Scan:
    """One scan of a container with all that its meaning depends on, fixed when it was first recorded.

    `deposit_ore` is by the terms that count for it, `period` the turnaround period the effective time falls in, `acts`
    whether it counts at all: a live scan answered "no, not here" is kept, and did not happen. `believed` says whether its
    time was plausible when it was recorded. `phone` names the guest's phone that sent it (None: a device of ours), and
    `picture_bound` the bound that its claim is paid within (None: never by itself). `counts_claim` is set for the count of
    a full bag: the return that the bag was claimed to hold.
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
    believed: bool = True
    phone: str | None = None
    picture_bound: str | None = None
    visit_id: UUID | None = None
    undoes: UUID | None = None
    counts_claim: UUID | None = None
    reason: str | None = None

    @property
    def by_phone(self) -> bool:
        """Whether a guest's own phone sent it: a picture would look the same."""
        return self.phone is not None

    @property
    def strength(self) -> Strength:
        """How strong a claim this return makes."""
        if self.by_phone:
            return Strength.PICTURE
        return _STRENGTHS.get(self.station_kind, Strength.INTERESTED)

    @property
    def is_interested(self) -> bool:
        """Whether the station that claims is paid in goods to itself."""
        return self.station_kind is StationKind.STALL and not self.by_phone


_STRENGTHS = {StationKind.PANT_BOX: Strength.BOX, StationKind.CASH_DESK: Strength.HAND}
