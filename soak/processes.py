"""Processes of one run: made by forking this one, which has everything loaded, so that a server is up in a tenth of a second.

They die with us, however we end.
"""

import ctypes
import gc
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

PARENT_DEATH_SIGNAL = 1
WAIT_SECONDS = 20.0


class Child:
    """A process and what it does. It leads a group of its own: what it starts is killed with it."""

    def __init__(self, name: str, work: Callable[[], None], log: Path) -> None:
        self.name = name
        self.status: int | None = None
        gc.freeze()
        self.pid = os.fork()
        if self.pid == 0:
            _be(work, log)

    def is_alive(self) -> bool:
        """Whether it still runs."""
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = status
                self._kill_the_rest()
        return self.status is None

    def kill(self, sign: int = signal.SIGKILL) -> None:
        """Send a signal to it and all it started."""
        if self.is_alive():
            try:
                os.killpg(self.pid, sign)
            except ProcessLookupError:
                os.kill(self.pid, sign)  # so young that it has no group of its own yet

    def ask_to_end(self) -> None:
        """Let it end in order: it alone is told, and tells what it started."""
        if self.is_alive():
            os.kill(self.pid, signal.SIGTERM)

    def kill_first_of(self) -> None:
        """`kill -9` one process that it started, or itself when there is none."""
        for pid in children_of(self.pid):
            os.kill(pid, signal.SIGKILL)
            return
        self.kill()

    def limit_files(self, size: int) -> None:
        """Let it and what it started write no file larger than this; -1: any."""
        for pid in (self.pid, *children_of(self.pid)):
            limit_files(pid, size)

    def wait(self, seconds: float = WAIT_SECONDS) -> int:
        """Its exit status, when it has ended. Raises `TimeoutError`."""
        deadline = time.monotonic() + seconds
        while self.is_alive():
            if time.monotonic() > deadline:
                raise TimeoutError(f"{self.name} did not end")
            time.sleep(0.005)
        return os.waitstatus_to_exitcode(self.status or 0)

    def _kill_the_rest(self) -> None:
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass


def die_with_parent() -> None:
    """Let this process end when the one that started it does."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)


def limit_files(pid: int, size: int) -> None:
    """Let a running process and all it starts from now on write no file larger than this; -1: any."""
    with suppress(OSError):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def children_of(pid: int) -> list[int]:
    """The processes that a process started."""
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(one) for one in path.read_text().split()] if path.exists() else []


def _be(work: Callable[[], None], log: Path) -> None:
    code = 1
    try:
        os.setsid()
        die_with_parent()
        for sign in (signal.SIGINT, signal.SIGTERM):
            signal.signal(sign, signal.SIG_DFL)
        told = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        for descriptor in (1, 2):
            os.dup2(told, descriptor)
        work()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
