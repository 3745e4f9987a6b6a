"""What goes in at the one door and what comes out."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from pantbox.circulation.scan import Kind, Reason, Verdict

BATCH_SIZE_MAX = 10_000


@dataclass(frozen=True, slots=True)
class Authority:
    """Who sends scans: a device at a station, or a guest's phone for one visit at one box."""

    organisation_id: int
    event_id: int
    station_id: int
    device_id: int | None = None
    phone_visit_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewScan:
    """A scan as a device sent it. `at` is the device's clock, `clock_offset` what to add to it to get ours."""

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

    def content_hash(self, authority: Authority) -> str:
        """What must be equal for the same id to be the same scan. The clock offset may be measured anew."""
        content = (
            authority.station_id, authority.device_id, self.kind, self.code, self.at.isoformat(), self.quantity,
            str(self.visit_id), self.terms, str(self.undoes), str(self.swap_with), self.bag, self.reason, self.told,
        )  # fmt: skip
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()


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
class Answer:
    """What one scan is told. `deposit_ore` is that of the container's trip; `trip` its id."""

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
