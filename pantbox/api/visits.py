"""Visits: what one guest handed back, and its money going out. Whoever has the claim may see and say."""

from contextlib import nullcontext
from dataclasses import asdict
from typing import Annotated, Any
from uuid import UUID

from flask import request
from pydantic import Field

from pantbox.api.blueprint import api
from pantbox.api.callers import DeviceCaller, device_if_any
from pantbox.api.guesses import may_look_for, misses_of, turn_of
from pantbox.api.headers import claim_header, idempotency_key
from pantbox.api.models import Moment, OreAmount, Output, Text, TolerantInput
from pantbox.circulation.scan import Reason, Verdict
from pantbox.circulation.tables import VisitRow
from pantbox.errors import NotFound
from pantbox.places.events import Rail
from pantbox.refunds.refund import PARTS_MAX, Part, Payer, pay_out
from pantbox.refunds.visits import check_claim, check_ticket, visit_view
from pantbox.web import core


class ItemOut(Output):
    """One container of the visit."""

    scan_id: UUID
    type_id: int | None
    human_code: str | None
    deposit_ore: int
    at: Moment
    verdict: Verdict
    reason: Reason | None
    standing: Verdict
    credited: bool
    contested: bool


class RefundOut(Output):
    """One part that went out. `code` is a voucher's; `coins_ore` what a desk hands over."""

    id: UUID
    rail: Rail
    amount_ore: int
    at: Moment
    coins_ore: int | None
    cause: str | None
    number: int | None
    code: str | None
    left_ore: int | None
    valid_until: Moment | None


class VisitOut(Output):
    """A visit. `held` and `contested` count items; `server_time` is ours."""

    id: UUID
    event_id: int
    station_id: int
    opened_at: Moment
    credited_ore: int
    paid_ore: int
    left_ore: int
    items: list[ItemOut]
    refunds: list[RefundOut]
    held: int
    contested: int
    server_time: Moment


class PartIn(TolerantInput):
    """So much by one rail. `to`: a slip's code, or the key of a cause."""

    rail: Rail
    amount_ore: OreAmount
    to: Text | None = None


class RefundIn(TolerantInput):
    """The visit's claim, and the parts to pay: all of them or none."""

    claim: Text
    parts: Annotated[list[PartIn], Field(min_length=1, max_length=PARTS_MAX)]


class RefundsOut(Output):
    """What went out, part by part, and how the visit stands now."""

    refunds: list[RefundOut]
    visit: VisitOut


@api.get("/visits/<uuid:visit_id>")
@api.output(VisitOut)
def visit(visit_id: UUID) -> VisitOut:
    """What a visit came to and where its money went. Needs its claim, or its box's ticket, in the header Pantbox-Claim."""
    with misses_of(None), core().database.reading() as session:
        ticket = check_claim(core().keys, visit_id, claim_header())
        opened = session.get(VisitRow, visit_id)
        if opened is None:
            raise NotFound("visit_unknown")  # perhaps only not yet
        check_ticket(ticket, opened)
        return _told(visit_view(session, core().keys, visit_id))


def _told(view: Any) -> VisitOut:
    return VisitOut.model_validate(asdict(view) | {"server_time": core().clock()})


@api.post("/visits/<uuid:visit_id>/refund")
@api.input(RefundIn, arg_name="wanted")
@api.output(RefundsOut)
def refund(visit_id: UUID, wanted: RefundIn) -> RefundsOut:
    """Pay some or all of a visit's money. Needs an Idempotency-Key.

    Anybody with the claim: a guest's phone, or the device of a box or desk, which then is the payer.
    """
    caller = _caller()
    payer = Payer(caller.station_id, caller.device_id) if caller else Payer()
    parts = [Part(part.rail, part.amount_ore, part.to) for part in wanted.parts]
    here, key = core(), idempotency_key()

    def pay(session: Any) -> RefundsOut:
        may_look = may_look_for(caller)
        refunds = pay_out(
            session, here.keys, visit_id=visit_id, claim=wanted.claim, parts=parts, idempotency_key=key,
            payer=payer, now=here.clock(), may_look=may_look,
        )  # fmt: skip
        return RefundsOut(
            refunds=[RefundOut.model_validate(one) for one in refunds],
            visit=_told(visit_view(session, here.keys, visit_id)),
        )

    names_slip = any(part.rail is Rail.SLIP for part in parts)
    with turn_of(caller) if names_slip else nullcontext(), misses_of(caller):
        return here.database.retrying(pay)


def _caller() -> DeviceCaller | None:
    """Who hands over: a paired device of a desk or box, else nobody. A phone's own token makes nobody a payer."""
    return device_if_any() if "Authorization" in request.headers else None
