"""Returns that wait for somebody to look: a desk, with the containers in front of it, lets them pay or not."""

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from pydantic import Field
from sqlalchemy.orm import Session

from pantbox.api.blueprint import api
from pantbox.api.callers import Who, device, open_to
from pantbox.api.models import Moment, Output, TolerantInput
from pantbox.circulation.holds import refuse, release, waiting
from pantbox.circulation.scan import Reason
from pantbox.refunds.till import find_desk
from pantbox.web import core


class HeldOut(Output):
    """A return that waits."""

    scan_id: UUID
    station_id: int
    human_code: str
    type_id: int
    deposit_ore: int
    visit_id: UUID | None
    reason: Reason
    returned_at: Moment
    until: Moment | None


class HeldList(Output):
    """Oldest first."""

    held: list[HeldOut]


class HeldWanted(TolerantInput):
    """All of the event, or those of one visit."""

    visit: UUID | None = None


class DecideIn(TolerantInput):
    """The scans to decide on."""

    scan_ids: Annotated[list[UUID], Field(min_length=1, max_length=1_000)]


class Decided(Output):
    """Those that were still waiting, and are decided now."""

    scan_ids: list[UUID]


@api.get("/desk/held")
@api.input(HeldWanted, location="query", arg_name="wanted")
@api.output(HeldList)
@open_to(Who.DEVICE)
def held(wanted: HeldWanted) -> HeldList:
    """The returns of this event that wait."""
    caller = device()
    with core().database.reading(caller.organisation_id) as session:
        find_desk(session, caller.station_id)
        rows = waiting(session, caller.event_id, visit_id=wanted.visit)
        return HeldList(held=[HeldOut.model_validate(row) for row in rows])


@api.post("/desk/release")
@api.input(DecideIn, arg_name="told")
@api.output(Decided)
@open_to(Who.DEVICE)
def let_pay(told: DecideIn) -> Decided:
    """Let returns pay: their containers were seen."""
    return _decided(told, release)


@api.post("/desk/refuse")
@api.input(DecideIn, arg_name="told")
@api.output(Decided)
@open_to(Who.DEVICE)
def let_not_pay(told: DecideIn) -> Decided:
    """Decide that returns do not pay."""
    return _decided(told, refuse)


def _decided(told: DecideIn, decide: Callable[..., set[UUID]]) -> Decided:
    caller, here = device(), core()

    def work(session: Session) -> Decided:
        find_desk(session, caller.station_id)
        ours = {row.scan_id for row in waiting(session, caller.event_id)} & set(told.scan_ids)
        done = decide(
            session, caller.organisation_id, ours, by=f"device {caller.device_id}", now=here.clock()
        )
        return Decided(scan_ids=sorted(done))

    return here.database.retrying(work, caller.organisation_id)
