"""The demo: a festival that is in its last day, filled through the real front doors, and then served."""

import os
import time
from dataclasses import replace
from pathlib import Path

import click

from pantbox import db
from pantbox.cli.installation import make_ready
from pantbox.cli.jobs_beside import jobs_beside
from pantbox.cli.server import Server
from pantbox.cli.simulating import play_on, progress_bar
from pantbox.clock import now
from pantbox.core import create_core
from pantbox.keys import Keys
from pantbox.places.installation import hold_to_secret
from pantbox.planning.demo import LOGIN_EMAIL, LOGIN_PASSWORD, furnish, scenario_of_today
from pantbox.secret_file import secret_beside
from pantbox.settings import Settings, data_directory, read_environment
from pantbox.signatures import signing_keys

GUESTS = 4_000
"""So many that the festival is played within half a minute on a small machine; 20,000 take some minutes."""


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--guests", default=GUESTS, show_default=True, type=click.IntRange(100, 200_000),
              help="20000 is the whole festival, and takes some minutes to play.")  # fmt: skip
@click.option("--seed", default=1, show_default=True, help="The same seed is the same festival.")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path),
              help="Where to keep it, instead of the user's data directory. Delete it to begin anew.")  # fmt: skip
@click.option("--no-serve", is_flag=True, help="Only fill it.")
def demo(port: int, guests: int, seed: int, data: Path | None, *, no_serve: bool) -> None:
    """Five days of a festival in Aalborg's Kildeparken, played by simulated people, to walk through in a browser.

    The first start plays it; later ones open what is there.

    \b
    Example:
      pantbox demo --port 8000
    """
    read_environment()  # what its server would refuse is refused before a festival is played
    folder = data or data_directory() / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    settings = Settings(
        secret_key=secret_beside(folder / "demo.db"),
        database_url=f"sqlite:///{folder / 'demo.db'}",
        base_url=f"http://127.0.0.1:{port}",
        demo=True,
    )
    if (folder / "demo.db").exists():
        make_ready(settings)
    else:
        _fill(settings, folder / "demo.db", guests, seed)
    _say_where(settings)
    if not no_serve:
        _serve(settings, port)


def _fill(settings: Settings, path: Path, guests: int, seed: int) -> None:
    """Play the festival in a file beside, and put it in its place when it is whole."""
    unfinished = path.with_suffix(".unfinished")
    for left_over in unfinished.parent.glob(unfinished.name + "*"):
        left_over.unlink()
    filling = replace(settings, database_url=f"sqlite:///{unfinished}")
    began, moment = time.monotonic(), now()
    db.upgrade(filling.database_url, signing_keys(Keys(filling.secret_key)))
    scenario = scenario_of_today(moment).with_guests(guests)
    with progress_bar("Playing a festival") as progress:
        summary = play_on(filling, scenario, seed=seed, until=moment, progress=progress)
    core = create_core(filling)
    try:
        hold_to_secret(core.database, core.keys)
        furnish(core, summary, moment)
    finally:
        core.database.dispose()
    unfinished.rename(path)
    seconds = time.monotonic() - began
    click.echo(
        f"Played {summary.handed_out:,} containers handed out to {guests:,} guests in {seconds:.0f} seconds."
    )


def _say_where(settings: Settings) -> None:
    click.echo(f"""
  Begin here          {settings.base_url}/
  Stations            {settings.base_url}/k/   (paired from the first page)
  Public status       {settings.base_url}/status
  Organiser           {settings.base_url}/admin/   {LOGIN_EMAIL} / {LOGIN_PASSWORD}
""")


def _serve(settings: Settings, port: int) -> None:
    # The server's processes read their settings where every server's do.
    os.environ.update(
        PANTBOX_DATABASE_URL=settings.database_url,
        PANTBOX_SECRET_KEY=settings.secret_key,
        PANTBOX_BASE_URL=settings.base_url,
        PANTBOX_ENVIRONMENT="development",
        PANTBOX_DEMO="on",
    )
    with jobs_beside():
        Server("127.0.0.1", port).run()


COMMANDS = (demo,)
