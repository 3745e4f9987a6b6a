"""Money is a whole number of øre, never a float."""

from typing import NewType

Ore = NewType("Ore", int)

CASH_ROUNDING_ORE = 50
"""The smallest Danish coin: cash totals round to it, electronic ones do not."""


def rounded_for_cash(amount_ore: int) -> int:
    """`amount_ore` as it can be paid in coins: to the nearest 50 øre, a tie upwards, in the guest's favour."""
    return (amount_ore + CASH_ROUNDING_ORE // 2) // CASH_ROUNDING_ORE * CASH_ROUNDING_ORE
