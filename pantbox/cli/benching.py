"""Side-by-side benchmarks. They live beside the source, not in what is installed, for they need a PostgreSQL of tests."""

from pathlib import Path

import click

from pantbox.cli.beside import run_beside


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Keep what was found.")
@click.option("--against", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="CHECKOUT",
              help="Of scans: measure beside another checkout, which has a .venv of its own.")  # fmt: skip
@click.option("--rounds", type=click.IntRange(min=1), help="Of --against; 9 without.")
def bench(names: tuple[str, ...], file: Path | None, against: Path | None, rounds: int | None) -> None:
    """Measure Pantbox beside rivals written by hand, or beside another checkout. Without NAME: every bench.

    \b
    Example:
      pantbox bench scans --json scans.json
      pantbox bench scans --against ../pantbox-before
    """
    options = {"--json": file, "--against": against, "--rounds": rounds}
    given = [part for name, value in options.items() if value is not None for part in (name, str(value))]
    run_beside("bench", [*names, *given])


COMMANDS = (bench,)
