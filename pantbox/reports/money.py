"""Where the deposits are: the event's ledger in a dozen figures. Nothing here is estimated or derived from scans."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import fields

from pantbox.ledger.accounts import AccountKind
from pantbox.ledger.balances import Turnover, balances_by
from pantbox.ledger.postings import FORFEITED
from pantbox.reports.model import Money

PAID_TO_GUESTS = (AccountKind.VOUCHERS, AccountKind.CASH, AccountKind.VENDOR, AccountKind.ROUNDING)
"""Where refunds payable go when a guest gets them: onto paper, in coins, in goods at a stall."""


DEPOSITS = (
    AccountKind.HELD,
    AccountKind.POOL,
    AccountKind.PAYABLE,
    AccountKind.UNCLAIMED,
    AccountKind.DONATIONS,
)
"""Where a deposit is until it is paid to a guest."""
PAID_IN_BY = {
    "unseen": AccountKind.UNSEEN,
    "disputed": AccountKind.DISPUTED,
    "lost": AccountKind.LOSS,
    "between_events": AccountKind.DUE,
}
"""Who pays in what no stall had taken: for forgotten scans, for what is disputed, booked losses, other events."""


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
    collected = sum(_net(moved, AccountKind.VENDOR, to) for to in (AccountKind.HELD, AccountKind.POOL))
    refunded = sum(_net(moved, AccountKind.PAYABLE, to) for to in PAID_TO_GUESTS)
    came_in = {"collected": collected} | {
        name: sum(_net(moved, kind, to) for to in DEPOSITS) for name, kind in PAID_IN_BY.items()
    }
    return Money(
        collected_ore=collected,
        refunded_ore=refunded,
        donated_ore=by_kind[AccountKind.DONATIONS],
        held_ore=by_kind[AccountKind.HELD] + by_kind[AccountKind.POOL],
        payable_ore=by_kind[AccountKind.PAYABLE],
        unclaimed_ore=by_kind[AccountKind.UNCLAIMED],
        forfeited_ore=unclaimed[FORFEITED],
        unclaimed_by_how=dict(sorted(unclaimed.items())),
        unseen_ore=-by_kind[AccountKind.UNSEEN],
        disputed_ore=-by_kind[AccountKind.DISPUTED],
        lost_ore=-by_kind[AccountKind.LOSS],
        between_events_ore=came_in["between_events"],
        vouchers_out_ore=by_kind[AccountKind.VOUCHERS],
        donated_by_cause=dict(sorted(causes.items())),
        balances={kind.value: by_kind[kind] for kind in AccountKind},
        came_in=came_in,
        went={
            "held": by_kind[AccountKind.HELD] + by_kind[AccountKind.POOL],
            "refunded": refunded,
            "donated": by_kind[AccountKind.DONATIONS],
            "payable": by_kind[AccountKind.PAYABLE],
            "unclaimed": by_kind[AccountKind.UNCLAIMED],
        },
    )


def changes(then: Money, now: Money) -> dict[str, int]:
    """Those of the sums that changed from then to now, by how much, in øre."""
    sums = [field.name for field in fields(Money) if field.name.endswith("_ore")]
    changed = {name: getattr(now, name) - getattr(then, name) for name in sums}
    return {name: ore for name, ore in changed.items() if ore}


def _net(
    moved: Mapping[tuple[AccountKind, AccountKind], int], debit: AccountKind, credit: AccountKind
) -> int:
    return moved.get((debit, credit), 0) - moved.get((credit, debit), 0)
