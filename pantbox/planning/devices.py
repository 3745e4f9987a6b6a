"""Devices on the ground: each keeps what it scanned in an outbox, and sends it in batches when it has a network."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID

from pantbox.planning.doors import Doors
from pantbox.planning.ground import Place
from pantbox.planning.simulated_time import id_at

BATCH_SIZE = 500
AT_ONCE = 16
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

    def send(self) -> "Answers":
        """Send all that waits, and learn what became of it."""
        answers = Answers()
        while self.online and self.outbox:
            body = {"clock": CLOCK, "scans": self.outbox[:BATCH_SIZE]}
            answers.add(self.doors.must("/scans", body, token=self.token))
            del self.outbox[:BATCH_SIZE]
        return answers

    def say_all_is_sent(self, until: datetime) -> None:
        """Tell that everything scanned up to then has been sent, if it has."""
        if self.online and not self.outbox:
            self.doors.must("/heartbeat", {"sent_everything_until": until.isoformat()}, token=self.token)


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


def send_together(devices: Sequence[Device]) -> list[Answers]:
    """Let devices send at the same time, as they do: what arrives together shares a transaction. Answers in their order."""
    waiting = [device for device in devices if device.online and device.outbox]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        told = dict(zip(map(id, waiting), pool.map(Device.send, waiting), strict=True))
    return [told.get(id(device), Answers()) for device in devices]
