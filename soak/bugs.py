"""Deliberate bugs, to show that the harness would have found them. Each replaces a part of the product, in one process.

`needs` names the fault without which a bug does no harm; seeds without it are passed over.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import Timer
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, event, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from pantbox import sets
from pantbox.api import callers
from pantbox.circulation import answers, group_commit, replay, rollups
from pantbox.circulation.door import Answer, Submission
from pantbox.circulation.known import known_scans
from pantbox.circulation.scan import Reason, Verdict
from pantbox.circulation.tables import VisitRow
from pantbox.clock import new_id
from pantbox.db import Database
from pantbox.errors import TryAgain
from pantbox.jobs import rollups as rollups_job
from pantbox.keys import Keys
from pantbox.refunds import idempotency, redeeming, redeeming_rule, refund
from pantbox.refunds.codes import hash_of
from pantbox.refunds.tables import Bearer

LATE_SECONDS = 0.1
RACE_SECONDS = 0.06
Made = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Bug:
    """What is wrong, and `put_in`, which makes it so in this process. `drops`: constraints that would stop it."""

    told: str
    put_in: Callable[[], None]
    needs: str = ""
    drops: tuple[tuple[str, str], ...] = ()


def swap(place: Any, name: str, made: Callable[[Any], Any]) -> None:
    """Put what `made` gives for a part of the product in its place."""
    setattr(place, name, made(getattr(place, name)))


def _recorded_again() -> None:
    def made(original: Made) -> Made:
        def record_scans(
            connection: Connection, keys: Keys, sent: Sequence[Submission], now: Any
        ) -> list[list[Answer]]:
            ids = [scan.id for one in sent for scan in one.scans]
            names = {one: new_id() for one in known_scans(connection, ids)}
            back = {new: old for old, new in names.items()}
            renamed = [
                replace(one, scans=tuple(replace(scan, id=names.get(scan.id, scan.id)) for scan in one.scans))
                for one in sent
            ]
            told = original(connection, keys, renamed, now)
            return [[replace(answer, id=back.get(answer.id, answer.id)) for answer in one] for one in told]

        return record_scans

    swap(replay, "record_scans", made)


def _answered_before_commit() -> None:
    def commit(opened: Session | Connection) -> None:
        opened.commit()
        opened.close()

    @contextmanager
    def connection(self: Database) -> Iterator[Connection]:
        opened = self.engine.connect()
        try:
            yield opened
        except BaseException:
            opened.close()
            raise
        Timer(LATE_SECONDS, commit, [opened]).start()

    @contextmanager
    def transaction(self: Database, organisation_id: int | None = None) -> Iterator[Session]:
        session = Session(self.engine, info={"organisation_id": organisation_id}, expire_on_commit=False)
        session.begin()
        try:
            yield session
        except BaseException:
            session.close()
            raise
        session.flush()
        Timer(LATE_SECONDS, commit, [session]).start()

    swap(Database, "transaction", lambda _: transaction)
    swap(Database, "connection", lambda _: connection)


def _scan_without_its_trip() -> None:
    def made(original: Made) -> Made:
        def together(connection: Connection, statements: Sequence[sets.Statement]) -> list[sets.Outcome]:
            first, *rest = statements
            if not first.sql.startswith("INSERT INTO scan "):
                return list(original(connection, statements))
            done = original(connection, [first])
            driver: Any = connection.connection.driver_connection
            driver.commit()
            time.sleep(RACE_SECONDS)
            return [*done, *original(connection, rest)]

        return together

    swap(sets, "together", made)


def _refund_without_lock() -> None:
    def lock_visit(session: Session, visit_id: UUID) -> VisitRow:
        visit = session.scalars(select(VisitRow).where(VisitRow.id == visit_id)).one()
        time.sleep(RACE_SECONDS)
        return visit

    swap(refund, "lock_visit", lambda _: lock_visit)


def _balance_not_checked() -> None:
    swap(refund, "check_parts", lambda _: lambda *_told: None)


def _voucher_without_lock() -> None:
    def lock_by_code(session: Session, keys: Keys, code: str) -> Bearer:
        found = session.scalars(select(Bearer).where(Bearer.code_hash == hash_of(code, keys))).one()
        time.sleep(RACE_SECONDS)
        return found

    swap(redeeming, "lock_by_code", lambda _: lock_by_code)


def _key_not_looked_up() -> None:
    def made(original: Made) -> Made:
        def begin(session: Session, organisation_id: int, scope: str, key: str, *more: Any) -> Any:
            return original(session, organisation_id, scope, f"{key}-{new_id()}", *more)

        return begin

    swap(idempotency, "begin", made)


def _revoked_let_in() -> None:
    def made(original: Made) -> Made:
        def device(token: str) -> callers.DeviceCaller | None:
            found = original(token)
            return replace(found, revoked_at=None) if found else None

        return device

    swap(callers, "_device", made)


class _NothingDeleted:
    insert = staticmethod(sets.insert)

    @staticmethod
    def delete(*_told: object) -> None:
        """Forget to."""


def _job_counted_twice() -> None:
    def made(original: Made) -> Made:
        def twice(session: Session) -> int:
            swap(rollups, "sets", lambda _: _NothingDeleted())
            try:
                original(session)
            finally:
                swap(rollups, "sets", lambda _: sets)
            return int(original(session))

        return twice

    swap(rollups_job, "fold_deltas", made)


def _container_not_locked() -> None:
    def made(original: Made) -> Made:
        def together(connection: Connection, statements: Sequence[sets.Statement]) -> list[sets.Outcome]:
            lax = [replace(one, sql=one.sql.replace("FOR UPDATE OF c", "")) for one in statements]
            return list(original(connection, lax))

        return together

    swap(sets, "together", made)


def _verdict_told_anew() -> None:
    def made(original: Made) -> Made:
        return lambda arrival, row: replace(original(arrival, row), verdict=Verdict.DUPLICATE)

    swap(answers, "again", made)


def _neighbours_answer() -> None:
    def made(original: Made) -> Made:
        def record_together(core: Any, submissions: Sequence[Submission]) -> list[replay.Outcome]:
            outcomes = original(core, submissions)
            return [*outcomes[1:], *outcomes[:1]]

        return record_together

    swap(group_commit, "record_together", made)


def _outage_is_a_refusal() -> None:
    def refused(submission: Submission, outcome: replay.Outcome) -> replay.Outcome:
        if not isinstance(outcome, TryAgain):
            return outcome
        no = (Verdict.REJECTED, Reason.UNKNOWN_CODE, Verdict.REJECTED)
        return [Answer(scan.id, *no) for scan in submission.scans]

    def together(original: Made) -> Made:
        return lambda core, sent: list(map(refused, sent, original(core, sent)))

    def alone(original: Made) -> Made:
        return lambda core, sent: refused(sent, original(core, sent))

    swap(group_commit, "record_together", together)
    swap(group_commit, "record_alone", alone)


def _not_on_the_disk() -> None:
    @event.listens_for(Engine, "connect")
    def _lazily(connection: Any, _record: object) -> None:
        connection.execute("SET synchronous_commit = off")
        connection.commit()


def _failed_tries_not_believed() -> None:
    def made(original: Made) -> Made:
        return lambda facts: original(replace(facts, failed_at=None))

    swap(redeeming_rule, "was_in_contact", made)


_PAYS_WITHIN = ("visit", "ck_visit_pays_no_more_than_its_credits")
BUGS = {
    "recorded_again": Bug("a scan that is known is recorded once more", _recorded_again),
    "answered_before_commit": Bug(
        "the answer goes out before the commit", _answered_before_commit, "die_before_commit"
    ),
    "scan_without_its_trip": Bug("a scan is committed, its trip and money after it", _scan_without_its_trip),
    "refund_without_lock": Bug("a visit pays without being locked", _refund_without_lock),
    "balance_not_checked": Bug(
        "a visit pays without a look at what is left", _balance_not_checked, drops=(_PAYS_WITHIN,)
    ),
    "voucher_without_lock": Bug("a voucher is redeemed without being locked", _voucher_without_lock),
    "failed_tries_not_believed": Bug(
        "a stall whose request got no answer counts as one that could ask", _failed_tries_not_believed
    ),
    "key_not_looked_up": Bug(
        "a request that moves money is done again when it is sent again", _key_not_looked_up
    ),
    "revoked_let_in": Bug("a revoked device's scans count", _revoked_let_in, "revoke_device"),
    "job_counted_twice": Bug("a job counts what it counted already", _job_counted_twice),
    "container_not_locked": Bug("containers are not locked while they are judged", _container_not_locked),
    "verdict_told_anew": Bug("a scan sent again is told something else", _verdict_told_anew),
    "neighbours_answer": Bug("requests of one group get each other's answers", _neighbours_answer),
    "outage_is_a_refusal": Bug(
        "a scan is refused because the database is away", _outage_is_a_refusal, "restart_postgresql"
    ),
    "not_on_the_disk": Bug("a commit is answered before it is written", _not_on_the_disk, "crash_postgresql"),
}
"""By name."""
