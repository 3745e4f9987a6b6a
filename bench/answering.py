"""A server as a process of its own, for as long as it is measured."""

import os
import signal
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import STDOUT

import httpx

from tests.support.tied import stop, tied

READY_SECONDS = 120


@contextmanager
def answering(
    name: str, port: int, command: Sequence[str | Path], *, folder: Path, environment: Mapping[str, str]
) -> Iterator[int]:
    """Run `command` in `folder` until it answers on this port; its process. Raises `RuntimeError` with its log if it does not."""
    with tempfile.NamedTemporaryFile("wb", suffix=".log") as log:
        process = tied(
            command, cwd=folder, env=environment, stdout=log, stderr=STDOUT, start_new_session=True
        )
        try:
            _wait(name, port, Path(log.name))
            yield process.pid
        finally:
            stop(process)
            _end_workers(process.pid)


def _wait(name: str, port: int, log: Path) -> None:
    deadline = datetime.now(UTC) + timedelta(seconds=READY_SECONDS)
    while datetime.now(UTC) < deadline:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=2).is_success:
                return
        except httpx.TransportError:
            pass
    raise RuntimeError(f"{name} did not come up:\n{log.read_text(errors='replace')}")


def _end_workers(group: int) -> None:
    """A worker that outlives its parent would go on answering on the same port."""
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        pass
