"""Running it: the server and the worker."""

import os
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext, suppress
from typing import TYPE_CHECKING

import click
import structlog

from pantbox.cli.installation import installation, make_ready
from pantbox.cli.jobs_beside import jobs_beside
from pantbox.cli.server import Server
from pantbox.core import create_core
from pantbox.logs import write_to_stderr
from pantbox.places.job_runs import is_late, last_lived
from pantbox.printable import printable
from pantbox.settings import THIS_MACHINE, Settings, host_name

if TYPE_CHECKING:
    from pantbox.jobs.schedule import Outcome

log = structlog.stdlib.get_logger("pantbox.cli")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes that answer."
)
@click.option("--worker/--no-worker", "has_worker", default=True, show_default=True,
              help="Run the scheduled jobs too, or leave them to `pantbox worker`.")  # fmt: skip
def serve(host: str, port: int, workers: int, *, has_worker: bool) -> None:
    """Serve stations, guests, the office and the API, and run the scheduled jobs.

    Refuses to start when the database is behind; see `pantbox db upgrade`. A SQLite file is brought up to date,
    unless PANTBOX_ENVIRONMENT is production.

    \b
    Example:
      pantbox serve --host 0.0.0.0 --port 8000 --workers 2
    """
    settings = Settings.from_environment()
    write_to_stderr(as_json=settings.production)
    make_ready(settings)
    # Its processes read their settings for themselves. Who is told where to listen is asked for by that name too.
    os.environ["PANTBOX_HOSTS"] = ",".join(sorted({*settings.more_hosts, host}))
    is_here = host_name(settings.base_url) in THIS_MACHINE
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}" if is_here else settings.base_url
    _say_what_runs(settings, f"{address}/admin/", has_worker=has_worker)
    if not settings.production and host not in THIS_MACHINE:
        log.warning("development_is_reachable", host=host, set="PANTBOX_ENVIRONMENT=production")
    server = Server(host, port, workers, logs_as_json=settings.production)
    with jobs_beside() if has_worker else nullcontext():
        server.run()


def _say_what_runs(settings: Settings, office: str, *, has_worker: bool) -> None:
    core = create_core(settings)
    try:
        with core.database.glance() as connection:
            lived_at = last_lived(connection)
    finally:
        core.database.dispose()
    lived = lived_at.isoformat(timespec="seconds") if lived_at else "never"
    log.info(
        "serving",
        office=office,
        jobs="beside" if has_worker else "elsewhere",
        worker_lived_at=lived,
    )
    if not has_worker and is_late(lived_at, core.clock()):
        log.warning("no_worker_lives", worker_lived_at=lived, run="pantbox worker")


@click.command()
@click.option("--once", is_flag=True, help="Do every job once and stop.")
@click.option("--server", type=int, hidden=True, help="End when this process is no more our parent.")
def worker(*, once: bool, server: int | None) -> None:
    """Do the scheduled jobs: close and forfeit, held returns, counts, silent devices, purge.

    `pantbox serve` does them too, unless told not to. Any number may run: no job runs twice at once. With --once it ends with 1
    when a job failed.

    \b
    Example:
      pantbox worker
    """
    from pantbox.jobs.schedule import run_forever, run_once

    write_to_stderr(as_json=Settings.from_environment().production)
    with installation() as core:
        if once:
            outcomes = list(_told(run_once(core)))
            if any(one.failed for one in outcomes):
                sys.exit(1)
            return
        if server is not None:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # meant for the server, which ends us
        log.info("working", beside="a server" if server else "nobody")
        with suppress(KeyboardInterrupt):
            run_forever(core, server)


def _told(outcomes: "Iterable[Outcome]") -> "Iterator[Outcome]":
    for one in outcomes:
        click.echo(printable(str(one)))
        yield one


COMMANDS = (serve, worker)
