"""Onto a slip: a numbered pre-printed paper; one may gather a whole night, at any event of its organisation."""

from pantbox.errors import Conflict, NotFound
from pantbox.places.events import Event
from pantbox.refunds.coins import Flow
from pantbox.refunds.due import by_way_of_due
from pantbox.refunds.finding import lock_by_code, vouchers
from pantbox.refunds.making import good_until
from pantbox.refunds.rails.going import Going, Gone
from pantbox.refunds.redeeming_offline import pay_what_waits
from pantbox.refunds.tables import BearerKind


def pay(going: Going) -> Gone:
    """Put this part onto the slip whose code is `to`. Raises `NotFound("bearer_unknown")`, `Conflict("bearer_revoked")`."""
    slip = lock_by_code(going.session, going.keys, going.to or "", may_look=going.may_look)
    if slip.kind != BearerKind.SLIP or slip.organisation_id != going.event.organisation_id:
        raise NotFound("bearer_unknown")
    if slip.revoked_at is not None:
        raise Conflict("bearer_revoked", number=slip.number)
    slip.in_ore += going.amount_ore
    # By the clock of the event whose slip it is: its page says the day by that one.
    home_event = going.session.get_one(Event, slip.event_id)
    slip.valid_until = good_until(going.now, home_event.timezone)
    going.session.flush()  # the next part of the same request may be for the same slip
    pay_what_waits(going.session, slip, going.now)
    out = vouchers(going.event.id, BearerKind.SLIP)
    flows = [Flow("refund_slip", going.source, out, going.amount_ore)]
    if slip.event_id != going.event.id:
        home = vouchers(slip.event_id, BearerKind.SLIP)
        flows += by_way_of_due(Flow("slip_of_other_event", out, home, going.amount_ore))
    return Gone(flows, bearer_id=slip.id)
