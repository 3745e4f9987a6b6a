"""How connections to the two databases are made, kept, tried and bounded. Used by `pantbox.db` alone."""

import time
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from pantbox.shared_clock import SharedClock
from pantbox.signatures import SETTING, SIGNS_WITH, SigningKeys, sign_on_sqlite
from pantbox.waiting import seconds_left

POOL_SIZE, MORE_AT_MOST = 12, 20
"""Connections of one process: those it keeps, and those it opens when all its threads ask at once."""
WAIT_OF_A_LOCK = 0.9
"""The part of a bound that every connection waits for one lock. Less is said to the database only when less is left: else each
transaction would begin with a statement more."""
RESTED_SECONDS = 2.0
"""A connection nobody used for so long is tried before it is used again."""
PLANNED_SECONDS = 15.0
"""So long a connection keeps its plans. One that was made while tables were empty reads all of them for each scan, and is used until
PostgreSQL looks at how they grew: a minute and more of a festival's first scans."""
SILENCE = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
"""How long, by libpq's own words, a PostgreSQL is waited for whose machine is gone: else a quarter of an hour, with every
scan behind the one that asked. What the database's URL says of these goes first."""


def engine_of(url: str, wait_seconds_max: float, clock: SharedClock, signing: SigningKeys) -> Engine:
    """The engine of a database, which reads the clock whenever that is due and signs rows with these keys."""
    # Parameters are hidden in errors, for errors are logged, and what guests and users told us is not.
    is_sqlite = url.startswith("sqlite")
    engine = (_sqlite_engine if is_sqlite else _postgresql_engine)(url, wait_seconds_max, signing.versions)
    ask = _sqlite_time if is_sqlite else _postgresql_time

    @event.listens_for(engine, "connect")
    def _note_the_key(_connection: Any, record: ConnectionPoolEntry) -> None:
        record.info[SIGNS_WITH] = signing.rows

    @event.listens_for(engine, "checkout")
    def _read_the_clock(connection: Any, _record: object, _proxy: object) -> None:
        if clock.is_due:
            # A connection that fails here fails at its first statement too, whose sender is told what it is told of that.
            with suppress(engine.dialect.loaded_dbapi.Error):
                clock.read(partial(ask, connection))

    return engine


def _sqlite_time(connection: Any) -> datetime:
    [seconds] = connection.execute("SELECT (julianday('now') - 2440587.5) * 86400").fetchone()
    return datetime.fromtimestamp(seconds, UTC)


def _postgresql_time(connection: Any) -> datetime:
    moment: datetime = _outside_a_transaction(connection, "SELECT clock_timestamp()").fetchone()[0]
    return moment.astimezone(UTC)


def _outside_a_transaction(connection: Any, statement: str) -> Any:
    """What a statement gives on a PostgreSQL connection that is being taken: no transaction has begun on it, and none is to be
    left."""
    before, connection.autocommit = connection.autocommit, True
    try:
        return connection.execute(statement)
    finally:
        connection.autocommit = before


def _postgresql_engine(url: str, wait_seconds_max: float, version_key: str) -> Engine:
    lock_seconds = wait_seconds_max * WAIT_OF_A_LOCK
    # What is asked again and again is planned once: planning a scan's statements anew takes as long as running them.
    planned = {
        "options": f"-c plan_cache_mode=force_generic_plan -c lock_timeout={_milliseconds(lock_seconds)}"
        f" -c {SETTING}={version_key}"
    }
    silence = {name: value for name, value in SILENCE.items() if name not in make_url(url).query}
    engine = create_engine(
        url,
        pool_size=POOL_SIZE,
        max_overflow=MORE_AT_MOST,
        pool_timeout=wait_seconds_max,
        hide_parameters=True,
        connect_args=planned | silence,
    )

    @event.listens_for(engine, "checkin")
    def _note(_connection: Any, record: ConnectionPoolEntry) -> None:
        record.info["rests_since"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def _try(connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
        # A database that was restarted leaves dead connections behind. One that worked a moment ago is not asked: under
        # load that would cost every scan two more round trips.
        if time.monotonic() - record.info.get("rests_since", time.monotonic()) < RESTED_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error

    @event.listens_for(engine, "connect")
    def _note_its_plans(_connection: Any, record: ConnectionPoolEntry) -> None:
        record.info["planned_since"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def _plan_anew(connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
        if time.monotonic() - record.info["planned_since"] < PLANNED_SECONDS:
            return
        # As with the clock: a connection that fails here fails at its first statement too.
        with suppress(engine.dialect.loaded_dbapi.Error):
            _outside_a_transaction(connection, "DISCARD PLANS")
        record.info["planned_since"] = time.monotonic()

    @event.listens_for(engine, "begin")
    def _wait_less(connection: Connection) -> None:
        left = seconds_left(lock_seconds)
        if left < lock_seconds and not connection.get_execution_options().get("reads_only"):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {_milliseconds(left)}")

    return engine


def _milliseconds(seconds: float) -> int:
    return max(1, round(seconds * 1000))  # 0 would be for ever to PostgreSQL


def _sqlite_engine(url: str, wait_seconds_max: float, version_key: str) -> Engine:
    path = url.removeprefix("sqlite:///")
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    lock_seconds = wait_seconds_max * WAIT_OF_A_LOCK
    engine = create_engine(
        url,
        pool_size=POOL_SIZE,
        max_overflow=MORE_AT_MOST,
        pool_timeout=wait_seconds_max,
        connect_args={"timeout": lock_seconds},
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _record: object) -> None:
        # The driver's own transactions begin late and deferred: two readers that then write would deadlock.
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "trusted_schema=ON"):
            connection.execute(f"PRAGMA {pragma}")
        # Triggers call it; a connection that has it not changes no row that may change.
        sign_on_sqlite(connection, version_key)

    @event.listens_for(engine, "begin")
    def _take_the_writer_queue(connection: Connection) -> None:
        if connection.get_execution_options().get("reads_only"):
            connection.exec_driver_sql("BEGIN")
            return
        _wait_at_most(connection, seconds_left(lock_seconds), lock_seconds)
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _wait_at_most(connection: Connection, seconds: float, usual_seconds: float) -> None:
    """Let this SQLite connection wait so long for its turn. What is said to a connection stays until something else is said."""
    if connection.info.get("waits_seconds", usual_seconds) != seconds:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {_milliseconds(seconds)}")
        connection.info["waits_seconds"] = seconds
