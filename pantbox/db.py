"""The database: engine, column types, and the only commit.

Two databases are supported alike, SQLite (one file, one writer) and PostgreSQL. Every table of a tenant has
`organisation_id`; a transaction opened for one organisation sees no other's rows, and that is said here and only here.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeVar
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Index,
    Integer,
    MetaData,
    String,
    Uuid,
    create_engine,
    event,
    text,
)
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    ORMExecuteState,
    Session,
    mapped_column,
    with_loader_criteria,
)
from sqlalchemy.pool import NullPool
from sqlalchemy.types import JSON, TypeDecorator

from pantbox.engines import engine_of
from pantbox.errors import Conflict
from pantbox.shared_clock import SharedClock
from pantbox.signatures import SigningKeys
from pantbox.waiting import WAIT_SECONDS_MAX, bounded, time_is_up

ATTEMPTS_MAX = 5
FOR_ITS_OWNER = 0o600
"""Of a new SQLite file: what is in it is nobody else's business on this machine."""
COLLISIONS = {"40001", "40P01", "55P03"}
"""PostgreSQL's: not serializable, deadlock, a lock that was not to be had in time."""

LOOKED_AT_EVERY_SECONDS = 0.01
"""So often who waits for others' transactions looks whether they are over."""
_WRITERS = text(
    "SELECT CAST(backend_xid AS text) FROM pg_stat_activity"
    " WHERE datname = current_database() AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()"
)
"""PostgreSQL's transactions that have written or locked anything."""

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


ONLY_ON_POSTGRESQL = "only_on_postgresql"
"""Key of an index's `info`: whether SQLite goes without it."""
NAMES = "names"
"""Key of a column's `info`: which rows it names, where neither a foreign key nor its own name tells. By the table of those
rows, the condition that it names one with a certain id. See `pantbox.places.references`."""


def block_range_index(name: str, column: str) -> Index:
    """An index for what was written lately, which costs next to nothing to keep. SQLite finds that last without one."""
    index = Index(name, column, postgresql_using="brin", info={ONLY_ON_POSTGRESQL: True})
    return index.ddl_if(dialect="postgresql")


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


UNSIGNED = SigningKeys()


class Database:
    """One database, and the only place that commits.

    `signing` is what its connections sign rows with: without it the audit takes a change for a stranger's.
    """

    def __init__(
        self, url: str, *, wait_seconds_max: float = WAIT_SECONDS_MAX, signing: SigningKeys = UNSIGNED
    ) -> None:
        self.url = url
        self.wait_seconds_max = wait_seconds_max
        self._clock = SharedClock()
        self.engine = engine_of(url, wait_seconds_max, self._clock, signing)
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
        with (
            self._wrapping(),
            Session(self._reading_engine, info={"organisation_id": organisation_id}) as session,
        ):
            yield session

    @contextmanager
    def glance(self) -> Iterator[Connection]:
        """A connection for one statement, with no transaction around it where the database allows: for look-ups.

        Beginning and ending one are round trips of their own, and before a single scan they would cost more than the look.
        """
        with self._wrapping(), self._glancing_engine.connect() as connection:
            yield connection

    @contextmanager
    def _wrapping(self) -> Iterator[None]:
        """SQLAlchemy wraps what the driver raises of a statement, but not of telling a lost connection its isolation level."""
        dialect = self.engine.dialect
        driver = dialect.loaded_dbapi.Error
        try:
            yield
        except driver as error:
            raise DBAPIError.instance(
                None, None, error, driver, hide_parameters=True, dialect=dialect
            ) from error

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

    def await_writers(self) -> None:
        """Return when all that was being written at the time of the call is committed or gone, or `wait_seconds_max` is over.

        Not to be called within a transaction that writes.
        """
        if not self.is_postgresql:
            with self.connection():  # one writes at a time: our turn comes after theirs
                return
        with bounded(self.wait_seconds_max), self.glance() as connection:
            writing = set(connection.scalars(_WRITERS))
            while writing and not time_is_up():
                time.sleep(LOOKED_AT_EVERY_SECONDS)
                writing.intersection_update(connection.scalars(_WRITERS))

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


def alembic_config(url: str, signing: SigningKeys = UNSIGNED) -> Any:
    """Alembic's configuration for this database, with the migrations that were installed beside us. Versions of rows that
    they change are signed with this key."""
    from alembic.config import Config

    import migrations

    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.attributes.update(database_url=url, signing=signing)
    return config


class Schema(StrEnum):
    """How a database's schema stands to the one this version was written for."""

    CURRENT = "current"
    BEHIND = "behind"
    AHEAD = "ahead"
    """A newer version migrated it."""


def upgrade(database_url: str, signing: SigningKeys = UNSIGNED) -> None:
    """Bring the database to the newest schema. Does nothing when it is there already. A database with rows in it needs the key
    that its versions are signed with.

    Raises `Conflict("database_ahead")` when it is a newer one than ours.
    """
    from alembic import command

    if database_url.startswith("sqlite:///"):
        path = Path(database_url.removeprefix("sqlite:///"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(FOR_ITS_OWNER)
    engine = create_engine(database_url, poolclass=NullPool)
    with engine.connect() as connection:
        schema = _schema(connection, database_url)
    if schema is Schema.AHEAD:
        raise Conflict("database_ahead")
    command.upgrade(alembic_config(database_url, signing), "head")


def schema_of(database: Database) -> Schema:
    """How the schema of this database stands to ours."""
    with database.engine.connect() as connection:
        return _schema(connection, database.url)


def is_current(database: Database) -> bool:
    """Whether the database has the schema this version was written for."""
    return schema_of(database) is Schema.CURRENT


def _schema(connection: Connection, url: str) -> Schema:
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(alembic_config(url))
    revision = MigrationContext.configure(connection).get_current_revision()
    if revision == scripts.get_current_head():
        return Schema.CURRENT
    ours = {script.revision for script in scripts.walk_revisions()}
    return Schema.BEHIND if revision is None or revision in ours else Schema.AHEAD
