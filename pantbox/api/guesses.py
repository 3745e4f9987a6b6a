"""Wrong codes of whoever asks the API: a paired device has a bound of its own, everybody else that of their address."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import ColumnElement, false

from pantbox.api.callers import DeviceCaller
from pantbox.places import guessing
from pantbox.places.guessing import ANYBODY, Guesser
from pantbox.web.guessing import (
    few_at_a_time,
    guesses_bounded,
    is_past_bound,
    may_look,
    misses_counted,
    refuse_past_bound,
    sender,
    turns_of,
)


@contextmanager
def guesses_of(caller: DeviceCaller | None) -> Iterator[ColumnElement[bool]]:
    """Look a code up inside, as `guesses_bounded` says. Of a device its own look-up has said whether it still may."""
    if caller is None:
        with guesses_bounded(sender()) as may:
            yield may
        return
    refuse_past_bound(may_guess=caller.may_guess)
    with few_at_a_time(_guesser(caller)), misses_of(caller):
        yield ANYBODY


def misses_of(caller: DeviceCaller | None) -> AbstractContextManager[None]:
    """Count what is refused inside, and look at it all the same: for what is proven by its own bytes."""
    return misses_counted([_guesser(caller)])


def turn_of(caller: DeviceCaller | None) -> AbstractContextManager[None]:
    """Look up inside what `may_look_for` is asked for, few at a time."""
    return turns_of(_guesser(caller))


def may_look_for(caller: DeviceCaller | None) -> ColumnElement[bool]:
    """For a statement that looks up a code which stands beside one that is proven."""
    if caller is None:
        return may_look(sender())
    return ANYBODY if caller.may_guess and not is_past_bound(_guesser(caller)) else false()


def _guesser(caller: DeviceCaller | None) -> Guesser:
    return guessing.of_device(caller.device_id) if caller else sender()
