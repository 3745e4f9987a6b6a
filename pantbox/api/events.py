"""Events and their prices."""

from typing import Annotated, Any, Literal

from pydantic import Field
from sqlalchemy import select

from pantbox.api.blueprint import api
from pantbox.api.callers import open_to, program
from pantbox.api.models import NO_NUL, Input, Moment, Name, OreAmount, Output, Typed, Word
from pantbox.api.own import acting, changing, changing_row, find_event, reading
from pantbox.api.pages import PageWanted, id_after, split
from pantbox.circulation.forfeits import close_event
from pantbox.places import event_changes
from pantbox.places.continuity import ContinuityReason, back_to_usual, keep_going
from pantbox.places.event_values import COUNT_MAX, OFFLINE_REDEEM_ORE_MAX, SHARE_PERCENT_MAX, TRIP_DAYS_MAX
from pantbox.places.events import Event, Rail, TermsRow, UnseenPolicy
from pantbox.places.organisations import Scope
from pantbox.places.self_moving import set_self_moving
from pantbox.places.setup import NewEvent, change_terms, create_event
from pantbox.web import core

CAN_BE_NONE = ("ends_at", "return_until", "trip_days_max")
Count = Annotated[int, Field(ge=0, le=COUNT_MAX, strict=True)]
Deposits = Annotated[
    dict[Annotated[str, Field(pattern=r"^[1-9][0-9]{0,17}$")], OreAmount], Field(max_length=100)
]
"""Øre by container type id."""
TripDays = Annotated[int, Field(ge=1, le=TRIP_DAYS_MAX, strict=True)]
TurnaroundTimes = Annotated[
    list[Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]],
    Field(min_length=1, max_length=24),
]
Rules = dict[Literal["da", "en", "de"], Annotated[str, Field(max_length=10_000, pattern=NO_NUL)]]
"""The rulebook's words, by language."""


class CauseIn(Input):
    """What guests may donate to."""

    key: Annotated[Word, Field(pattern=r"^[a-z0-9-]+$")]
    name: Name


class AreaIn(Input):
    """Where it is, for the map."""

    latitude: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
    longitude: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
    name: Typed = ""


OfflineRedeem = Annotated[int, Field(ge=0, le=OFFLINE_REDEEM_ORE_MAX, strict=True)]
SharePercent = Annotated[int, Field(ge=0, le=SHARE_PERCENT_MAX, strict=True)]
"""Of what a station took with a seen issue."""


class EventIn(Input):
    """A new event. `deposits`: øre by container type id."""

    slug: Annotated[Word, Field(pattern=r"^[a-z0-9-]+$")]
    name: Name
    starts_at: Moment
    deposits: Deposits
    ends_at: Moment | None = None
    return_until: Moment | None = None
    trip_days_max: TripDays | None = None
    timezone: Word = "Europe/Copenhagen"
    store: Name = "Lager"
    unseen_policy: UnseenPolicy = UnseenPolicy.PAY
    unseen_per_period_max: Count = 6
    unseen_share_percent: SharePercent = 20
    phone_per_half_hour_max: Count = 4
    phone_per_code_max: Count = 10
    phones_per_box_max: Count = 20
    second_payments_max: Count = 3
    offline_redeem_ore: OfflineRedeem = 0
    self_moving: bool = True
    """Whether a device moves itself to another station of its kind by scanning the sign there."""
    rails: Annotated[list[Rail], Field(max_length=len(Rail))] = Field(default_factory=lambda: list(Rail))
    causes: Annotated[list[CauseIn], Field(max_length=50)] = Field(default_factory=list)
    rules: Rules = Field(default_factory=dict)
    area: AreaIn | None = None


