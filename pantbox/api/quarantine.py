"""Scans of revoked devices, and of devices that did not stand where they say: looked at, and let in if somebody believes them."""

from typing import Annotated
from uuid import UUID

from pydantic import Field
from sqlalchemy import select

from pantbox.api.blueprint import api
from pantbox.api.callers import open_to, program
from pantbox.api.models import Input, Moment, Output
from pantbox.api.own import changing_row, find_event, reading
from pantbox.api.pages import PageWanted, split, uuid_after
from pantbox.circulation.quarantine import QuarantinedScan
from pantbox.circulation.scan import Reason, Verdict
from pantbox.places.events import Event
from pantbox.places.organisations import Scope
from pantbox.places.stays import Stays, stays_of_all
from pantbox.refunds import letting_in
from pantbox.web import core


class QuarantinedOut(Output):
    """A scan as its device handed it in. `content`: all it said, as JSON.

    `station_id`: where the device says it was, and where it is recorded if it is let in; `stood_at_id`: where it stood then
    by what is known of its moves.
    """

    id: UUID
    station_id: int
    stood_at_id: int | None
    device_id: int
    reason: Reason
    at: Moment
    received_at: Moment
    content: str


class QuarantinePage(Output):
    """By id, so by when the devices made them."""

    scans: list[QuarantinedOut]
    next: str | None


class LetOutIn(Input):
    """The scans to let in."""

    scan_ids: Annotated[list[UUID], Field(min_length=1, max_length=1_000)]


class LetOutAnswer(Output):
    """What a scan is told now that it is recorded."""

    id: UUID
    verdict: Verdict
    reason: Reason | None
    standing: Verdict


class LetOutAnswers(Output):
    """One for each scan that was still in quarantine."""

    results: list[LetOutAnswer]


@api.get("/events/<int:event_id>/quarantine")
@api.input(PageWanted, location="query", arg_name="wanted")
@api.output(QuarantinePage)
@open_to(Scope.SETUP_WRITE)
def quarantined(event_id: int, wanted: PageWanted) -> QuarantinePage:
    """What waits in quarantine, and nobody has decided on."""
    after = uuid_after(wanted)
    with reading() as session:
        find_event(session, event_id)
        statement = select(QuarantinedScan).where(QuarantinedScan.event_id == event_id)
        if after is not None:
            statement = statement.where(QuarantinedScan.id > after)
        rows = session.scalars(statement.order_by(QuarantinedScan.id).limit(wanted.limit + 1)).all()
        page, following = split(rows, wanted.limit, lambda row: row.id)
        stays = stays_of_all(session, {row.device_id for row in page})
        return QuarantinePage(scans=[_shown(row, stays.get(row.device_id)) for row in page], next=following)


def _shown(row: QuarantinedScan, stays: Stays | None) -> QuarantinedOut:
    stay = stays.at(row.at) if stays else None
    return QuarantinedOut(
        id=row.id, station_id=row.station_id, stood_at_id=stay.station_id if stay else None,
        device_id=row.device_id, reason=Reason(row.reason), at=row.at, received_at=row.received_at,
        content=row.content,
    )  # fmt: skip


@api.post("/events/<int:event_id>/quarantine/release")
@api.input(LetOutIn, arg_name="told")
@api.output(LetOutAnswers)
@open_to(Scope.SETUP_WRITE)
def let_in(event_id: int, told: LetOutIn) -> LetOutAnswers:
    """Record scans from quarantine, as if they had come in time, and put their visits' money onto the slips they name."""
    here = core()
    with changing_row("quarantine_released", Event, event_id, scans=len(told.scan_ids)) as session:
        find_event(session, event_id)
        ours = session.scalars(
            select(QuarantinedScan.id).where(
                QuarantinedScan.event_id == event_id, QuarantinedScan.id.in_(told.scan_ids)
            )
        ).all()
    let = letting_in.let_in(here, program().organisation_id, ours, here.clock())
    return LetOutAnswers(results=[LetOutAnswer.model_validate(one.answer) for one in let])
