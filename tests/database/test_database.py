"""The database: what a transaction leaves behind, what a reader sees, and whose rows."""

from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from sqlalchemy import Engine, event, func, select, text
from sqlalchemy.exc import OperationalError

from pantbox import clock, db
from pantbox.core import Core
from pantbox.db import is_current
from pantbox.engines import PLANNED_SECONDS
from pantbox.places.organisations import Organisation
from pantbox.places.people import create_organisation
from pantbox.places.vendors import Vendor

postgresql_only = pytest.mark.parametrize(
    "database_url", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)
NOW = datetime(2026, 8, 1, 12, tzinfo=UTC)


def found(session, slug):
    return create_organisation(session, slug=slug, name=slug, company_prefix="9520001")


def count(core):
    with core.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Organisation))


def test_a_fresh_database_has_the_newest_schema(core):
    assert is_current(core.database)


def test_a_migration_that_ends_halfway_leaves_what_was_there(tmp_path):
    url = f"sqlite:///{tmp_path / 'half.db'}"

    def end(*told):
        if "CREATE TRIGGER" in told[2]:
            raise ZeroDivisionError

    event.listen(Engine, "before_cursor_execute", end)
    try:
        with pytest.raises(ZeroDivisionError):
            db.upgrade(url)
    finally:
        event.remove(Engine, "before_cursor_execute", end)
    db.upgrade(url)

    database = db.Database(url)
    assert is_current(database)
    database.dispose()


def test_a_transaction_that_fails_leaves_nothing_behind(core):
    def fails(session):
        found(session, "aalborg")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        core.database.retrying(fails)

    assert count(core) == 0


def test_a_reader_sees_one_moment_and_waits_for_no_writer(core):
    with core.database.reading() as reader:
        before = reader.scalar(select(func.count()).select_from(Organisation))
        with core.database.transaction() as writer:
            found(writer, "aalborg")
        after = reader.scalar(select(func.count()).select_from(Organisation))

    assert (before, after, count(core)) == (0, 0, 1)


def test_what_a_reader_writes_is_not_kept(core):
    with core.database.reading() as reader:
        try:
            found(reader, "aalborg")
        except Exception:  # noqa: S110 (PostgreSQL says no at once, SQLite forgets it)
            pass

    assert count(core) == 0


def test_a_transaction_for_one_organisation_sees_no_others_rows(core):
    with core.database.transaction() as session:
        for number in (1, 2):
            session.execute(
                text(
                    "INSERT INTO event (id, organisation_id, slug, name, timezone, currency, starts_at, turnaround_times,"
                    " unseen_policy, unseen_per_period_max, unseen_share_percent, phone_per_half_hour_max,"
                    " phone_per_code_max, phones_per_box_max, second_payments_max, rails, causes, rules, area, assumptions)"
                    " VALUES (:n, :n, :slug, 'E', 'UTC', 'DKK', '2026-08-01 00:00:00', '[]', 'pay', 6, 20, 4, 10, 20, 3, '[]', '[]', '{}',"
                    " '{}', '[]')"
                ),
                {"n": number, "slug": f"e{number}"},
            )
            session.add(Vendor(organisation_id=number, event_id=number, name="Suppe"))

    with core.database.reading(organisation_id=2) as session:
        seen = session.scalars(select(Vendor)).all()

    assert [vendor.organisation_id for vendor in seen] == [2]


@pytest.mark.parametrize(
    "database_url", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)
def test_connections_that_died_while_they_rested_are_replaced(core, postgres_server, monkeypatch):
    monkeypatch.setattr("pantbox.engines.RESTED_SECONDS", 0.0)
    with core.database.reading() as session:
        pid = session.scalar(text("SELECT pg_backend_pid()"))

    postgres_server.run(f"SELECT pg_terminate_backend({pid}, 5000)")

    with core.database.reading() as session:
        assert session.scalar(text("SELECT pg_backend_pid()")) != pid


@pytest.mark.parametrize(
    "database_url", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)
def test_a_database_whose_machine_is_gone_is_not_waited_for_long_but_as_its_url_says(database_url):
    told = []
    for url in (database_url, f"{database_url}&tcp_user_timeout=7000"):
        database = db.Database(url)
        with database.engine.connect() as connection:
            told.append(connection.connection.driver_connection.info.get_parameters())
        database.dispose()

    assert [one["tcp_user_timeout"] for one in told] == ["15000", "7000"]
    assert {one["connect_timeout"] for one in told} == {"5"}


@postgresql_only
def test_a_plan_made_while_a_table_was_empty_is_made_anew_soon_without_the_databases_own_statistics(
    core, monkeypatch
):
    seconds = [0.0]
    monkeypatch.setattr("pantbox.engines.time.monotonic", lambda: seconds[0])
    wanted = text("EXPLAIN EXECUTE one_scan('00000000000000000000000000000001')")

    def plan():
        with core.database.connection() as connection:
            return "\n".join(connection.scalars(wanted))

    with core.database.connection() as connection:
        connection.execute(text("CREATE TABLE grows (id UUID PRIMARY KEY) WITH (autovacuum_enabled = off)"))
        connection.execute(text("PREPARE one_scan(uuid) AS SELECT id FROM grows WHERE id = $1"))
        connection.execute(text("ANALYZE grows"))
    empty = plan()
    with core.database.connection() as connection:
        connection.execute(text("INSERT INTO grows SELECT gen_random_uuid() FROM generate_series(1, 20000)"))
    grown = plan()
    plans = []
    for _ in range(8):  # more often than psycopg needs to prepare what it is told
        seconds[0] += PLANNED_SECONDS
        plans.append(plan())

    assert "Seq Scan" in empty
    assert grown == empty
    assert all("Index" in one and "Seq Scan" not in one for one in plans)


@pytest.fixture
def lost(core: Core, monkeypatch: pytest.MonkeyPatch) -> Core:
    """A PostgreSQL that goes away just when a connection to it is told its kind of transaction."""

    def lose(*_told: object) -> None:
        raise psycopg.OperationalError("the connection is lost")

    monkeypatch.setattr(type(core.database.engine.dialect), "set_isolation_level", lose)
    return core


@postgresql_only
def test_a_connection_that_is_lost_while_it_is_set_up_is_an_error_of_the_database(lost: Core) -> None:
    with pytest.raises(OperationalError), lost.database.glance() as connection:
        connection.execute(text("SELECT 1"))
    with pytest.raises(OperationalError), lost.database.reading() as session:
        session.execute(text("SELECT 1"))


@postgresql_only
def test_the_time_is_that_of_this_machine_when_the_first_connection_is_lost(lost: Core) -> None:
    assert abs(lost.database.now() - clock.now()) < timedelta(minutes=1)
