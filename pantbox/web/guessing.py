"""Whoever sends wrong codes is looked up nothing more after a while, whichever process they ask.

A look-up that a stranger may guess at stands in `guesses_bounded`, and its statement has `may_look` among its conditions.
Of one guesser a process looks up few codes at a time, so that many that come at once find the misses counted of those
before them. Each is told as a miss only if it was one of those the bound allows, which the database counts one by one.
What is proven by its own bytes (a visit's claim, a container's keyed tag) is answered also past the bound, for a festival
shares few addresses: there `misses_counted` is enough.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from functools import partial
from math import ceil

from sqlalchemy import ColumnElement, SQLColumnExpression

from pantbox.errors import BadInput, NotAllowed, NotFound, PantboxError, TooMany
from pantbox.places import guessing
from pantbox.places.guessing import WINDOW, Guesser, Misses
from pantbox.web.here import core, house
from pantbox.web.limits import address

MISSES = frozenset(
    {
        (NotFound, "bearer_unknown"), (NotFound, "box_unknown"), (NotFound, "crew_slip_unknown"),
        (NotFound, "pairing_code_unknown"), (NotFound, "sign_unknown"), (NotFound, "unknown_code"),
        (NotFound, "vendor_link_unknown"), (NotAllowed, "claim_wrong"), (NotAllowed, "box_code_wrong"),
        (BadInput, "forged_code"),
    }
)  # fmt: skip
"""Refusals of a code that could have been somebody's and is nobody's. A text that is no code at all is none of them."""
KNOWN_MAX = 10_000
SHARE = 4
"""Of the misses somebody has left, one process looks up at once this part: so four together look up no more than are left."""

Known = dict[str, list[Misses]]
"""Whose misses this process knows of, by `Guesser.who`: who is past the bound is refused without asking the database."""


def bounds_hold() -> bool:
    """Whether misses are counted at all: a simulation has one address for everybody."""
    return house().limiter.enabled


def sender() -> Guesser:
    """Whoever asks, by their network address."""
    return guessing.of_address(core().keys, address())


def sender_at_places() -> Guesser:
    """The same, for boxes' signs and ids of visits."""
    return guessing.of_places(core().keys, address())


def sender_at_screens() -> Guesser:
    """The same, for the codes on boxes' screens."""
    return guessing.of_screens(core().keys, address())


def may_look(*guessers: Guesser) -> ColumnElement[bool]:
    """For the statement that looks a code up: whether these may still guess."""
    if not bounds_hold():
        return guessing.ANYBODY
    return guessing.may_guess(guessers, core().clock())


def screen_may_be_guessed(station_id: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """For the statement that looks for a box: whether the code on its screen is still looked at."""
    if not bounds_hold():
        return guessing.ANYBODY
    return guessing.screen_may_be_guessed(station_id, core().clock())


@contextmanager
def guesses_bounded(*guessers: Guesser) -> Iterator[ColumnElement[bool]]:
    """Look a code up inside, with the condition this gives. A wrong one counts for each of `guessers`.

    Raises `TooMany("too_many_misses")` instead of the refusal, or before the look-up, for who is past the bound. What is
    made of a right code belongs after it where it can: others wait meanwhile.
    """
    with few_at_a_time(*guessers), misses_counted(guessers):
        yield may_look(*guessers)


@contextmanager
def few_at_a_time(*guessers: Guesser, beside: Sequence[str] = ()) -> Iterator[None]:
    """Inside, this process looks little else up for any of these, and nothing for what is named `beside` them.

    Raises `TooMany("too_many_misses")` for whom it knows to be past the bound, also when it comes to that meanwhile.
    """
    refuse_guessers(*guessers)  # a flood past the bound waits for nothing
    with turns_of(*guessers, beside=beside):
        refuse_guessers(*guessers)
        yield


def turns_of(*guessers: Guesser, beside: Sequence[str] = ()) -> AbstractContextManager[None]:
    """The turns of these, where misses are counted at all."""
    if not bounds_hold():
        return nullcontext()
    rooms = {one.who: partial(_room, one) for one in guessers}
    return house().turns.taken(rooms | dict.fromkeys(beside, lambda: 1))


def _room(guesser: Guesser) -> int:
    """So many codes are looked up at once: fewer, the more were wrong, and one by one before the last."""
    return max(left_of(guesser) // SHARE, 1)


@contextmanager
def misses_counted(guessers: Sequence[Guesser]) -> Iterator[None]:
    """Count a refused code inside as a miss of each. Raises `TooMany("too_many_misses")` instead of it past the bound.

    `guessers` is read when a code is refused: what is found inside may add to it.

    Around the transaction, not in it: what is refused is rolled back, and its miss is not.
    """
    try:
        yield
    except PantboxError as refusal:
        if (type(refusal), refusal.code) not in MISSES:
            raise
        try:
            count_misses(*guessers)
        except TooMany as many:
            raise many from refusal
        raise


def refuse_guessers(*guessers: Guesser) -> None:
    """Raises `TooMany("too_many_misses")` for whom this process knows to be past the bound."""
    for one in guessers:
        _refuse(_open_again_at(one), core().clock())


def is_past_bound(guesser: Guesser) -> bool:
    """Whether this process knows so. If not, the statement that looks up finds it out: see `may_look`."""
    return _open_again_at(guesser) is not None


def left_of(guesser: Guesser) -> int:
    """How many more wrong codes somebody is told of, as far as this process knows."""
    return guessing.left_of(guesser, house().misses.get(guesser.who, ()), core().clock())


def _open_again_at(guesser: Guesser) -> datetime | None:
    recent = house().misses.get(guesser.who, ())
    return guessing.open_again_at(guesser, recent, core().clock())


def count_misses(*guessers: Guesser) -> None:
    """Count a miss. Raises `TooMany("too_many_misses")` for who was past the bound, for whom nothing was looked up."""
    if note_misses(*guessers):
        return
    now = core().clock()
    until = [_open_again_at(one) for one in guessers]
    _refuse(max(filter(None, until), default=now), now)


def note_misses(*guessers: Guesser, n: int = 1) -> int:
    """Count `n` misses of each, or as many as the bounds leave; how many were counted. Who is told of more is told too much."""
    if not bounds_hold():
        return n
    if any(is_past_bound(one) for one in guessers):
        return 0  # a flood of wrong codes writes nothing
    now, known = core().clock(), house().misses
    counted, recent = core().database.retrying(
        lambda session: guessing.note_misses(session, guessers, n, now)
    )
    if len(known) > KNOWN_MAX:
        known.clear()
    known.update(recent)
    return counted


def refuse_past_bound(*, may_guess: bool) -> None:
    """For a caller whose own look-up said whether it may guess. Raises `TooMany("too_many_misses")`."""
    if bounds_hold() and not may_guess:
        raise TooMany("too_many_misses", retry_after_seconds=int(WINDOW.total_seconds()))


def _refuse(until: datetime | None, now: datetime) -> None:
    if until is not None:
        seconds = max(ceil((until - now).total_seconds()), 1)
        raise TooMany("too_many_misses", retry_after_seconds=seconds)
