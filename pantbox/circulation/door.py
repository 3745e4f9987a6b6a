"""What goes in at the one door and what comes out."""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from pantbox.circulation.scan import Kind, Reason, Verdict
from pantbox.errors import BadInput, TryAgain
from pantbox.ledger.crates import CrateMove
from pantbox.seals.signed_rows import HASH_LENGTH

BATCH_SIZE_MAX = 10_000
QUANTITY_MAX = 100_000
OLDEST_CLOCK = datetime(1970, 1, 1, tzinfo=UTC)
"""What a device without a battery for its clock wakes up in."""
NEWEST_CLOCK = datetime(2200, 1, 1, tzinfo=UTC)
UNWELCOME = re.compile("[\x00\ud800-\udfff]")
TEXT_LENGTHS_MAX = {"code": 200, "bag": 40, "reason": 40, "told": 12, "slip": 200}


@dataclass(frozen=True, slots=True)
class Authority:
    """Who sends scans: a device at a station, or a guest's phone for one visit at one box.

    `known_at` is the version of the ground at which a device's token was looked up: it is as good as then while that
    version stands, for whatever moves or revokes a device counts it up. None: whoever calls has looked just now.
    `believes_times`: the times of its scans are taken as they are said however old they are, because somebody looked at
    the scans.
    """

    organisation_id: int
    event_id: int
    station_id: int
    device_id: int | None = None
    phone_visit_id: UUID | None = None
    known_at: int | None = None
    believes_times: bool = False


class AuthorityOutdated(TryAgain):
    """Something moved or revoked devices since this one's token was looked up. Look again, and send the same again."""

    def __init__(self) -> None:
        super().__init__("overloaded")


@dataclass(frozen=True, slots=True)
class NewScan:
    """A scan as a device sent it. `at` is the device's clock, `clock_offset` what to add to it to get ours.

    `told` is what the device told the person by itself while it was offline; None for a live scan. `slip` is what a guest
    scanned before handing back: the visit's money goes onto it once the scan is in, and it is no part of the scan.
    `counts_claim` is set by ourselves when a full bag was counted: the return that claimed this container to be in it, made at
    `counts_claim_at`.
    Raises `BadInput("scan_malformed")` for what no column can hold: the doors say kinder things before it comes to that.
    """

    id: UUID
    kind: Kind
    code: str
    at: datetime
    clock_offset: timedelta = timedelta(0)
    seq: int | None = None
    quantity: int = 1
    visit_id: UUID | None = None
    terms: int | None = None
    undoes: UUID | None = None
    swap_with: UUID | None = None
    bag: str | None = None
    reason: str | None = None
    told: str | None = None
    slip: str | None = None
    counts_claim: UUID | None = None
    counts_claim_at: datetime | None = None
    crates: CrateMove | None = None
    """What a count changes of its stall's crates. Only a delivery that was confirmed says so: no door takes it from outside."""

    def __post_init__(self) -> None:
        well_formed = (
            all(_fits(getattr(self, name), length_max) for name, length_max in TEXT_LENGTHS_MAX.items())
            and 1 <= self.quantity <= QUANTITY_MAX
            and (self.terms is None or 0 <= self.terms < 2**31)
            and (self.seq is None or 0 <= self.seq < 2**63)
            and OLDEST_CLOCK <= self.at <= NEWEST_CLOCK
            and (self.kind is not Kind.UNDO or self.undoes is not None)
        )
        if not well_formed:
            raise BadInput("scan_malformed", id=str(self.id))

    @property
    def is_live(self) -> bool:
        """Whether the person waits for our answer; otherwise the device answered by itself."""
        return self.told is None

    def corrected_at(self) -> datetime:
        """When it happened by our clock, as far as the device knows the difference."""
        try:
            corrected = self.at + self.clock_offset
        except OverflowError:
            return self.at
        return min(max(corrected, OLDEST_CLOCK), NEWEST_CLOCK)

    def content_hash(self, authority: Authority) -> str:
        """What must be equal for the same id to be the same scan.

        The clock offset may be measured anew, and a device may have moved to another station before it sends again.
        """
        sender = (authority.device_id, str(authority.phone_visit_id))
        station_id = authority.station_id if sender == (None, "None") else None
        content = (
            *sender, station_id, self.kind, self.code, self.at.astimezone(UTC).isoformat(), self.quantity,
            str(self.visit_id), self.terms, str(self.undoes), str(self.swap_with), self.bag, self.reason, self.told,
        )  # fmt: skip
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def is_same_content(one: str, other: str) -> bool:
    """Whether two content hashes are of the same scan. Of one that was recorded the second half signs its row."""
    return one[:HASH_LENGTH] == other[:HASH_LENGTH]


def _fits(text: str | None, length_max: int) -> bool:
    """Whether a text is short enough, without a NUL byte and a lone surrogate, which databases refuse."""
    return text is None or (len(text) <= length_max and not UNWELCOME.search(text))


@dataclass(frozen=True, slots=True)
class Submission:
    """One request's scans and who sent them."""

    authority: Authority
    scans: tuple[NewScan, ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where and when a container was handed back before."""

    station_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class VisitMoney:
    """How a visit stands: øre credited to it and paid out of it, and how many of its returns wait."""

    credited_ore: int
    paid_ore: int
    held: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What one scan is told. `deposit_ore` is that of the container's trip; `trip` its id.

    `visit_id` is the visit a return counts for: one of its own when it named another station's, whose claim is not theirs.
    `money` is how that visit stands now.
    """

    id: UUID
    verdict: Verdict
    reason: Reason | None
    standing: Verdict
    container_id: int | None = None
    grai: str | None = None
    human_code: str | None = None
    type_id: int | None = None
    deposit_ore: int | None = None
    trip: UUID | None = None
    elsewhere: Elsewhere | None = None
    visit_id: UUID | None = None
    money: VisitMoney | None = None
