"""A voucher: bearer paper made on the spot, good at any stall and desk of the organisation."""

from pantbox.refunds.coins import Flow
from pantbox.refunds.finding import vouchers
from pantbox.refunds.making import new_voucher
from pantbox.refunds.rails.going import Going, Gone
from pantbox.refunds.tables import BearerKind


def pay(going: Going) -> Gone:
    """Make a voucher with this part on it."""
    voucher = new_voucher(going.session, going.keys, going.event, going.amount_ore, going.now)
    out = vouchers(going.event.id, BearerKind.VOUCHER)
    return Gone([Flow("refund_voucher", going.source, out, going.amount_ore)], bearer_id=voucher.id)
