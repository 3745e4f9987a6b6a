"""Scans as they are sent and answered."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any, cast
from uuid import UUID

from pydantic import BeforeValidator, Field, ValidationError, ValidatorFunctionWrapHandler, WrapValidator

from pantbox.api.models import Moment, Output, RowId, Text, TolerantInput, Typed, Word
from pantbox.circulation.door import BATCH_SIZE_MAX, QUANTITY_MAX, NewScan
from pantbox.circulation.scan import Kind, Reason, Verdict
from pantbox.errors import BadInput, PantboxError

OFFSET_MS_MAX = 100 * 365 * 24 * 3600 * 1000
ID_LENGTH_MAX = 60


class ScanIn(TolerantInput):
    """One reading of one code. `id`: a UUIDv7 the device chose; `at`: its clock; `told`: what it answered offline.

    `slip`: the slip a guest scanned before handing back; the visit's money goes onto it by itself.
    """

    id: UUID
    kind: Kind
    code: Text = ""
    at: Moment
    seq: Annotated[int, Field(ge=0, lt=2**63)] | None = None
    quantity: Annotated[int, Field(ge=1, le=QUANTITY_MAX)] = 1
    visit: UUID | None = None
    slip: Annotated[Text, Field(max_length=200)] | None = None
    terms: Annotated[int, Field(ge=0, lt=2**31)] | None = None
    undoes: UUID | None = None
    swap_with: UUID | None = None
    bag: Annotated[Typed, Field(max_length=40)] | None = None
    reason: Annotated[Typed, Field(max_length=40)] | None = None
    told: Annotated[Word, Field(max_length=12)] | None = None

    def new(self, clock_offset: timedelta) -> NewScan:
        """As the door takes it. Raises `BadInput("scan_malformed")`."""
        return NewScan(
            id=self.id, kind=self.kind, code=self.code, at=self.at, clock_offset=clock_offset, seq=self.seq,
            quantity=self.quantity, visit_id=self.visit, terms=self.terms, undoes=self.undoes,
            swap_with=self.swap_with, bag=self.bag, reason=self.reason, told=self.told,
            slip=self.slip,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rotten:
    """A scan that is none. It is refused by itself: its neighbours are recorded."""

    id: str | None
    slip: None = None
    code: str = ""


def _rotten_by_itself(value: Any, read: ValidatorFunctionWrapHandler) -> ScanIn | Rotten:
    try:
        return cast(ScanIn, read(value))
    except (ValidationError, PantboxError):
        told = value.get("id") if isinstance(value, dict) else None
        return Rotten(told[:ID_LENGTH_MAX] if isinstance(told, str) else None)


def _not_too_many(scans: Any) -> Any:
    if isinstance(scans, list) and not scans:
        raise BadInput("no_scans")
    if isinstance(scans, list) and len(scans) > BATCH_SIZE_MAX:
        raise BadInput("too_many_scans", batch_size_max=BATCH_SIZE_MAX)
    return scans


class ClockReading(TolerantInput):
    """What to add to the device's clock to get ours, as it measured by round trip."""

    offset_ms: Annotated[float, Field(ge=-OFFSET_MS_MAX, le=OFFSET_MS_MAX, allow_inf_nan=False)] = 0
    uncertainty_ms: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0

    @property
    def offset(self) -> timedelta:
        """As a span of time."""
        return timedelta(milliseconds=self.offset_ms)


class ScanBatch(TolerantInput):
    """1…10,000 scans. `station` is for programs only, which stand at none."""

    clock: ClockReading = ClockReading()
    sent_everything_until: Moment | None = None
    station: RowId | None = None
    scans: Annotated[
        list[Annotated[ScanIn, WrapValidator(_rotten_by_itself)]],
        BeforeValidator(_not_too_many),
        Field(json_schema_extra={"minItems": 1, "maxItems": BATCH_SIZE_MAX}),
    ]


class ElsewhereOut(Output):
    """Where and when a container was handed back before."""

    station: str
    at: Moment


class ScanAnswer(Output):
    """What one scan was told (`verdict`, for ever) and what it counts for now (`standing`)."""

    id: str | None
    verdict: Verdict
    reason: Reason | None = None
    standing: Verdict
    container: str | None = None
    human_code: str | None = None
    type: str | None = None
    type_id: int | None = None
    deposit_ore: int | None = None
    trip: UUID | None = None
    elsewhere: ElsewhereOut | None = None


class SlipSum(Output):
    """The slip a visit's money goes onto, and what is on it now."""

    number: int
    left_ore: int


class VisitSum(Output):
    """The money of one visit. `held` counts its returns that wait.

    `slip`: the one its money went onto; `slip_refused`: why a slip that was named did not take it.
    """

    id: UUID
    claim: str
    credited_ore: int
    paid_ore: int
    left_ore: int
    held: int
    slip: SlipSum | None = None
    slip_refused: str | None = None


class ScanAnswers(Output):
    """One answer per scan, in order. `visits`: all that the scans belong to; `visit`: that of the last of them.

    `token_expires_at`: until when a phone's token is good now.
    """

    results: list[ScanAnswer]
    visit: VisitSum | None = None
    visits: list[VisitSum]
    token_expires_at: Moment | None = None
