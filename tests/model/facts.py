"""What the oracle is told, its bounds, and what its fold makes of scans. Times are minutes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

OUT, RETURNS, STAFF, LOSSES = (
    {"issue", "refill"},
    {"return", "swap"},
    {"collect", "wash", "receive"},
    {"lost", "write_off"},
)


class Rules(NamedTuple):
    day: float = 1440
    reread: float = 10  # minutes in which a second reading at one place is the same reading
    late: float = 10  # how much older than its device's last word a scan may be and be believed
    oldest: float = 36 * 60  # nothing older pays by itself
    phone_early: float = 120  # a phone's scan may be so much older than its visit
    half_hour: float = 30
    per_phone: int = 4  # pictures paid per phone and half-hour at a printed sign
    per_code: int = 10  # pictures paid per entry of a screen's code
    per_box: int = 20  # pictures paid per box and half-hour, all phones together
    unseen_base: int = 6  # unseen uses that a station pays in a period by itself: so many,
    unseen_share: float = 0.2  # and this share of what it took with a seen issue
    seconds: int = 3  # second payments against one station and bag (or period)
    full: float = 0.95  # a count of this share of what was claimed into a bag is a wash of all of it
    pays_unseen: bool = True  # the event's policy; if not, unseen uses wait
    per_bag: int | None = (
        None  # claims that are paid into one bag by themselves: twice what a box holds; None: not known
    )


class Scan(NamedTuple):
    id: str
    kind: str
    container: str
    at: float  # effective time
    station: str
    place: str  # stall, box, desk, wash, store
    device: str = ""
    phone: str | None = None  # a guest's phone; its claims are pictures
    visit: str | None = None
    code: str | None = None  # the entry of the screen's code that a phone's claim goes with
    typed: bool = False
    early: float = 0.0  # minutes that a phone's scan is older than its visit
    bag: str | None = None  # the bag that hung in the box
    undoes: str | None = None
    deposit: int = 1  # an issue's by its terms; a return's the lowest in force, fixed when recorded
    pooled: bool = False
    insist: bool = True  # at a desk: the person has the container in hand and means to pay


class Sent(NamedTuple):
    device: str
    until: float


class Count(NamedTuple):
    bag: str
    number: int  # a bag, counted by type


class Decision(NamedTuple):
    container: str
    pays: str | None
    saw: tuple[str, ...]


class PaidOut(NamedTuple):
    visit: str


class Settled(NamedTuple):
    claim: str
    against: str  # a dispute: against "stall" or "scheme"


class Earlier(NamedTuple):
    claim: str  # a desk pays, besides this return, the deposit of the trip before


class Forfeit(NamedTuple):
    at: float  # the date on the poster


@dataclass
class Use:
    """Returns of one slot and period with no wash between."""

    returns: list[Scan]
    resets: int
    delivered_to: str
    washed: bool = False
    undone: list[Scan] = field(default_factory=list)  # issues that were undone, after its first return


@dataclass
class Slot:
    issue: Scan | None = None
    refills: list[Scan] = field(default_factory=list)
    out: list[Scan] = field(default_factory=list)  # its issue, its refills, and second readings of either
    uses: list[Use] = field(default_factory=list)
    staff: list[Scan] = field(default_factory=list)
    lost: Scan | None = None
    followed: Scan | None = None
    undone: list[Scan] = field(default_factory=list)  # issues that were undone
    delivered_to: str = ""
    resets: int = 0


def interested(claim: Scan) -> bool:
    return claim.place == "stall" and not claim.phone


def strength(claim: Scan) -> int:
    return 1 if claim.phone else {"desk": 3, "box": 2, "stall": 1}[claim.place]
