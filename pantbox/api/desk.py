"""A cash desk: its till, returns that wait for somebody to look, and containers nobody can read."""

from typing import Annotated
from uuid import UUID

from pydantic import Field
from sqlalchemy.orm import Session

from pantbox.api.blueprint import api
from pantbox.api.callers import DeviceCaller, Who, device, open_to
from pantbox.api.headers import idempotency_key
from pantbox.api.models import Moment, OreOrNone, Output, RowId, TolerantInput
from pantbox.refunds.tables import TillMoveKind
from pantbox.refunds.till import Till, find_desk, in_the_till, move_coins
from pantbox.refunds.unreadable import credit_unreadable
from pantbox.refunds.visits import claim_of
from pantbox.web import core


class DeskOut(Output):
    """What the books say is in the till; below 0: it paid out more than its float."""

    expected_ore: int


class TillIn(TolerantInput):
    """Coins put in, taken out, or counted."""

    amount_ore: OreOrNone


class TillOut(Output):
    """What was done. `difference_ore`: counted less what the books said; below 0 is short."""

    id: UUID
    amount_ore: int
    expected_ore: int
    difference_ore: int
    at: Moment


class UnreadableIn(TolerantInput):
    """So many of a type that nobody can read, in a visit of this desk."""

    visit: UUID
    type_id: RowId
    quantity: Annotated[int, Field(ge=1, le=100, strict=True)]


class UnreadableOut(Output):
    """What it came to. `more`: so many more may be paid in this visit."""

    visit_id: UUID
    claim: str
    amount_ore: int
    credited_ore: int
    paid_ore: int
    more: int


@api.get("/desk")
@api.output(DeskOut)
@open_to(Who.DEVICE)
def desk() -> DeskOut:
    """What should be in this desk's till."""
    caller = device()
    with core().database.reading(caller.organisation_id) as session:
        return DeskOut(expected_ore=in_the_till(session, find_desk(session, caller.station_id)))


@api.post("/desk/float_in")
@api.input(TillIn, arg_name="told")
@api.output(TillOut)
@open_to(Who.DEVICE)
def put_in(told: TillIn) -> Till:
    """Coins were brought to the desk. Needs an Idempotency-Key."""
    return _moved(TillMoveKind.FLOAT_IN, told)


@api.post("/desk/float_out")
@api.input(TillIn, arg_name="told")
@api.output(TillOut)
@open_to(Who.DEVICE)
def take_out(told: TillIn) -> Till:
    """Coins were taken from the desk. Needs an Idempotency-Key."""
    return _moved(TillMoveKind.FLOAT_OUT, told)


@api.post("/desk/count")
@api.input(TillIn, arg_name="told")
@api.output(TillOut)
@open_to(Who.DEVICE)
def count(told: TillIn) -> Till:
    """The till was counted. Needs an Idempotency-Key."""
    return _moved(TillMoveKind.COUNTED, told)


def _moved(kind: TillMoveKind, told: TillIn) -> Till:
    caller, here, key = device(), core(), idempotency_key()
    return here.database.retrying(
        lambda session: move_coins(
            session, kind, station_id=caller.station_id, amount_ore=told.amount_ore, idempotency_key=key,
            now=here.clock(), device_id=caller.device_id,
        ),
        caller.organisation_id,
    )  # fmt: skip


@api.post("/desk/unreadable")
@api.input(UnreadableIn, arg_name="told")
@api.output(UnreadableOut)
@open_to(Who.DEVICE)
def credit(told: UnreadableIn) -> UnreadableOut:
    """Credit a visit of this desk for containers nobody can read, up to three. Needs an Idempotency-Key."""
    caller, key = device(), idempotency_key()
    return core().database.retrying(
        lambda session: _credited(session, caller, told, key), caller.organisation_id
    )


def _credited(session: Session, caller: DeviceCaller, told: UnreadableIn, key: str) -> UnreadableOut:
    here = core()
    done = credit_unreadable(
        session, visit_id=told.visit, station_id=caller.station_id, type_id=told.type_id,
        quantity=told.quantity, idempotency_key=key, now=here.clock(), device_id=caller.device_id,
    )  # fmt: skip
    return UnreadableOut(
        visit_id=done.visit_id, claim=claim_of(here.keys, done.visit_id), amount_ore=done.amount_ore,
        credited_ore=done.credited_ore, paid_ore=done.paid_ore, more=done.more,
    )  # fmt: skip
