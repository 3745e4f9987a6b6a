"""What a container's scans amount to: its trips, where it is, and the part each scan plays."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

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
    ENDS = "ends"
    UNSEEN = "unseen"
    """A return that opens and ends a trip whose issue no stall scanned."""
    SURPLUS = "surplus"
    MOVES = "moves"
    UNDOES = "undoes"
    UNDONE = "undone"
    WAITS = "waits"
    """An undo of a scan that has not arrived yet."""
    TOO_LATE = "too_late"
    """An undo of another day's or another station's scan."""
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Trip:
    """One use. Its id is that of the scan that opened it: the issue, or for an unseen trip the return."""

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
    credited: Claim | None = None
    contested: Claim | None = None

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
            contested=self.contested,
        )


@dataclass
class History:
    """A container's trips in order of time, and what follows from them."""

    trips: list[Trip] = field(default_factory=list)
    parts: dict[UUID, Part] = field(default_factory=dict)
    state: ContainerState = ContainerState.IN_STOCK
    state_at: datetime | None = None
    station_id: int | None = None
    latest_at: datetime | None = None
    retired_at: datetime | None = None
    first_returns: dict[UUID, Scan] = field(default_factory=dict)
    """For each surplus or reread return: the return that was there before it."""

    @property
    def credited(self) -> set[UUID]:
        """Ids of the returns that a deposit goes out to."""
        claims = [claim for trip in self.trips for claim in (trip.credited, trip.contested) if claim]
        return {claim.scan_id for claim in claims}
