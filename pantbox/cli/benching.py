"""Side-by-side benchmarks. They live beside the source, not in what is installed, for they need a PostgreSQL of tests."""

from pathlib import Path

import click

from pantbox.cli.beside import run_beside


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Keep what was found.")
def bench(names: tuple[str, ...], file: Path | None) -> None:
    """Measure Pantbox beside rivals written by hand. Without NAME: every bench.

    \b
    Example:
      pantbox bench scans --json scans.json
    """
    run_beside("bench", [*names, *(["--json", str(file)] if file else [])])


COMMANDS = (bench,)
