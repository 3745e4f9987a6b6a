"""Turns: one at a time of a name, and nobody waits for another name."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from pantbox.errors import TryAgain
from pantbox.waiting import bounded_anew
from pantbox.web.turns import Turns


def of(*names: str) -> dict[str, Callable[[], int]]:
    return dict.fromkeys(names, lambda: 1)


def test_who_asks_for_a_name_that_is_taken_waits_only_as_long_as_its_request():
    turns = Turns()

    with turns.taken(of("one")), bounded_anew(0), pytest.raises(TryAgain), turns.taken(of("other", "one")):
        pass

    with bounded_anew(0), turns.taken(of("one", "other")):  # nothing of it is left behind
        pass


def test_nobody_waits_for_another_name():
    turns = Turns()

    with turns.taken(of("one")), bounded_anew(0), turns.taken(of("other")):
        pass


def test_of_many_at_once_one_has_the_turn():
    turns, inside, most = Turns(), [], []

    def take(n: int) -> None:
        with turns.taken(of("one", f"beside {n % 3}")):
            inside.append(n)
            most.append(len(inside))
            inside.remove(n)

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(take, range(400)))

    assert (len(most), max(most)) == (400, 1)


def test_as_many_have_it_as_there_is_room_for():
    turns, room = Turns(), {"one": lambda: 2}

    with (
        turns.taken(room), turns.taken(room), bounded_anew(0),
        pytest.raises(TryAgain), turns.taken(room),
    ):  # fmt: skip
        pass
