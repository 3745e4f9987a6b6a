"""The one time of an installation: the database's, whatever a server's own clock says."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from sqlalchemy import func, select

from pantbox import clock
from pantbox.circulation.door import Submission
from pantbox.circulation.group_commit import Doorway
from pantbox.core import create_core
from pantbox.db import Database
from pantbox.places.organisations import Organisation
from pantbox.shared_clock import ASKED_EVERY_SECONDS, SharedClock

NOON = datetime(2026, 8, 1, 12, tzinfo=UTC)
HALF_AN_HOUR = timedelta(minutes=30)
A_SCANS_AGE = timedelta(minutes=5)
"""What nobody takes for a wrong clock."""


class Machine:
    """A machine: how long it runs, and what its clock says."""

    def __init__(self, monkeypatch):
        self.seconds, self.says = 1000.0, NOON
        monkeypatch.setattr(clock, "now", lambda: self.says)

    def later(self, seconds):
        self.seconds += seconds
        self.says += timedelta(seconds=seconds)


@pytest.fixture
def machine(monkeypatch):
    return Machine(monkeypatch)


@pytest.fixture
def shared(machine):
    return SharedClock(lambda: machine.seconds)


def test_before_the_database_was_asked_the_time_is_the_machines(shared):
    assert (shared.now(), shared.has_been_read, shared.is_due) == (NOON, False, True)


def test_the_time_is_the_databases_and_goes_on_steadily(machine, shared):
    shared.read(lambda: NOON + HALF_AN_HOUR)
    machine.later(seconds=10)

    assert shared.now() == NOON + HALF_AN_HOUR + timedelta(seconds=10)
    assert not shared.is_due


def test_half_of_what_the_answer_took_is_added_to_it(machine, shared):
    def slow():
        machine.later(seconds=4)
        return NOON

    shared.read(slow)

    assert shared.now() == NOON + timedelta(seconds=2)


@pytest.mark.parametrize("set_by", [HALF_AN_HOUR, -HALF_AN_HOUR, timedelta(seconds=2)])
def test_a_clock_that_is_set_changes_no_time_and_the_database_is_asked_again(machine, shared, set_by):
    shared.read(lambda: NOON)
    machine.says += set_by

    assert shared.now() == NOON
    assert shared.is_due


def test_the_database_is_asked_again_after_a_minute(machine, shared):
    shared.read(lambda: NOON)
    machine.later(ASKED_EVERY_SECONDS)
    before = shared.is_due
    machine.later(1)

    assert (before, shared.is_due) == (False, True)


def test_a_machine_that_slept_asks_again(machine, shared):
    shared.read(lambda: NOON)
    machine.says += HALF_AN_HOUR  # its steady clock stood still

    shared.read(lambda: NOON + HALF_AN_HOUR)

    assert shared.now() == NOON + HALF_AN_HOUR


def test_an_answer_that_took_long_is_gone_by_only_while_there_is_no_other(machine, shared):
    """A database that stood still while it was asked may have told the time before it or after it."""

    def frozen():
        machine.later(seconds=30)
        return NOON + HALF_AN_HOUR

    shared.read(frozen)
    first = (shared.now(), shared.is_due)
    shared.read(lambda: NOON)
    machine.later(ASKED_EVERY_SECONDS + 1)
    shared.read(frozen)

    assert first == (NOON + HALF_AN_HOUR + timedelta(seconds=15), True)
    assert shared.now() == NOON + timedelta(seconds=ASKED_EVERY_SECONDS + 31)


@pytest.mark.parametrize("wrong_by", [timedelta(), timedelta(hours=2), timedelta(hours=-2)])
def test_a_server_whose_clock_is_wrong_has_the_databases_time(core, monkeypatch, wrong_by):
    right = clock.now
    monkeypatch.setattr(clock, "now", lambda: right() + wrong_by)
    core.database.dispose()

    assert abs(core.clock() - right()) < A_SCANS_AGE


def test_a_server_whose_clock_is_set_keeps_the_databases_time(core, monkeypatch):
    right = clock.now
    before = core.clock()
    monkeypatch.setattr(clock, "now", lambda: right() - HALF_AN_HOUR)
    asked_again = core.clock()
    with core.database.reading() as session:
        session.connection()

    assert [abs(one - before) < A_SCANS_AGE for one in (asked_again, core.clock())] == [True, True]


def test_a_transaction_on_whose_connection_the_clock_was_read_still_leaves_nothing_behind_when_it_fails(core):
    def fails(session):
        session.add(Organisation(slug="aalborg", name="Aalborg", company_prefix="9520001"))
        session.flush()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        core.database.retrying(fails)

    with core.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Organisation)) == 0


def test_without_a_database_the_time_is_the_machines(machine):
    database = Database("postgresql+psycopg://nobody@127.0.0.1:1/none")

    assert database.now() == NOON
    database.dispose()


def test_a_clock_that_cannot_be_read_stops_no_scan_and_loses_none(festival, monkeypatch):
    def fails(connection):
        raise (sqlite3 if isinstance(connection, sqlite3.Connection) else psycopg).OperationalError

    monkeypatch.setattr("pantbox.engines._sqlite_time", fails)
    monkeypatch.setattr("pantbox.engines._postgresql_time", fails)
    soup = festival.stall("soup")
    issue = soup.scan("issue", "CUP-1", at="20:00")
    server = replace(create_core(festival.core.settings), clock=festival.core.clock)

    [answer] = Doorway(server).record(Submission(soup.authority, (issue,)))
    server.database.dispose()

    assert (answer.verdict, len(festival.trips("CUP-1"))) == ("accepted", 1)
    assert not server.database._clock.has_been_read
