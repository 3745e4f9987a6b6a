"""Databases of 100,000 scans and more, filled once, audited once, and kept in the cache of this user, outside the checkout.

They are made anew when the schema or the way they are filled has changed. `python -m bench.kept 10000000` makes a large one,
which takes a quarter of an hour and 20 GB; the benches use those that are there.
"""

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import platformdirs
import psycopg
from sqlalchemy import text
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.schema import CreateIndex, CreateTable

from bench import copies, history
from bench.ground import DURABLE, Ground, lay
from pantbox.audit import audit
from pantbox.core import create_core
from pantbox.db import Base
from pantbox.seals.signed_rows import answer_for_unsigned
from pantbox.seals.written_rows import sign_all
from pantbox.settings import Settings
from pantbox.signatures import signing_keys
from pantbox.tables import load
from tests.support.postgres import PostgresServer

SIZES = (100_000, 1_000_000, 10_000_000)
MADE_ALWAYS = SIZES[:2]
FRESH_CONTAINERS = 60_000
ACCOUNTS_APART, STATIONS_APART = 1_000, 100
POSTGRESQL = PGDialect_psycopg()  # type: ignore[no-untyped-call]
TUNED = ("shared_buffers=1GB", "maintenance_work_mem=512MB", "max_wal_size=4GB", "work_mem=32MB")


@dataclass(frozen=True, slots=True)
class Kept:
    """One PostgreSQL with databases of different sizes that hold the same event."""

    server: PostgresServer
    grounds: dict[int, Ground]
    """By the number of scans; fresh copies of the databases that are made always."""


@contextmanager
def kept_databases(*wanted: int) -> Iterator[Kept]:
    """The databases there are and those `wanted`, made if need be. The event is the same in all of them."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    server = PostgresServer(settings=(*DURABLE, *TUNED), kept=folder)
    try:
        for scans in sorted({*wanted, *MADE_ALWAYS, *_there(server)}):
            if scans not in _there(server):
                _make(server, folder, scans)
            _index(server, _name(scans))
        first = _ground(server, folder, SIZES[0])
        yield Kept(server, {scans: _in(server, first, _fresh(server, scans)) for scans in _there(server)})
    finally:
        server.stop()


def _fresh(server: PostgresServer, scans: int) -> str:
    """A copy for benches to write into. Of the largest there is no room for one: it holds what earlier ones wrote."""
    if scans not in MADE_ALWAYS:
        return _name(scans)
    server.drop_database(f"fresh_{scans}")
    server.run(f"CREATE DATABASE fresh_{scans} TEMPLATE {_name(scans)} STRATEGY FILE_COPY")
    return f"fresh_{scans}"


def _folder() -> Path:
    # Root's own cache cannot be read by the user that its PostgreSQL runs as.
    cache = platformdirs.site_cache_path if os.geteuid() == 0 else platformdirs.user_cache_path
    return cache("pantbox") / f"bench-{_fingerprint()}"


def _fingerprint() -> str:
    load()
    schema = [str(CreateTable(table).compile(dialect=POSTGRESQL)) for table in Base.metadata.sorted_tables]
    filled = [Path(module.__file__ or "").read_text(encoding="utf-8") for module in (history, copies)]
    return hashlib.sha256("\n".join([*schema, *filled]).encode()).hexdigest()[:12]


def _name(scans: int) -> str:
    return f"scans_{scans}"


def _in(server: PostgresServer, ground: Ground, database: str) -> Ground:
    return replace(ground, settings=replace(ground.settings, database_url=server.url(database)))


def _ground(server: PostgresServer, folder: Path, scans: int) -> Ground:
    told: dict[str, Any] = json.loads((folder / "ground.json").read_text(encoding="utf-8"))
    settings = Settings(**told.pop("settings"))
    return _in(
        server, Ground(settings, **{name: tuple(values) for name, values in told.items()}), _name(scans)
    )


def _there(server: PostgresServer) -> list[int]:
    with psycopg.connect(host=str(server.folder), user="postgres", dbname="postgres") as connection:
        names = {name for (name,) in connection.execute("SELECT datname FROM pg_database")}
    return [scans for scans in SIZES if _name(scans) in names]


def _index(server: PostgresServer, database: str) -> None:
    """The indexes there are by now: they need no database made anew."""
    for table in Base.metadata.sorted_tables:
        for index in table.indexes:
            server.run(
                str(CreateIndex(index, if_not_exists=True).compile(dialect=POSTGRESQL)), database=database
            )


def _make(server: PostgresServer, folder: Path, scans: int) -> None:
    began = time.monotonic()
    server.drop_database("filling")
    if scans == SIZES[0]:
        server.run("CREATE DATABASE filling")
        ground = lay(server.url("filling"), history.CONTAINERS + FRESH_CONTAINERS, port=0)
        (folder / "ground.json").write_text(json.dumps(asdict(ground)), encoding="utf-8")
        core = create_core(ground.settings)
        history.play(core, ground, datetime.now(UTC) - timedelta(days=history.DAYS + 1))
    else:
        server.run(f"CREATE DATABASE filling TEMPLATE {_name(SIZES[0])}")
        ground = _in(server, _ground(server, folder, scans), "filling")
        core = create_core(ground.settings)
        _copy(server, scans // SIZES[0])
        with core.database.connection() as connection:  # of ours: versions are signed
            for statement in copies.keeping():
                connection.execute(text(statement))
            answer_for_unsigned(connection, signing_keys(core.keys).rows)
            sign_all(connection, signing_keys(core.keys).rows)
    server.run("VACUUM ANALYZE", database="filling")
    core.database.dispose()
    server.run("CHECKPOINT", f"ALTER DATABASE filling RENAME TO {_name(scans)}")
    print(f"{scans:,} scans: filled in {time.monotonic() - began:.0f} s", flush=True)


def prove(kept: Kept) -> None:
    """Audit each database that was not audited since it was filled, and write down that it was. Raises `RuntimeError`."""
    for scans, ground in kept.grounds.items():
        if _audited(kept.server, scans).exists():
            continue
        began, core = time.monotonic(), create_core(ground.settings)
        wrong = [finding for finding in audit(core) if finding.ok is False]
        core.database.dispose()
        if wrong:
            raise RuntimeError(f"the audit of {scans:,} scans found: {wrong}")
        _audited(kept.server, scans).touch()
        print(f"{scans:,} scans: audited in {time.monotonic() - began:.0f} s", flush=True)


def _audited(server: PostgresServer, scans: int) -> Path:
    return server.folder / f"{scans}-audited"


def _copy(server: PostgresServer, last: int) -> None:
    """Without the indexes that nothing here asks: they are made anew afterwards, which is faster than keeping them."""
    tables = [Base.metadata.tables[name] for name in copies.COPIED]
    idle = [index for table in tables for index in table.indexes if index.columns.keys()[0] != "event_id"]
    server.run(*(f"DROP INDEX IF EXISTS {index.name}" for index in idle), database="filling")
    for number in range(1, last):
        statements = copies.copying(number, STATIONS_APART, ACCOUNTS_APART)
        # As one transaction, and without looking up each row that a row points at: they are copies of rows that held.
        server.run("; ".join(["SET session_replication_role = replica", *statements]), database="filling")
    _index(server, "filling")
    server.run("ANALYZE", copies.counting(last), "VACUUM FULL container", database="filling")


if __name__ == "__main__":
    with kept_databases(*map(int, sys.argv[1:])) as made:
        prove(made)
