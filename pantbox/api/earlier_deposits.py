"""At a desk: the deposit that a guest paid a second time, because two stalls without network knew nothing of each other."""

from uuid import UUID

from sqlalchemy.orm import Session

from pantbox.api.blueprint import api
from pantbox.api.callers import Who, device, open_to
from pantbox.api.models import Moment, Output, TolerantInput
from pantbox.circulation.earlier_deposits import earlier_deposit, pay_earlier_deposit
from pantbox.circulation.writing import money_of
from pantbox.places.stations import Station
from pantbox.refunds.till import find_desk
from pantbox.refunds.visits import claim_of
from pantbox.web import core


class OfReturn(TolerantInput):
    """A return that this desk took and that was paid."""

    scan_id: UUID


class EarlierOut(Output):
    """`deposit_ore` null: there is none. `station` and `at`: where and when the earlier deposit was paid."""

    deposit_ore: int | None = None
    station: str | None = None
    at: Moment | None = None


class EarlierPaid(Output):
    """What was paid into the visit, and how that stands then."""

    deposit_ore: int
    visit_id: UUID
    claim: str
    credited_ore: int
    paid_ore: int


@api.get("/desk/earlier-deposits")
@api.input(OfReturn, location="query", arg_name="told")
@api.output(EarlierOut)
@open_to(Who.DEVICE)
def earlier(told: OfReturn) -> EarlierOut:
    """The deposit before, if two stalls took one for the same container in this period."""
    caller = device()
    with core().database.reading(caller.organisation_id) as session:
        find_desk(session, caller.station_id)
        found = earlier_deposit(session, caller.organisation_id, caller.station_id, told.scan_id)
        if found is None:
            return EarlierOut()
        name = session.get_one(Station, found.station_id).name
        return EarlierOut(deposit_ore=found.deposit_ore, station=name, at=found.at)


@api.post("/desk/earlier-deposits")
@api.input(OfReturn, arg_name="told")
@api.output(EarlierPaid)
@open_to(Who.DEVICE)
def pay_earlier(told: OfReturn) -> EarlierPaid:
    """Pay it too, once, into the visit of that return; asked again, the same answer. 409 `no_earlier_deposit`."""
    caller, here = device(), core()

    def work(session: Session) -> EarlierPaid:
        find_desk(session, caller.station_id)
        done = pay_earlier_deposit(
            session, caller.organisation_id, caller.station_id, told.scan_id,
            by=f"device {caller.device_id}", now=here.clock(),
        )  # fmt: skip
        visit = money_of(session.connection(), [done.visit_id])[done.visit_id]
        return EarlierPaid(
            deposit_ore=done.deposit_ore, visit_id=done.visit_id, claim=claim_of(here.keys, done.visit_id),
            credited_ore=visit.credited_ore, paid_ore=visit.paid_ore,
        )  # fmt: skip

    return here.database.retrying(work, caller.organisation_id)
