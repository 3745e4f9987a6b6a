"""Given away, all or a part, to one of the causes of the event."""

from pantbox.errors import BadInput
from pantbox.ledger.accounts import AccountKey, AccountKind
from pantbox.refunds.coins import Flow
from pantbox.refunds.rails.going import Going, Gone


def pay(going: Going) -> Gone:
    """Give this part to the cause whose key is `to`. Raises `BadInput("cause_unknown")`."""
    causes = {str(cause["key"]) for cause in going.event.causes}
    if going.to not in causes:
        raise BadInput("cause_unknown")
    donations = AccountKey(going.event.id, AccountKind.DONATIONS, going.to)
    return Gone([Flow("refund_donation", going.source, donations, going.amount_ore)], cause=going.to)
