"""Pant boxes, for guests: opening a visit with one's own phone, and how they all stand."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field
from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from pantbox.api.blueprint import api
from pantbox.api.models import Moment, Output, TolerantInput, Word
from pantbox.errors import NotFound
from pantbox.places import guessing
from pantbox.places.events import Event
from pantbox.places.on_the_ground import boxes_of, running_events, told_of
from pantbox.places.stations import Station, StationKind
from pantbox.refunds.visits import open_phone_visit
from pantbox.web import core, limit
from pantbox.web.guessing import (
    few_at_a_time,
    may_look,
    misses_counted,
    screen_may_be_guessed,
    sender_at_places,
    sender_at_screens,
)
from pantbox.web.limits import address

OPENINGS_OF_A_BOX = "120/minute"
OPENINGS_OF_A_PHONE = "10/minute"
OPENINGS_OF_AN_ADDRESS = "600/minute"
"""A festival's guests come from few addresses, so the address alone says little."""


class OpenIn(TolerantInput):
    """A random id that the browser keeps, and the code on the box's screen if it has one.

    `visit`: one this phone opened here before and has more scans of; it goes on for two hours without the code.
    """

    phone: Annotated[str, Field(min_length=1, max_length=100)]
    box_code: Word | None = None
    visit: UUID | None = None


class OpenOut(Output):
    """A visit: `token` sends its scans, `claim` gets its money. `bound`: so many are paid by themselves now.

    `box_code_read`: false when the code was not looked at, because too many wrong ones were sent in the last minute for this
    box or from this address. The visit is as good as one without a code, and a minute later the code opens a proven one.
    """

    id: UUID
    token: str
    claim: str
    bound: int
    box_code_read: bool = True
    expires_at: Moment
    server_time: Moment


class PublicBox(Output):
    """A box as everybody may see it. Without its sign: that is for who stands before it."""

    name: str
    number: int
    fill_state: str
    has_screen: bool
    screen_off: bool = False
    """Its screen is not heard of: people use their own phone and its printed sign."""
    latitude: float | None
    longitude: float | None


class PublicEvent(Output):
    """An event where containers may be handed back now."""

    slug: str
    name: str
    boxes: list[PublicBox]


class StatusOut(Output):
    """All boxes of all running events."""

    events: list[PublicEvent]
    server_time: Moment


@api.post("/boxes/<sign>/visits")
@api.input(OpenIn, arg_name="told")
@api.output(OpenOut)
def open_visit(sign: str, told: OpenIn) -> OpenOut:
    """Begin to return with one's own phone, or go on. The token is for this visit alone, until 15 minutes after a scan."""
    limit("visits_of_a_box", OPENINGS_OF_A_BOX, by=sign.upper()[:40])
    limit("visits_of_a_phone", OPENINGS_OF_A_PHONE, by=told.phone)
    limit("visits_of_an_address", OPENINGS_OF_AN_ADDRESS, by=address())
    here, asking = core(), sender_at_places()
    guessers, beside = [asking], _screens(sign) if told.box_code else []
    with (
        few_at_a_time(asking, beside=beside),
        misses_counted(guessers),
        here.database.transaction() as session,
    ):
        now = here.clock()
        box, may_read = _box(session, sign)
        guessers[:] = [sender_at_screens(), guessing.of_screen(box.id)]
        opened = open_phone_visit(
            session, here.keys, box, phone=told.phone, box_code=told.box_code if may_read else None, now=now,
            again=told.visit,
        )  # fmt: skip
        return OpenOut(
            id=opened.id, token=opened.token, claim=opened.claim, bound=opened.bound,
            box_code_read=may_read or not told.box_code, expires_at=opened.expires_at, server_time=now,
        )  # fmt: skip


def _screens(sign: str) -> list[str]:
    """What a code of a screen is looked at for, one at a time: its sender at all screens, and all senders at this one."""
    return [sender_at_screens().who, f"screen of {sign.upper()}"]


def _box(session: Session, sign: str) -> tuple[Station, bool]:
    """The box with a sign, and whether the code on its screen is looked at. Raises `NotFound("box_unknown")`."""
    found = session.execute(
        select(Station, and_(may_look(sender_at_screens()), screen_may_be_guessed(Station.id))).where(
            Station.sign == sign.upper(), Station.kind == StationKind.PANT_BOX, may_look(sender_at_places())
        )
    ).one_or_none()
    if found is None:
        raise NotFound("box_unknown")
    return found[0], bool(found[1])


@api.get("/status")
@api.output(StatusOut)
def status() -> StatusOut:
    """Every pant box of the events that run now."""
    now = core().clock()
    with core().database.reading() as session:
        events = [
            PublicEvent(
                slug=event.slug,
                name=event.name,
                boxes=_boxes(session, event, now),
            )
            for event in running_events(session, now)
        ]
    return StatusOut(events=events, server_time=now)


def _boxes(session: Session, event: Event, now: datetime) -> list[PublicBox]:
    boxes = boxes_of(session, [event.id])
    told = told_of(session, boxes, now)
    return [PublicBox.model_validate(box).model_copy(update=told[box.id]) for box in boxes]
