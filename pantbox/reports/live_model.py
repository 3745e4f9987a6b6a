"""What the live page shows: how it stands at this moment, in counts that are cheap enough to ask for every few seconds."""

from dataclasses import dataclass
from datetime import datetime

from pantbox.places.stations import StationKind
from pantbox.reports.flow import Totals
from pantbox.reports.model import EventFacts
from pantbox.reports.return_rate import ReturnRate


@dataclass(frozen=True, slots=True)
class LiveHour:
    """What was handed out and handed back in one hour (UTC)."""

    hour: datetime
    issued: int
    returned: int
    unseen: int


@dataclass(frozen=True, slots=True)
class LiveStation:
    """One station so far. `unseen_share`: of what came back of this stall's, what it had not scanned."""

    id: int
    kind: StationKind
    number: int
    name: str
    sign: str
    vendor: str
    issued: int
    taken: int
    """Returns it took."""
    taken_unseen: int
    undone: int
    """Issues it undid."""
    undone_too_late: int
    """Undos of issues that do not count, because the container had been seen elsewhere by then."""
    sent_on: int
    """Returns it was told to send to a box or a desk."""
    refills: int
    """Containers that were out and that this stall filled again."""
    came_back: int
    """Of what this stall handed out: what came back, wherever, its forgotten issues too."""
    unseen: int
    unseen_share: float | None
    fill_percent: int | None
    """None: nobody can know."""
    fill_state: str
    in_stock: int
    """Clean containers there that were not handed out yet, where deliveries are scanned."""
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class LiveDevice:
    """One device: `silent` when it has not been heard from for too long."""

    id: int
    name: str
    station_id: int
    station: str
    last_seen_at: datetime | None
    silent: bool
    outbox: int
    battery_percent: int | None


@dataclass(frozen=True, slots=True)
class Alert:
    """Something somebody should look at. `kind` names its sentence: `alert-<kind>`."""

    kind: str
    """`device-silent`, `box-full`, `box-nearly-full`, `stall-forgets`, `outbox-filling`, `battery-low`,
    `stalls-without-device`, `boxes-without-device`, `desks-without-device`, `stock-running-out`, `delivery-unconfirmed`,
    `till-short`, `till-over`, `stock-short`, `unseen-bound`, `box-claims`, `contested`, `disputed`, `held`, `worker-never`,
    `worker-silent`, `job-failing`."""
    station_id: int | None
    station: str
    """Its name; of several, their names; of `job-failing`, the job's."""
    number: int
    """What the alert counts: minutes, percent, containers, stations, times."""
    more: int = 0
    """So many stations are counted and not named."""


@dataclass(frozen=True, slots=True)
class Live:
    """The event now."""

    event: EventFacts
    generated_at: datetime
    totals: Totals
    """Trips issued here and what has become of them; `totals.out` is out now."""
    unseen: int
    rate: ReturnRate
    """So far. It grows while containers are still out."""
    returns: int
    """All returns taken here."""
    by_hour: tuple[LiveHour, ...]
    stations: tuple[LiveStation, ...]
    devices: tuple[LiveDevice, ...]
    alerts: tuple[Alert, ...]
    held_ore: int
    """Deposits out with guests now, and of returns that nobody decided yet."""
    waiting: int
    """Held returns that wait for somebody."""
    contested: int
    """Returns paid though a phone or a box had been paid for the same container."""
    disputed: int
    """The same after a stall, and nobody has decided who bears it."""
    watches: bool
    """Whether the event runs, so that no alerts means that all is well."""
