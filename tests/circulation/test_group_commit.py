"""Scans that arrive together share a transaction; one that is rotten, revoked or unlucky fails alone."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import event, select, text

from pantbox.circulation import group_commit
from pantbox.circulation.door import AuthorityOutdated, Submission
from pantbox.circulation.ground import load_ground
from pantbox.circulation.group_commit import CHUNK_SCANS, Doorway, Queue, Ticket
from pantbox.circulation.scan import Reason, Verdict
from pantbox.circulation.tables import RefusedCode, ScanRow
from pantbox.clock import new_id
from pantbox.errors import BadInput, NotFound, TryAgain
from pantbox.places.devices import Device
from tests.support.festival import Festival

THREADS = 12


@pytest.fixture
def doorway(festival):
    return Doorway(festival.core)


def at_once(doorway, submissions):
    """Send requests from as many threads, all at the same moment; their answers or errors, in order."""
    barrier = threading.Barrier(len(submissions))

    def send(submission):
        barrier.wait()
        try:
            return doorway.record(submission)
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(submissions)) as threads:
        return list(threads.map(send, submissions))


class Commits:
    """Counts commits that wrote, and holds the first until `let_go`, so that others must wait and share."""

    def __init__(self, festival, *, hold=False):
        self.n = 0
        self.held, self.go = threading.Event(), threading.Event()
        if not hold:
            self.go.set()
        self.engine = festival.core.database.engine
        event.listen(self.engine, "commit", self._hear)

    def _hear(self, _connection):
        self.n += 1
        self.held.set()
        self.go.wait(20)

    def stop(self):
        event.remove(self.engine, "commit", self._hear)


def issues(festival, count, place=None):
    soup = place or festival.stall("soup")
    return [Submission(soup.authority, (soup.scan("issue", f"CUP-{n}", "20:00"),)) for n in range(count)]


def test_a_request_is_recorded_and_answered(festival, doorway):
    submission = issues(festival, 1)[0]

    answer = doorway.record(submission)[0]

    assert (answer.id, answer.verdict) == (submission.scans[0].id, Verdict.ACCEPTED)
    assert festival.count(ScanRow) == 1


@pytest.fixture
def queue():
    """A queue, and the sizes of the groups it settled."""
    sizes = []

    def settle(group):
        sizes.append(len(group))
        for ticket in group:
            ticket.outcome = ["told"]

    return Queue(settle, queue_max=10, wait_seconds_max=20), sizes


def ticket():
    return Ticket(Submission(None, ()))


def test_who_comes_back_first_waits_for_those_who_were_answered_with_it(queue, monkeypatch):
    monkeypatch.setattr(group_commit, "PAUSE_SECONDS", 20)
    line, sizes = queue
    line.expect(3)

    with ThreadPoolExecutor(3) as threads:
        outcomes = list(threads.map(line.pass_through, [ticket(), ticket(), ticket()]))

    assert (sizes, outcomes) == ([3], [["told"]] * 3)


def test_nobody_waits_long_for_those_who_do_not_come_back(queue):
    line, sizes = queue
    line.expect(3)

    assert line.pass_through(ticket()) == ["told"]
    assert sizes == [1]


def test_a_lone_device_waits_for_nobody(queue, monkeypatch):
    monkeypatch.setattr(group_commit, "PAUSE_SECONDS", 20)
    line, sizes = queue

    for _ in range(3):
        line.pass_through(ticket())

    assert sizes == [1, 1, 1]


def test_no_scans_need_no_transaction(festival, doorway):
    assert doorway.record(Submission(festival.stall().authority, ())) == []


def test_requests_that_wait_while_one_commits_share_the_next_transaction(festival, doorway):
    first, *others = issues(festival, THREADS)
    commits = Commits(festival, hold=True)
    queue = doorway._queue(festival.organisation_id)

    with ThreadPoolExecutor(THREADS) as threads:
        leading = threads.submit(doorway.record, first)
        commits.held.wait(20)
        waiting = [threads.submit(doorway.record, other) for other in others]
        while len(queue._waiting) < len(others):
            pass
        commits.go.set()
        answers = [leading.result(), *(one.result() for one in waiting)]
    commits.stop()

    assert [one[0].verdict for one in answers] == [Verdict.ACCEPTED] * THREADS
    assert [one[0].id for one in answers] == [s.scans[0].id for s in (first, *others)]
    assert commits.n == 2


def test_a_scan_the_database_cannot_take_is_refused_alone(festival, doorway):
    poisoned_by(festival, "grill-poison")
    soup = festival.stall("soup")
    rotten = soup.scan("issue", "CUP-rotten", "20:00", reason="grill-poison")
    good = [soup.scan("issue", f"CUP-{n}", "20:00") for n in range(6)]
    mixed = Submission(soup.authority, (*good[:3], rotten, *good[3:]))

    outcomes = at_once(doorway, [mixed, *issues(festival, 3, festival.stall("pizza"))])

    assert [answer.verdict for answer in outcomes[0]] == [Verdict.ACCEPTED] * 3 + [Verdict.REJECTED] + [
        Verdict.ACCEPTED
    ] * 3
    assert all(len(outcome) == 1 for outcome in outcomes[1:])
    assert festival.count(ScanRow) == 9
    with festival.core.database.transaction() as session:
        assert session.scalars(select(RefusedCode.reason)).all() == [Reason.UNKNOWN_CODE]


def poisoned_by(festival, word):
    """A database that will not take scans with this reason."""
    postgresql = f"ALTER TABLE scan ADD CONSTRAINT poison CHECK (reason <> '{word}')"
    sqlite = f"CREATE TRIGGER poison BEFORE INSERT ON scan WHEN NEW.reason = '{word}' BEGIN SELECT RAISE(ABORT, 'no'); END"
    with festival.core.database.engine.begin() as connection:
        connection.execute(text(postgresql if festival.core.database.is_postgresql else sqlite))


def test_a_device_revoked_while_its_request_waited_is_turned_away_and_its_neighbours_are_not(
    festival, doorway
):
    grill, others = festival.stall("grill"), issues(festival, 3)
    known = replace(grill.authority, known_at=version(festival))
    revoked = Submission(known, (grill.scan("issue", "CUP-9", "20:00"),))
    festival.change(Device, grill.device_id, revoked_at=festival.now)

    outcomes = at_once(doorway, [revoked, *others])

    assert isinstance(outcomes[0], AuthorityOutdated)
    assert [outcome[0].verdict for outcome in outcomes[1:]] == [Verdict.ACCEPTED] * 3
    assert festival.trips("CUP-9") == []


def version(festival):
    with festival.core.database.transaction() as session:
        return load_ground(session.connection(), festival.organisation_id).version


def test_who_stands_nowhere_is_told_so_and_its_neighbours_are_recorded(festival, doorway):
    nowhere = replace(festival.stall("grill"), station_id=999_999)
    lost = Submission(nowhere.authority, (nowhere.scan("issue", "CUP-9", "20:00"),))

    outcomes = at_once(doorway, [lost, *issues(festival, 3)])

    assert isinstance(outcomes[0], NotFound)
    assert festival.count(ScanRow) == 3


def test_two_organisations_never_share_a_transaction(festival, doorway):
    other = Festival(festival.core, slug="other", company_prefix="9520002")
    submissions = issues(festival, 4) + issues(other, 4)

    outcomes = at_once(doorway, submissions)

    assert [outcome[0].verdict for outcome in outcomes] == [Verdict.ACCEPTED] * 8
    with festival.core.database.transaction() as session:
        owners = set(session.execute(select(ScanRow.organisation_id, ScanRow.event_id)).all())
    assert {tuple(owner) for owner in owners} == {
        (festival.organisation_id, festival.event_id), (other.organisation_id, other.event_id),
    }  # fmt: skip


def test_when_too_many_wait_one_is_told_to_come_again(festival):
    doorway = Doorway(festival.core, queue_max=1)
    first, second, third = issues(festival, 3)
    commits = Commits(festival, hold=True)
    queue = doorway._queue(festival.organisation_id)

    with ThreadPoolExecutor(2) as threads:
        leading = threads.submit(doorway.record, first)
        commits.held.wait(20)
        waiting = threads.submit(doorway.record, second)
        while not queue._waiting:
            pass
        with pytest.raises(TryAgain, match="overloaded") as told:
            doorway.record(third)
        commits.go.set()
        leading.result(), waiting.result()
    commits.stop()

    assert told.value.retry_after_seconds == 1
    assert doorway.record(third)[0].verdict is Verdict.ACCEPTED


def test_who_waits_too_long_is_told_to_come_again_and_is_recorded_once(festival):
    doorway = Doorway(festival.core, wait_seconds_max=0.05)
    first, second = issues(festival, 2)
    commits = Commits(festival, hold=True)

    with ThreadPoolExecutor(1) as threads:
        leading = threads.submit(doorway.record, first)
        commits.held.wait(20)
        with pytest.raises(TryAgain, match="overloaded"):
            doorway.record(second)
        commits.go.set()
        leading.result()
    commits.stop()

    assert doorway.record(second)[0].verdict is Verdict.ACCEPTED
    assert festival.count(ScanRow) == 2


@pytest.mark.parametrize(
    "database_url", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)
def test_a_connection_lost_while_committing_is_never_guessed_about(festival, doorway, postgres_server):
    submission = issues(festival, 1)[0]
    engine = festival.core.database.engine

    @event.listens_for(engine, "commit", once=True)
    def cut_the_line(connection):
        pid = connection.connection.driver_connection.info.backend_pid
        postgres_server.run(f"SELECT pg_terminate_backend({pid}, 5000)")

    with pytest.raises(TryAgain, match="outcome_unknown"):
        doorway.record(submission)

    assert doorway.record(submission)[0].verdict is Verdict.ACCEPTED
    assert festival.count(ScanRow) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_database_that_cannot_be_written_refuses_no_scan(festival, doorway):
    submission = issues(festival, 1)[0]
    with festival.core.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE scan RENAME TO scan_away"))

    with pytest.raises(TryAgain, match="database_unavailable"):
        doorway.record(submission)

    with festival.core.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE scan_away RENAME TO scan"))
    assert doorway.record(submission)[0].verdict is Verdict.ACCEPTED


def test_a_large_request_runs_alone_in_chunks_and_keeps_its_order(festival, doorway):
    east, guest = festival.box("east"), new_id()
    cups = festival.make(*[f"CUP-{n}" for n in range(CHUNK_SCANS + 5)])
    scans = tuple(east.scan("return", cup, "21:00", visit_id=guest) for cup in cups)

    answers = doorway.record(Submission(east.authority, scans))

    assert [answer.id for answer in answers] == [scan.id for scan in scans]
    assert [answer.verdict for answer in answers[:7]] == [Verdict.ACCEPTED] * 6 + [Verdict.HELD]
    assert festival.count(ScanRow) == CHUNK_SCANS + 5


def test_too_many_scans_are_refused_at_once(festival, doorway):
    soup = festival.stall("soup")
    scan = soup.scan("issue", "CUP-1", "20:00")

    with pytest.raises(BadInput, match="too_many_scans"):
        doorway.record(Submission(soup.authority, (scan,) * 10_001))
