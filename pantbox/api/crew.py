"""What a box tells of its crew's menu: who opened it, and whose voucher or ticket they looked at again."""

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
        row = opened(session, here.keys, _at_box(session), told.id, told.proof, told.at or now, now)
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
        return ShowingOut.model_validate(showed(session, _at_box(session), showing, now))

    return here.database.retrying(work, caller.organisation_id)


def _at_box(session: Session) -> AtBox:
    caller = device()
    return AtBox(session.get_one(Station, caller.station_id), session.get_one(Device, caller.device_id))
