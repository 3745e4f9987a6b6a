"""What an event report says: one value per number, each with what must stand beside it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pantbox.places.stations import StationKind
from pantbox.reports.climate import Effect
from pantbox.reports.curve import Curve
from pantbox.reports.dwell import Dwell
from pantbox.reports.flow import Loss, Totals, flow_ratio
from pantbox.reports.intervals import Share
from pantbox.reports.return_rate import Grade, ReturnRate
from pantbox.reports.rotations import Rotations
from pantbox.reports.single_use import Avoided
from pantbox.seals.sealing import Head


@dataclass(frozen=True, slots=True)
class EventFacts:
    """The event a report is about."""

    id: int
    organisation_id: int
    slug: str
    name: str
    timezone: str
    currency: str
    starts_at: datetime
    ends_at: datetime | None
    return_until: datetime | None
    closed_at: datetime | None
    causes: tuple[dict[str, Any], ...]
    """What guests could ever donate to, also what is no longer offered: `{"key": …, "name": …}`."""
    assumptions: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Cohort:
    """Trips issued somewhere or at some time, and what became of them. `unseen`: returns of forgotten issues there."""

    totals: Totals = field(default_factory=Totals)
    unseen: int = 0

    @property
    def returns(self) -> int:
        """All that came back, whether its issue was seen or not."""
        return self.totals.returned + self.unseen

    @property
    def trips(self) -> int:
        """All uses that we know of: issues seen, and issues nobody scanned whose container came back."""
        return self.totals.issued + self.unseen


@dataclass(frozen=True, slots=True)
class TypeLine:
    """One container type."""

    id: int
    slug: str
    names: dict[str, Any]
    picture: str
    cohort: Cohort
    rate: ReturnRate
    curve: Curve
    dwell: Dwell
    recovery: Share
    loss: Loss
    fleet: int
    """Containers of this type that the organisation had."""
    used: int
    """Containers of this type that made a trip at this event."""
    rotations: Rotations
    refills: int
    """Containers that were out and filled again: with the trips they are the servings, each a piece avoided."""
    single_use: Avoided
    climate: Effect | None
    planned_uses: int | None
    """Over how many uses a container is written off."""
    written_off: int
    """Planned uses that were charged: one for each trip, and what ended containers had left; none beyond those planned."""
    break_even_uses: float | None
    past_break_even: float | None
    """Share of the fleet with at least so many trips in its life."""


@dataclass(frozen=True, slots=True)
class StallLine:
    """One stall: what it handed out and what became of that; `unseen` are forgotten issues known to be its own."""

    id: int
    number: int
    name: str
    vendor_id: int | None
    vendor: str
    cohort: Cohort
    rate: ReturnRate
    taken_back: int
    """Returns it took itself."""
    refills: int
    """Containers that were out and that it filled again."""


@dataclass(frozen=True, slots=True)
class VendorLine:
    """One vendor: its stalls together."""

    id: int
    name: str
    stalls: int
    cohort: Cohort
    rate: ReturnRate
    taken_back: int
    refills: int


@dataclass(frozen=True, slots=True)
class BoxLine:
    """A place that took returns: a pant box, a cash desk, a stall."""

    id: int
    kind: StationKind
    number: int
    name: str
    taken: int
    """Returns it took that ended a trip: items claimed at it."""
    unseen: int
    """Of them, returns of which no stall had scanned the issue."""
    bags: int
    """Bags of it that were counted."""
    counted: int
    """Items counted in those bags."""
    claimed: int
    """Returns it took while those bags hung in it."""

    @property
    def counted_to_claimed(self) -> float | None:
        """Counted ÷ claimed: the check on every return rate. None when none of its bags was counted."""
        return self.counted / self.claimed if self.bags and self.claimed else None

    @property
    def scan_coverage(self) -> float | None:
        """Returns with a seen issue ÷ returns."""
        return (self.taken - self.unseen) / self.taken if self.taken else None


@dataclass(frozen=True, slots=True)
class HourLine:
    """One hour (UTC): its flow, and what became of the trips that began in it."""

    hour: datetime
    issues: int
    returns: int
    """Returns taken in it, of whenever they were issued."""
    cohort: Cohort
    """Trips issued in it. `cohort.unseen` is 0: when a forgotten issue was, nobody knows."""


@dataclass(frozen=True, slots=True)
class DayLine:
    """One event day: it begins at the event's first turnaround time."""

    begins_at: datetime
    cohort: Cohort
    curve: Curve


