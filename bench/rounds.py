"""Rounds of several sides, interleaved, so that what else the machine does meets all of them."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

Side = TypeVar("Side")


def interleaved(rounds: int, clients: Sequence[int], sides: Sequence[Side]) -> Iterator[tuple[int, Side]]:
    """Every run in its turn: in each round all numbers of clients, at each of them every side, one right after the other.

    Who comes first changes from round to round: the second of two finds a warmer or a busier disk.
    """
    for number in range(rounds):
        in_turn = sides if number % 2 == 0 else sides[::-1]
        for at_once in clients:
            for side in in_turn:
                yield at_once, side


def there_and_back(
    rounds: int, clients: Sequence[int], sides: Sequence[Side]
) -> Iterator[tuple[int, int, Side]]:
    """Every run of a comparison in its turn, with the number of its round: each side twice, and the second time backwards.

    A machine that gets slower or faster meanwhile does so for all alike. In an odd number of rounds somebody comes first more
    often; what that is worth would else be taken for a difference.
    """
    for number in range(rounds):
        in_turn = sides if number % 2 == 0 else sides[::-1]
        for at_once in clients:
            for side in (*in_turn, *in_turn[::-1]):
                yield number, at_once, side
