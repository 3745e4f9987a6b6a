"""What is still to come, in order of time."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Generic, TypeVar

T = TypeVar("T")


class Upcoming(Generic[T]):
    """Things in order of time, each handed out once its time has come. `done` counts those handed out."""

    def __init__(self, things: Sequence[T], when: Callable[[T], datetime]) -> None:
        self._things = sorted(things, key=when)
        self._when = when
        self.done = 0

    def before(self, moment: datetime) -> Iterator[T]:
        """The next ones that happen before `moment`."""
        while self.done < len(self._things) and self._when(self._things[self.done]) < moment:
            self.done += 1
            yield self._things[self.done - 1]
