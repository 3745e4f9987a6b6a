"""The scheduled jobs beside a server: a worker in a process of its own, that is started again when it ends.

Not in the server itself: its processes are forked from it, and neither threads nor connections outlive that in order; nor in
one of those, where jobs would make scans wait.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog

import pantbox

REST_SECONDS = 5.0
"""Before a worker that ended is started again, so that one that cannot live does not keep the machine busy."""
STOP_SECONDS = 10.0
SERVER_FIRST_SECONDS = 3.0
"""Before it is started at all: on a small machine two programs that load at once keep guests waiting twice as long."""

log = structlog.stdlib.get_logger("pantbox.jobs")


@contextmanager
def jobs_beside() -> Iterator[None]:
    """Have the jobs run for as long as the block lasts. Settings are those of this process's environment."""
    stopping = threading.Event()
    beside = _Beside()
    watcher = threading.Thread(target=_keep_running, args=(beside, stopping), daemon=True)
    watcher.start()
    try:
        yield
    finally:
        stopping.set()
        beside.stop()
        watcher.join(STOP_SECONDS)


class _Beside:
    """The worker's process, whichever it is just now."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._is_over = False

    def start(self) -> subprocess.Popen[bytes] | None:
        """Start it, unless it is over."""
        with self._lock:
            if self._is_over:
                return None
            command = [sys.executable, "-P", "-m", "pantbox", "worker", "--server", str(os.getpid())]
            self._process = subprocess.Popen(command, env=_environment(), stdin=subprocess.DEVNULL)  # noqa: S603 (our own)
            return self._process

    def stop(self) -> None:
        """End it for good."""
        with self._lock:
            self._is_over = True
            process = self._process
        if process is None or process.poll() is not None:
            return
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()


def _environment() -> dict[str, str]:
    """Ours, and where this very Pantbox is: what lies in the working directory is none."""
    paths = [str(Path(pantbox.__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}


def _keep_running(beside: _Beside, stopping: threading.Event) -> None:
    if stopping.wait(SERVER_FIRST_SECONDS):
        return
    while process := beside.start():
        status = process.wait()
        if stopping.is_set():
            return
        log.error("worker_ended", status=status, again_in_seconds=REST_SECONDS)
        if stopping.wait(REST_SECONDS):
            return
