"""Running it: the server and the worker."""

import os

import click

from pantbox.cli.installation import installation, make_ready
from pantbox.cli.server import Server
from pantbox.printable import printable
from pantbox.settings import Settings


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes that answer."
)
def serve(host: str, port: int, workers: int) -> None:
    """Serve stations, guests, the office and the API.

    Refuses to start when the database is behind; see `pantbox db upgrade`. A SQLite file is brought up to date,
    unless PANTBOX_ENVIRONMENT is production.

    \b
    Example:
      pantbox serve --host 0.0.0.0 --port 8000 --workers 2
    """
    settings = Settings.from_environment()
    make_ready(settings)
    # Its processes read their settings for themselves. Who is told where to listen is asked for by that name too.
    os.environ["PANTBOX_HOSTS"] = ",".join(sorted({*settings.more_hosts, host}))
    Server(host, port, workers).run()


@click.command()
@click.option("--once", is_flag=True, help="Do every job once and stop.")
def worker(*, once: bool) -> None:
    """Do the scheduled jobs: close and forfeit, held returns, counts, silent devices, purge.

    Any number may run; one leads, and when it dies another does.

    \b
    Example:
      pantbox worker
    """
    from pantbox.jobs.schedule import run_forever, run_once

    with installation() as core:
        if once:
            for done in run_once(core):
                click.echo(printable(done))
        else:
            run_forever(core)


COMMANDS = (serve, worker)
