"""Devices on the ground: each keeps what it scanned in an outbox, and sends it in batches when it has a network."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID

from pantbox.planning.doors import Doors
from pantbox.planning.ground import Place
from pantbox.planning.simulated_time import id_at

BATCH_SIZE = 500
CLOCK = {"offset_ms": 0, "uncertainty_ms": 40}


@dataclass
class Device:
    """A paired device and its outbox. `online` is False while it has no network."""

    doors: Doors
    token: str
    chance: Random
    terms: int
    outbox: list[dict[str, Any]] = field(default_factory=list)
    online: bool = True
    seq: int = 0

    @classmethod
    def pair(cls, doors: Doors, place: Place, chance: Random) -> "Device":
        """A device made a station's by its code."""
        told = doors.must("/pair", {"code": place.pairing_code, "name": "Simuleret"})
        return cls(doors, told["token"], chance, told["terms"]["version"])

    def new_id(self, at: datetime) -> UUID:
        """An id this device makes at `at`."""
        return id_at(at, self.chance)

    def scan(self, kind: str, code: str, at: datetime, **more: Any) -> UUID:
        """Put a scan in the outbox. Without network, it notes what it told the person."""
        self.seq += 1
        scan_id = self.new_id(at)
        told = {} if self.online else {"told": "accepted"}
        self.outbox.append(
            {"id": str(scan_id), "seq": self.seq, "kind": kind, "code": code, "at": at.isoformat()}
            | more
            | told
        )
        return scan_id

    def send(self, until: datetime) -> "Answers":
        """Send all that waits, and learn what became of it."""
        answers = Answers()
        if not self.online:
            return answers
        while self.outbox:
            batch = self.outbox[:BATCH_SIZE]
            body: dict[str, Any] = {"clock": CLOCK, "scans": batch}
            if len(batch) == len(self.outbox):
                body["sent_everything_until"] = until.isoformat()
            answers.add(self.doors.must("/scans", body, token=self.token))
            del self.outbox[:BATCH_SIZE]
        return answers


@dataclass
class Answers:
    """What batches of scans were told: how many of each verdict, and the sums of their visits."""

    verdicts: dict[str, int] = field(default_factory=dict)
    visits: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    def add(self, told: Mapping[str, Any]) -> None:
        """One batch's answer."""
        for result in told["results"]:
            name = result["verdict"] + (f":{result['reason']}" if result.get("reason") else "")
            self.verdicts[name] = self.verdicts.get(name, 0) + 1
        for visit in told["visits"]:
            self.visits[visit["id"]] = visit
