"""Side-by-side benchmarks. They live beside the source, not in what is installed, for they need a PostgreSQL of tests."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import click


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Keep what was found.")
def bench(names: tuple[str, ...], file: Path | None) -> None:
    """Measure Pantbox beside rivals written by hand. Without NAME: every bench.

    \b
    Example:
      pantbox bench scans --json scans.json
    """
    if importlib.util.find_spec("bench") is None:
        raise click.ClickException("The benches are in the source: run this in a clone, after `make test`.")
    options = ["--json", str(file)] if file else []
    finished = subprocess.run([sys.executable, "-m", "bench", *names, *options], check=False)  # noqa: S603
    sys.exit(finished.returncode)


COMMANDS = (bench,)
