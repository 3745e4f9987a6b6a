"""What was written is sealed after commit, and a later change of it is noticed."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from pantbox.audit import audit
from pantbox.circulation.door import Submission
from pantbox.circulation.recorder import record_scans
from pantbox.jobs.seals import seal_what_is_new
from pantbox.kept import KEPT
from pantbox.seals import sealing
from pantbox.seals.rows import key_of, sealed_columns, unpacked
from pantbox.seals.sealing import BLOCKS, block_hash
from tests.audit.test_audit import failed, tamper
from tests.support.festival import Festival

ROWS = "sealed rows are as they were"
BROKEN = (7, "the chain of sealed blocks is whole")


@pytest.fixture
def sealed(festival: Festival) -> Festival:
    """A stall handed out two cups, and one came back; all of it is sealed."""
    festival.stall("soup").issue("CUP-1", at="18:00")
    festival.stall("soup").issue("CUP-2", at="18:01")
    festival.box("east").take("CUP-1", at="19:00")
    seal(festival)
    return festival


def seal(festival: Festival) -> int:
    return seal_what_is_new(festival.core, festival.core.clock())


def blocks(festival: Festival) -> list:
    with festival.core.database.reading() as session:
        return list(session.connection().execute(BLOCKS.select().order_by(BLOCKS.c.number)))


def heads(festival: Festival) -> list[str]:
    return [block.hash for block in blocks(festival)]


def test_what_is_sealed_once_is_not_sealed_again(sealed):
    assert seal(sealed) == 0
    assert failed(sealed) == set()


def test_a_block_holds_its_rows_in_order_of_their_ids(sealed):
    [scans] = [block for block in blocks(sealed) if block.table == "scan"]

    ids = list(unpacked(scans.members))

    assert len(ids) == 3
    assert ids == sorted(ids)


def test_each_block_names_the_one_before(sealed):
    first, *others = blocks(sealed)

    assert first.before == "0" * 64
    assert [block.before for block in others] == heads(sealed)[:-1]


def test_what_is_written_later_is_in_the_next_block_though_its_id_is_lower(sealed):
    late = sealed.scan("return", "CUP-2", sealed.now, id=UUID(int=1))

    sealed.box("east").send(late)

    assert seal(sealed) > 0
    [_, scans] = [block for block in blocks(sealed) if block.table == "scan"]
    assert list(unpacked(scans.members)) == [key_of(UUID(int=1))]
    assert failed(sealed) == set()


@pytest.mark.parametrize(
    "database_url", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)
def test_of_two_writers_the_slower_one_is_in_the_next_block(sealed):
    slower = sealed.scan("return", "CUP-2", sealed.now, id=UUID(int=1))
    east = sealed.box("east")
    with sealed.core.database.transaction() as session:
        record_scans(
            session.connection(), sealed.core.keys, [Submission(east.authority, (slower,))], sealed.now
        )
        faster = sealed.box("west").take("CUP-7", "19:10")
        seal(sealed)

    seal(sealed)

    *_, first, second = (list(unpacked(one.members)) for one in blocks(sealed) if one.table == "scan")
    assert (first, second) == ([key_of(faster.id)], [key_of(slower.id)])
    assert failed(sealed) == set()


@pytest.mark.parametrize(("promise", "change"), [
    (1, "UPDATE scan SET code = 'x' WHERE kind = 'return'"),
    (1, "UPDATE scan SET verdict = 'duplicate' WHERE kind = 'return'"),
    (1, "UPDATE scan SET seq = 99"),
    (7, "UPDATE transfer SET booked_at = '2026-01-01 00:00:00.000000'"),
    (2, "UPDATE container SET serial = 'x' WHERE id = (SELECT MIN(id) FROM container)"),
])  # fmt: skip
def test_a_change_of_what_was_sealed_is_noticed(sealed, promise, change):
    tamper(sealed, change)

    assert (promise, ROWS) in failed(sealed)


def test_a_sealed_row_that_is_gone_is_noticed(sealed):
    tamper(sealed, "DELETE FROM scan WHERE kind = 'return'")

    assert (1, ROWS) in failed(sealed)


def test_a_row_put_in_as_if_it_had_been_there_long_ago_is_noticed(sealed):
    columns = [one.name for one in sealed_columns(KEPT[0])] + ["standing"]
    told = ", ".join(columns)
    new = {"id": "'00000000000000000000000000000007'", "recorded_at": "'2020-01-01 00:00:00.000000'"}
    values = ", ".join(new.get(name, name) for name in columns)

    tamper(sealed, f"INSERT INTO scan ({told}) SELECT {values} FROM scan WHERE kind = 'return'")

    assert (1, "rows were written by us") in failed(sealed)


def test_a_block_that_is_gone_or_was_made_elsewhere_is_noticed(sealed):
    two = blocks(sealed)[1]
    forged = two.members[:-1] + bytes([two.members[-1] ^ 1])
    hash_ = block_hash(two.number, two.table, two.sealed_at, forged, two.before)
    with sealed.core.database.engine.connect() as connection:
        assert connection.scalar(text("SELECT COUNT(*) FROM sealed_block")) > 2
    tamper(sealed, f"UPDATE sealed_block SET hash = '{hash_}' WHERE number = 2")
    assert BROKEN in failed(sealed)

    tamper(sealed, "DELETE FROM sealed_block WHERE number = 2")
    assert BROKEN in failed(sealed)


def test_whoever_kept_the_head_is_told_whether_todays_books_contain_that_block(sealed):
    head = heads(sealed)[-1]
    sealed.box("east").take("CUP-2", at="19:30")
    seal(sealed)

    found = {one.name: one.ok for one in audit(sealed.core, since=head)}
    lost = {one.name: one.ok for one in audit(sealed.core, since="f" * 64)}

    assert (found["the books of then are in it"], lost["the books of then are in it"]) == (True, False)


def test_a_claim_that_is_not_as_it_was_decided_is_noticed(sealed):
    sealed.box("east").take("CUP-7", at="19:20")
    sealed.phone("east", sealed.phone_visit("east")).say("return", "CUP-8", "19:30")
    assert failed(sealed) == set()

    tamper(sealed, "UPDATE return_claim SET decided_by = 'nobody'")

    assert (3, "rows stand as they were changed") in failed(sealed)


def test_what_is_written_after_the_clock_went_back_is_sealed_once(sealed):
    """An hour and more: its times are older than those of what is sealed."""
    last = blocks(sealed)[-1].sealed_at
    sealed.set_clock("09:00")
    sealed.stall("soup").issue("CUP-9", at="09:00")
    back = sealed.core.clock()

    assert back < last
    assert failed(sealed) == set()
    assert seal(sealed) > 0
    assert blocks(sealed)[-1].sealed_at == last
    sealed.set_clock("23:00")
    assert seal(sealed) == 0
    assert failed(sealed) == set()


def test_a_table_that_was_quiet_for_hours_is_not_read_whole_each_minute(sealed, monkeypatch):
    looked_at = []
    monkeypatch.setattr(
        sealing, "all_unsealed", lambda _connection, kept: looked_at.append(kept.name) or set()
    )
    now = sealed.core.clock() + timedelta(hours=5)

    with sealed.core.database.transaction() as session:
        sealing.seal_rows(session.connection(), sealed.core.keys, now, now - timedelta(minutes=1))
        assert looked_at == []
        sealing.seal_rows(session.connection(), sealed.core.keys, now, now - timedelta(hours=5))

    assert "scan" in looked_at
