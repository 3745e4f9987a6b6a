"""Disputes with stalls: payments to who held a container after a stall had its deposit, and who bears each."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from pantbox.api.blueprint import api
from pantbox.api.callers import open_to, program
from pantbox.api.models import Input, Moment, Output, TolerantInput
from pantbox.api.own import acting, find_event, reading
from pantbox.circulation.contested import ClaimKind
from pantbox.circulation.disputes import Dispute, disputes, settle_dispute
from pantbox.ledger.postings import Against
from pantbox.places.log import By
from pantbox.places.organisations import Scope
from pantbox.web import core


class ClaimantOut(Output):
    """One of the two claims. `device_id` null: a guest's phone, or a program."""

    scan_id: UUID
    station_id: int
    kind: ClaimKind
    device_id: int | None
    at: Moment


class DisputeOut(Output):
    """A payment of `amount_ore` to `holder` after `stall` had the deposit. `settled`: who bears it; null: undecided."""

    id: UUID
    human_code: str
    type_id: int
    amount_ore: int
    stall: ClaimantOut
    holder: ClaimantOut
    settled: Against | None
    settled_at: Moment | None
    settled_by: str | None


class DisputeList(Output):
    """Undecided ones first, then the newest. At most 500."""

    disputes: list[DisputeOut]


class DisputesWanted(TolerantInput):
    """All, or those nobody has decided."""

    undecided: Annotated[bool, Field()] = False


class SettleIn(Input):
    """Who bears the payment: `stall` charges it to the vendor, `scheme` books it as a loss. For good."""

    against: Against


@api.get("/events/<int:event_id>/disputes")
@api.input(DisputesWanted, location="query", arg_name="wanted")
@api.output(DisputeList)
@open_to(Scope.MONEY_READ, Scope.MONEY_WRITE)
def list_disputes(event_id: int, wanted: DisputesWanted) -> DisputeList:
    """The event's disputes with stalls."""
    with reading() as session:
        find_event(session, event_id)
        found = disputes(session, event_id, undecided=wanted.undecided)
        return DisputeList(disputes=[DisputeOut.model_validate(one) for one in found])


@api.post("/events/<int:event_id>/disputes/<uuid:claim>")
@api.input(SettleIn, arg_name="told")
@api.output(DisputeOut)
@open_to(Scope.MONEY_WRITE)
def decide_dispute(event_id: int, claim: UUID, told: SettleIn) -> Dispute:
    """Decide who bears a disputed payment, once. 409 `dispute_settled`: somebody has decided it already."""
    by = By(details=(("token", program().token_id),))
    with acting() as session:
        find_event(session, event_id)
        return settle_dispute(
            session, program().organisation_id, event_id, claim, told.against, by, core().clock()
        )
