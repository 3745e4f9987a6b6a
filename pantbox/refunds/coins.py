"""Money in coins: what a desk hands over, and where the rounding goes. Pure."""

from dataclasses import dataclass

from pantbox.ledger.accounts import AccountKey, AccountKind
from pantbox.money import CASH_ROUNDING_ORE, rounded_for_cash


@dataclass(frozen=True, slots=True)
class Flow:
    """Money from one account to another, before it has a cause. `kind` names the cause it will have."""

    kind: str
    debit: AccountKey
    credit: AccountKey
    amount_ore: int


def is_whole_coins(amount_ore: int) -> bool:
    """Whether an amount can be paid in coins as it is."""
    return amount_ore % CASH_ROUNDING_ORE == 0


def cash_out(kind: str, source: AccountKey, desk_id: int, amount_ore: int) -> tuple[int, list[Flow]]:
    """The coins a desk hands over for `amount_ore`, and what is booked: the till, and rounding on its own account."""
    till = AccountKey(source.event_id, AccountKind.CASH, str(desk_id))
    rounding = AccountKey(source.event_id, AccountKind.ROUNDING)
    coins_ore = rounded_for_cash(amount_ore)
    flows = [
        Flow(kind, source, till, min(amount_ore, coins_ore)),
        Flow("rounded_down", source, rounding, amount_ore - coins_ore),
        Flow("rounded_up", rounding, till, coins_ore - amount_ore),
    ]
    return coins_ore, [flow for flow in flows if flow.amount_ore > 0]
