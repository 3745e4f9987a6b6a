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


def keeps_coins_whole(part_ore: int, of_ore: int) -> bool:
    """Whether a part may be taken of an amount without making a second odd sum of less than a coin.

    What came in as whole coins then goes out as whole coins, by whatever ways, and an odd rest stays in one piece: it is
    rounded in cash once at most.
    """
    return part_ore % CASH_ROUNDING_ORE in (0, of_ore % CASH_ROUNDING_ORE)


def cash_out(kind: str, source: AccountKey, till: AccountKey, amount_ore: int) -> tuple[int, list[Flow]]:
    """The coins a desk hands over for `amount_ore`, and what is booked: its till, and rounding on its event's account."""
    rounding = AccountKey(till.event_id, AccountKind.ROUNDING)
    coins_ore = rounded_for_cash(amount_ore)
    flows = [
        Flow(kind, source, till, min(amount_ore, coins_ore)),
        Flow("rounded_down", source, rounding, amount_ore - coins_ore),
        Flow("rounded_up", rounding, till, coins_ore - amount_ore),
    ]
    return coins_ore, [flow for flow in flows if flow.amount_ore > 0]
