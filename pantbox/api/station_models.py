"""What a station's device is told of itself, its event and its neighbours."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import computed_field

from pantbox.api.models import Moment, Output
from pantbox.api.rulebook import RulebookOut
from pantbox.circulation.scan import Kind, Reason, Verdict
from pantbox.places.continuity import ContinuityReason
from pantbox.places.events import Rail
from pantbox.places.stations import StationKind, WhenOut
from pantbox.stock.level import Basis


class DeviceSelf(Output):
    """The device that asks."""

    id: int
    name: str


class StationSelf(Output):
    """The station it stands at."""

    id: int
    kind: StationKind
    name: str
    number: int
    sign: str
    has_screen: bool
    when_out: WhenOut
    """What a scan of a container that is out means at a stall: `refill` without asking, or `ask`."""
    capacity: int | None
    fill_state: str
    fill_percent: int | None
    """None: nobody can know, for its size is unknown."""
    fill_at: datetime | None
    """When somebody last said how full it is."""


class EventSelf(Output):
    """The event it is at."""

    id: int
    slug: str
    name: str
    timezone: str
    currency: str
    rails: list[Rail]
    causes: list[dict[str, Any]]
    return_until: datetime | None
    self_moving: bool
    """Whether this device may move itself by scanning another station's sign."""


class TermsOut(Output):
    """The prices to show: name this `version` with each scan. Øre by type id."""

    version: int
    deposits: dict[str, int]


class TypeOut(Output):
    """A container type in use here."""

    id: int
    slug: str
    names: dict[str, str]
    picture: str
    asset: str
    deposit_ore: int


class BoxOut(Output):
    """A pant box of the event."""

    sign: str
    name: str
    number: int
    fill_state: str
    has_screen: bool
    screen_off: bool = False
    """It has a screen that nobody heard of for a while. Its printed sign still works."""
    latitude: float | None
    longitude: float | None


class StallOut(Output):
    """A stall of the event, to which a stall's device may be moved."""

    id: int
    sign: str
    name: str
    number: int


class StockSelf(Output):
    """A type at this stall: brought here, handed out, left. `left` null: handed out without scanning.

    `minutes_left` null: it lasts, or nobody can say.
    """

    type_id: int
    delivered: int
    out: int
    left: int | None
    basis: Basis
    minutes_left: int | None


class Today(Output):
    """What the station did since its event's day began."""

    issued: int
    returned: int
    unseen: int


class LimitsOut(Output):
    """The bounds that hold now, as loosened as they are."""

    offline_redeem_ore: int
    """How much of one voucher or slip a stall may take without network; 0: nothing."""
    unreadable_per_visit_max: int
    unseen_per_period_max: int

    @computed_field
    def unseen_per_visit_max(self) -> int:
        """What stations with an older app call `unseen_per_period_max`."""
        return self.unseen_per_period_max


class ContinuityOut(Output):
    """Something fails, and bounds are loosened until it works again."""

    since: Moment
    reason: ContinuityReason


class StationState(Output):
    """All a device must know to work, also offline. `retired`: hashes of serials that are no longer handed out."""

    device: DeviceSelf
    station: StationSelf
    event: EventSelf
    terms: TermsOut
    types: list[TypeOut]
    retired: list[str]
    rulebook: RulebookOut
    limits: LimitsOut
    continuity: ContinuityOut | None
    crew: list[str]
    """Hashes of the crew's own slips, which open what guests may not."""
    today: Today
    boxes: list[BoxOut]
    stalls: list[StallOut]
    """Told to stalls only."""
    stock: list[StockSelf]
    """Of a stall only."""
    requests_open: int
    """How many requests for more nobody answered yet: of the whole event at a store or wash, else of this stall."""
    deliveries_open: int
    """How many deliveries are on their way here."""
    box_code: str | None
    server_time: datetime


class StationScan(Output):
    """A scan of this station's day, by any of its devices."""

    id: UUID
    kind: Kind
    at: datetime
    code: str
    human_code: str | None
    type_id: int | None
    deposit_ore: int
    verdict: Verdict
    reason: Reason | None
    undone: bool
    device: str | None


class StationScans(Output):
    """The newest first."""

    scans: list[StationScan]
