"""Group commit: scans that arrive together share a transaction.

A commit costs the same for one scan and for a hundred. So one thread leads: it takes everything that waits, records it
as one batch, hands out the answers and passes the lead on; what arrives meanwhile waits for the next. One queue for each
organisation, because a transaction sees one organisation only.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from pantbox.circulation.door import BATCH_SIZE_MAX, Answer, Submission
from pantbox.circulation.replay import Outcome, record_alone, record_together
from pantbox.core import Core
from pantbox.errors import BadInput, TryAgain
from pantbox.waiting import WAIT_SECONDS_MAX, bounded, bounded_anew, seconds_left

SHARED_SCANS_MAX = 64
"""A request of up to so many scans shares a transaction with others."""
GROUP_SCANS_MAX = 500
CHUNK_SCANS = 1_000
QUEUE_MAX = 1_000
LARGE_AT_ONCE = 2
PAUSE_SECONDS = 0.001
"""When nobody came for so long, nobody is about to."""
GATHERING_SECONDS_MAX = 0.02
"""Nor does anybody wait longer than this for others."""


@dataclass(eq=False)
class Ticket:
    """One request in the queue. `called` when it has its outcome, or when it is its turn to lead."""

    submission: Submission
    called: threading.Event = field(default_factory=threading.Event)
    leads: bool = False
    outcome: Outcome | None = None


class Doorway:
    """The one door for requests that arrive at the same time, for one process."""

    def __init__(
        self, core: Core, *, queue_max: int = QUEUE_MAX, wait_seconds_max: float = WAIT_SECONDS_MAX
    ) -> None:
        self._core = core
        self._queue_max = queue_max
        self._wait_seconds_max = wait_seconds_max
        self._queues: dict[int, Queue] = {}
        self._lock = threading.Lock()
        self._large = threading.BoundedSemaphore(LARGE_AT_ONCE)

    def record(self, submission: Submission) -> list[Answer]:
        """Record a request's scans and answer each, after commit.

        Waits for others within the bound of the request, and `wait_seconds_max` at most.

        Raises `TryAgain` when too many wait or it is not known whether the commit was done (sending again is safe),
        `AuthorityOutdated`, `NotFound("station_unknown")`, `BadInput("too_many_scans")`.
        """
        if len(submission.scans) > BATCH_SIZE_MAX:
            raise BadInput("too_many_scans", batch_size_max=BATCH_SIZE_MAX)
        if not submission.scans:
            return []
        if len(submission.scans) > SHARED_SCANS_MAX:
            return self._record_in_chunks(submission)
        with bounded(self._wait_seconds_max):
            return _answers(
                self._queue(submission.authority.organisation_id).pass_through(Ticket(submission))
            )

    def _record_in_chunks(self, submission: Submission) -> list[Answer]:
        """A large request alone, chunk after chunk in its own order; what is recorded when one fails stays recorded."""
        if not self._large.acquire(timeout=seconds_left(self._wait_seconds_max)):
            raise TryAgain("overloaded")
        try:
            answers: list[Answer] = []
            for start in range(0, len(submission.scans), CHUNK_SCANS):
                chunk = Submission(submission.authority, submission.scans[start : start + CHUNK_SCANS])
                with bounded_anew(self._wait_seconds_max):  # those before it took their time with work
                    answers += _answers(record_alone(self._core, chunk))
        finally:
            self._large.release()
        return answers

    def _queue(self, organisation_id: int) -> "Queue":
        with self._lock:
            if organisation_id not in self._queues:
                self._queues[organisation_id] = Queue(self._settle, self._queue_max, self._wait_seconds_max)
            return self._queues[organisation_id]

    def _settle(self, group: list[Ticket]) -> None:
        outcomes = record_together(self._core, [ticket.submission for ticket in group])
        for ticket, outcome in zip(group, outcomes, strict=True):
            ticket.outcome = outcome


class Queue:
    """Who waits, and that exactly one leads while anybody does."""

    def __init__(
        self, settle: Callable[[list[Ticket]], None], queue_max: int, wait_seconds_max: float
    ) -> None:
        self._settle = settle
        self._queue_max = queue_max
        self._wait_seconds_max = wait_seconds_max
        self._lock = threading.Lock()
        self._waiting: deque[Ticket] = deque()
        self._is_led = False
        self._expected = 1
        self._all_came = threading.Event()

    def pass_through(self, ticket: Ticket) -> Outcome:
        """Wait until the ticket has its outcome, leading if nobody else does. Raises `TryAgain("overloaded")`."""
        with self._lock:
            if len(self._waiting) >= self._queue_max:
                raise TryAgain("overloaded")
            self._waiting.append(ticket)
            if not self._is_led:
                self._is_led = ticket.leads = True
            if len(self._waiting) >= self._expected:
                self._all_came.set()
        if not ticket.leads and not ticket.called.wait(seconds_left(self._wait_seconds_max)):
            self._give_up(ticket)
        if ticket.leads:
            self._lead()
        return ticket.outcome or TryAgain("outcome_unknown")

    def _give_up(self, ticket: Ticket) -> None:
        """Raise `TryAgain`, unless the ticket was called at the last moment."""
        with self._lock:
            if ticket.called.is_set():
                return
            if ticket in self._waiting:
                self._waiting.remove(ticket)
                raise TryAgain("overloaded")
        raise TryAgain("outcome_unknown")

    def _lead(self) -> None:
        # Whoever leads was the first of those who wait, so its own ticket is in the first group it takes.
        try:
            self._gather()
            self._settle_group(self._take())
        finally:
            self._hand_over()

    def _gather(self) -> None:
        """Wait for those who are about to come, for a group costs little more than one; a lone device never waits.

        Else the first to come back from a group would be recorded alone, and the others together after it.
        """
        deadline = time.monotonic() + GATHERING_SECONDS_MAX
        came = 0
        while len(self._waiting) > came and not self._all_came.is_set() and time.monotonic() < deadline:
            came = len(self._waiting)
            self._all_came.wait(PAUSE_SECONDS)

    def _take(self) -> list[Ticket]:
        """The tickets that waited longest, together no more scans than a group may have."""
        group: list[Ticket] = []
        scans = 0
        with self._lock:
            while self._waiting and (
                not group or scans + len(self._waiting[0].submission.scans) <= GROUP_SCANS_MAX
            ):
                group.append(self._waiting.popleft())
                scans += len(group[-1].submission.scans)
        return group

    def _settle_group(self, group: list[Ticket]) -> None:
        try:
            self._settle(group)
        finally:
            self.expect(len(group))
            # Also when this thread is being stopped: those who wait must not wait for ever.
            for ticket in group:
                ticket.called.set()

    def expect(self, answered: int) -> None:
        """Know that those who were answered may soon be back, and that others wait."""
        with self._lock:
            self._expected = answered + len(self._waiting)
            self._all_came.clear()

    def _hand_over(self) -> None:
        with self._lock:
            if self._waiting:
                heir = self._waiting[0]
                heir.leads = True
                heir.called.set()
            else:
                self._is_led = False


def _answers(outcome: Outcome) -> list[Answer]:
    if isinstance(outcome, Exception):
        raise outcome
    return outcome
