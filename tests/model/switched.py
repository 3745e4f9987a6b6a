"""The rules with one taken out: a rung of the ladder (what it would have stopped is paid, what it would have paid waits), or
what is special of refills and of what a desk pays besides a return."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from pantbox.circulation.claims import ClaimState, Rung
from pantbox.circulation.earlier_deposits import earlier_trip
from pantbox.circulation.entitlement import Ladder
from pantbox.circulation.fold import Slot
from tests.model import pure

NOT_OF_THE_ORACLE = {Rung.TYPE_NOT_IN_USE, Rung.UNDONE, Rung.POOL, Rung.EARLIER}
"""The oracle's worlds have one type and no crates; an undo, and what a desk pays besides, are decided before the ladder."""
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


def _whatever_the_period(back, history):
    return earlier_trip(back, replace(history, trips=[replace(t, period=back.period) for t in history.trips]))


REFILLS: dict[str, tuple[Any, str, Callable[..., Any]]] = {
    "a refill is an issue": (Slot, "is_out", lambda _slot, _no_sight: False),
    "a refill never is an issue": (Slot, "is_out", lambda slot, _no_sight: slot.issue is not None),
    "a deposit of another period": (pure, "earlier_trip", _whatever_the_period),
    "what a desk paid is forgotten": (Slot, "handed_out", property(lambda _slot: [])),
}
"""What is taken out of the rules of refills, and how."""


@contextmanager
def taken_out(what: str) -> Iterator[None]:
    """Take out one rule of refills while this lasts."""
    of, name, instead = REFILLS[what]
    before = getattr(of, name)
    setattr(of, name, instead)
    try:
        yield
    finally:
        setattr(of, name, before)
