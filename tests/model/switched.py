"""The ladder with one rung taken out: what it would have stopped is paid, what it would have paid waits."""

from collections.abc import Iterator
from contextlib import contextmanager

from pantbox.circulation.claims import ClaimState, Rung
from pantbox.circulation.entitlement import Ladder

NOT_OF_THE_ORACLE = {Rung.TYPE_NOT_IN_USE, Rung.UNDONE, Rung.POOL, Rung.EARLIER}
"""The oracle's worlds have one type and no crates, and an undo is decided before the ladder."""
SWITCHED_OFF = [rung for rung in Rung if rung not in NOT_OF_THE_ORACLE]


@contextmanager
def switched_off(rung: Rung) -> Iterator[None]:
    """Take one rung out while this lasts."""
    judge = Ladder.judge

    def without(self, asked):
        state, answered = judge(self, asked)
        if answered is not rung:
            return state, answered
        return (ClaimState.WAITING if state is ClaimState.PAID else ClaimState.PAID), answered

    Ladder.judge = without
    try:
        yield
    finally:
        Ladder.judge = judge
