"""What is told of stock: deliveries, requests, levels, closings."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from pantbox.api.models import Moment, OreOrNone, Output, RowId, Text, TolerantInput, Word
from pantbox.places.stations import StationKind
from pantbox.stock.deliveries import LINES_MAX
from pantbox.stock.level import Basis
from pantbox.stock.requests import QUANTITY_MAX
from pantbox.stock.tables import DeliveryState, RequestState

Quantity = Annotated[int, Field(ge=0, le=QUANTITY_MAX, strict=True)]


class LineIn(TolerantInput):
    """So many of one type; of a delivery, in the crate with this tag."""

    type_id: RowId
    quantity: Quantity
    crate: Word | None = None


Lines = Annotated[list[LineIn], Field(max_length=LINES_MAX)]


class DeliveryIn(TolerantInput):
    """A delivery to the station with this sign. `at`: when it left, by default now."""

    id: UUID
    to: Text
    lines: Lines
    at: Moment | None = None


class CountIn(TolerantInput):
    """What the receiver counted, by type. `id` is the count's own; `at`: when, by default now."""

    id: UUID
    lines: Lines
    at: Moment | None = None


class RequestIn(TolerantInput):
    """Send more of these."""

    id: UUID
    type_id: RowId
    quantity: Annotated[int, Field(ge=1, le=QUANTITY_MAX, strict=True)]
    at: Moment | None = None


class WithdrawIn(TolerantInput):
    """`at`: when it was taken back, by default now."""

    at: Moment | None = None


class CloseIn(TolerantInput):
    """Clean stock counted, and what the till took for deposits (left out: nobody looked). `corrects`: the last closing, which
    is counted again; this one is then of both times together."""

    id: UUID
    counted: Lines
    till_ore: OreOrNone | None = None
    corrects: UUID | None = None
    at: Moment | None = None


class EndOut(Output):
    """A station that sends, receives or asks."""

    id: int
    sign: str
    kind: StationKind
    number: int
    name: str


class LineOut(Output):
    """One type of a delivery. `counted` null: not yet. `difference`: counted less sent.

    `beyond_pool`: so many counted back from a stall lowered no debt then, for their deposits were in no pool; they do when
    what was missing there comes.
    """

    type_id: int
    sent: int
    counted: int | None
    difference: int | None
    crates: list[str]
    beyond_pool: int


class DeliveryOut(Output):
    """A delivery, its lines by type."""

    id: UUID
    sender: EndOut
    receiver: EndOut
    state: DeliveryState
    sent_at: datetime
    confirmed_at: datetime | None
    lines: list[LineOut]


class RequestOut(Output):
    """A request and what has become of it."""

    id: UUID
    station: EndOut
    type_id: int
    quantity: int
    at: datetime
    state: RequestState
    delivery_id: UUID | None


class RequestTold(Output):
    """How a request stands."""

    id: UUID
    type_id: int
    quantity: int
    state: RequestState


class StockOut(Output):
    """A type at a station. `left` null: handed out without scanning, so nobody knows. `minutes_left` null: it lasts."""

    station_id: int
    type_id: int
    delivered: int
    handed_out: int
    left: int | None
    basis: Basis
    per_hour: int
    minutes_left: int | None
    runs_out: bool


class Logistics(Output):
    """What concerns this station. A store or wash sees every request of the event, and where things run out."""

    deliveries: list[DeliveryOut]
    requests: list[RequestOut]
    stock: list[StockOut]
    stations: list[EndOut]
    """Where a delivery can go."""


class ClosedLineOut(Output):
    """One type counted. `expected` null: nobody could know. `difference`: counted less expected."""

    type_id: int
    quantity: int
    expected: int | None
    difference: int | None


class ClosedOut(Output):
    """A closing as the vendor was shown it. `difference_ore`: told less expected; below 0, something is missing."""

    id: UUID
    station_id: int
    since: datetime | None
    """It is of the time since then; null: of all that the stall ever did."""
    at: datetime
    corrects: UUID | None
    """The closing that was counted again: that one counts no more."""
    till_ore: int | None
    expected_till_ore: int
    difference_ore: int | None
    counted: list[ClosedLineOut]


class EventStock(Output):
    """Stock of an event's stations, what moves between them, and how stalls closed."""

    stock: list[StockOut]
    deliveries: list[DeliveryOut]
    requests: list[RequestOut]
    closings: list[ClosedOut]
