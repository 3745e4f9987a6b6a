"""What a box tells of its crew's menu: who opened it, and whose voucher or ticket they looked at again."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field
from sqlalchemy.orm import Session

from pantbox.api.blueprint import api
from pantbox.api.callers import Who, device, open_to
from pantbox.api.models import Moment, Output, Text, TolerantInput, Word
from pantbox.places.crew_menu import AtBox, CrewShowing, Shown, opened, showed
from pantbox.places.devices import Device
from pantbox.places.stations import Station
from pantbox.places.stays import stays_of
from pantbox.web import core


class OpeningIn(TolerantInput):
    """`id`: the opening's own. `proof`: hexadecimal SHA-256 of `crew:<id>:<the slip's code>`; `at`: by our clock."""

    id: UUID
    proof: Text
    at: Moment | None = None


class OpeningOut(Output):
    """The opening, as it is written down."""

    id: UUID
    at: Moment


class ShowingIn(TolerantInput):
    """What was looked at again, from which opening. `of`: a voucher's number, or a ticket's visit."""

    id: UUID
    opening: UUID
    kind: Shown
    of: Annotated[Word, Field(min_length=1)]
    at: Moment | None = None


class ShowingOut(Output):
    """What was looked at, as it is written down."""

    id: UUID
    at: Moment


@api.post("/station/crew")
@api.input(OpeningIn, arg_name="told")
@api.output(OpeningOut)
@open_to(Who.DEVICE)
def open_menu(told: OpeningIn) -> OpeningOut:
    """Say that the crew's menu was opened with a slip. Safe to send again; 404 `crew_slip_unknown` for a slip that is none."""
    caller, here = device(), core()

    def work(session: Session) -> OpeningOut:
        now = here.clock()
        at = told.at or now
        row = opened(session, here.keys, _at_box(session, at), told.id, told.proof, at, now)
        return OpeningOut.model_validate(row)

    return here.database.retrying(work, caller.organisation_id)


@api.post("/station/crew/shown")
@api.input(ShowingIn, arg_name="told")
@api.output(ShowingOut)
@open_to(Who.DEVICE)
def show_again(told: ShowingIn) -> ShowingOut:
    """Say that the crew looked at a guest's voucher or ticket again. Safe to send again; 404 `crew_opening_unknown`."""
    caller, here = device(), core()

    def work(session: Session) -> ShowingOut:
        now = here.clock()
        showing = CrewShowing(
            id=told.id, opening_id=told.opening, kind=told.kind, subject=told.of, at=told.at or now
        )
        return ShowingOut.model_validate(showed(session, _at_box(session, showing.at), showing, now))

    return here.database.retrying(work, caller.organisation_id)


def _at_box(session: Session, at: datetime) -> AtBox:
    """The device, and the box it stood at then by its history: what it tells may be told after it was moved."""
    caller = device()
    stay = stays_of(session, caller.device_id).at(at)
    station_id = stay.station_id if stay else caller.station_id
    return AtBox(session.get_one(Station, station_id), session.get_one(Device, caller.device_id))
