"""A clock that is wrong for a moment, a batch that is committed late: every row is sealed once, and the audit accuses nobody."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from pantbox.audit import audit
from pantbox.circulation.tables import ScanRow
from pantbox.clock import new_id
from pantbox.containers.making import make_batch
from pantbox.containers.types import ContainerType
from pantbox.jobs.schedule import run_once
from pantbox.ledger.transfers import Transfer
from pantbox.seals import unsealed
from pantbox.seals.rows import unpacked
from pantbox.seals.sealing import BLOCKS
from tests.audit.test_audit import failed
from tests.support.festival import Festival

TRANSFERS = Transfer.__table__


def work(festival: Festival, at: datetime) -> None:
    """The worker does all its jobs."""
    festival.now = at
    list(run_once(festival.core))


def issue(festival: Festival, cup: str, at: datetime) -> None:
    festival.now = at
    festival.stall("soup").issue(cup, at=at.strftime("%H:%M"))


def issue_and_work(festival: Festival, began: datetime, minutes: range) -> None:
    """So many minutes after the beginning the stall hands out a cup each time, and the worker does its jobs."""
    for after in minutes:
        issue(festival, f"CUP-{2 + after}", began + timedelta(minutes=after))
        work(festival, began + timedelta(minutes=after))


@pytest.fixture
def began(festival: Festival) -> datetime:
    """When a festival was sealed whose stall had handed out a cup."""
    festival.stall("soup").issue("CUP-1", at="18:00")
    began = festival.core.clock()
    work(festival, began)
    return began


def test_what_was_written_while_the_clock_was_ahead_is_sealed_once(
    festival: Festival, began: datetime
) -> None:
    issue(festival, "CUP-2", began + timedelta(hours=2))
    issue_and_work(festival, began, range(1, 190, 7))

    assert failed(festival) == set()


def test_what_was_written_while_the_clock_was_behind_is_sealed_within_the_hour(
    festival: Festival, began: datetime
) -> None:
    issue(festival, "CUP-2", began - timedelta(hours=2))
    for minutes in (1, 30, 61):
        work(festival, began + timedelta(minutes=minutes))

        assert failed(festival) == set()


def test_a_clock_that_was_ahead_and_later_behind_seals_each_row_once(
    festival: Festival, began: datetime
) -> None:
    issue(festival, "CUP-2", began + timedelta(hours=3))
    work(festival, began + timedelta(minutes=10))
    issue(festival, "CUP-3", began - timedelta(hours=2))
    issue_and_work(festival, began, range(20, 260, 20))
    work(festival, began + timedelta(hours=30))

    keys = [key for block in _blocks(festival, "scan") for key in unpacked(block.members)]
    assert len(keys) == len(set(keys)) == festival.count(ScanRow)
    assert failed(festival) == set()


def test_a_row_put_in_as_of_long_ago_beside_one_of_a_clock_that_was_ahead_is_noticed(
    festival: Festival, began: datetime
) -> None:
    issue(festival, "CUP-2", began + timedelta(hours=3))
    issue_and_work(festival, began, range(10, 90, 10))
    with festival.core.database.connection() as connection:
        row = connection.execute(select(TRANSFERS).limit(1)).one()
        again = {"id": new_id(), "cause_subject": new_id(), "booked_at": began - timedelta(hours=5)}
        connection.execute(insert(TRANSFERS).values(dict(row._mapping) | again))

    assert (7, "rows were written by us") in failed(festival)


def _blocks(festival: Festival, table: str) -> list[Any]:
    with festival.core.database.reading() as session:
        return list(session.connection().execute(select(BLOCKS).where(BLOCKS.c.table == table)))


@pytest.mark.parametrize(
    "database_url", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)
def test_a_large_batch_that_is_committed_after_a_later_one_is_sealed_within_the_hour(
    festival: Festival, began: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unsealed, "NUMBERS_BACK", 10)
    core = festival.core
    with core.database.transaction() as slow:
        kind = slow.scalars(select(ContainerType)).first()
        make_batch(slow, core.keys, kind, name="many", quantity=40, now=core.clock())
        with core.database.transaction() as fast:
            kind = fast.scalars(select(ContainerType)).first()
            make_batch(fast, core.keys, kind, name="one", quantity=1, now=core.clock())
        work(festival, began + timedelta(minutes=1))
    for minutes in (2, 61):
        work(festival, began + timedelta(minutes=minutes))

        assert failed(festival) == set()


def chain(festival: Festival, since: str | None = None) -> dict[str, tuple[bool | None, str]]:
    return {one.name: (one.ok, one.compared) for one in audit(festival.core, since=since)}


def test_the_head_that_was_said_before_the_first_block_is_in_every_chain(festival: Festival) -> None:
    festival.stall("soup").issue("CUP-1", at="18:00")
    _, told = chain(festival)["the chain of sealed blocks is whole"]
    work(festival, festival.core.clock())

    [head] = re.findall(r"head (\w+)", told)

    ok, _ = chain(festival, head)["the books of then are in it"]

    assert ok


def test_the_audit_says_how_many_rows_no_block_holds_yet(festival: Festival) -> None:
    festival.stall("soup").issue("CUP-1", at="18:00")
    _, before = chain(festival)["the chain of sealed blocks is whole"]
    work(festival, festival.core.clock())
    _, after = chain(festival)["the chain of sealed blocks is whole"]

    assert " 0 rows" not in before
    assert " 0 rows being in none yet" in after
