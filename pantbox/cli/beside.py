"""Programs that live beside the source, not in what is installed: they need a PostgreSQL of tests."""

import importlib.util
import subprocess
import sys
from collections.abc import Sequence
from typing import NoReturn

import click


def run_beside(package: str, options: Sequence[str]) -> NoReturn:
    """Run a package of the source as a program, and end as it ends. Raises `click.ClickException` where there is none."""
    if importlib.util.find_spec(package) is None:
        raise click.ClickException(
            f"This needs the source, with {package}/ and a PostgreSQL of tests in it: run it in a clone, after `make test`."
        )
    finished = subprocess.run([sys.executable, "-m", package, *options], check=False)  # noqa: S603
    sys.exit(finished.returncode)
