"""What books a transfer, as words that fit together: `return_goods_back` is a return's goods, taken back again.

A base says what kind of fact it was; steps after it say which part of it. A second part of one fact carries a number,
`return2`. Whoever shows a cause has a word for each of these.
"""

import re

BASES = frozenset(
    {
        "issue", "end", "return", "contested", "settled", "crate", "crate_short", "refund_voucher", "refund_slip",
        "refund_cash", "refund_donation", "slip_of_other_event", "redeemed", "redeemed_cash", "redeemed_twice",
        "rounded_down", "rounded_up", "unreadable", "till_float_in", "till_float_out", "till_counted",
    }
)  # fmt: skip
"""Kinds of fact."""
STEPS = frozenset({"rest", "due", "goods", "moved", "back", "spent", "restored"})
"""Parts of a fact, or what became of it."""
_NUMBER = re.compile(r"^([a-z]+)[0-9]+")


def words_of(kind: str) -> list[str]:
    """A cause's base and steps, in order. A word that is none of ours stays what it is: an earlier version booked it."""
    base, steps = _NUMBER.sub(r"\1", kind), []
    while base not in BASES and base.rpartition("_")[2] in STEPS:
        base, _, step = base.rpartition("_")
        steps.append(step)
    return [base, *reversed(steps)]
