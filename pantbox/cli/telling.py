"""What commands print: a line for people, JSON for scripts, and files."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from pantbox.printable import printable

F = TypeVar("F", bound=Callable[..., Any])


def json_option(command: F) -> F:
    """`--json`: print what was made or found as JSON."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for a script.")(command)


def out_option(command: F) -> F:
    """`--out FILE`; `-` is the standard output."""
    kind = click.Path(dir_okay=False, allow_dash=True, path_type=Path)
    return click.option("--out", type=kind, required=True, help="The file to write; - for standard output.")(
        command
    )


def tell(line: str, facts: dict[str, Any] | list[Any], *, as_json: bool) -> None:
    """Print the line for a person, or the facts for a script."""
    told = json.dumps(facts, ensure_ascii=False, indent=2, default=str) if as_json else line
    click.echo(printable(told, keep="\n"))


def write(out: Path, content: bytes) -> None:
    """Write a file, or to standard output, and say so."""
    if str(out) == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    out.write_bytes(content)
    click.echo(f"{out}: {len(content):,} bytes", err=True)
