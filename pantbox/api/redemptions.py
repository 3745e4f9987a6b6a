"""What stalls took without network."""

from typing import Annotated
from uuid import UUID

from pydantic import Field
from sqlalchemy.orm import Session

from pantbox.api.blueprint import api
from pantbox.api.callers import DeviceCaller, Who, device, open_to
from pantbox.api.models import Moment, OreAmount, Output, Text, TolerantInput
from pantbox.api.speaking import Speaker
from pantbox.errors import PantboxError
from pantbox.places import guessing
from pantbox.refunds.idempotency import KEY_LENGTH_MAX
from pantbox.refunds.redeeming_offline import Outcome, TakenOffline, redeem_offline
from pantbox.web import core
from pantbox.web.guessing import note_misses, refuse_past_bound

AT_ONCE_MAX = 500


class TakenIn(TolerantInput):
    """A voucher or slip that was taken for goods. `id`: a UUIDv7 the device chose; `at`: its clock.

    `failed_at`: when the device last asked about this code and got no answer, or knew that it had no network. `tried`: the
    Idempotency-Key by which it tried to redeem it then: if that came through, it is this taking, and not another.
    """

    id: UUID
    code: Text
    amount_ore: OreAmount
    at: Moment
    failed_at: Moment | None = None
    tried: Annotated[str | None, Field(min_length=1, max_length=KEY_LENGTH_MAX)] = None


class TakenBatch(TolerantInput):
    """Up to 500 of them."""

    redemptions: Annotated[list[TakenIn], Field(min_length=1, max_length=AT_ONCE_MAX)]


class TakenOut(Output):
    """What became of one. `amount_ore`: what the stall is credited by now; `lost_ore`: what of that the scheme bears;
    `waits_ore`: what comes by itself as soon as money is put on it; `reason`: why it is not all, or why it is nothing."""

    id: UUID
    outcome: Outcome
    reason: str | None = None
    amount_ore: int = 0
    lost_ore: int = 0
    waits_ore: int = 0


class TakenResults(Output):
    """One answer each, in order."""

    results: list[TakenOut]


@api.post("/redemptions")
@api.input(TakenBatch, arg_name="batch")
@api.output(TakenResults)
@open_to(Who.DEVICE)
def hand_in(batch: TakenBatch) -> TakenResults:
    """Hand in what a stall took without network. Safe to send again; one that is refused fails no other.

    What is on a voucher pays for it. What is not is the scheme's loss, up to what the event allows and to what was ever put
    on it, over all stalls together; nothing where the stall could have known.
    """
    caller = device()
    refuse_past_bound(may_guess=caller.may_guess)
    speaker = Speaker(caller)
    results = [_one(caller, speaker, taken) for taken in batch.redemptions]
    missed = sum(one.reason == "bearer_unknown" for one in results)
    if missed:
        note_misses(guessing.of_device(caller.device_id), n=missed)
    return TakenResults(results=results)


def _one(caller: DeviceCaller, speaker: Speaker, taken: TakenIn) -> TakenOut:
    here = core()
    spoken = speaker.at(min(taken.at, here.clock()))
    if not spoken.may:
        return TakenOut(id=taken.id, outcome=Outcome.REJECTED, reason="station_may_not")
    told = TakenOffline(taken.id, taken.code, taken.amount_ore, taken.at, taken.failed_at, taken.tried)

    def work(session: Session) -> TakenOut:
        done = redeem_offline(
            session,
            here.keys,
            told,
            station_id=spoken.station_id,
            device_id=caller.device_id,
            now=here.clock(),
        )
        return TakenOut(
            id=done.id, outcome=done.outcome, reason=done.reason, amount_ore=done.credited_ore,
            lost_ore=done.lost_ore, waits_ore=done.waits_ore,
        )  # fmt: skip

    try:
        return here.database.retrying(work, caller.organisation_id)
    except PantboxError as error:
        return TakenOut(id=taken.id, outcome=Outcome.REJECTED, reason=error.code)
