"""The database: engine, column types, and the only commit.

Two databases are supported alike, SQLite (one file, one writer) and PostgreSQL. Every table of a tenant has
`organisation_id`; a transaction opened for one organisation sees no other's rows, and that is said here and only here.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Any, TypeVar
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Integer,
    MetaData,
    String,
    Uuid,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.exc import DBAPIError, DisconnectionError, SQLAlchemyError
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    ORMExecuteState,
    Session,
    mapped_column,
    with_loader_criteria,
)
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import JSON, TypeDecorator

from pantbox.shared_clock import SharedClock
from pantbox.waiting import WAIT_SECONDS_MAX, bounded, seconds_left, time_is_up

POOL_SIZE, MORE_AT_MOST = 12, 20
"""Connections of one process: those it keeps, and those it opens when all its threads ask at once."""
WAIT_OF_A_LOCK = 0.9
"""The part of a bound that every connection waits for one lock. Less is said to the database only when less is left: else each
transaction would begin with a statement more."""
ATTEMPTS_MAX = 5
RESTED_SECONDS = 2.0
"""A connection nobody used for so long is tried before it is used again."""
SILENCE = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
"""How long, by libpq's own words, a PostgreSQL is waited for whose machine is gone: else a quarter of an hour, with every
scan behind the one that asked. What the database's URL says of these goes first."""
COLLISIONS = {"40001", "40P01", "55P03"}
"""PostgreSQL's: not serializable, deadlock, a lock that was not to be had in time."""

T = TypeVar("T")


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC. SQLite has no such type: there it is text in a form that sorts in order of time."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a naive time reached the database: {value!r}")
        utc = value.astimezone(UTC)
        return utc if dialect.name == "postgresql" else utc.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


# SQLite gives automatic ids to INTEGER primary keys only.
SmallId = BigInteger().with_variant(Integer, "sqlite")

IntId = Annotated[int, mapped_column(SmallId, primary_key=True, autoincrement=True)]
TimeOrderedId = Annotated[UUID, mapped_column(Uuid, primary_key=True)]
OreAmount = Annotated[int, mapped_column(BigInteger)]
Name = Annotated[str, mapped_column(String(200))]
Word = Annotated[str, mapped_column(String(40))]


NAMES = "names"
"""Key of a column's `info`: which rows it names, where neither a foreign key nor its own name tells. By the table of those
rows, the condition that it names one with a certain id. See `pantbox.places.references`."""


