"""Processes that die with the test process, however that ends. Also the small program that makes them so."""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

STOP_SECONDS = 10
PARENT_DEATH_SIGNAL = 1
"""PR_SET_PDEATHSIG of Linux. Elsewhere a killed test process leaves its servers behind."""


def tied(
    command: Sequence[str | Path], *, user: str = "", on_death: int = signal.SIGTERM, **more: Any
) -> subprocess.Popen[bytes]:
    """Start `command` so that it gets `on_death` when this process dies, even by `kill -9`.

    As another `user` when one is named. The work is done after the fork by this file run as a program, because
    `preexec_fn` is not safe beside threads, and the wish to die together is forgotten when the user changes.
    """
    return subprocess.Popen([sys.executable, __file__, str(int(on_death)), user, *map(str, command)], **more)


def stop(process: subprocess.Popen[bytes], sign: int = signal.SIGTERM) -> None:
    """End a process politely, and if it does not listen, at once."""
    process.send_signal(sign)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _become(on_death: int, user: str, command: list[str]) -> None:
    # Loaded while we still may: the new user may not be able to read this Python.
    library = ctypes.CDLL(None)
    if user:
        entry = pwd.getpwnam(user)
        os.setgroups([])
        os.setgid(entry.pw_gid)
        os.setuid(entry.pw_uid)
    if sys.platform == "linux":
        library.prctl(PARENT_DEATH_SIGNAL, on_death)
    os.execv(command[0], command)  # noqa: S606


if __name__ == "__main__":
    _become(int(sys.argv[1]), sys.argv[2], sys.argv[3:])
