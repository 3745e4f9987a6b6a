"""The PostgreSQL of all runs, on a disk of its own that can be filled."""

import ctypes
import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

import psycopg

from soak.processes import children_of, limit_files
from tests.support.postgres import PostgresServer

NEW_MOUNT_NAMESPACE = 0x00020000
"""CLONE_NEWNS of Linux."""
CONNECTIONS_MAX = 60
KEPT = (
    "fsync=off", "synchronous_commit=on", "full_page_writes=on", f"max_connections={CONNECTIONS_MAX}",
    "shared_buffers=32MB", "max_wal_size=96MB", "min_wal_size=32MB", "restart_after_crash=on",
    "wal_writer_delay=200ms", "autovacuum_naptime=2s", "log_min_messages=warning",
)  # fmt: skip
"""A commit is written before it is answered, so that it outlives every process; that it outlives the machine is not tried."""
FILE_LIMIT = 256 * 1024


class Disk:
    """A folder. When we may mount, a small file system that nobody else sees and that goes when we go; else one whose
    files cannot grow (`RLIMIT_FSIZE`)."""

    def __init__(self, size_mb: int) -> None:
        self._size_mb = size_mb
        self.folder = Path(tempfile.mkdtemp(prefix="soak-", dir=memory()))
        self.folder.chmod(0o755)
        self.is_mounted = os.geteuid() == 0 and self._mount()
        self._ballast = self.folder / "ballast"

    def fill(self) -> None:
        """Leave not a byte. Only of a mounted one."""
        with self._ballast.open("ab") as file:
            for size in (1 << 20, 1 << 12):
                with suppress(OSError):
                    while True:
                        os.posix_fallocate(file.fileno(), os.fstat(file.fileno()).st_size, size)

    def free(self) -> None:
        """Let there be room again."""
        self._ballast.unlink(missing_ok=True)

    def forget(self) -> None:
        """Remove it."""
        if self.is_mounted:
            subprocess.run(["umount", "-l", self.folder], check=False, capture_output=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _mount(self) -> bool:
        if ctypes.CDLL(None, use_errno=True).unshare(NEW_MOUNT_NAMESPACE) != 0:
            return False
        commands = (
            ["mount", "--make-rprivate", "/"],
            ["mount", "-t", "tmpfs", "-o", f"size={self._size_mb}m,mode=755", "tmpfs", str(self.folder)],
        )
        return all(subprocess.run(one, check=False, capture_output=True).returncode == 0 for one in commands)


class Cluster:
    """A PostgreSQL that is killed, filled up and restarted again and again, on one disk."""

    def __init__(self, disk: Disk) -> None:
        self.disk = disk
        self.server = PostgresServer(settings=KEPT, below=disk.folder)
        self.should_run = True
        self._held: list[psycopg.Connection[object]] = []
        self._frozen: list[int] = []

    def url(self, database: str) -> str:
        """The address of one of its databases."""
        return self.server.url(database)

    def kill(self, sign: int) -> None:
        """End its first process by a signal, and leave it ended until `supervise` may start it again."""
        self.should_run = False
        self.thaw()
        self.server.process.send_signal(sign)

    def signal(self, sign: int) -> list[int]:
        """Send a signal to all its processes, and say which those are."""
        pids = [self.server.process.pid, *children_of(self.server.process.pid)]
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, sign)
        return pids

    def freeze(self) -> None:
        """Let all its processes stand still."""
        self._frozen += self.signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let those go on that stand still, also where their first process was killed meanwhile: a new one waits for them."""
        while self._frozen:
            with suppress(ProcessLookupError):
                os.kill(self._frozen.pop(), signal.SIGCONT)

    def supervise(self) -> None:
        """Start it again if it ended and should run: what a service manager does."""
        if self.should_run and self.server.process.poll() is not None:
            self.server.launch()

    def heal(self) -> None:
        """Bring it back, whatever was done to it."""
        self.thaw()
        self.let_connections_go()
        self.disk.free()
        self.limit(-1)
        self.should_run = True
        for _ in range(3):
            self.supervise()
            try:
                self.server.wait_until_ready()
            except RuntimeError:
                # Asked to stop while it recovered from a killed backend, it once did not end: service managers end it then.
                self.signal(signal.SIGKILL)
                self.server.process.wait()
                continue
            return
        raise RuntimeError((self.server.folder / "log").read_text(errors="replace")[-4000:])

    def limit(self, size: int) -> None:
        """Limit the size of files, of the server and of each process it started."""
        for pid in (self.server.process.pid, *children_of(self.server.process.pid)):
            limit_files(pid, size)

    def kill_a_backend(self, chance: float) -> bool:
        """`kill -9` one connection's process. PostgreSQL then throws all out and recovers."""
        found = self._asked(
            "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND datname <> 'postgres'"
        )
        if not found:
            return False
        with suppress(ProcessLookupError):
            os.kill(found[int(chance * len(found))], signal.SIGKILL)
        return True

    def hang_up(self) -> bool:
        """End every connection, in order."""
        return bool(
            self._asked(
                "SELECT pg_terminate_backend(pid)::int FROM pg_stat_activity WHERE datname <> 'postgres'"
            )
        )

    def use_up_connections(self) -> None:
        """Take all connections that are left."""
        with suppress(psycopg.OperationalError):
            for _ in range(CONNECTIONS_MAX):
                self._held.append(psycopg.connect(self._address(), connect_timeout=2))

    def let_connections_go(self) -> None:
        """Give them back."""
        while self._held:
            self._held.pop().close()

    def _address(self) -> str:
        return f"host={self.server.folder} user=postgres dbname=postgres"

    def _asked(self, sql: str) -> list[int]:
        try:
            with psycopg.connect(self._address(), connect_timeout=2, autocommit=True) as connection:
                return [row[0] for row in connection.execute(sql.encode()).fetchall()]
        except psycopg.OperationalError:
            return []


def memory() -> Path | None:
    """Where files are kept that need no disk, if there is such a place."""
    memory = Path("/dev/shm")  # noqa: S108 (a folder of our own below it)
    return memory if memory.is_dir() and os.access(memory, os.W_OK) else None
