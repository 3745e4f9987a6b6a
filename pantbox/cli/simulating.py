"""Playing a festival in simulated time, against the real API."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

import click

from pantbox.cli.beside import run_beside
from pantbox.cli.installation import installation
from pantbox.errors import Conflict
from pantbox.planning.play import Progress, opening_of, play
from pantbox.planning.played import check_only_played
from pantbox.planning.scenario import Scenario, load_scenario, scenario_names
from pantbox.planning.simulated_time import SimulatedClock
from pantbox.planning.summary import Summary
from pantbox.settings import Settings

LEVELS = ("calm", "rough", "brutal")


@click.command()
@click.option("--scenario", default="kildeparken", show_default=True, metavar="NAME|FILE",
              help=f"One of {', '.join(scenario_names())}, or a TOML file.")  # fmt: skip
@click.option("--seed", default=1, show_default=True, help="The same seed is the same festival.")
@click.option("--guests", type=click.IntRange(1, 1_000_000), help="More or fewer guests than the scenario's.")
@click.option("--days", type=click.IntRange(1, 31), help="More or fewer days than the scenario's.")
@click.option(
    "--faults",
    type=click.Choice(LEVELS),
    help="Break it on purpose: nothing but --seed and --runs is used then.",
)
@click.option(
    "--runs",
    type=click.IntRange(1, 100_000),
    help="With --faults: so many short runs, each with the next seed.",
)
def simulate(
    scenario: str, seed: int, guests: int | None, days: int | None, faults: str | None, runs: int | None
) -> None:
    """Play people and devices of a festival against the real API, in simulated time.

    Prints a JSON summary; its "event" is what report and audit take. Refuses a database that holds anything else than what
    was played, and production.

    With --faults, real servers, workers, a PostgreSQL and devices are started as processes of their own, on a database of
    their own, and killed, cut off, filled up and doubled by chance of the seed; then all that devices were told is held
    against the database, and the database against the audit.

    \b
    Example:
      pantbox simulate --scenario aalborg-2024 --seed 1
      pantbox simulate --faults brutal --seed 7 --runs 20
    """
    if faults is not None:
        run_beside("soak", ["--level", faults, "--seed", str(seed), *(["--runs", str(runs)] if runs else [])])
    elif runs is not None:
        raise click.UsageError("--runs goes with --faults.")
    chosen = load_scenario(scenario)
    if guests is not None:
        chosen = chosen.with_guests(guests)
    if days is not None:
        chosen = chosen.with_days(days)
    settings = Settings.from_environment()
    if settings.production:
        raise Conflict("production_not_played")
    with installation() as core, core.database.reading() as session:
        check_only_played(session)
    with progress_bar("Playing") as progress:
        summary = play_on(settings, chosen, seed=seed, progress=progress)
    click.echo(json.dumps(summary.as_json(seed=seed), indent=2))


def play_on(
    settings: Settings,
    scenario: Scenario,
    *,
    seed: int,
    until: datetime | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Play a scenario on an installation, through an app in this process whose clock is simulated."""
    # The whole house lies above the command line, which only ever starts it.
    from pantbox.web.here import house
    from wsgi import create_app

    clock = SimulatedClock(opening_of(scenario))
    # In simulated time a whole day's requests come within seconds, all from one address.
    app = create_app(replace(settings, rate_limits=False), clock)
    core = house(app).core
    try:
        return play(app, core, clock, scenario, seed=seed, until=until, progress=progress)
    finally:
        core.database.dispose()


@contextmanager
def progress_bar(label: str) -> Iterator[Progress | None]:
    """A bar on the screen of a person; nothing in a script's log."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=1000, label=label, file=sys.stderr) as bar:
        yield lambda share: bar.update(max(int(share * 1000) - bar.pos, 0))


COMMANDS = (simulate,)
