"""Vouchers and slips: what is on one, and giving it back in goods or coins.

The code is the money itself. `POST /redeem` has it in the body; the endpoints with it in their path are for stations that
were not loaded anew since, and our own logs never hold it.
"""

from uuid import UUID

from pantbox.api.blueprint import api
from pantbox.api.callers import Who, device, device_if_any, open_to
from pantbox.api.codes import BearerOut, bearer_out
from pantbox.api.guesses import guesses_of
from pantbox.api.headers import idempotency_key
from pantbox.api.models import Moment, OreAmount, Output, Text, TolerantInput
from pantbox.refunds.bearers import Redeemed, look_up, redeem
from pantbox.refunds.tables import BearerKind
from pantbox.web import core


class RedeemIn(TolerantInput):
    """How much of it; all that is left if not told."""

    amount_ore: OreAmount | None = None


class RedeemCodeIn(RedeemIn):
    """A voucher's or slip's code, scanned or typed, and how much of it."""

    code: Text


class RedeemOut(Output):
    """What was given. `coins_ore`: at a desk, what to hand over."""

    id: UUID
    kind: BearerKind
    number: int
    amount_ore: int
    coins_ore: int | None
    left_ore: int
    at: Moment


@api.get("/vouchers/<code>")
@api.output(BearerOut)
def voucher(code: str) -> BearerOut:
    """What is on a voucher. Whoever knows its code holds it."""
    return _told(code)


@api.get("/slips/<code>")
@api.output(BearerOut)
def slip(code: str) -> BearerOut:
    """What is on a slip. Whoever knows its code holds it."""
    return _told(code)


@api.post("/redeem")
@api.input(RedeemCodeIn, arg_name="told")
@api.output(RedeemOut)
@open_to(Who.DEVICE)
def redeem_code(told: RedeemCodeIn) -> Redeemed:
    """Take a voucher or slip, whole or in part: at a stall in goods, at a desk in coins. Needs an Idempotency-Key."""
    return _redeem(told.code, told)


@api.post("/vouchers/<code>/redeem")
@api.input(RedeemIn, arg_name="told")
@api.output(RedeemOut)
@open_to(Who.DEVICE)
def redeem_voucher(code: str, told: RedeemIn) -> Redeemed:
    """As `POST /redeem`, with the code in the address."""
    return _redeem(code, told)


@api.post("/slips/<code>/pay")
@api.input(RedeemIn, arg_name="told")
@api.output(RedeemOut)
@open_to(Who.DEVICE)
def pay_slip(code: str, told: RedeemIn) -> Redeemed:
    """As `POST /redeem`, with the code in the address."""
    return _redeem(code, told)


def _told(code: str) -> BearerOut:
    caller = device_if_any()
    with guesses_of(caller) as may_look, core().database.reading() as session:
        found = look_up(session, core().keys, code, may_look=may_look)
        return bearer_out(found, caller.organisation_id if caller else None)


def _redeem(code: str, told: RedeemIn) -> Redeemed:
    caller, here = device(), core()
    key = idempotency_key()
    with guesses_of(caller):
        return here.database.retrying(
            lambda session: redeem(
                session,
                here.keys,
                code,
                station_id=caller.station_id,
                device_id=caller.device_id,
                amount_ore=told.amount_ore,
                idempotency_key=key,
                now=here.clock(),
            ),
            caller.organisation_id,
        )
