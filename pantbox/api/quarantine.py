"""Scans of revoked devices: looked at, and let in if somebody believes them."""

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import Annotated
from uuid import UUID

from pydantic import Field
from sqlalchemy import select

from pantbox.api.blueprint import api
from pantbox.api.callers import open_to, program
from pantbox.api.models import Input, Moment, Output
from pantbox.api.own import changing, find_event, reading
from pantbox.api.pages import PageWanted, split, uuid_after
from pantbox.circulation.quarantine import LetOut, QuarantinedScan, let_out
from pantbox.circulation.scan import Reason, Verdict
from pantbox.errors import PantboxError
from pantbox.places.organisations import Scope
from pantbox.refunds.onto_slips import put_on_slip
from pantbox.refunds.refund import Payer
from pantbox.web import core


class QuarantinedOut(Output):
    """A scan as a revoked device handed it in. `content`: all it said, as JSON."""

    id: UUID
    station_id: int
    device_id: int
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
    """What revoked devices handed in, and nobody has decided on."""
    after = uuid_after(wanted)
    with reading() as session:
        find_event(session, event_id)
        statement = select(QuarantinedScan).where(QuarantinedScan.event_id == event_id)
        if after is not None:
            statement = statement.where(QuarantinedScan.id > after)
        rows = session.scalars(statement.order_by(QuarantinedScan.id).limit(wanted.limit + 1)).all()
        page, following = split(rows, wanted.limit, lambda row: row.id)
        return QuarantinePage(scans=[QuarantinedOut.model_validate(row) for row in page], next=following)


@api.post("/events/<int:event_id>/quarantine/release")
@api.input(LetOutIn, arg_name="told")
@api.output(LetOutAnswers)
@open_to(Scope.SETUP_WRITE)
def let_in(event_id: int, told: LetOutIn) -> LetOutAnswers:
    """Record scans from quarantine, as if they had come in time, and put their visits' money onto the slips they name."""
    here = core()
    with changing("quarantine_released", str(event_id), scans=len(told.scan_ids)) as session:
        find_event(session, event_id)
        ours = session.scalars(
            select(QuarantinedScan.id).where(
                QuarantinedScan.event_id == event_id, QuarantinedScan.id.in_(told.scan_ids)
            )
        ).all()
        let = let_out(session, here.keys, program().organisation_id, ours, here.clock())
    _put_on_slips(let)
    return LetOutAnswers(results=[LetOutAnswer.model_validate(one.answer) for one in let])


def _put_on_slips(let: Sequence[LetOut]) -> None:
    """Put the visits' money onto the slips their guests scanned first. The scans stand whatever becomes of it."""
    here = core()
    named: dict[UUID, tuple[str, Payer]] = {}
    for one in let:
        if one.answer.visit_id and one.scan.slip:
            payer = Payer(one.authority.station_id, one.authority.device_id)
            named.setdefault(one.answer.visit_id, (one.scan.slip, payer))
    for visit_id, (code, payer) in named.items():
        put = partial(
            put_on_slip, keys=here.keys, visit_id=visit_id, code=code, payer=payer, now=here.clock()
        )
        with suppress(PantboxError):
            here.database.retrying(put)
