"""In coins, from the till of the cash desk that pays."""

from pantbox.errors import NotAllowed, NotFound
from pantbox.ledger.accounts import AccountKey, AccountKind
from pantbox.refunds.coins import cash_out
from pantbox.refunds.rails.going import Going, Gone
from pantbox.refunds.till import lock_desk


def pay(going: Going) -> Gone:
    """Take this part out of the payer's till. Raises `NotAllowed("station_may_not")` unless a desk of this event pays."""
    if going.payer_station_id is None:
        raise NotAllowed("station_may_not")
    desk = lock_desk(going.session, going.payer_station_id)
    if desk.event_id != going.event.id:
        raise NotFound("station_unknown")
    till = AccountKey(desk.event_id, AccountKind.CASH, str(desk.id))
    coins_ore, flows = cash_out("refund_cash", going.source, till, going.amount_ore)
    return Gone(flows, coins_ore=coins_ore)
