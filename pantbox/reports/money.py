"""Where the deposits are: the event's ledger in a dozen figures. Nothing here is estimated or derived from scans."""

from collections import Counter
from collections.abc import Mapping

from pantbox.ledger.accounts import AccountKind
from pantbox.ledger.balances import Turnover, balances_by
from pantbox.ledger.postings import FORFEITED
from pantbox.reports.model import Money

PAID_TO_GUESTS = (AccountKind.VOUCHERS, AccountKind.CASH, AccountKind.VENDOR, AccountKind.ROUNDING)
"""Where refunds payable go when a guest gets them: onto paper, in coins, in goods at a stall."""


def money(turnover: Turnover) -> Money:
    """The event's money, from what moved between its accounts."""
    moved: Counter[tuple[AccountKind, AccountKind]] = Counter()
    for (debit, credit), ore in turnover.items():
        moved[debit.kind, credit.kind] += ore
    by_kind: Counter[AccountKind] = Counter()
    unclaimed: Counter[str] = Counter()
    causes: dict[str, int] = {}
    for key, ore in balances_by(turnover).items():
        by_kind[key.kind] += ore
        if key.kind is AccountKind.UNCLAIMED:
            unclaimed[key.of.rpartition(":")[2]] += ore
        if key.kind is AccountKind.DONATIONS:
            causes[key.of] = ore
    return Money(
        collected_ore=sum(_net(moved, AccountKind.VENDOR, to) for to in (AccountKind.HELD, AccountKind.POOL)),
        refunded_ore=sum(_net(moved, AccountKind.PAYABLE, to) for to in PAID_TO_GUESTS),
        donated_ore=by_kind[AccountKind.DONATIONS],
        held_ore=by_kind[AccountKind.HELD] + by_kind[AccountKind.POOL],
        payable_ore=by_kind[AccountKind.PAYABLE],
        unclaimed_ore=by_kind[AccountKind.UNCLAIMED],
        forfeited_ore=unclaimed[FORFEITED],
        unclaimed_by_how=dict(unclaimed),
        unseen_ore=-by_kind[AccountKind.UNSEEN],
        disputed_ore=-by_kind[AccountKind.DISPUTED],
        lost_ore=-by_kind[AccountKind.LOSS],
        vouchers_out_ore=by_kind[AccountKind.VOUCHERS],
        donated_by_cause=causes,
        balances={kind.value: by_kind[kind] for kind in AccountKind},
    )


def _net(
    moved: Mapping[tuple[AccountKind, AccountKind], int], debit: AccountKind, credit: AccountKind
) -> int:
    return moved.get((debit, credit), 0) - moved.get((credit, debit), 0)
