"""Somebody keeps the database locked: a backup tool, a shell, a slow job. Nobody waits long, and nothing is lost."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from pantbox.db import ATTEMPTS_MAX, Database
from pantbox.waiting import bounded, bounded_anew, seconds_left, time_is_up
from tests.attacks.scene import Scene
from tests.support.statements import statements
from wsgi import create_app

WAIT_SECONDS = 1.0
ANSWERED_SECONDS = 0.7 * ATTEMPTS_MAX * WAIT_SECONDS
"""Far more than one wait, for a busy machine; less than a wait for each attempt."""


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Nobody else writes meanwhile; all may read."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield
            connection.execute("ROLLBACK")
        return
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("LOCK TABLE container, visit, device, till_move IN EXCLUSIVE MODE"))
        yield
    engine.dispose()


@pytest.fixture
def hasty(scene: Scene) -> Iterator[Scene]:
    """The scene, asked through a server that waits one second at most."""
    app = create_app(replace(scene.core.settings, database_wait_seconds=WAIT_SECONDS), scene.time)
    yield replace(scene, app=app)
    app.extensions["pantbox"].core.database.dispose()


def test_who_asks_a_locked_database_is_soon_told_to_ask_again_and_loses_nothing(hasty: Scene) -> None:
    visit, code = hasty.visit(), hasty.stock[0]
    scan, key = hasty.scan("issue", code), "the refund's key"
    part = {"rail": "voucher", "amount_ore": visit["left_ore"]}
    refund = (f"/visits/{visit['id']}/refund", {"claim": visit["claim"], "parts": [part]})
    asked: list[Callable[[], TestResponse]] = [
        lambda: hasty.post("/scans", {"scans": [scan]}, "soup"),
        lambda: hasty.post("/scans", {"scans": [scan]}, "soup"),
        lambda: hasty.post("/scans", {"scans": [hasty.scan("issue", hasty.stock[1])]}, "grill"),
        lambda: hasty.pay(*refund, key=key),
        lambda: hasty.post("/heartbeat", {"sent_everything_until": hasty.time.now.isoformat()}, "soup"),
        lambda: hasty.pay("/desk/float_in", {"amount_ore": 5000}, "desk", key=key),
    ]

    with locked(hasty.core.database.url), ThreadPoolExecutor(len(asked)) as people:
        answers = list(people.map(_timed, asked))
    again = [hasty.post("/scans", {"scans": [scan]}, "soup"), hasty.pay(*refund, key=key)]

    assert {answer.status_code for answer, _ in answers} == {503}
    assert all(int(answer.headers["Retry-After"]) > 0 for answer, _ in answers)
    assert max(seconds for _, seconds in answers) < ANSWERED_SECONDS
    assert [answer.status_code for answer in again] == [200, 200]
    assert (again[0].json or {})["results"][0]["verdict"] == "accepted"
    assert hasty.failures() == []


def test_a_bound_is_the_same_however_often_it_is_tried(scene: Scene) -> None:
    database, attempts = Database(scene.core.database.url, wait_seconds_max=0.2), []

    def work(session) -> None:
        attempts.append(session)
        session.execute(text("UPDATE visit SET paid_ore = paid_ore WHERE paid_ore < 0"))

    began = time.monotonic()
    with locked(database.url), pytest.raises(OperationalError):
        database.retrying(work)
    database.dispose()

    assert time.monotonic() - began < 0.2 * ATTEMPTS_MAX
    assert len(attempts) < ATTEMPTS_MAX


def test_an_honest_transaction_begins_with_no_statement_more(hasty: Scene) -> None:
    engine = hasty.app.extensions["pantbox"].core.database.engine
    hasty.send("soup", hasty.scan("issue", hasty.stock[0]))

    with statements(engine) as told:
        hasty.send("soup", hasty.scan("issue", hasty.stock[1]))

    assert told
    assert not any("timeout" in one for one in told)


def test_a_wait_within_another_has_what_that_one_leaves() -> None:
    with bounded(0.0):
        with bounded(60):
            assert (seconds_left(30), time_is_up()) == (0, True)
        with bounded_anew(60):
            assert (seconds_left(30), time_is_up()) == (30, False)
        assert time_is_up()
    assert (seconds_left(30), time_is_up()) == (30, False)


def _timed(ask: Callable[[], TestResponse]) -> tuple[TestResponse, float]:
    began = time.monotonic()
    return ask(), time.monotonic() - began
