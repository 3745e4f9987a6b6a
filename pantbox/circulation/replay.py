"""Recording requests in one transaction, and what to do when the database will not: replay each alone, then bisect.

One rotten scan must not fail its neighbours, and what may have been committed is never guessed: the sender is told to
send again, which is safe.
"""

from collections.abc import Sequence

import structlog
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from pantbox.circulation import ground
from pantbox.circulation.door import Answer, AuthorityOutdated, Submission
from pantbox.circulation.recorder import record_scans
from pantbox.circulation.scan import Reason, Verdict
from pantbox.circulation.writing import count_refused
from pantbox.core import Core
from pantbox.db import ATTEMPTS_MAX, is_collision
from pantbox.errors import Conflict, PantboxError, TryAgain
from pantbox.waiting import time_is_up

Outcome = list[Answer] | Exception
"""What became of one request: its answers, or why there are none."""

log = structlog.get_logger()


def record_together(core: Core, submissions: Sequence[Submission]) -> list[Outcome]:
    """Record requests of one organisation in one transaction; if it fails, each in its own. Never raises an `Exception`."""
    try:
        return _one_transaction(core, submissions)
    except TryAgain as error:
        # One whose device was moved or revoked stands in its neighbours' way; the database's troubles are everybody's.
        if not isinstance(error, AuthorityOutdated) or len(submissions) == 1:
            return [error for _ in submissions]
    except Exception as error:
        if len(submissions) > 1:
            log.info("group_replayed", requests=len(submissions), error=repr(error))
    return [record_alone(core, submission) for submission in submissions]


def record_alone(core: Core, submission: Submission) -> Outcome:
    """Record one request. A scan that the database cannot take is refused by itself; the others are recorded."""
    try:
        return _with_attempts(core, submission)
    except PantboxError as error:
        return error
    except Exception as error:
        if len(submission.scans) == 1:
            return _refuse(core, submission, error)
    middle = len(submission.scans) // 2
    answers: list[Answer] = []
    for half in (submission.scans[:middle], submission.scans[middle:]):
        outcome = record_alone(core, Submission(submission.authority, half))
        if isinstance(outcome, Exception):
            return outcome
        answers += outcome
    return answers


def _with_attempts(core: Core, submission: Submission) -> list[Answer]:
    for _attempt in range(ATTEMPTS_MAX):
        try:
            outcome = _one_transaction(core, [submission])[0]
        except Conflict:
            pass  # another transaction recorded one of these ids: now it is there to be found
        except DBAPIError as error:
            if not is_collision(error):
                raise
        else:
            if isinstance(outcome, Exception):
                raise outcome
            return outcome
        if time_is_up():
            break
    raise TryAgain("overloaded")


def _one_transaction(core: Core, submissions: Sequence[Submission]) -> list[Outcome]:
    is_committing = False
    try:
        with core.database.connection() as connection:
            outcomes: list[Outcome] = list(record_scans(connection, core.keys, submissions, core.clock()))
            is_committing = True
    except DBAPIError as error:
        if is_collision(error):
            raise
        if is_committing:
            raise TryAgain("outcome_unknown") from error
        if isinstance(error, DataError | IntegrityError):
            raise
        # The database is gone, full, read-only or of another version: no scan's fault.
        raise TryAgain("database_unavailable") from error
    except PoolTimeout as error:
        raise TryAgain("overloaded") from error
    return outcomes


def _refuse(core: Core, submission: Submission, error: Exception) -> Outcome:
    """The last resort for a scan that no transaction can take: counted and refused, so that no outbox is stuck behind it."""
    authority, scan = submission.authority, submission.scans[0]
    log.error("scan_could_not_be_recorded", id=str(scan.id), kind=scan.kind, exc_info=error)
    try:
        with core.database.connection() as connection:
            ground.load_ground(connection, authority.organisation_id).check([authority])
            count_refused(connection, authority, Reason.UNKNOWN_CODE, core.clock())
    except PantboxError as refused:
        return refused
    except (DBAPIError, PoolTimeout) as unavailable:
        log.error("refusal_could_not_be_counted", exc_info=unavailable)
        return TryAgain("database_unavailable")
    return [Answer(scan.id, Verdict.REJECTED, Reason.UNKNOWN_CODE, Verdict.REJECTED)]