class EventChange(Input):
    """What may be changed of an event; what is left out stays. `null` takes an end, a poster date or the days away."""

    name: Name | None = None
    starts_at: Moment | None = None
    ends_at: Moment | None = None
    return_until: Moment | None = None
    trip_days_max: TripDays | None = None
    timezone: Word | None = None
    turnaround_times: TurnaroundTimes | None = None
    unseen_policy: UnseenPolicy | None = None
    unseen_per_period_max: Count | None = None
    unseen_share_percent: SharePercent | None = None
    phone_per_half_hour_max: Count | None = None
    phone_per_code_max: Count | None = None
    phones_per_box_max: Count | None = None
    second_payments_max: Count | None = None
    offline_redeem_ore: OfflineRedeem | None = None
    self_moving: bool | None = None
    rails: Annotated[list[Rail], Field(max_length=len(Rail))] | None = None
    causes: Annotated[list[CauseIn], Field(max_length=50)] | None = None
    rules: Rules | None = None
    area: AreaIn | None = None


class ReopenIn(Input):
    """A later date for the poster, needed where the one there was has passed."""

    return_until: Moment | None = None


class ContinuityIn(Input):
    """What fails."""

    reason: ContinuityReason


class TermsIn(Input):
    """New prices, from now on: øre by container type id. A type left out is no longer handed out."""

    deposits: Deposits


class TermsVersion(Output):
    """One version of an event's prices."""

    version: int
    in_force_from: Moment
    deposits: dict[str, int]


class EventOut(Output):
    """An event."""

    id: int
    slug: str
    name: str
    timezone: str
    currency: str
    starts_at: Moment
    ends_at: Moment | None
    return_until: Moment | None
    trip_days_max: int | None
    turnaround_times: list[str]
    closed_at: Moment | None
    unseen_policy: UnseenPolicy
    unseen_per_period_max: int
    unseen_share_percent: int
    phone_per_half_hour_max: int
    phone_per_code_max: int
    phones_per_box_max: int
    second_payments_max: int
    offline_redeem_ore: int
    self_moving: bool
    continuity_since: Moment | None
    continuity_reason: str | None
    rails: list[Rail]
    causes: list[Any]
    closed_causes: list[Any]
    rules: dict[str, Any]
    area: dict[str, Any]


class EventClosed(Output):
    """A closed event, and how many deposits were forfeited by it."""

    event: EventOut
    forfeited: int


class EventPage(Output):
    """Oldest first."""

    events: list[EventOut]
    next: str | None


class TermsList(Output):
    """All versions, oldest first."""

    terms: list[TermsVersion]


@api.get("/events")
@api.input(PageWanted, location="query", arg_name="wanted")
@api.output(EventPage)
@open_to(Scope.SETUP_WRITE, Scope.REPORTS_READ)
def events(wanted: PageWanted) -> EventPage:
    """The organisation's events."""
    with reading() as session:
        statement = select(Event).where(Event.id > id_after(wanted)).order_by(Event.id)
        rows = session.scalars(statement.limit(wanted.limit + 1)).all()
        page, following = split(rows, wanted.limit, lambda event: event.id)
        return EventPage(events=[EventOut.model_validate(event) for event in page], next=following)


@api.post("/events")
@api.input(EventIn, arg_name="told")
@api.output(EventOut, status_code=201)
@open_to(Scope.SETUP_WRITE)
def make_event(told: EventIn) -> EventOut:
    """Make an event with its first prices and a store."""
    fields = told.model_dump(exclude={"deposits", "area"})
    area = told.area.model_dump() if told.area else {}
    deposits = {int(one): ore for one, ore in told.deposits.items()}
    new = NewEvent(deposits=deposits, area=area, **fields)
    with changing("event_created", told.name) as session:
        event = create_event(session, program().organisation_id, new, core().clock())
        return EventOut.model_validate(event)


@api.get("/events/<int:event_id>")
@api.output(EventOut)
@open_to(Scope.SETUP_WRITE, Scope.REPORTS_READ)
def event(event_id: int) -> EventOut:
    """One event."""
    with reading() as session:
        return EventOut.model_validate(find_event(session, event_id))


