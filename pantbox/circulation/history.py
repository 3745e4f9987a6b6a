"""What a container's scans amount to: its trips, where it is, and the part each scan plays."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from pantbox.circulation.claims import ClaimState, ReturnClaim
from pantbox.circulation.scan import Scan
from pantbox.containers.containers import ContainerState
from pantbox.ledger.postings import Claim, TripMoney


class TripEnd(StrEnum):
    """How a trip ended. Its deposit went back to the guest only in the first."""

    RETURNED = "returned"
    COLLECTED = "collected"
    SEEN_AGAIN = "seen_again"
    LOST = "lost"
    WRITTEN_OFF = "written_off"


class Part(StrEnum):
    """The part a scan plays in its container's history."""

    OPENS = "opens"
    REREAD = "reread"
    REFILLS = "refills"
    RETURNS = "returns"
    MOVES = "moves"
    UNDOES = "undoes"
    UNDONE = "undone"
    WAITS = "waits"
    """An undo of a scan that has not arrived yet."""
    TOO_LATE = "too_late"
    """An undo of another day's or another station's scan, or of an issue after which the container was seen elsewhere."""
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Serving:
    """A container that was out was filled again: the refill, and where and when."""

    scan_id: UUID
    event_id: int
    station_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Trip:
    """One use. Its id is that of the scan that opened it: the issue, or for an unseen trip the return.

    A refill of a container that was not out is an issue too. `refills` are the others: servings of the same trip.
    """

    id: UUID
    container_id: int
    type_id: int
    event_id: int
    seen: bool
    pooled: bool
    deposit_ore: int
    opened_at: datetime
    period: datetime
    """The turnaround period it was opened in: the cohort that reports count it in."""
    opened_station_id: int
    end: TripEnd | None = None
    end_reason: str | None = None
    ended_at: datetime | None = None
    ended_station_id: int | None = None
    ended_event_id: int | None = None
    unseen_stall_id: int | None = None
    paid_again: bool = False
    """Without an issue: whether an earlier use of the same slot was paid so too, with no wash or delivery between."""
    credited: Claim | None = None
    seconds: tuple[Claim, ...] = ()
    """Claims that were paid though another had the deposit already, in order of payment."""
    refills: tuple[Serving, ...] = ()
    """In order of time."""

    @property
    def paid(self) -> tuple[Claim, ...]:
        """All claims that were paid, in order of payment."""
        return (self.credited, *self.seconds) if self.credited else ()

    @property
    def money(self) -> TripMoney:
        """This trip as the ledger sees it."""
        ended_otherwise = self.end is not None and self.end is not TripEnd.RETURNED
        return TripMoney(
            trip_id=self.id,
            event_id=self.event_id,
            type_id=self.type_id,
            deposit_ore=self.deposit_ore,
            opened_at=self.opened_at,
            stall_id=self.opened_station_id if self.seen else None,
            pooled=self.pooled,
            unseen_stall_id=self.unseen_stall_id,
            unclaimed_how=(self.end_reason or self.end.value) if ended_otherwise and self.end else None,
            unclaimed_at=self.ended_at if ended_otherwise else None,
            credited=self.credited,
            seconds=self.seconds,
        )


@dataclass
class History:
    """A container's trips in order of time, what each of its returns counts for, and where it is.

    `uses` are the returns of each use in order of time, by the id of each.
    """

    trips: list[Trip] = field(default_factory=list)
    parts: dict[UUID, Part] = field(default_factory=dict)
    claims: dict[UUID, ReturnClaim] = field(default_factory=dict)
    uses: dict[UUID, Sequence[Scan]] = field(default_factory=dict)
    state: ContainerState = ContainerState.IN_STOCK
    state_at: datetime | None = None
    station_id: int | None = None
    latest_at: datetime | None = None
    retired_at: datetime | None = None

    def is_paid(self, scan_id: UUID) -> bool:
        """Whether a deposit goes out to this return."""
        claim = self.claims.get(scan_id)
        return claim is not None and claim.state is ClaimState.PAID

    def rival(self, scan: Scan) -> Scan | None:
        """The return that stands in another's way: the one that was paid, or else the first of the same use."""
        others = [one for one in self.uses.get(scan.id, ()) if one.id != scan.id]
        paid = [one for one in others if self.is_paid(one.id)]
        return next(iter(paid or others), None)