@dataclass(frozen=True, slots=True)
class Flow:
    """Returns ÷ issues of the whole event: what boxes took against what stalls gave. Not a return rate."""

    returns: int
    issues: int

    @property
    def ratio(self) -> float | None:
        """None without issues; may pass 1."""
        return flow_ratio(self.returns, self.issues)


@dataclass(frozen=True, slots=True)
class Guests:
    """Visits with at least one deposit, and those of them that gave some or all of it away."""

    visits: int
    donating: Share


@dataclass(frozen=True, slots=True)
class Money:
    """Where the deposits are, in øre, straight from the ledger."""

    collected_ore: int
    """Taken by stalls: into held deposits and pools, less what was put back."""
    refunded_ore: int
    """Paid to guests: vouchers and slips, cash, goods. Without what they gave away."""
    donated_ore: int
    held_ore: int
    """Deposits of open trips, and pools of crate stalls."""
    payable_ore: int
    """Credited to visits, not asked for yet."""
    unclaimed_ore: int
    """Deposits nobody came for, however their trips ended."""
    forfeited_ore: int
    """Of the unclaimed: those whose day on the poster had passed."""
    unclaimed_by_how: dict[str, int]
    unseen_ore: int
    """Paid for issues that no stall scanned; what of it stalls owe is settled with them."""
    disputed_ore: int
    """Paid to a guest whose deposit a stall had taken already; nobody has decided yet who bears it."""
    lost_ore: int
    """Booked losses: contested and undone returns, double vouchers, missing cash."""
    between_events_ore: int
    """Paid here for other events' containers, less what others paid for ours. Below 0: we owe it them."""
    vouchers_out_ore: int
    """Vouchers and slips not redeemed yet."""
    donated_by_cause: dict[str, int]
    balances: dict[str, int]
    """Balance (credits − debits) of every kind of account. They sum to 0."""
    came_in: dict[str, int]
    """What deposits are made of, in the order it is shown: collected, and paid in by others. Below 0: went out to them."""
    went: dict[str, int]
    """Where they are, in the order it is shown. The two sums are the same."""


@dataclass(frozen=True, slots=True)
class Later:
    """What became known after the closing, beside the figures as of it. Changes; below 0: taken back."""

    totals: Totals
    """Of the trips of the event. `issued` are issues that were told late."""
    unseen: int
    told_late: int
    """Scans at the event of before its closing, told after it."""
    money: dict[str, int]
    """In øre, of those figures of `Money` that changed."""

    @property
    def is_anything(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.totals != Totals() or self.unseen or self.told_late or self.money)


@dataclass(frozen=True, slots=True)
class EventReport:
    """Everything the report of one event says."""

    event: EventFacts
    generated_at: datetime
    sealed: Head | None
    """The last sealed block of the books it was made from. None: nothing was sealed yet."""
    grade: Grade
    rate: ReturnRate
    cohort: Cohort
    curve: Curve
    dwell: Dwell
    flow: Flow
    recovery: Share
    loss: Loss
    rotations: Rotations
    fleet: int
    fleet_turn: float | None
    single_use: Avoided
    climate: Effect | None
    by_type: tuple[TypeLine, ...]
    by_stall: tuple[StallLine, ...]
    by_vendor: tuple[VendorLine, ...]
    by_box: tuple[BoxLine, ...]
    by_hour: tuple[HourLine, ...]
    by_day: tuple[DayLine, ...]
    guests: Guests
    money: Money
    later: Later | None
    """None while the event is open."""
    assumptions: tuple[Any, ...]
    """What was assumed and not measured: the event's own sentences by language, then ours as `{"key": …, details}`."""

    @property
    def scan_coverage(self) -> float | None:
        """Returns with a seen issue ÷ returns."""
        return self.rate.scan_coverage

    @property
    def trips(self) -> int:
        """Uses: issues seen, and returns of issues nobody scanned."""
        return self.cohort.trips

    @property
    def of_no_stall(self) -> tuple[int, int, int]:
        """Handed out, back, and back without a scanned issue, beside what stalls scanned: by the crate, or nobody knows
        by whom. With the lines of the stalls they are the whole."""
        stalls = [line.cohort for line in self.by_stall]
        return (
            self.cohort.totals.issued - sum(one.totals.issued for one in stalls),
            self.cohort.totals.returned - sum(one.totals.returned for one in stalls),
            self.cohort.unseen - sum(one.unseen for one in stalls),
        )
