"""What runs inside the product's own processes: the product, with the harness's clock, and what it dies of.

Everything here is put in place by replacing parts of the product in this one process, before it starts. Nothing of it is
in the product.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path

from flask import Flask
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

import wsgi
from pantbox import clock, db
from pantbox.cli.server import Server
from pantbox.core import create_core
from pantbox.db import Database
from pantbox.jobs import schedule
from pantbox.settings import Settings
from soak.bugs import BUGS, swap
from soak.notes import Offset, note
from soak.processes import die_with_parent

JOBS_EVERY_SECONDS = 0.8


@dataclass(frozen=True, slots=True)
class Process:
    """One process of the product. `dies`: at which commit, and on which side of it; None: by nothing of its own."""

    name: str
    folder: Path
    settings: Settings
    port: int = 0
    bug: str | None = None
    dies: tuple[str, int] | None = None


def serve(process: Process) -> None:
    """`pantbox serve`."""
    _make_ready(process)
    os.environ |= {
        "PANTBOX_DATABASE_URL": process.settings.database_url,
        "PANTBOX_SECRET_KEY": process.settings.secret_key,
        "PANTBOX_BASE_URL": process.settings.base_url,
        "PANTBOX_RATE_LIMITS": "off",
    }
    create_app = wsgi.create_app

    def create_app_here() -> Flask:
        die_with_parent()
        return create_app()

    # Granian forks its worker, which finds this in place of the app's own maker.
    swap(wsgi, "create_app", lambda _: create_app_here)
    Server("127.0.0.1", process.port).run()


def work(process: Process, *, both_lead: bool) -> None:
    """`pantbox worker`, its jobs due every moment. With `both_lead` it never asks whether another one leads."""
    _make_ready(process)
    if both_lead:
        swap(schedule, "leadership", lambda _: _nobody_asked)
    swap(schedule, "JOBS", lambda jobs: tuple(replace(job, every_seconds=JOBS_EVERY_SECONDS) for job in jobs))
    schedule.run_forever(create_core(process.settings))


def work_once(process: Process) -> None:
    """`pantbox worker --once`."""
    _make_ready(process)
    core = create_core(process.settings)
    for _ in schedule.run_once(core):
        pass
    core.database.dispose()


def migrate(process: Process) -> None:
    """`pantbox db upgrade`, killed at one of its statements if it comes so far."""
    if process.dies:
        at, seen = process.dies[1], count(1)

        @event.listens_for(Engine, "before_cursor_execute")
        def _die(*_told: object) -> None:
            if next(seen) == at:
                note(process.folder, "die_in_migration")
                os.kill(os.getpid(), signal.SIGKILL)

    db.upgrade(process.settings.database_url)


@contextmanager
def _nobody_asked(_database: Database, _job: str) -> Iterator[bool]:
    yield True


def _go_wrong(right: clock.Clock, offset: Offset) -> clock.Clock:
    """The system's clock of a process, as somebody else sets it."""

    def wrong() -> datetime:
        return right() + timedelta(seconds=offset.seconds)

    return wrong


def _make_ready(process: Process) -> None:
    offset = Offset(process.folder / f"clock-{process.name}")
    swap(clock, "now", partial(_go_wrong, offset=offset))
    if process.bug:
        BUGS[process.bug].put_in()
    if process.dies:
        _die_at_commit(process.folder, *process.dies)


def _die_at_commit(folder: Path, side: str, at: int) -> None:
    seen = count(1)

    @event.listens_for(Session, side.removeprefix("die_"))
    def _die(_session: Session) -> None:
        if next(seen) == at:
            note(folder, side)
            # The whole server at once: its main process would else end it in order.
            os.killpg(os.getpgrp(), signal.SIGKILL)