@api.patch("/events/<int:event_id>")
@api.input(EventChange, arg_name="told")
@api.output(EventOut)
@open_to(Scope.SETUP_WRITE)
def change_event(event_id: int, told: EventChange) -> EventOut:
    """Change an event. 409 for a date moved earlier that a scan lies behind or a paper promises, and for the time zone or the turnaround times once anything was scanned."""
    changes = {
        name: value
        for name, value in told.model_dump(exclude_unset=True).items()
        if value is not None or name in CAN_BE_NONE
    }
    self_moving = changes.pop("self_moving", None)
    with acting() as session:
        row = find_event(session, event_id)
        if self_moving is not None:
            set_self_moving(session, row, None, core().clock(), is_on=self_moving, token=program().token_id)
        event_changes.change_event(session, row, changes, None, core().clock(), token=program().token_id)
        return EventOut.model_validate(row)


@api.post("/events/<int:event_id>/close")
@api.output(EventClosed)
@open_to(Scope.SETUP_WRITE)
def close(event_id: int) -> EventClosed:
    """Take no more issues, and forfeit what is due. Returns are honoured for long after."""
    with reading() as session:
        find_event(session, event_id)
    forfeited = close_event(core(), event_id, core().clock(), token=program().token_id)
    with reading() as session:
        return EventClosed(event=EventOut.model_validate(find_event(session, event_id)), forfeited=forfeited)


@api.post("/events/<int:event_id>/reopen")
@api.input(ReopenIn, arg_name="told")
@api.output(EventOut)
@open_to(Scope.SETUP_WRITE)
def reopen(event_id: int, told: ReopenIn) -> EventOut:
    """Let stalls hand out again. 409 `poster_date_passed` without a later date where the poster's has passed."""
    with acting() as session:
        row = find_event(session, event_id)
        event_changes.reopen_event(
            session, row, told.return_until, None, core().clock(), token=program().token_id
        )
        return EventOut.model_validate(row)


@api.post("/events/<int:event_id>/continuity")
@api.input(ContinuityIn, arg_name="told")
@api.output(EventOut)
@open_to(Scope.SETUP_WRITE)
def switch_on(event_id: int, told: ContinuityIn) -> EventOut:
    """Keep things going while something fails: bounds are loosened on every screen at once."""
    with acting() as session:
        row = find_event(session, event_id)
        keep_going(session, row, told.reason, None, core().clock(), token=program().token_id)
        return EventOut.model_validate(row)


@api.delete("/events/<int:event_id>/continuity")
@api.output(EventOut)
@open_to(Scope.SETUP_WRITE)
def switch_off(event_id: int) -> EventOut:
    """Back to the usual bounds."""
    with acting() as session:
        row = find_event(session, event_id)
        back_to_usual(session, row, None, core().clock(), token=program().token_id)
        return EventOut.model_validate(row)


@api.get("/events/<int:event_id>/terms")
@api.output(TermsList)
@open_to(Scope.SETUP_WRITE, Scope.REPORTS_READ)
def terms(event_id: int) -> TermsList:
    """Every version of an event's prices."""
    with reading() as session:
        find_event(session, event_id)
        rows = session.scalars(
            select(TermsRow).where(TermsRow.event_id == event_id).order_by(TermsRow.version)
        )
        return TermsList(terms=[TermsVersion.model_validate(row) for row in rows])


@api.post("/events/<int:event_id>/terms")
@api.input(TermsIn, arg_name="told")
@api.output(TermsVersion, status_code=201)
@open_to(Scope.SETUP_WRITE)
def make_terms(event_id: int, told: TermsIn) -> TermsVersion:
    """New prices from now on. Each trip keeps those its stall showed."""
    deposits = {int(one): ore for one, ore in told.deposits.items()}
    with changing_row("terms_changed", Event, event_id, deposits=told.deposits) as session:
        row = change_terms(session, find_event(session, event_id), deposits, core().clock())
        return TermsVersion.model_validate(row)