class Base(DeclarativeBase):
    """Base of all tables. Constraint names are made by one rule, so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 (SQLAlchemy reads it as it is)
        datetime: UtcDateTime,
        UUID: Uuid,
        dict[str, Any]: JSON,
        list[Any]: JSON,
    }


class OfOrganisation:
    """A row that belongs to exactly one organisation, and is seen by no other.

    Without a foreign key: a check against a row that every scan shares costs a tenth of the throughput.
    """

    organisation_id: Mapped[int] = mapped_column(SmallId)


class Database:
    """One database, and the only place that commits."""

    def __init__(self, url: str, *, wait_seconds_max: float = WAIT_SECONDS_MAX) -> None:
        self.url = url
        self.wait_seconds_max = wait_seconds_max
        self._clock = SharedClock()
        self.engine = _engine(url, wait_seconds_max, self._clock)
        self._reading_engine = self.engine.execution_options(reads_only=True, **_one_snapshot(self.engine))
        self._glancing_engine = self.engine.execution_options(reads_only=True, **_no_transaction(self.engine))

    @property
    def is_postgresql(self) -> bool:
        """Whether this is PostgreSQL; otherwise it is SQLite."""
        return self.engine.dialect.name == "postgresql"

    def now(self) -> datetime:
        """The present moment (UTC) by the database's clock; by this machine's as long as no connection could be had."""
        if not self._clock.has_been_read:
            with suppress(SQLAlchemyError), self.glance():
                pass  # a connection that is taken reads the clock
        return self._clock.now()

    @contextmanager
    def transaction(self, organisation_id: int | None = None) -> Iterator[Session]:
        """A session that commits at the end, or leaves nothing behind.

        With `organisation_id`, every ORM statement in it sees that organisation's rows only. Without, all are seen: for
        the worker, the audit, and the doors before they know who is asking.
        """
        with Session(self.engine, info={"organisation_id": organisation_id}) as session, session.begin():
            yield session

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A connection whose statements are committed together at the end, or leave nothing behind; all rows are seen.

        For scans, which need no objects: keeping them takes longer than the rules of a scan.
        """
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self, organisation_id: int | None = None) -> Iterator[Session]:
        """A session that sees one moment of the database and changes nothing: for pages, reports and the audit.

        On SQLite it does not wait in the writers' queue; what is written in it is thrown away.
        """
        with Session(self._reading_engine, info={"organisation_id": organisation_id}) as session:
            yield session

    @contextmanager
    def glance(self) -> Iterator[Connection]:
        """A connection for one statement, with no transaction around it where the database allows: for look-ups.

        Beginning and ending one are round trips of their own, and before a single scan they would cost more than the look.
        """
        with self._glancing_engine.connect() as connection:
            yield connection

    def retrying(self, work: Callable[[Session], T], organisation_id: int | None = None) -> T:
        """The result of `work` in a transaction of its own, done again when the database says it collided with another.

        Raises the last collision after five attempts, or when waiting has taken `wait_seconds_max`.
        """
        with bounded(self.wait_seconds_max):
            for _attempt in range(ATTEMPTS_MAX - 1):
                try:
                    with self.transaction(organisation_id) as session:
                        return work(session)
                except DBAPIError as error:
                    if not is_collision(error) or time_is_up():
                        raise
            with self.transaction(organisation_id) as session:
                return work(session)

    def dispose(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()


def _one_snapshot(engine: Engine) -> dict[str, Any]:
    if engine.dialect.name != "postgresql":
        return {}  # a SQLite transaction is a snapshot by itself
    return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def _no_transaction(engine: Engine) -> dict[str, Any]:
    # The SQLite driver is there already: see `_set_up`. Telling SQLAlchemy so would make it undo that.
    return {"isolation_level": "AUTOCOMMIT"} if engine.dialect.name == "postgresql" else {}


def is_collision(error: DBAPIError) -> bool:
    """Whether the transaction failed only because of another one at the same moment, so that it may be done again."""
    state = getattr(error.orig, "sqlstate", None)
    return state in COLLISIONS or "database is locked" in str(error.orig)


@event.listens_for(Session, "do_orm_execute")
def _see_one_organisation_only(state: ORMExecuteState) -> None:
    organisation_id = state.session.info.get("organisation_id")
    if organisation_id is None or state.is_column_load or state.is_relationship_load:
        return
    state.statement = state.statement.options(
        with_loader_criteria(
            OfOrganisation,
            lambda table: table.organisation_id == organisation_id,
            include_aliases=True,
        )
    )


def _engine(url: str, wait_seconds_max: float, clock: SharedClock) -> Engine:
    # Parameters are hidden in errors, for errors are logged, and what guests and users told us is not.
    is_sqlite = url.startswith("sqlite")
    engine = (_sqlite_engine if is_sqlite else _postgresql_engine)(url, wait_seconds_max)
    ask = _sqlite_time if is_sqlite else _postgresql_time

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
    # Outside a transaction, for none has begun on a connection that is being taken, and none is to be left.
    before, connection.autocommit = connection.autocommit, True
    try:
        moment: datetime = connection.execute("SELECT clock_timestamp()").fetchone()[0]
    finally:
        connection.autocommit = before
    return moment.astimezone(UTC)


def _postgresql_engine(url: str, wait_seconds_max: float) -> Engine:
    lock_seconds = wait_seconds_max * WAIT_OF_A_LOCK
    # What is asked again and again is planned once: planning a scan's statements anew takes as long as running them.
    planned = {
        "options": f"-c plan_cache_mode=force_generic_plan -c lock_timeout={_milliseconds(lock_seconds)}"
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

    @event.listens_for(engine, "begin")
    def _wait_less(connection: Connection) -> None:
        left = seconds_left(lock_seconds)
        if left < lock_seconds and not connection.get_execution_options().get("reads_only"):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {_milliseconds(left)}")

    return engine


def _milliseconds(seconds: float) -> int:
    return max(1, round(seconds * 1000))  # 0 would be for ever to PostgreSQL


def _sqlite_engine(url: str, wait_seconds_max: float) -> Engine:
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
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

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


def alembic_config(url: str) -> Any:
    """Alembic's configuration for this database, with the migrations that were installed beside us."""
    from alembic.config import Config

    import migrations

    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.attributes["database_url"] = url
    return config


def upgrade(database_url: str) -> None:
    """Bring the database to the newest schema. Does nothing when it is there already."""
    from alembic import command

    if database_url.startswith("sqlite:///"):
        Path(database_url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    command.upgrade(alembic_config(database_url), "head")


def is_current(database: Database) -> bool:
    """Whether the database has the schema this version was written for."""
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    newest = ScriptDirectory.from_config(alembic_config(database.url)).get_current_head()
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest
