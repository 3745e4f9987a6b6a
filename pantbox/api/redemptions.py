"""What stalls took without network."""

from typing import Annotated
from uuid import UUID

from pydantic import Field
from sqlalchemy.orm import Session

from pantbox.api.blueprint import api
from pantbox.api.callers import DeviceCaller, Who, device, open_to
from pantbox.api.models import Moment, OreAmount, Output, Text, TolerantInput
from pantbox.errors import PantboxError
from pantbox.places import guessing
from pantbox.refunds.redeeming_offline import Outcome, TakenOffline, outcome_of, redeem_offline
from pantbox.web import core
from pantbox.web.guessing import note_misses, refuse_past_bound

AT_ONCE_MAX = 500


class TakenIn(TolerantInput):
    """A voucher or slip that was taken for goods. `id`: a UUIDv7 the device chose; `at`: its clock."""

    id: UUID
    code: Text
    amount_ore: OreAmount
    at: Moment


class TakenBatch(TolerantInput):
    """Up to 500 of them."""

    redemptions: Annotated[list[TakenIn], Field(min_length=1, max_length=AT_ONCE_MAX)]


class TakenOut(Output):
    """What became of one. `lost_ore`: what was not on it any more and the scheme bore; `left_ore`: what is on it now."""

    id: UUID
    outcome: Outcome
    reason: str | None = None
    amount_ore: int = 0
    lost_ore: int = 0


class TakenResults(Output):
    """One answer each, in order."""

    results: list[TakenOut]


@api.post("/redemptions")
@api.input(TakenBatch, arg_name="batch")
@api.output(TakenResults)
@open_to(Who.DEVICE)
def hand_in(batch: TakenBatch) -> TakenResults:
    """Hand in what a stall took without network. Safe to send again; one that is refused fails no other.

    What is on a voucher pays for it; what is not is the scheme's loss, up to what the event allows.
    """
    caller = device()
    refuse_past_bound(may_guess=caller.may_guess)
    results = [_one(caller, taken) for taken in batch.redemptions]
    missed = sum(one.reason == "bearer_unknown" for one in results)
    if missed:
        note_misses(guessing.of_device(caller.device_id), n=missed)
    return TakenResults(results=results)


def _one(caller: DeviceCaller, taken: TakenIn) -> TakenOut:
    here = core()
    told = TakenOffline(taken.id, taken.code, taken.amount_ore, taken.at)

    def work(session: Session) -> TakenOut:
        row = redeem_offline(
            session,
            here.keys,
            told,
            station_id=caller.station_id,
            device_id=caller.device_id,
            now=here.clock(),
        )
        return TakenOut(
            id=row.id, outcome=outcome_of(row), amount_ore=row.taken_ore + row.lost_ore, lost_ore=row.lost_ore
        )

    try:
        return here.database.retrying(work, caller.organisation_id)
    except PantboxError as error:
        return TakenOut(id=taken.id, outcome=Outcome.REJECTED, reason=error.code)
