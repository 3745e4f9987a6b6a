"""One at a time of those who ask for the same, in one process, and at once where nobody else does."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from threading import Lock

from pantbox.errors import TryAgain
from pantbox.waiting import WAIT_SECONDS_MAX, seconds_left


@dataclass
class _Turn:
    """Whose turn it is, and how many have it or wait for it."""

    lock: Lock = field(default_factory=Lock)
    asking: int = 0


class Turns:
    """Turns by name. A name nobody has or waits for takes no memory."""

    def __init__(self) -> None:
        self._known: dict[str, _Turn] = {}
        self._guard = Lock()

    @contextmanager
    def taken(self, *names: str) -> Iterator[None]:
        """Inside, nobody else has any of these. Raises `TryAgain("overloaded")` when waiting takes too long.

        Take them before a transaction begins, and all at once: who waits with a lock of the database keeps others from
        the end of their turn.
        """
        with ExitStack() as stack:
            for name in sorted(set(names)):  # in one order, so that no two wait for each other
                stack.enter_context(self._one(name))
            yield

    @contextmanager
    def _one(self, name: str) -> Iterator[None]:
        turn = self._ask(name)
        try:
            if not turn.lock.acquire(timeout=seconds_left(WAIT_SECONDS_MAX)):
                raise TryAgain("overloaded")
            try:
                yield
            finally:
                turn.lock.release()
        finally:
            self._leave(name, turn)

    def _ask(self, name: str) -> _Turn:
        with self._guard:
            turn = self._known.setdefault(name, _Turn())
            turn.asking += 1
            return turn

    def _leave(self, name: str, turn: _Turn) -> None:
        with self._guard:
            turn.asking -= 1
            if not turn.asking:
                del self._known[name]
