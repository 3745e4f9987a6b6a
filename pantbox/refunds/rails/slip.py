"""Onto a slip: a numbered pre-printed paper; one may gather a whole night."""

from pantbox.errors import Conflict, NotFound
from pantbox.refunds.coins import Flow
from pantbox.refunds.finding import lock_by_code, vouchers
from pantbox.refunds.making import good_until
from pantbox.refunds.rails.going import Going, Gone
from pantbox.refunds.tables import BearerKind


def pay(going: Going) -> Gone:
    """Put this part onto the slip whose code is `to`. Raises `NotFound("bearer_unknown")`, `Conflict("bearer_revoked")`."""
    slip = lock_by_code(going.session, going.keys, going.to or "", may_look=going.may_look)
    if slip.kind != BearerKind.SLIP or slip.event_id != going.event.id:
        raise NotFound("bearer_unknown")
    if slip.revoked_at is not None:
        raise Conflict("bearer_revoked", number=slip.number)
    slip.in_ore += going.amount_ore
    slip.valid_until = good_until(going.now, going.event.timezone)
    going.session.flush()  # the next part of the same request may be for the same slip
    out = vouchers(going.event.id, BearerKind.SLIP)
    return Gone([Flow("refund_slip", going.source, out, going.amount_ore)], bearer_id=slip.id)
