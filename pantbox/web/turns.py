"""So many at a time of those who ask for the same, in one process, and at once where nobody else does."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from threading import Condition

from pantbox.errors import TryAgain
from pantbox.waiting import WAIT_SECONDS_MAX, seconds_left


class Turns:
    """Turns by name. A name nobody has takes no memory."""

    def __init__(self) -> None:
        self._having: Counter[str] = Counter()
        self._changed = Condition()

    @contextmanager
    def taken(self, rooms: Mapping[str, Callable[[], int]]) -> Iterator[None]:
        """Inside, of each name no more have their turn than it has room for, as that is said when one comes free.

        Raises `TryAgain("overloaded")` when waiting takes too long. Take them before anything is locked in the database, and
        all at once: who waits with a lock keeps others from the end of their turn.
        """
        with ExitStack() as stack:
            for name in sorted(rooms):  # in one order, so that no two wait for each other
                stack.enter_context(self._one(name, rooms[name]))
            yield

    @contextmanager
    def _one(self, name: str, room: Callable[[], int]) -> Iterator[None]:
        with self._changed:
            has_room = self._changed.wait_for(
                lambda: self._having[name] < room(), seconds_left(WAIT_SECONDS_MAX)
            )
            if not has_room:
                raise TryAgain("overloaded")
            self._having[name] += 1
        try:
            yield
        finally:
            with self._changed:
                self._having[name] -= 1
                self._having = +self._having  # those nobody has are forgotten
                self._changed.notify_all()
